"""What the studio can be asked: a name, and the function that answers it with a JSON document."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.usecases import looking, vocabulary

Answerer = Callable[..., Any]


def _moment(day: int | None, instant: str | None) -> Moment:
    return Moment(day, None if instant is None else datetime.fromisoformat(instant))


def _look(house: House, *, launch: str, day: int | None = None, instant: str | None = None) -> Document:
    return looking.refresh(house, launch, _moment(day, instant))


def _days(house: House, *, launch: str, days: list[int]) -> Document:
    for day in days:
        looking.refresh(house, launch, Moment(day))
    return {"days": len(days)}


QUESTIONS: dict[str, Answerer] = {
    "look": _look,
    "days": _days,
    "vocabulary": vocabulary.vocabulary,
}
