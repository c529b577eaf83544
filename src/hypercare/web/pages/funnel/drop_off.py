"""Who stopped at a step of a funnel, and why."""

from typing import Any, Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.spoken import spoken
from hypercare.model.text import Text
from hypercare.reports.voice import bounded

MOST_EVENTS: Final = 6
"""Events that a panel lists; the others are told together."""
MOST_TELLING: Final = 6


class EventUnits(Schema):
    """How many units an event is true of."""

    event: str | None = Field(description="Null for all events that are not listed, and for none at all.")
    title: Document | None = Field(description="What stands for an event that has no name, as a text.")
    units: int
    share: float = Field(description="Of those who stopped.")

    @property
    def name(self) -> str:
        """The event for people."""
        return "" if self.event is None else bounded(spoken(self.event))


class Telling(Schema):
    """A value of a property that those who stopped have more or less often than those who went on."""

    key: str
    value: str | None = Field(description="Null: the property is absent.")
    stopped: float = Field(description="Its share among those who stopped.")
    went_on: float = Field(description="Its share among those who went on.")
    low: float | None = Field(
        description="The interval of the difference, corrected for looking at many; null if not found."
    )
    high: float | None
    said: Document = Field(description="The same in a sentence, as a text.")


class DropOff(Schema):
    """Who came to a step and can come no further."""

    step: int = Field(description="The number of the step that they reached last.")
    event: str
    next_event: str | None = Field(description="The step that they did not take; null where any may follow.")
    stopped: int
    open: int = Field(description="Those who may still go on; they are not among them.")
    went_on: int
    last: list[EventUnits] = Field(description="The last thing that they did in their time.")
    next: list[EventUnits] = Field(description="The first thing that they did after the step.")
    lingered: dict[str, float] | None = Field(
        description="Seconds from the step to the last event in their time: p25, median, p75; null without any."
    )
    errors: int | None = Field(description="Those who met an error; null where no error is recorded at all.")
    tickets: int | None = Field(description="Those who wrote a ticket; null where none is recorded at all.")
    telling: list[Telling] = Field(description="What is told from chance, the most telling first.")
    looked_at: int = Field(description="Values that were compared at this step.")
    compared: tuple[int, int] = Field(description="Those whose time is over: that stopped, and that went on.")

    @property
    def share(self) -> float | None:
        """Of those who came to the step and whose time for the next one is over."""
        stopped, went_on = self.compared
        return stopped / (stopped + went_on) if stopped + went_on else None

    @property
    def event_title(self) -> str:
        """The step for people."""
        return bounded(spoken(self.event))

    @property
    def next_title(self) -> str:
        """The step that they did not take, for people."""
        return "" if self.next_event is None else bounded(spoken(self.next_event))


def drop_off_of(found: Document) -> list[DropOff]:
    """The steps of a `hypercare/drop_off.v1` at which anybody stopped."""
    return [_step(each) for each in found["steps"] if each["units"]]


def _step(each: dict[str, Any]) -> DropOff:
    told = [one for one in each["properties"] if one["low"] is not None]
    nothing = [{"event": None, "units": each["nothing_next"]}] if each["nothing_next"] else []
    return DropOff(
        step=each["number"],
        event=each["event"],
        next_event=each["next_event"],
        stopped=each["units"],
        open=each["open"],
        went_on=each["went_on"],
        last=_events(each["last"], each["units"], "funnel-other-events"),
        next=_events(each["next"], each["units"], "funnel-other-events", nothing),
        lingered=_lingered(each["lingered"]),
        errors=each["errors"] and each["errors"]["units"],
        tickets=each["tickets"] and each["tickets"]["units"],
        telling=[_telling(each["event"], one) for one in told[:MOST_TELLING]],
        looked_at=len(each["properties"]),
        compared=(each["compared"]["dropped"], each["compared"]["went_on"]),
    )


def _events(
    listed: list[dict[str, Any]], stopped: int, others: str, nothing: list[dict[str, Any]] | None = None
) -> list[EventUnits]:
    named = [each for each in listed if each["event"] is not None]
    rest = sum(each["units"] for each in named[MOST_EVENTS:])
    rest += sum(each["units"] for each in listed if each["event"] is None)
    rows: list[tuple[str | None, str | None, int]] = [
        (each["event"], None, each["units"]) for each in named[:MOST_EVENTS]
    ]
    rows += [(None, "funnel-nothing-next", each["units"]) for each in nothing or ()]
    rows += [(None, others, rest)] if rest else []
    return [
        EventUnits(
            event=event,
            title=None if words is None else text_document(Text(words)),
            units=units,
            share=units / stopped if stopped else 0.0,
        )
        for event, words, units in rows
    ]


def _lingered(found: dict[str, float] | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"p25": found["p25"], "median": found["median_seconds"], "p75": found["p75"]}


def _telling(step: str, one: dict[str, Any]) -> Telling:
    more = one["dropped_share"] > one["went_on_share"]
    what = "absent" if one["value"] is None else "value"
    params: dict[str, Any] = {
        "step": bounded(spoken(step)),
        "key": bounded(spoken(one["key"])),
        "dropped": one["dropped_share"],
        "went_on": one["went_on_share"],
    }
    params |= {} if one["value"] is None else {"value": bounded(str(one["value"]))}
    return Telling(
        key=one["key"],
        value=one["value"],
        stopped=one["dropped_share"],
        went_on=one["went_on_share"],
        low=one["low"],
        high=one["high"],
        said=text_document(Text(f"drop-off-{what}-{'more' if more else 'less'}", params)),
    )
