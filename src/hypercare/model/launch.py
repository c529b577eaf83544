"""A launch as declared: one feature going live for one target segment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hypercare.model.cohorts import CohortRule
from hypercare.model.hours import Hours
from hypercare.model.metrics import Cycle, CycleMetric, EventRef, Filter, Metric, Unit
from hypercare.model.probe import SanityCheck
from hypercare.model.tracking import TrackedEvent


@dataclass(frozen=True)
class Relative:
    """A level relative to a comparison: `116% of before` is Relative("before", 1.16)."""

    base: str
    factor: float


Level = float | Relative


@dataclass(frozen=True)
class Threshold:
    """What a gate asks of one metric. Shares are fractions, other metrics in their own unit.

    `failure` may be missing. `days` overrides which local days the gate reads, `cell` names a retention cell.
    """

    metric: str
    success: Level
    failure: Level | None = None
    days: tuple[int, int] | None = None
    cell: str | None = None

    @property
    def higher_is_better(self) -> bool:
        """Whether more is better: where failure lies below success, or is not declared."""
        if self.failure is None:
            return True
        return _size(self.failure) <= _size(self.success)


def _size(level: Level) -> float:
    return level.factor if isinstance(level, Relative) else level


class GateKind(StrEnum):
    """When a gate is asked: at the end of a day N, or at the end of the business cycle."""

    DAY = "day"
    CYCLE_END = "cycle end"


@dataclass(frozen=True)
class Gate:
    """A declared set of metrics with their thresholds. `day` is set for day gates."""

    name: str
    kind: GateKind
    thresholds: tuple[Threshold, ...]
    day: int | None = None


@dataclass(frozen=True)
class Guardrail:
    """A metric that must not get worse than a limit; beyond `rollback` the launch goes back."""

    metric: str
    at_most: bool
    limit: Level
    rollback: Level | None = None


class StabilityKind(StrEnum):
    """Which signal of technical health a limit is about."""

    ERROR_RATE = "error_rate"
    CRASH_FREE_USERS = "crash_free_users"
    CRASH_FREE_SESSIONS = "crash_free_sessions"
    LATENCY = "latency"


@dataclass(frozen=True)
class StabilityLimit:
    """A limit of technical health. With a `service` it is about what that one reports, else about everything.

    For latency: `limit` is the share of requests on `route` that must be under `under`.
    """

    kind: StabilityKind
    limit: float
    at_most: bool
    rollback: float | None = None
    route: str = ""
    under: timedelta | None = None
    service: str = ""

    @property
    def name(self) -> str:
        """What tells it from the launch's other limits: its key, and of latency the route."""
        return f"{self.kind.value} {self.route}".strip()


@dataclass(frozen=True)
class Exposure:
    """What makes a unit part of the launch: a flag seen, or an event. Both empty: the first of `Launch.exposing`."""

    flag: str | None = None
    event: EventRef | None = None


@dataclass(frozen=True)
class Segment:
    """The target segment. `split` are the shares in which a flag's values were meant to be handed out."""

    name: str
    where: Filter = Filter()
    expected_units: int | None = None
    exposure: Exposure = Exposure()
    split: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """A member of the squad. `covers` is what they look after, `until_day` their last day there."""

    name: str
    email: str = ""
    until_day: int | None = None
    covers: str = ""


@dataclass(frozen=True)
class Squad:
    """Who looks after the launch."""

    driver: Person | None = None
    engineering: tuple[Person, ...] = ()
    analyst: Person | None = None
    support_lead: Person | None = None
    designer: Person | None = None
    fixer: Person | None = None
    approvers: tuple[Person, ...] = ()

    @property
    def members(self) -> tuple[Person, ...]:
        """Everybody who is named with an e-mail address, approvers last, each once."""
        single = (self.driver, self.analyst, self.support_lead, self.designer, self.fixer)
        named = [*(each for each in single if each is not None), *self.engineering, *self.approvers]
        by_email: dict[str, Person] = {}
        for each in named:
            if each.email:
                by_email.setdefault(each.email.casefold(), each)
        return tuple(by_email.values())

    def is_driven_by(self, email: str) -> bool:
        """Whether somebody drives the launch: they may waive what is missing at its entrance, as approvers may."""
        driver = "" if self.driver is None else self.driver.email.casefold()
        return bool(driver) and driver == email.strip().casefold()


@dataclass(frozen=True)
class SupportLevel:
    """A level of support (1 is L1): who answers there, how they are reached, and when.

    `who` is a person or a channel, empty where nobody is named. `hours` are None where nothing is said of them; they
    are in `timezone`, or in the launch's where that is empty.
    """

    number: int
    who: str = ""
    contact: str = ""
    hours: Hours | None = None
    timezone: str = ""


@dataclass(frozen=True)
class Support:
    """How support is equipped: the guide and who must have read it, and the escalation path from L1 up.

    `guide_version` names the edition that must have been read. `readers` are those named; none leaves it to the launch.
    `hours` are when every level must answer, None for the launch's default; `answer_within` how soon in a drill.
    """

    guide: str = ""
    escalation: tuple[SupportLevel, ...] = ()
    guide_version: str = ""
    readers: tuple[Person, ...] = ()
    hours: Hours | None = None
    answer_within: timedelta | None = None


@dataclass(frozen=True)
class PeakDays:
    """When a peak is, as a launch says itself: local dates, first and last, both inside. No windows: there is none."""

    name: str
    windows: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True)
class Peaks:
    """Which peaks of which calendar matter. `require` is "one", "all" or "" (watch only).

    `days` are the peaks that the launch dates itself: they stand for the calendar's in the years in which they begin.
    """

    calendar: str
    watch: tuple[str, ...] = ()
    require: str = ""
    days: tuple[PeakDays, ...] = ()


@dataclass(frozen=True)
class Rituals:
    """When the squad meets: the stand-up's local time, and the days of the weekly and monthly reviews in words."""

    standup: time | None = None
    weekly: str = ""
    mbr: str = ""


@dataclass(frozen=True)
class Launch:
    """One feature going live for one target segment, as declared in `launches/<id>.yaml`.

    `live` is aware, in the launch's zone. `digest` is the SHA-256 of the file's text, in hex: the version's name.
    `primary` holds the metrics that decide; where the file names none, every gated metric.
    """

    id: str
    title: str
    live: datetime
    timezone: str
    unit: Unit
    metrics: Mapping[str, Metric]
    gates: tuple[Gate, ...]
    primary: tuple[str, ...]
    cycle: Cycle
    segment: Segment
    before: timedelta = timedelta(days=28)
    lateness: timedelta = timedelta(0)
    cohort_days: int = 30
    control: Filter | None = None
    squad: Squad = Squad()
    tracking: Mapping[str, TrackedEvent] = field(default_factory=dict)
    support: Support = Support()
    sanity: tuple[SanityCheck, ...] = ()
    stability: tuple[StabilityLimit, ...] = ()
    guardrails: tuple[Guardrail, ...] = ()
    segments: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    peaks: Peaks | None = None
    rituals: Rituals = Rituals()
    cohorts: Mapping[str, CohortRule] = field(default_factory=dict)
    digest: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The launch's time zone, in which its days are counted."""
        return ZoneInfo(self.timezone)

    @property
    def exposing(self) -> tuple[EventRef, ...]:
        """The events that expose a unit where no flag is declared: the declared one, else all that metrics name.

        A metric that is nothing but a guardrail exposes nobody: a unit exposed by its own ticket has a ticket.
        """
        if self.segment.exposure.event is not None:
            return (self.segment.exposure.event,)
        gated = {threshold.metric for gate in self.gates for threshold in gate.thresholds}
        only_guarding = {guardrail.metric for guardrail in self.guardrails} - gated
        exposing = [metric for name, metric in self.metrics.items() if name not in only_guarding]
        return tuple(dict.fromkeys(ref for metric in exposing or self.metrics.values() for ref in metric.refs))

    def cycle_of(self, metric: Metric) -> Cycle:
        """The business cycle that a metric is judged by: its own, else the launch's."""
        return metric.every if isinstance(metric, CycleMetric) else self.cycle
