"""Small launches, and the facts that tests tell of them: answered in memory, without a lake."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from hypercare.analysis.launch_scope import properties
from hypercare.lake.facts import MemoryFacts
from hypercare.lake.sequences.direct import sequences_of
from hypercare.lake.table_rows import table_rows
from hypercare.model.facts import Event
from hypercare.model.instant import to_micros
from hypercare.model.launch import Exposure, Gate, GateKind, Guardrail, Launch, Segment, Threshold
from hypercare.model.metrics import (
    CountMetric,
    Cycle,
    CycleKind,
    CycleMetric,
    EventRef,
    FunnelMetric,
    MeanMetric,
    Metric,
    RateMetric,
    RatioMetric,
    RetentionMetric,
    Step,
    Unit,
)
from hypercare.model.sequences import Bucket, Reduction
from hypercare.model.table_rows import TableReduction

ZONE = ZoneInfo("Asia/Jakarta")
LIVE = datetime(2026, 9, 22, 9, tzinfo=ZONE)
NO_CYCLE = Cycle(CycleKind.NONE, reason="bought once")
OPENED, SUBMITTED, ORDER, TICKET = (EventRef(name) for name in ("opened", "submitted", "order", "ticket"))
METRICS: tuple[Metric, ...] = (
    FunnelMetric("completion", (Step(OPENED), Step(SUBMITTED)), timedelta(days=1)),
    CycleMetric("pro", ORDER, 3, Cycle(CycleKind.CALENDAR_QUARTER)),
    RetentionMetric("again", ORDER, brackets=((0, 6), (7, 13))),
    RatioMetric("orders_per_open", ORDER, OPENED),
    MeanMetric("orders_per_user", ORDER),
    RateMetric("tickets", TICKET, per=1000),
    CountMetric("orders", ORDER),
)


def day(number: float, hour: float = 0) -> datetime:
    """An instant so many local days after the go-live date's midnight (Jakarta has no daylight saving)."""
    return LIVE.replace(hour=0) + timedelta(days=number, hours=hour)


def gate(number: int, *thresholds: Threshold) -> Gate:
    return Gate(f"day {number}", GateKind.DAY, thresholds, day=number)


def cycle_end(*thresholds: Threshold) -> Gate:
    return Gate("cycle end", GateKind.CYCLE_END, thresholds)


def asks(metric: str, success: Any = 0.5, failure: Any = 0.3, **more: Any) -> Threshold:
    return Threshold(metric, success, failure, **more)


def a_launch(*gates: Gate, primary: tuple[str, ...] | None = None, **more: Any) -> Launch:
    """A launch of users, exposed by `opened`, its data complete after six hours."""
    gated = tuple(dict.fromkeys(each.metric for gate in gates for each in gate.thresholds))
    values: dict[str, Any] = {
        "id": "biza",
        "title": "Bulk upload",
        "live": LIVE,
        "timezone": "Asia/Jakarta",
        "unit": Unit(),
        "metrics": {metric.name: metric for metric in METRICS},
        "gates": gates,
        "primary": gated if primary is None else primary,
        "cycle": NO_CYCLE,
        "segment": Segment("everyone", exposure=Exposure(event=OPENED)),
        "lateness": timedelta(hours=6),
    }
    return Launch(**values | more)


def guard(metric: str = "tickets", limit: Any = 100.0, rollback: Any = None, *, at_most: bool = True) -> Guardrail:
    return Guardrail(metric, at_most, limit, rollback)


@dataclass
class Told:
    """Facts as they are told, one event after the other."""

    events: list[Event] = field(default_factory=list)

    def add(self, user: str, event: str, at: datetime, *, known: datetime | None = None, flag: Any = None,
            **props: Any) -> "Told":  # fmt: skip
        """Somebody did something."""
        instant = to_micros(at)
        number = len(self.events)
        flags = None if flag is None else msgspec.json.encode({"upload": flag}).decode()
        self.events.append(
            Event("test", event, instant, instant, to_micros(known or at), number.to_bytes(16, "big"), False,
                  user_key=user, props=msgspec.json.encode(props).decode(), flags=flags)
        )  # fmt: skip
        return self

    def users(self, names: Iterable[str], what: Callable[["Told", str], object]) -> "Told":
        """The same of each of some users."""
        for name in names:
            what(self, name)
        return self


class Facts:
    """An `Ask` over facts in memory, events and rows of other tables, which remembers what it was asked."""

    def __init__(self, launch: Launch, told: Told, **tables: Iterable[msgspec.Struct]) -> None:
        self._buckets: dict[Unit, list[Bucket]] = {}
        self._launch, self._told, self._tables = launch, told, MemoryFacts.of(**tables)
        self.asked: dict[str, set[Any]] = {}

    def buckets(self, unit: Unit) -> list[Bucket]:
        if unit not in self._buckets:
            found = sequences_of(self._told.events, [], [], unit, properties(self._launch))
            self._buckets[unit] = list(found.buckets())
        return self._buckets[unit]

    def __call__(self, name: str, reduction: Reduction[Any, Any] | TableReduction[Any, Any]) -> Any:
        self.asked.setdefault(name, set()).add(reduction)
        state = reduction.empty
        if isinstance(reduction, TableReduction):
            for rows in table_rows(self._tables, reduction.table, reduction.reads):
                state = reduction.merge(state, reduction.rows_partial(rows))
            return reduction.finish(state)
        for bucket in self.buckets(reduction.unit):
            state = reduction.merge(state, reduction.partial(bucket))
        return reduction.finish(state)


def converting(told: Told, users: int, hits: int, *, at: datetime = LIVE, prefix: str = "u", **props: Any) -> Told:
    """So many users open an upload, one a minute, of whom so many, evenly spread, submit it an hour later."""
    for number in range(users):
        opened = at + timedelta(minutes=number)
        told.add(f"{prefix}{number}", "opened", opened, **props)
        if number * hits // users != (number + 1) * hits // users:
            told.add(f"{prefix}{number}", "submitted", opened + timedelta(hours=1), **props)
    return told
