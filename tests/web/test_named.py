"""Lists that name units: a page that waits for one finds it when it comes again, and nobody computes it twice."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from hypercare.app.looks import Moment
from hypercare.model.errors import NotFound, Unreachable
from hypercare.web.pages.behaviour.named import named

LIST = {"units": ["ani"]}
CLOCK = SimpleNamespace(now=lambda: datetime(2026, 11, 22, tzinfo=UTC))


@dataclass(eq=False)
class Studio:
    """Answers when the test says so, or fails at once."""

    fails: Exception | None = None
    answers: list["Future[Any]"] = field(default_factory=list)

    def asking_long(self, _question: str, **_params: Any) -> "Future[Any]":
        if not self.answers or self.answers[-1].done():
            self.answers.append(Future())
        if self.fails is not None:
            self.answers[-1].set_exception(self.fails)
        return self.answers[-1]


@dataclass(eq=False)
class Place:
    """An installation with a studio of the test."""

    studio: Studio = field(default_factory=Studio)
    house: Any = field(default_factory=lambda: SimpleNamespace(clock=CLOCK))


def ask(place: Place, *, patience: float | None = 0.0, day: int | None = None) -> Any:
    asked: Any = SimpleNamespace(here=place, launch=SimpleNamespace(id="biza"), moment=Moment(day=day))
    return named(asked, "lapsed", patience, metric="shipping_again")


def test_a_page_that_comes_again_finds_what_it_waited_for() -> None:
    place = Place()
    assert ask(place) is None
    assert ask(place) is None, "it is still computed"
    place.studio.answers[0].set_result(LIST)
    assert ask(place) == LIST
    assert len(place.studio.answers) == 1


def test_another_moment_is_another_list() -> None:
    place = Place()
    assert ask(place) is None
    place.studio.answers[0].set_result(LIST)
    assert ask(place, day=30) is None
    assert len(place.studio.answers) == 2


@pytest.mark.parametrize("patience", [0.0, None], ids=["a page", "a file"])
def test_what_the_question_raises_is_raised(patience: float | None) -> None:
    with pytest.raises(NotFound):
        ask(Place(Studio(NotFound("nothing"))), patience=patience)


def test_a_file_says_that_there_is_no_answer_and_a_page_waits_on() -> None:
    place = Place(Studio(Unreachable("the studio ended")))
    assert ask(place) is None
    with pytest.raises(Unreachable, match="no answer"):
        ask(place, patience=None)
