"""The latest answers in memory: shown to who reloads, asked for once, old ones to nobody."""

from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

import pytest

from hypercare.model.errors import BadInput, NotFound, Unreachable
from hypercare.web import latest
from hypercare.web.latest import KEPT_SECONDS, MOST_KEPT, Latest

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NO_PATIENCE, SOME = 0.0, 1.0


class Asking:
    """Who is asked: each question is answered when the test says so, or at once."""

    def __init__(self) -> None:
        self.says: object = None
        self.asked: list[tuple[dict[str, Any], Future[Any]]] = []

    def __call__(self, _question: str, **params: Any) -> "Future[Any]":
        for known, future in self.asked:
            if known == params and not future.done():
                return future
        self.asked.append((params, Future()))
        if isinstance(self.says, Exception):
            self.asked[-1][1].set_exception(self.says)
        elif self.says is not None:
            self.answer(self.says)
        return self.asked[-1][1]

    def answer(self, value: object) -> None:
        self.asked[-1][1].set_result(value)


@pytest.fixture
def asking() -> Asking:
    return Asking()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    seconds = [100.0]
    monkeypatch.setattr(latest, "monotonic", lambda: seconds[0])
    return seconds


def kept(asking: Asking, **freshness: float) -> Latest:
    return Latest(asking, lambda: NOW, "tail", **freshness)


def test_who_reloads_sees_what_was_asked_for_before(asking: Asking) -> None:
    rows = kept(asking)
    assert [rows.read(NO_PATIENCE, limit=1), rows.read(NO_PATIENCE, limit=1)] == [None, None]
    assert len(asking.asked) == 1, "both wait for one answer"
    asking.answer({"rows": 1})
    found = rows.read(NO_PATIENCE, limit=1)
    assert found is not None
    assert (found.document, found.as_of) == ({"rows": 1}, NOW)
    assert rows.read(NO_PATIENCE, limit=2) is None, "another question has another answer"


def test_newer_answer_in_time_is_shown(asking: Asking) -> None:
    rows = kept(asking)
    for said in ("old", "new"):
        asking.says = said
        found = rows.read(SOME)
        assert found is not None
        assert found.document == said


@pytest.mark.parametrize(
    ("age", "questions", "is_shown"),
    [(1.0, 1, True), (3.0, 2, True), (61.0, 2, True), (KEPT_SECONDS, 2, False)],
    ids=["fresh", "asked for behind it", "nothing newer in time", "too old"],
)
def test_what_is_shown_by_its_age(
    asking: Asking, clock: list[float], age: float, questions: int, *, is_shown: bool
) -> None:
    sources = kept(asking, fresh=2.0, at_once=60.0)
    sources.read(NO_PATIENCE)
    asking.answer({})
    clock[0] += age
    assert (sources.read(NO_PATIENCE) is not None) is is_shown
    assert len(asking.asked) == questions


@pytest.mark.parametrize("error", [BadInput("no cursor"), NotFound("no launch")])
def test_wrong_question_says_so(asking: Asking, error: Exception) -> None:
    rows = kept(asking)
    asking.says = "old"
    rows.read(SOME)
    asking.says = error
    with pytest.raises(type(error)):
        rows.read(SOME)


def test_studio_that_is_gone_leaves_what_is_kept(asking: Asking) -> None:
    rows = kept(asking)
    asking.says = "old"
    rows.read(SOME)
    asking.says = Unreachable("gone")
    found = rows.read(SOME)
    assert found is not None
    assert found.document == "old"


def test_only_so_many_are_kept(asking: Asking) -> None:
    rows = kept(asking, fresh=60.0)
    for number in range(MOST_KEPT + 1):
        rows.read(NO_PATIENCE, limit=number)
        asking.answer(number)
    assert rows.read(NO_PATIENCE, limit=MOST_KEPT) is not None
    assert rows.read(NO_PATIENCE, limit=0) is None
