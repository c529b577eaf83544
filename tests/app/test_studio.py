"""The studio: a process beside the pages that computes, started when asked and let go when idle."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
import structlog

from app.running import until
from hypercare.app.looks import Looks
from hypercare.app.studio.client import Studio
from hypercare.app.studio.process import Desk
from hypercare.app.studio.wire import Question, Turn
from hypercare.model.errors import NotFound, Unreachable
from patience import PATIENCE_S
from seeded import LAUNCH, demo


def test_urgent_questions_are_taken_first() -> None:
    desk = Desk()
    asked = ((1, Turn.BEHIND), (2, Turn.URGENT), (3, Turn.BEHIND), (4, Turn.URGENT), (5, Turn.LONG))
    for number, turn in asked:
        desk.put(Question(number, "look", {}, turn))
    taken = [desk.take(Turn.IDLE) for _ in asked]
    assert [each.number for each in taken if each] == [2, 4, 5, 1, 3]


@pytest.mark.parametrize("last", Turn)
def test_brief_question_waits_for_no_look(last: Turn) -> None:
    desk = Desk()
    for asked in (Question(1, "look", {}, Turn.LONG), Question(2, "look", {}), Question(3, "tail", {})):
        desk.put(asked)
    taken = desk.take(last)
    assert taken is not None
    assert taken.number == 3


def test_closed_desk_hands_out_nothing() -> None:
    desk = Desk()
    desk.put(Question(1, "look", {}))
    desk.close()
    assert desk.take(Turn.IDLE) is None


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    data = demo().copy(tmp_path / "data")
    clock = {"HYPERCARE_CLOCK": "2026-11-21T12:00+07:00"}
    opened = Studio(os.environ | {"HYPERCARE_DATA": str(data)} | clock, structlog.get_logger(), idle_seconds=1.0)
    yield opened
    opened.close()


@pytest.mark.slow
def test_studio_answers_and_is_let_go(studio: Studio) -> None:
    assert studio.pid is None, "nothing runs before it is asked"
    assert studio.ask("look", launch=LAUNCH, day=30)["verdict"]["day"] == 30
    pid = studio.pid
    assert pid is not None
    until(lambda: studio.pid is None and not Path(f"/proc/{pid}").exists(), "let go when idle")
    assert studio.ask("look", launch=LAUNCH, day=31)["verdict"]["day"] == 31, "and starts anew"


@pytest.mark.slow
def test_errors_arrive_in_their_family(studio: Studio) -> None:
    with pytest.raises(NotFound, match="not registered"):
        studio.ask("look", launch="nobody")


@pytest.mark.slow
def test_studio_that_is_killed_fails_who_waits_and_starts_anew(studio: Studio) -> None:
    waiting: Future[Any] = studio.ask_later("days", launch=LAUNCH)
    assert studio.pid is not None
    os.kill(studio.pid, signal.SIGKILL)
    with pytest.raises(Unreachable, match="ended before"):
        waiting.result(PATIENCE_S)
    assert studio.ask("look", launch=LAUNCH)["verdict"]["day"] == 60


@pytest.mark.slow
def test_same_patient_question_is_asked_once(studio: Studio) -> None:
    first = studio.ask_later("days", launch=LAUNCH)
    assert studio.ask_later("days", launch=LAUNCH) is first
    assert first.result(PATIENCE_S) == {"days": 102}


@pytest.mark.slow
def test_urgent_question_is_answered_while_days_are_read(studio: Studio) -> None:
    days = studio.ask_later("days", launch=LAUNCH)
    studio.ask("look", launch=LAUNCH)
    assert not days.done()


@pytest.mark.slow
def test_days_that_are_being_read_step_aside_for_anything_else(studio: Studio, tmp_path: Path) -> None:
    """All days of a launch take half a minute, and a person who asks anything else must not wait for them."""
    days = studio.ask_later("days", launch=LAUNCH)
    looks = Looks(tmp_path / "data")
    until(lambda: bool(looks.trend(LAUNCH)), "the first of them is read")
    again = studio.ask_later("look", launch=LAUNCH, day=20)
    asked = studio.asking_long("query", text="retention: {event: upload_submitted, brackets: [0-30]}")
    assert asked.result(PATIENCE_S)["schema"] == "hypercare/query.v2"
    assert again.result(PATIENCE_S)["verdict"]["day"] == 20
    assert not days.done()
    assert days.result(PATIENCE_S) == {"days": 102}
