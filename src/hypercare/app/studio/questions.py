"""What the studio can be asked: a name, and the function that answers it with a JSON document."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.usecases import (
    drawing,
    files_read,
    looking,
    sample_size,
    sources,
    tail,
    units_behind,
    verdicts,
    vocabulary,
)

Answerer = Callable[..., Any]


def _moment(day: int | None, instant: str | None) -> Moment:
    return Moment(day, None if instant is None else datetime.fromisoformat(instant))


def _look(house: House, *, launch: str, day: int | None = None, instant: str | None = None) -> Document:
    return looking.refresh(house, launch, _moment(day, instant))


def _days(house: House, *, launch: str) -> Document:
    return {"days": looking.fill_trend(house, launch)}


def _judge(house: House, *, launch: str) -> Document:
    judged = verdicts.judge(house, launch, house.clock.now())
    return {"id": judged.record.id, "says": judged.verdict.recommendation.action.value}


QUESTIONS: dict[str, Answerer] = {
    "look": _look,
    "days": _days,
    "judge": _judge,
    "vocabulary": vocabulary.vocabulary,
    "tail": tail.tail,
    "draw": drawing.draw,
    "picture": drawing.picture,
    "sources": sources.sources,
    "files": files_read.files_read,
    "units": units_behind.units_behind,
    "sample-sizes": sample_size.sample_sizes,
}
