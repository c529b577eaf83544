"""The engine: what is asked twice of the same facts is counted once."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import pytest

from hypercare.app.engine import Engine
from hypercare.model.table_rows import TableRows


class Counted(msgspec.Struct, frozen=True):
    rows: int = 0


@dataclass(frozen=True)
class RowsBy:
    """How many rows there are, times two for every day of `as_of`."""

    as_of: int
    table: str = "requests"
    reads: frozenset[str] = frozenset()
    empty: Counted = Counted()

    def rows_partial(self, rows: TableRows) -> Counted:
        return Counted(rows.count * self.as_of)

    def merge(self, left: Counted, right: Counted) -> Counted:
        return Counted(left.rows + right.rows)

    def finish(self, state: Counted) -> int:
        return 2 * state.rows


class Facts:
    """Two parts of a table, and how often they were read."""

    def __init__(self) -> None:
        self.read = 0

    def rows(self, _table: str, _columns: frozenset[str]) -> Iterator[TableRows]:
        self.read += 1
        yield TableRows(3, {}, {}, {})
        yield TableRows(4, {}, {}, {})


@pytest.mark.parametrize(
    ("name", "as_of", "read", "answer"),
    [
        pytest.param("sizes@5", 5, 1, 70, id="the same question is not counted again"),
        pytest.param("sizes@5", 6, 2, 84, id="another question under the same name is"),
        pytest.param("others@5", 5, 2, 70, id="and so is one under another name"),
    ],
)
def test_what_the_engine_before_asked_is_known(name: str, as_of: int, read: int, answer: int) -> None:
    facts = Facts()
    before = Engine(lambda *_: (), facts.rows)
    assert before("sizes@5", RowsBy(5)) == 70
    engine = Engine(lambda *_: (), facts.rows, before=before)
    assert engine(name, RowsBy(as_of)) == answer
    assert facts.read == read
    assert engine.states == {name: {"rows": answer // 2}}


def test_what_was_known_is_handed_on_only_where_it_was_asked_again() -> None:
    facts = Facts()
    first = Engine(lambda *_: (), facts.rows)
    first("sizes@5", RowsBy(5))
    second = Engine(lambda *_: (), facts.rows, before=first)
    second("sizes@6", RowsBy(6))
    assert Engine(lambda *_: (), facts.rows, before=second)("sizes@5", RowsBy(5)) == 70
    assert facts.read == 3


@dataclass(frozen=True)
class Where:
    """Rows by a value, which is all that two questions differ in."""

    value: int | bool | str
    as_of: int = 5
    table: str = "requests"
    reads: frozenset[str] = frozenset()
    empty: Counted = Counted()

    def rows_partial(self, rows: TableRows) -> Counted:
        return Counted(rows.count * (1 if self.value is True else 10))

    def merge(self, left: Counted, right: Counted) -> Counted:
        return Counted(left.rows + right.rows)

    def finish(self, state: Counted) -> int:
        return state.rows


@pytest.mark.parametrize(
    ("asked", "read", "answers"),
    [
        pytest.param((Where(1), Where(1)), 1, [70, 70], id="the same question"),
        pytest.param((Where(1), Where("a")), 2, [70, 70], id="another value"),
        pytest.param((Where(1), Where(True)), 2, [70, 7], id="1 and true are equal and not the same"),
    ],
)
def test_what_two_names_ask_alike_is_counted_once(asked: tuple[Where, ...], read: int, answers: list[int]) -> None:
    facts = Facts()
    engine = Engine(lambda *_: (), facts.rows)
    assert [engine(f"name {place}", each) for place, each in enumerate(asked)] == answers
    assert facts.read == read
    assert [state["rows"] for state in engine.states.values()] == answers
