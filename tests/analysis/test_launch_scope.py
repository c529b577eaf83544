"""Whom and which stretch of time a launch asks about: cohort, control, days across daylight saving."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from analysis.streams import Row, answered, bucket_of
from checks.launches import (
    LIVE,
    OPENED,
    ORDER,
    TICKET,
    a_launch,
    asks,
    cycle_end,
    day,
    gate,
    guard,
)
from hypercare.analysis.launch_scope import (
    before_scope,
    control,
    days_scope,
    days_until,
    everyone_exposed,
    gate_scope,
    population,
    properties,
)
from hypercare.analysis.population import members
from hypercare.analysis.rate import Rate
from hypercare.analysis.scope import Judging, Scope
from hypercare.analysis.split import SplitOf
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.launch import Exposure, Launch, Segment
from hypercare.model.metrics import Condition, Cycle, CycleKind, EventRef, Filter, MeanMetric, Op, RateMetric

QUARTER = Cycle(CycleKind.CALENDAR_QUARTER)
BIG = Filter((Condition("plan", Op.IS, ("pro",)),))
OFF = Filter((Condition("flag.upload", Op.IS, ("off",)),))
FLAGGED = Segment("pro", BIG, exposure=Exposure(flag="upload"))


def times(scope: Scope) -> tuple[datetime, datetime]:
    return from_micros(scope.start), from_micros(scope.stop)


def test_a_gate_reads_its_days_as_known_then_and_settled_without_the_late() -> None:
    launch = a_launch(gate(3, asks("completion")))
    scope = gate_scope(launch, launch.gates[0], launch.gates[0].thresholds[0], day(5))
    assert times(scope) == (day(0), day(4))
    assert from_micros(scope.as_of) - from_micros(scope.settled) == timedelta(hours=6)
    assert [from_micros(edge) for edge in scope.days] == [day(number) for number in range(5)]
    assert scope.first_weekday == 1  # 22 September 2026 is a Tuesday
    assert (from_micros(scope.population.exposed_from), from_micros(scope.population.exposed_until)) == (
        day(0),
        day(30),
    )


def test_a_calendar_cycle_reads_the_quarter_of_those_exposed_in_its_first_third() -> None:
    launch = a_launch(cycle_end(asks("pro")), cycle=QUARTER)
    scope = gate_scope(launch, launch.gates[0], launch.gates[0].thresholds[0], day(5))
    assert times(scope) == (day(9), day(101))
    assert from_micros(scope.population.exposed_until) == day(40)  # the end of October


def test_before_is_the_declared_window_up_to_the_go_live_date_for_the_same_units() -> None:
    launch = a_launch()
    scope = before_scope(launch, launch.metrics["tickets"], day(5))
    assert times(scope) == (day(-28), day(0))
    assert scope.before_exposure
    assert scope.population == population(launch, launch.metrics["tickets"])


@pytest.mark.parametrize(
    ("at", "days"),
    [
        pytest.param(day(-3), (0, 0), id="before go-live"),
        pytest.param(LIVE, (0, 0), id="day 0"),
        pytest.param(day(5) - timedelta(seconds=1), (0, 4), id="the running day is in"),
        pytest.param(day(5), (0, 5), id="at midnight"),
    ],
)
def test_days_until(at: datetime, days: tuple[int, int]) -> None:
    assert days_until(a_launch(), at) == days


def test_every_property_that_is_read_is_promised() -> None:
    where = Filter((Condition("rows", Op.ABOVE, (1,)),))
    launch = a_launch(
        metrics={"m": MeanMetric("m", EventRef("order", where), "amount"), "t": RateMetric("t", TICKET)},
        segment=FLAGGED, control=OFF, segments=("platform",), guardrails=(guard("t"),),
    )  # fmt: skip
    assert properties(launch) == {"rows", "amount", "plan", "flag.upload", "platform"}


def who(launch: Launch, which: Any, *rows: tuple[int, str, dict[str, Any]]) -> list[bool]:
    """Whether each of some users of one event is a member."""
    streams = {
        str(number): [Row(to_micros(day(on, 12)), event, props)] for number, (on, event, props) in enumerate(rows)
    }
    bucket = bucket_of(streams, ["plan", "flag.upload"])
    return members(bucket, which(launch), to_micros(day(60))).mask.tolist()


def test_the_cohort_is_exposed_in_its_days_and_in_the_segment_then() -> None:
    launch = a_launch(segment=Segment("pro", BIG, exposure=Exposure(event=OPENED)))
    pro = {"plan": "pro"}
    rows = [(-1, "opened", pro), (0, "opened", pro), (29, "opened", pro), (30, "opened", pro), (1, "order", pro),
            (1, "opened", {"plan": "free"}), (1, "opened", {})]  # fmt: skip
    assert who(launch, population, *rows) == [False, True, True, False, False, False, False]


@pytest.mark.parametrize("staged", [True, False], ids=["staged roll-out", "split"])
def test_flags(staged: bool) -> None:
    segment = FLAGGED if staged else Segment("pro", BIG, exposure=FLAGGED.exposure, split={"on": 0.5, "off": 0.5})
    launch, pro = a_launch(segment=segment), {"plan": "pro"}
    rows: list[tuple[int, str, dict[str, Any]]] = [
        (1, "opened", {**pro, "flag.upload": value}) for value in ("on", True, "off", False, "b", None)
    ]
    assert who(launch, population, *rows) == [True, True, False, False, True, False]
    assert who(launch, everyone_exposed, *rows) == [True, True, True, True, True, False]


def switched(*values: Any) -> dict[str, list[Row]]:
    """One user who sees these values of the flag, one a day from the day before go-live on."""
    props = [{"plan": "pro", "flag.upload": value} for value in values]
    return {"u": [Row(to_micros(day(number - 1, 12)), "opened", each) for number, each in enumerate(props)]}


def test_a_switched_unit_belongs_where_it_was_first_put() -> None:
    launch = a_launch(segment=FLAGGED, control=OFF)
    bucket = bucket_of(switched("on", "off", "on"), ["plan", "flag.upload"])
    found = [
        members(bucket, which, to_micros(day(60))).mask.tolist() for which in (population(launch), control(launch))
    ]
    assert found == [[False], [True]]
    assert answered(SplitOf(everyone_exposed(launch), to_micros(day(60))), bucket) == {"off": 1}


def test_without_a_control_there_is_none_to_ask() -> None:
    with pytest.raises(ValueError, match="declares no control"):
        control(a_launch())


@pytest.mark.parametrize(
    ("zone", "live", "hours"),
    [
        pytest.param("Europe/Berlin", date(2026, 10, 24), [24, 25, 24], id="clocks go back"),
        pytest.param("Europe/Berlin", date(2026, 3, 28), [24, 23, 24], id="clocks go forward"),
        pytest.param("Asia/Jakarta", date(2026, 10, 24), [24, 24, 24], id="no daylight saving"),
        pytest.param("Australia/Lord_Howe", date(2026, 4, 4), [24, 24.5, 24], id="half an hour"),
    ],
)
def test_unit_days_are_local_days_also_when_clocks_change(zone: str, live: date, hours: list[float]) -> None:
    at_nine = datetime.combine(live, time(9), ZoneInfo(zone))
    launch = a_launch(live=at_nine, timezone=zone, lateness=timedelta(0))
    metric = RateMetric("t", ORDER, per=1)
    scope = days_scope(launch, metric, (0, 2), datetime(2027, 1, 1, tzinfo=UTC))
    assert [(b - a) / DAY_US * 24 for a, b in zip(scope.days, scope.days[1:], strict=False)] == hours
    # Somebody who does something in the first and in the last minute of each day is active on three days.
    edges = [instant for a, b in zip(scope.days, scope.days[1:], strict=False) for instant in (a, b - 60_000_000)]
    rows = [Row(scope.start, "opened"), *(Row(instant, "order") for instant in edges)]
    found: Any = answered(Rate(scope, Judging(), metric), bucket_of({"u": rows}))
    assert found.row == (1, 2, 2, 2, 1, 1, 1)
