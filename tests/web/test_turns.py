"""A person's questions are answered one after another."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.test import RequestFactory

from app.running import until
from hypercare.model.errors import Busy, Unreachable
from hypercare.web.leaving import LEFT
from hypercare.web.turns import Turns
from patience import PATIENCE_S


def request(*, left: bool = False) -> Any:
    found: Any = RequestFactory().get("/")
    found.scope = {LEFT: Event()}
    if left:
        found.scope[LEFT].set()
    return found


def waiting(turns: Turns, who: str) -> int:
    return len(turns._asked.get(who, ()))


def test_questions_of_one_person_are_answered_in_the_order_in_which_they_came() -> None:
    turns, answered = Turns(), []

    def ask(number: int) -> None:
        with turns.turn(request(), "ani"):
            answered.append(number)

    with ThreadPoolExecutor() as tabs:
        with turns.turn(request(), "ani"):
            for number in range(3):
                tabs.submit(ask, number)
                until(lambda asked=number: waiting(turns, "ani") == asked + 2, "it waits")
            assert answered == []
        until(lambda: len(answered) == 3, "all are answered")
    assert answered == [0, 1, 2]
    assert waiting(turns, "ani") == 0


def test_nobody_waits_for_another_person() -> None:
    turns = Turns(patience=0.0)
    with turns.turn(request(), "ani"), turns.turn(request(), "budi"):
        assert waiting(turns, "ani") == waiting(turns, "budi") == 1


def test_a_turn_that_ends_in_an_error_is_given_on() -> None:
    turns = Turns(patience=0.0)
    with pytest.raises(ValueError, match="no answer"), turns.turn(request(), "ani"):
        raise ValueError("no answer")
    with turns.turn(request(), "ani"):
        assert waiting(turns, "ani") == 1


@pytest.mark.parametrize(
    ("turns", "left", "family"),
    [
        pytest.param(Turns(patience=0.0), False, Busy, id="it does not come in time"),
        pytest.param(Turns(most=0), False, Busy, id="too many wait"),
        pytest.param(Turns(patience=PATIENCE_S), True, Unreachable, id="the reader left"),
    ],
)
def test_who_does_not_wait_any_more_gives_up_the_place(turns: Turns, left: bool, family: type[Exception]) -> None:
    with turns.turn(request(), "ani"):
        with pytest.raises(family), turns.turn(request(left=left), "ani"):
            pytest.fail("it is another question's turn")
        assert waiting(turns, "ani") == 1
