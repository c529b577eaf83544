"""What a funnel's page shows: its steps, who may still come, how long it takes, over time, by value, two sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from ninja import Field, Schema

from hypercare.app.details import About, Part
from hypercare.app.documents.texts import Document
from hypercare.model.metrics import FunnelMetric
from hypercare.model.text import Text
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, LaunchAsked
from hypercare.web.pages.behaviour.kept import kept_parts, metric_of
from hypercare.web.pages.behaviour.parts import (
    GRAINS,
    Basis,
    Comparison,
    Option,
    Share,
    Side,
    Sided,
    asked_one,
    asked_property,
    basis_of,
    compared,
    properties_of,
    share_of,
    value_title,
)
from hypercare.web.pages.funnel.drop_off import DropOff, drop_off_of
from hypercare.web.pages.funnel.steps import Durations, FunnelStep, durations_of, steps_of, worst_of
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.status import titled

USUAL_GRAIN: Final = "week"
MOST_VALUES: Final = 12
"""Values of a property that are shown; the others are counted."""
SIDES: Final = ("", "by", "over")


class Cohort(Schema):
    """The units that entered in one period."""

    first: date = Field(description="Its first day; weeks begin on Monday.")
    share: Share
    complete: bool = Field(description="Whether nobody of them may still convert.")
    partial: bool = Field(description="Whether the period itself is not over.")
    side: Document | None = Field(description="The wider interval, as a side of a comparison.")


class Broken(Schema):
    """The units with one value of a property."""

    value: str
    title: str = Field(description="The same for people, bounded; empty where there is no value.")
    share: Share
    steps: list[int] = Field(description="The units at each step.")
    side: Document | None = Field(description="The wider interval, as a side of a comparison.")


class FunnelState(Schema):
    """What was asked for: the address says the same."""

    by: str = Field(description="The property that it is broken down by; empty for none.")
    at: str = Field(description="Whose value counts: first, last or `step N`; empty for the unit's own.")
    over: str = Field(description="day, week or month of entry.")
    compare: str = Field(description="by or over: what the two sides are of; empty for none.")
    left: str
    right: str


class Funnel(Schema):
    """A funnel at one moment."""

    launch: str = Field(description="The launch's id.")
    metric: str = Field(description="The metric's name.")
    metric_title: str = Field(description="Its name as a heading.")
    slug: str = Field(description="The name within those of its charts: steps-…, entered-….")
    timezone: str = Field(description="The launch's time zone.")
    unit: str = Field(description="Who is counted: user, account or device.")
    order: str = Field(description="ordered, strict or any.")
    profile: str = Field(description="The tool whose rules count; empty for our own.")
    within_seconds: float = Field(description="How long a unit has, from its entry.")
    basis: Basis
    state: FunnelState
    share: Share = Field(description="Who went all the way, of those whose window is over.")
    steps: list[FunnelStep]
    took: Durations | None = Field(description="From the first to the last step; null while it is computed.")
    half: float | None = Field(
        description="Seconds after which half have converted, the open ones taken into account; null where fewer do."
    )
    worst: int | None = Field(description="The number of the step that lost the largest share of those before it.")
    cohorts: list[Cohort] | None = Field(description="Over time; null while it is computed.")
    values: list[Broken] | None = Field(description="By value; null while it is computed, and where none is asked for.")
    without: int | None = Field(description="Units that have no value of the property; null where it is not known.")
    others: int = Field(description="Units with a value that is not listed.")
    comparison: Comparison | None = Field(description="Two sides; null where none are asked for, or one has nobody.")
    drop_off: list[DropOff] | None = Field(description="Who stopped at each step; null while it is computed.")
    properties: list[Option] = Field(description="What it may be broken down by.")
    waiting: list[str] = Field(description="Parts that are still being computed: detail, over, by, drop_off.")

    @property
    def is_asked(self) -> bool:
        """Whether anything was asked for beside the funnel itself."""
        return bool(self.state.by or self.state.compare or self.state.over != USUAL_GRAIN)

    @property
    def is_begun(self) -> bool:
        """Whether anybody has taken a step."""
        return any(each.units for each in self.steps)

    @property
    def units_words(self) -> Text:
        """Who is counted, for people."""
        return Text(f"behaviour-units-{self.unit}")

    @property
    def order_words(self) -> Text:
        """In which order the steps are taken, for people."""
        return Text(f"funnel-order-{self.order}")

    @property
    def opened(self) -> int:
        """The step whose panel is open: at which the most stopped."""
        stopped = max(self.drop_off or (), key=lambda each: each.stopped, default=None)
        return 0 if stopped is None else stopped.step

    @property
    def is_dated(self) -> bool:
        """Whether the sides of the comparison are periods."""
        return self.state.compare == "over"

    @property
    def is_comparing(self) -> bool:
        """Whether the sides are still being computed."""
        return self.state.compare in self.waiting

    @property
    def top(self) -> float:
        """Where the lines of all bars end."""
        shares = [each.share for each in self.values or ()]
        ends = [end for each in shares for end in (each.value, each.high, *(each.bounds or ())) if end is not None]
        return max(ends, default=1.0) or 1.0

    @property
    def sides(self) -> list[Option]:
        """What the sides of a comparison may be."""
        if self.state.compare == "over":
            ready = [each for each in self.cohorts or () if each.share.units]
            return [Option(value=each.first.isoformat(), title=each.first.isoformat()) for each in ready]
        return [Option(value=each.value, title=each.title) for each in self.values or () if self.state.compare]


def funnel_of(
    asked: LaunchAsked, name: str, query: Mapping[str, str], *, patience: float | None = PAGE_PATIENCE_SECONDS
) -> Funnel | None:
    """A funnel as a request asks for it; None where its numbers are still being computed.

    Raises `NotFound` for a metric that is no funnel, `BadInput` for what cannot be asked for.
    """
    metric_of(asked, name, FunnelMetric.kind)
    metric = asked.launch.metrics[name]
    assert isinstance(metric, FunnelMetric)
    state = _state(asked, metric, query)
    parts = _parts(metric, state)
    found = kept_parts(asked, parts, patience)
    if "detail" not in found:
        return None
    return _funnel(_Found(asked, metric, state, found), [name for name in parts if name not in found])


@dataclass(frozen=True)
class _Found:
    """What was asked for, and the parts that are there."""

    asked: LaunchAsked
    metric: FunnelMetric
    state: FunnelState
    parts: Mapping[str, Document]

    def answer(self, part: str) -> dict[str, Any] | None:
        """The answer of a part, None where it is not there yet."""
        found = self.parts.get(part)
        return None if found is None else found["answers"][0]


def _state(asked: LaunchAsked, metric: FunnelMetric, query: Mapping[str, str]) -> FunnelState:
    steps = tuple(f"step {number}" for number in range(1, len(metric.steps) + 1))
    asks = dict(query)
    by = asked_property(asked, asks.get("by", ""))
    return FunnelState(
        by=by,
        at=asked_one(asks, "at", ("", "first", "last", *steps)) if by else "",
        over=asked_one(asks, "over", (USUAL_GRAIN, *(each for each in GRAINS if each != USUAL_GRAIN))),
        compare=asked_one(asks, "compare", SIDES),
        left=asks.get("left", "")[:200],
        right=asks.get("right", "")[:200],
    )


def _parts(metric: FunnelMetric, state: FunnelState) -> dict[str, Part]:
    parts = {"detail": Part(metric.name), "over": Part(metric.name, About.OVER, state.over)}
    if not metric.profile:  # by the rules of another tool no chain is known, so nobody is known to have stopped
        parts["drop_off"] = Part(metric.name, About.DROP_OFF)
    return parts | ({"by": Part(metric.name, About.BY, state.by, state.at)} if state.by else {})


def _funnel(found: _Found, waiting: list[str]) -> Funnel:
    asked, metric = found.asked, found.metric
    answer = found.answer("detail")
    assert answer is not None
    dropping = found.answer("drop_off")
    steps = steps_of(answer, metric.order)
    values = _values(found)
    without, others = _unlisted(found, values)
    cohorts = _cohorts(found)
    return Funnel(
        launch=asked.launch.id,
        metric=metric.name,
        metric_title=titled(metric.name),
        slug=slug(metric.name),
        timezone=asked.launch.timezone,
        unit=found.parts["detail"]["unit"]["kind"],
        order=metric.order,
        profile=metric.profile,
        within_seconds=metric.within.total_seconds(),
        basis=basis_of(found.parts["detail"]),
        state=found.state,
        share=share_of(answer["answer"]),
        steps=steps,
        took=_took(answer),
        half=_half(answer),
        worst=worst_of(steps),
        cohorts=cohorts,
        values=None if values is None else values[:MOST_VALUES],
        without=without,
        others=others,
        comparison=compared(_sides(found.state, values, cohorts), found.state.left, found.state.right),
        drop_off=None if dropping is None else drop_off_of(dropping["drop_off"]),
        properties=properties_of(asked),
        waiting=waiting,
    )


def _cohorts(found: _Found) -> list[Cohort] | None:
    answer = found.answer("over")
    if answer is None:
        return None
    periods = answer["over"]["periods"]
    until = found.parts["over"]["as_of"][:10]
    ends = [after["from"] for _, after in pairwise(periods)]
    return [
        Cohort(
            first=date.fromisoformat(each["from"]),
            share=(share := share_of(each["answer"])),
            complete=share.open == 0 and place < len(ends) and ends[place] <= until,
            partial=place == len(ends),
            side=each.get("side"),
        )
        for place, each in enumerate(periods)
    ]


def _values(found: _Found) -> list[Broken] | None:
    answer = found.answer("by")
    if answer is None:
        return None
    return [
        Broken(
            value=str(each["value"]),
            title=value_title(each["value"]),
            share=share_of(each["answer"]),
            steps=[step["units"] for step in each["steps"]],
            side=each["side"],
        )
        for each in answer["by"]["values"]
    ]


def _unlisted(found: _Found, values: list[Broken] | None) -> tuple[int | None, int]:
    """Units without a value, and units with one that is not listed."""
    answer = found.answer("by")
    if answer is None:
        return None, 0
    left = sum(each.share.units for each in (values or ())[MOST_VALUES:])
    return answer["by"]["without"], answer["by"]["others"] + left


def _sides(state: FunnelState, values: list[Broken] | None, cohorts: list[Cohort] | None) -> list[Sided]:
    """What may stand on either side, the usual two first: those with the most units, or the last complete periods."""
    if state.compare == "by":
        return [(Side(value=each.value, title=each.title, share=each.share), each.side) for each in values or ()]
    if state.compare != "over":
        return []
    entered = [each for each in cohorts or () if each.share.units]
    complete = [each for each in entered if each.complete] or entered
    usual = complete[-2:]
    return [
        (Side(value=each.first.isoformat(), title=each.first.isoformat(), share=each.share), each.side)
        for each in [*usual, *(each for each in entered if each not in usual)]
    ]


def _took(answer: Document) -> Durations | None:
    return durations_of((answer.get("detail") or {}).get("seconds"))


def _half(answer: Document) -> float | None:
    survival = (answer.get("detail") or {}).get("survival")
    return survival and survival["median"]
