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
