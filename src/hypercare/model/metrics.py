"""Metric definitions: what a launch measures.

Each kind is a frozen value with a canonical form, by which it is versioned.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

Scalar = str | int | float | bool | None


class Op(StrEnum):
    """How a condition compares a property's value with its operands."""

    IS = "is"
    NOT = "not"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"
    CONTAINS = "contains"
    EXISTS = "exists"


@dataclass(frozen=True)
class Condition:
    """One property compared with its operands. `is` and `not` take any number of values; `exists` takes one bool."""

    key: str
    op: Op
    values: tuple[Scalar, ...]


@dataclass(frozen=True)
class Filter:
    """Conditions that must all hold. An empty filter holds always."""

    conditions: tuple[Condition, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The properties that the filter reads."""
        return frozenset(condition.key for condition in self.conditions)


@dataclass(frozen=True)
class EventRef:
    """Events of one name that pass a filter."""

    event: str
    where: Filter = Filter()


class UnitKind(StrEnum):
    """Who is counted."""

    USER = "user"
    ACCOUNT = "account"
    DEVICE = "device"


@dataclass(frozen=True)
class Unit:
    """Who is counted, and the key that names it: for accounts the group key or property ("company_id"), else empty."""

    kind: UnitKind = UnitKind.USER
    key: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a funnel. `within` bounds the time from the step before."""

    ref: EventRef
    optional: bool = False
    within: timedelta | None = None


@dataclass(frozen=True)
class Exclusion:
    """An event that must not happen between two steps (counted from 1).

    `cut` ends the chain, `drop` removes the unit.
    """

    ref: EventRef
    after: int
    before: int
    drop: bool = False


ANY_ORDER = "any"
"""Steps of a funnel that are taken in any order: none is before another."""


@dataclass(frozen=True)
class FunnelMetric:
    """Share of units that go through all steps within the window (`funnel.v1`).

    `profile` names the tool whose rules count instead ("clickhouse", "mixpanel", "posthog"; empty: our own), `modes`
    that tool's own switches.
    """

    kind: ClassVar[str] = "funnel"
    name: str
    steps: tuple[Step, ...]
    within: timedelta
    order: str = "ordered"
    entry: str = "best"
    exclusions: tuple[Exclusion, ...] = ()
    grace: timedelta = timedelta(0)
    unit: Unit | None = None
    profile: str = ""
    modes: tuple[str, ...] = ()

    @property
    def refs(self) -> tuple[EventRef, ...]:
        return tuple(step.ref for step in self.steps) + tuple(exclusion.ref for exclusion in self.exclusions)


@dataclass(frozen=True)
class RatioMetric:
    """Events of one kind per event of another, clustered by unit (`ratio.v1`)."""

    kind: ClassVar[str] = "ratio"
    name: str
    numerator: EventRef
    denominator: EventRef
    unit: Unit | None = None

    @property
    def refs(self) -> tuple[EventRef, ...]:
        return (self.numerator, self.denominator)


@dataclass(frozen=True)
class RateMetric:
    """Events per `per` unit-days (`rate.v1`): of active units (with any event on that day), or of all exposed ones."""

    kind: ClassVar[str] = "rate"
    name: str
    event: EventRef
    per: int = 1000
    active: bool = True
    unit: Unit | None = None

    @property
    def refs(self) -> tuple[EventRef, ...]:
        return (self.event,)


@dataclass(frozen=True)
class CountMetric:
    """How many events there were (`count.v1`)."""

    kind: ClassVar[str] = "count"
    name: str
    event: EventRef
    unit: Unit | None = None

    @property
    def refs(self) -> tuple[EventRef, ...]:
        return (self.event,)


@dataclass(frozen=True)
class MeanMetric:
    """The mean of a numeric property over events, clustered by unit; without one, events per unit (`mean.v1`)."""

    kind: ClassVar[str] = "mean"
    name: str
    event: EventRef
    of: str | None = None
    unit: Unit | None = None

    @property
    def refs(self) -> tuple[EventRef, ...]:
        return (self.event,)


class CycleKind(StrEnum):
    """How a business cycle runs."""

    CALENDAR_MONTH = "calendar month"
    CALENDAR_QUARTER = "calendar quarter"
    FROM_ACTIVATION = "from activation"
    TRAILING = "trailing"
    NONE = "none"


CALENDAR_CYCLES = {CycleKind.CALENDAR_MONTH: "month", CycleKind.CALENDAR_QUARTER: "quarter"}


@dataclass(frozen=True)
class Cycle:
    """A business cycle. `days` is set for the rolling kinds, `reason` where a launch declares that it has none."""

    kind: CycleKind
    days: int | None = None
    reason: str = ""

    @property
    def period(self) -> str:
        """The "month" or "quarter" that a calendar cycle is; empty for the others."""
        return CALENDAR_CYCLES.get(self.kind, "")


@dataclass(frozen=True)
class CycleMetric:
    """Share of units that do an event at least so often within one business cycle (`cycle.v1`)."""

    kind: ClassVar[str] = "cycle"
    name: str
    event: EventRef
    at_least: int
    every: Cycle
    unit: Unit | None = None

    @property
    def refs(self) -> tuple[EventRef, ...]:
        return (self.event,)


@dataclass(frozen=True)
class RetentionMetric:
    """Share of units that come back (`retention.v1`). `by` is "cadence", "rolling", "calendar", "brackets" or
    "business_cycle".

    `at` are days for the cadence, numbers of a `period` ("day", "week", "month") for the rolling and calendar grids,
    of the cycle `every` for the business cycle; `brackets` are elapsed 24-hour days from the birth, both ends inside.
    Units are born by `start` (None: by `event` itself), in cohorts of the grain `cohorts` (empty: that of the grid).
    An account has come back when `members` of its users have (0: when anybody has). `average` says how cells are
    pooled, `profile` whose rules count ("posthog"; empty: our own).
    """

    kind: ClassVar[str] = "retention"
    name: str
    event: EventRef
    by: str = "brackets"
    at: tuple[int, ...] = ()
    brackets: tuple[tuple[int, int], ...] = ()
    at_least: int = 1
    birth: str = "first_in_range"
    returning: str = "on"
    period: str = ""
    unit: Unit | None = None
    start: EventRef | None = None
    every: Cycle | None = None
    cohorts: str = ""
    members: int = 0
    average: str = "pooled"
    profile: str = ""

    @property
    def refs(self) -> tuple[EventRef, ...]:
        return (self.event,) if self.start is None else (self.start, self.event)

    @property
    def calendar_period(self) -> str:
        """The calendar period that each cell is; empty where cells are no calendar periods."""
        return self.every.period if self.every is not None else self.period if self.by == "calendar" else ""


@dataclass(frozen=True)
class ActivityMetric:
    """Share of units that are active in a "day", "week", "month" or "quarter" (`activity.v1`): that do the event, or
    any where it is None.
    """

    kind: ClassVar[str] = "activity"
    name: str
    event: EventRef | None = None
    per: str = "month"
    unit: Unit | None = None

    @property
    def refs(self) -> tuple[EventRef, ...]:
        return () if self.event is None else (self.event,)


Metric = (
    FunnelMetric | RatioMetric | RateMetric | CountMetric | MeanMetric | CycleMetric | RetentionMetric | ActivityMetric
)
METRIC_KINDS: dict[str, type[Metric]] = {
    kind.kind: kind
    for kind in (
        FunnelMetric,
        RatioMetric,
        RateMetric,
        CountMetric,
        MeanMetric,
        CycleMetric,
        RetentionMetric,
        ActivityMetric,
    )
}
