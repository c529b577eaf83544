"""The history of looks: what was recommended day by day, each gate's word, the primary values, and what changed."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.app.usecases.judging.day_history import day_history
from hypercare.web.asked import LaunchAsked
from hypercare.web.status import OF_ACTION, OF_WORD, Status, gate_title, titled


class HistoryGate(Schema):
    """A gate's word on a day."""

    gate: str = Field(description="The gate's name.")
    kind: str = Field(description="day or cycle end.")
    title: dict[str, Any] = Field(description="Its name for people, as a text.")
    word: str = Field(description="Its word at the end of the day.")
    status: Status = Field(description="How that is drawn.")
    stands: str | None = Field(description="The record that fixed the word for good by then; null while it may change.")
    issued_at: datetime | None = Field(description="When it was issued.")


class HistoryValue(Schema):
    """What a primary metric read on a day."""

    metric: str = Field(description="The metric's name.")
    title: str = Field(description="Its name as a heading.")
    value: float | None = Field(description="The value; null where there was not enough to say.")
    low: float | None = Field(description="The interval's lower end; null where it has none.")
    high: float | None = Field(description="The interval's upper end; null where it has none.")
    scale: str | None = Field(
        description="share, ratio, rate, per_unit, count, value or relative; null without a value."
    )


class HistoryDay(Schema):
    """One day that was looked at."""

    day: int = Field(description="The launch's day N.")
    on: date = Field(description="Its local date.")
    action: str = Field(description="What was recommended at its end.")
    status: Status = Field(description="How that is drawn.")
    until: datetime | None = Field(description="Until when to hold; null for the others.")
    gates: list[HistoryGate] = Field(description="The gates' words.")
    values: list[HistoryValue] = Field(description="The primary metrics.")
    is_compared: bool = Field(description="Whether the day before was read, so that a change could be told.")
    changed: list[dict[str, Any]] = Field(description="What changed from the day before, as texts.")
    records: list[str] = Field(description="The records of verdicts that were asked for that day; none where none was.")


class History(Schema):
    """The history of a launch's looks."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")
    timezone: str = Field(description="Its time zone.")
    as_of: datetime = Field(description="The instant that is looked at.")
    missing: int = Field(description="Days until then that were not read yet: they are being read.")
    primaries: list[str] = Field(description="The primary metrics as headings.")
    days: list[HistoryDay] = Field(description="The days that were looked at, latest first.")


def history_of(asked: LaunchAsked) -> History:
    """The looks of a launch up to the moment that is asked for."""
    launch, look = asked.launch, asked.look
    as_of = asked.now if look is None else datetime.fromisoformat(look["as_of"])
    told = day_history(asked.here.house, launch, as_of)
    return History(
        launch=launch.id,
        title=launch.title,
        timezone=launch.timezone,
        as_of=told["as_of"],
        missing=told["missing"],
        primaries=[titled(name) for name in launch.primary],
        days=[_day(each) for each in told["days"]],
    )


def _day(told: Document) -> HistoryDay:
    """A day as it is drawn."""
    gates = [
        {**each, "title": gate_title(each["gate"], each["kind"]), "status": OF_WORD[each["word"]]}
        for each in told["gates"]
    ]
    values = [{**each, "title": titled(each["metric"])} for each in told["values"]]
    return HistoryDay.model_validate({**told, "status": OF_ACTION[told["action"]], "gates": gates, "values": values})
