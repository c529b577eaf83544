"""The history of looks: what was recommended day by day, each gate's word, the primary values, and what changed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document, text_document
from hypercare.app.usecases import history as records
from hypercare.cycles.day import DAY, day_n, local_date
from hypercare.model.text import Text
from hypercare.web.asked import LaunchAsked
from hypercare.web.status import OF_ACTION, OF_WORD, Status, gate_title, titled

FARTHEST: Final = 200
"""Days that are looked at by themselves: the outcome is known by then."""
MOST_RECORDS: Final = 1_000
"""Records of verdicts that are read to tell on which days somebody looked."""


class HistoryGate(Schema):
    """A gate's word on a day."""

    gate: str = Field(description="The gate's name.")
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
    last = day_n(as_of, launch.live, launch.zone)
    trend = asked.here.looks.trend(launch.id)
    days = {int(name): read for name, read in trend.items() if "action" in read and int(name) <= last}
    found = records.history(asked.here.house, launch.id, MOST_RECORDS, as_of)
    return History(
        launch=launch.id,
        title=launch.title,
        timezone=launch.timezone,
        as_of=as_of.astimezone(launch.zone),
        missing=max(0, last + 1 - len(days)) if last <= FARTHEST else 0,
        primaries=[titled(name) for name in launch.primary],
        days=[_day(asked, day, days, found) for day in sorted(days, reverse=True)],
    )


def _day(asked: LaunchAsked, day: int, days: Mapping[int, Document], found: list[Document]) -> HistoryDay:
    launch, read = asked.launch, days[day]
    on = local_date(launch.live, launch.zone) + day * DAY
    issued = {str(each["gate"]): each for each in found if each["gate"]}
    return HistoryDay(
        day=day,
        on=on,
        action=read["action"],
        status=OF_ACTION[read["action"]],
        until=read["until"],
        gates=[_gate(gate, word, issued.get(gate), on) for gate, word in read["gates"].items()],
        values=[_value(name, read["metrics"].get(name, {})) for name in launch.primary],
        is_compared=day - 1 in days,
        changed=_changes(days.get(day - 1), read),
        records=[each["id"] for each in found if not each["gate"] and _on(each, asked) == on],
    )


def _gate(gate: str, word: str, issued: Document | None, on: date) -> HistoryGate:
    stands = issued is not None and datetime.fromisoformat(issued["as_of"]).date() <= on
    return HistoryGate(
        gate=gate,
        title=gate_title(gate, "day" if gate.startswith("day ") else "cycle"),
        word=word,
        status=OF_WORD[word],
        stands=issued["id"] if issued and stands else None,
        issued_at=issued["as_of"] if issued and stands else None,
    )


def _value(name: str, read: Document) -> HistoryValue:
    shown = {field: read.get(field) for field in ("value", "low", "high", "scale")}
    return HistoryValue(metric=name, title=titled(name), **shown)


def _changes(before: Document | None, now: Document) -> list[Document]:
    if before is None:
        return []
    found = []
    if before["action"] != now["action"]:
        found.append(Text("history-action-changed", {"then": before["action"], "now": now["action"]}))
    elif before["until"] != now["until"]:
        found.append(Text("history-until-changed"))
    words = ((gate, before["gates"].get(gate), word) for gate, word in now["gates"].items())
    found += [
        Text("history-word-changed", {"gate": gate, "then": then, "now": word})
        for gate, then, word in words
        if then is not None and then != word
    ]
    if before["version"] != now["version"]:
        found.append(Text("history-version-changed"))
    return [text_document(each) for each in found]


def _on(record: Document, asked: LaunchAsked) -> date:
    return local_date(datetime.fromisoformat(record["as_of"]), asked.zone)
