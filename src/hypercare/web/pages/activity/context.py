"""What the page of activity shows: who was active when, in what phase of life, with what, and how often."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from ninja import Field, Schema

from hypercare.app.details import Part
from hypercare.app.documents.texts import Document
from hypercare.checks.spoken import spoken
from hypercare.model.errors import BadInput
from hypercare.model.text import Text
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, LaunchAsked
from hypercare.web.pages.behaviour.kept import kept_parts
from hypercare.web.pages.behaviour.parts import LONGEST, Basis, Option, asked_one, basis_of

PER: Final = ("week", "day", "month", "quarter")
"""Lengths of the periods, the usual one first."""
MOST_PERIODS: Final = {"day": 60, "week": 30, "month": 24, "quarter": 12}
"""Periods that a chart shows, the latest ones; the API has them all."""


class Active(Schema):
    """The units that were active in one period."""

    first: date = Field(description="Its first day; weeks begin on Monday.")
    units: int
    complete: bool = Field(description="Whether the period is over.")


class Stickiness(Schema):
    """How much of a complete month its units were active."""

    first: date = Field(description="The first day of the month.")
    daily: float | None = Field(description="The mean of its days' active units over its own.")
    weekly: float | None = Field(description="The same of the weeks that lie wholly in it.")


class Lifecycle(Schema):
    """The units of one period by what they were before."""

    first: date
    new: int = Field(description="Active for the first time.")
    returning: int = Field(description="Active in the period before, too.")
    resurrecting: int = Field(description="Active before that, and not in the period before.")
    dormant: int | None = Field(
        description="Active in the period before, and not in this one; null until it is over: they may still come."
    )
    complete: bool


class Usage(Schema):
    """How many units did an event, how often."""

    event: str
    title: str = Field(description="The same for people.")
    units: int
    events: int
    share: float = Field(description="Of all active units.")
    per_unit: float = Field(description="Events by a unit that did any.")


class Frequency(Schema):
    """Units by how many days they were active on."""

    days: int = Field(description="Days; of the last row, so many or more.")
    more: bool = Field(description="Whether it counts those with more days, too.")
    units: int
    share: float


class ActivityState(Schema):
    """What was asked for: the address says the same."""

    per: str = Field(description="day, week, month or quarter.")
    event: str = Field(description="The event that makes a unit active; empty for any.")


class Activity(Schema):
    """The activity of a launch's units since their exposure, at one moment."""

    launch: str = Field(description="The launch's id.")
    timezone: str = Field(description="The launch's time zone.")
    unit: str = Field(description="Who is counted: user, account or device.")
    basis: Basis
    state: ActivityState
    units: int = Field(description="Units that were active at all.")
    active: list[Active] = Field(description="Active units by period.")
    latest: dict[str, Active | None] = Field(description="By length: the last complete period.")
    stickiness: list[Stickiness]
    lifecycle: list[Lifecycle]
    usage: list[Usage] = Field(description="The events that most units did.")
    other_events: int = Field(description="Events of names that are not listed.")
    frequency: list[Frequency]
    events: list[Option] = Field(description="What may make a unit active.")

    @property
    def sticky(self) -> Stickiness | None:
        """The last complete month."""
        return self.stickiness[-1] if self.stickiness else None

    @property
    def units_words(self) -> Text:
        """Who is counted, for people."""
        return Text(f"behaviour-units-{self.unit}")

    @property
    def is_asked(self) -> bool:
        """Whether anything was asked for beside the usual."""
        return self.state.event != "" or self.state.per != PER[0]

    @property
    def top(self) -> float:
        """Where the bars of the events end."""
        return max((each.share for each in self.usage), default=1.0) or 1.0


def activity_of(
    asked: LaunchAsked, query: Mapping[str, str], *, patience: float | None = PAGE_PATIENCE_SECONDS
) -> Activity | None:
    """The activity as a request asks for it; None where it is still being computed.

    Raises `BadInput` for a period that there is not.
    """
    state = _state(query)
    found = kept_parts(asked, {"activity": Part("", key=state.event, at=state.per)}, patience).get("activity")
    return None if found is None else _activity(asked, state, found)


def _state(query: Mapping[str, str]) -> ActivityState:
    event = query.get("event", "")
    if len(event) > LONGEST:
        raise BadInput("the event's name is too long", where="event", expected=f"at most {LONGEST} characters")
    return ActivityState(per=asked_one(dict(query), "per", PER), event=event)


def _activity(asked: LaunchAsked, state: ActivityState, found: Document) -> Activity:
    detail = found["answers"][0]["detail"]
    series = {grain: [_active(each) for each in periods] for grain, periods in detail["series"].items()}
    return Activity(
        launch=asked.launch.id,
        timezone=asked.launch.timezone,
        unit=found["unit"]["kind"],
        basis=basis_of(found),
        state=state,
        units=detail["units"],
        active=series[state.per],
        latest={
            grain: next((each for each in reversed(periods) if each.complete), None)
            for grain, periods in series.items()
        },
        stickiness=[
            Stickiness(first=each["from"], daily=each["dau_mau"], weekly=each["wau_mau"])
            for each in detail["stickiness"]
        ],
        lifecycle=[_lifecycle(each) for each in detail["lifecycle"]],
        usage=[_usage(each) for each in detail["usage"]],
        other_events=detail["other_events"],
        frequency=_frequency(detail["frequency"], detail["units"]),
        events=_events(asked, state.event, detail["usage"]),
    )


def _active(each: Document) -> Active:
    return Active(first=each["from"], units=each["units"], complete=each["complete"])


def _lifecycle(each: Document) -> Lifecycle:
    return Lifecycle(
        first=each["from"],
        new=each["new"],
        returning=each["returning"],
        resurrecting=each["resurrecting"],
        dormant=each["dormant"] if each["complete"] else None,
        complete=each["complete"],
    )


def _usage(each: Document) -> Usage:
    return Usage(
        event=each["event"],
        title=spoken(each["event"]),
        units=each["units"],
        events=each["events"],
        share=each["share"],
        per_unit=each["events"] / each["units"],
    )


BUCKETS: Final = (1, 2, 3, 4, 5, 6, 7, 14, 30)
"""Where the groups of active days begin: single days at first, then weeks and months."""


def _frequency(counted: list[Document], units: int) -> list[Frequency]:
    """Units by number of active days, in groups that widen; without those that nobody reaches."""
    sums = dict.fromkeys(BUCKETS, 0)
    for each in counted:
        sums[max(begin for begin in BUCKETS if begin <= each["days"])] += each["units"]
    reached = [begin for begin in BUCKETS if sums[begin]]
    kept = BUCKETS[: BUCKETS.index(reached[-1]) + 1] if reached else ()
    wide = {begin for begin, after in zip(BUCKETS, (*BUCKETS[1:], None), strict=True) if after != begin + 1}
    return [
        Frequency(days=begin, more=begin in wide, units=sums[begin], share=sums[begin] / units if units else 0.0)
        for begin in kept
    ]


def _events(asked: LaunchAsked, chosen: str, usage: list[Document]) -> list[Option]:
    """What may be chosen: the events of the launch's metrics, what is tracked, what was done most; and the chosen."""
    declared = [ref.event for metric in asked.launch.metrics.values() for ref in metric.refs]
    names = dict.fromkeys([*declared, *asked.launch.tracking, *(each["event"] for each in usage), chosen])
    return [Option(value=name, title=spoken(name)) for name in names if name]
