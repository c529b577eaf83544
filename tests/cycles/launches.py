"""The launch that these tests ask about: live on 22 September 2026 at 09:00 in Jakarta, its data up to 6 hours late."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypercare.model.launch import Gate, GateKind, Launch, Segment, Threshold
from hypercare.model.metrics import (
    ActivityMetric,
    CountMetric,
    Cycle,
    CycleKind,
    CycleMetric,
    EventRef,
    FunnelMetric,
    Metric,
    RetentionMetric,
    Step,
    Unit,
)

JAKARTA = ZoneInfo("Asia/Jakarta")
MONTH = Cycle(CycleKind.CALENDAR_MONTH)
QUARTER = Cycle(CycleKind.CALENDAR_QUARTER)
NO_CYCLE = Cycle(CycleKind.NONE, reason="bought once")
ORDERED = EventRef("order_created")


def from_activation(days: int) -> Cycle:
    return Cycle(CycleKind.FROM_ACTIVATION, days=days)


def trailing(days: int) -> Cycle:
    return Cycle(CycleKind.TRAILING, days=days)


def wib(text: str) -> datetime:
    """A local time in Jakarta."""
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


METRICS: tuple[Metric, ...] = (
    FunnelMetric("completion", steps=(Step(EventRef("opened")), Step(EventRef("submitted"))), within=timedelta(days=1)),
    CountMetric("orders", event=ORDERED),
    CycleMetric("pro", event=ORDERED, at_least=60, every=QUARTER),
    CycleMetric("monthly", event=ORDERED, at_least=5, every=MONTH),
    CycleMetric("rolling_90", event=ORDERED, at_least=60, every=from_activation(90)),
    CycleMetric("rolling_14", event=ORDERED, at_least=2, every=from_activation(14)),
    CycleMetric("trailing_30", event=ORDERED, at_least=2, every=trailing(30)),
    RetentionMetric("brackets", event=ORDERED, brackets=((0, 30), (31, 60), (61, 90))),
    RetentionMetric("cadence", event=ORDERED, by="cadence", at=(60, 90)),
    RetentionMetric("day_7", event=ORDERED, by="rolling", at=(7,), period="day"),
    RetentionMetric("rolling_weeks", event=ORDERED, by="rolling", at=(1, 4), period="week"),
    RetentionMetric("calendar_months", event=ORDERED, by="calendar", at=(1, 2), period="month"),
    ActivityMetric("weekly", event=ORDERED, per="week"),
    ActivityMetric("quarterly", per="quarter"),
)


def a_launch(live: str = "2026-09-22T09:00", zone: str = "Asia/Jakarta", **overrides: Any) -> Launch:
    values: dict[str, Any] = {
        "id": "biza",
        "title": "Bulk upload",
        "live": datetime.fromisoformat(live).replace(tzinfo=ZoneInfo(zone)),
        "timezone": zone,
        "unit": Unit(),
        "metrics": {metric.name: metric for metric in METRICS},
        "gates": (),
        "primary": (),
        "cycle": QUARTER,
        "segment": Segment("merchants"),
        "lateness": timedelta(hours=6),
    }
    return Launch(**values | overrides)


def at_least(metric: str, **overrides: Any) -> Threshold:
    values: dict[str, Any] = {"metric": metric, "success": 0.4, "failure": 0.3}
    return Threshold(**values | overrides)


def day_gate(day: int, *thresholds: Threshold) -> Gate:
    return Gate(f"day {day}", GateKind.DAY, thresholds, day=day)


def cycle_gate(*thresholds: Threshold) -> Gate:
    return Gate("cycle end", GateKind.CYCLE_END, thresholds)
