"""How far units are in their cycles: against plain loops, against the judged goal, and on the calendar's odd days."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.cycle.goal import CycleGoal
from hypercare.analysis.cycle.progress import CycleProgress, CycleState
from hypercare.analysis.cycle.report import CycleReport, CycleStanding
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Judging, Scope
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import Cycle, CycleKind, CycleMetric, EventRef
from hypercare.stats.kaplan_meier import kaplan_meier

HOUR_US = DAY_US // 24
START = to_micros(datetime(2026, 9, 20, tzinfo=UTC))
ORDER = EventRef("order")
MONTH, QUARTER = Cycle(CycleKind.CALENDAR_MONTH), Cycle(CycleKind.CALENDAR_QUARTER)
Streams = Mapping[str, list[Row]]


def activation(number: int) -> Cycle:
    return Cycle(CycleKind.FROM_ACTIVATION, days=number)


def scoped(last: float, now: float, *, zone: str = "UTC", **who: Any) -> Scope:
    stop, at = (START + int(day * DAY_US) for day in (last, now))
    plain = scope_of(stop, start=START, as_of=at, population=Population(exposed_from=START - 5 * DAY_US, **who))
    return replace(plain, zone=zone)


def progress(metric: CycleMetric, scope: Scope, streams: Streams) -> CycleReport:
    found: Any = answered(CycleProgress(scope, metric), bucket_of(streams, ["kind"]))
    return found


def local(at: int, scope: Scope) -> date:
    return from_micros(at).astimezone(ZoneInfo(scope.zone)).date()


def instant(day: date, scope: Scope) -> int:
    return to_micros(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(scope.zone)))


def calendar(scope: Scope, months: int) -> list[tuple[date, date]]:
    """The cycles that start in the scope and have begun: first day, and the first one after."""
    firsts = [date(2026 + month // 12, month % 12 + 1, 1) for month in range(8, 20) if month % months == 0]
    ends = [
        date(2026 + (month + months) // 12, (month + months) % 12 + 1, 1)
        for month in range(8, 20)
        if month % months == 0
    ]
    return [
        (first, end)
        for first, end in zip(firsts, ends, strict=True)
        if scope.start <= instant(first, scope) <= min(scope.stop - 1, scope.as_of)
    ]


def spans(metric: CycleMetric, scope: Scope, exposed: int) -> list[tuple[date | None, int, int | None]]:
    """The cycles of a unit: first local day, from when, until when; None where it never ends."""
    if metric.every.kind is CycleKind.FROM_ACTIVATION:
        return [(None, exposed, exposed + (metric.every.days or 0) * DAY_US)]
    if metric.every.kind is CycleKind.TRAILING:
        start = scope.settled - (metric.every.days or 0) * DAY_US
        return [(local(start, scope), start, scope.settled if exposed <= start else None)]
    cycles = calendar(scope, 1 if metric.every == MONTH else 3)
    third = [first + timedelta(days=-(-(end - first).days // 3)) for first, end in cycles]
    return [
        (first, instant(first, scope), instant(end, scope))
        for (first, end), until in zip(cycles, third, strict=True)
        if exposed < instant(until, scope)
    ]


def expected(metric: CycleMetric, scope: Scope, streams: Streams) -> dict[date | None, list[tuple[Any, ...]]]:
    """By cycle, of each unit in it: whether it is over, how many events, and the day on which the goal was reached."""
    found: dict[date | None, list[tuple[Any, ...]]] = {}
    for rows in streams.values():
        known = sorted((row for row in rows if row.ts <= scope.as_of), key=lambda row: row.ts)
        exposures = [row.ts for row in known if row.ts >= scope.population.exposed_from]
        for name, start, end in spans(metric, scope, exposures[0]) if exposures else []:
            orders = [
                row.ts for row in known if row.event == "order" and start <= row.ts and (end is None or row.ts < end)
            ]
            day = None
            if len(orders) >= metric.at_least:
                reached = orders[metric.at_least - 1]
                local_days = (local(reached, scope) - local(start, scope)).days
                day = local_days if metric.every in (MONTH, QUARTER) else (reached - start) // DAY_US
            found.setdefault(name, []).append((end is not None and end <= scope.settled, len(orders), day))
    return found


def told(each: CycleStanding) -> tuple[Any, ...]:
    counts = {number: units for number, units in enumerate(each.counts) if units}
    days = {day: units for day, units in enumerate(each.days) if units}
    return (each.units, each.mature, each.hits, each.reached, each.still_open, each.events, counts, each.more, days)


def summed(units: list[tuple[Any, ...]], goal: int) -> tuple[Any, ...]:
    most = min(2 * goal, 200)
    done = [each for each in units if each[1] >= goal]
    return (
        len(units),
        sum(over for over, _, _ in units),
        sum(over for over, _, _ in done),
        len(done),
        sum(not over and count < goal for over, count, _ in units),
        sum(count for _, count, _ in units),
        dict(Counter(count for _, count, _ in units if count <= most)),
        sum(count > most for _, count, _ in units),
        dict(Counter(day for _, _, day in done)),
    )


METRICS = st.builds(
    lambda at_least, every: CycleMetric("goal", ORDER, at_least, every),
    st.integers(1, 4),
    st.sampled_from([MONTH, QUARTER, activation(7), activation(40), Cycle(CycleKind.TRAILING, days=20)]),
)
STREAMS = st.dictionaries(
    st.sampled_from("abcd"),
    st.lists(
        st.builds(
            lambda hour, event, kind: Row(START + hour * HOUR_US, event, {"kind": kind}),
            st.integers(-10 * 24, 120 * 24),
            st.sampled_from(["order", "order", "seen"]),
            st.sampled_from(["new", None]),
        ),
        min_size=1,
        max_size=14,
    ),
    max_size=4,
)
SCOPES = st.builds(
    lambda last, now, zone: scoped(last, now, zone=zone),
    st.integers(1, 110),
    st.integers(1, 130),
    st.sampled_from(["UTC", "Asia/Jakarta", "Europe/London"]),
)


@settings(max_examples=500)
@given(METRICS, STREAMS, SCOPES)
def test_cycles_count_what_loops_count(metric: CycleMetric, streams: Streams, scope: Scope) -> None:
    units = expected(metric, scope, streams)
    found = {each.first: told(each) for each in progress(metric, scope, streams).cycles if each.units}
    assert found == {name: summed(each, metric.at_least) for name, each in units.items()}


@settings(max_examples=150)
@given(METRICS, STREAMS, SCOPES)
def test_bands_hold_every_unit_once(metric: CycleMetric, streams: Streams, scope: Scope) -> None:
    units = expected(metric, scope, streams)
    for each in progress(metric, scope, streams).cycles:
        percents = [100 * count / metric.at_least for _, count, _ in units.get(each.first, [])]
        tenths = [sum(tenth < percent <= min(tenth + 10, 99.9) for percent in percents) for tenth in range(0, 100, 10)]
        assert each.bands == (percents.count(0), *tenths, sum(percent >= 100 for percent in percents))


@settings(max_examples=150)
@given(METRICS, STREAMS, SCOPES)
def test_a_cycle_says_what_its_judged_goal_says(metric: CycleMetric, streams: Streams, scope: Scope) -> None:
    for each in progress(metric, scope, streams).cycles:
        asked = scope
        if each.first is not None and each.last is not None and metric.every in (MONTH, QUARTER):
            start, stop = instant(each.first, scope), instant(each.last + timedelta(days=1), scope)
            days = -(-(each.last - each.first + timedelta(days=1)).days // 3)
            until = instant(each.first + timedelta(days=days), scope)
            asked = replace(scope, start=start, stop=stop, population=replace(scope.population, exposed_until=until))
        judged: Any = answered(CycleGoal(asked, Judging(), metric), bucket_of(streams))
        assert judged.row == (each.units, each.mature, each.hits, each.reached, each.still_open)


@settings(max_examples=150)
@given(METRICS, STREAMS, SCOPES, st.data())
def test_any_split_and_any_order_gives_the_same_digits(
    metric: CycleMetric, streams: Streams, scope: Scope, data: Any
) -> None:
    scope = replace(scope, population=replace(scope.population, by="kind"))
    question, where = CycleProgress(scope, metric), {unit: data.draw(st.integers(0, 2)) for unit in streams}
    parts = [{unit: rows for unit, rows in streams.items() if where[unit] == part} for part in range(3)]
    buckets = [bucket_of(part, ["kind"]) for part in data.draw(st.permutations(parts))]
    whole = question.partial(bucket_of(streams, ["kind"]))
    assert answered(question, *buckets) == question.finish(whole)
    kept = msgspec.json.decode(msgspec.json.encode(msgspec.to_builtins(whole, str_keys=True)))
    assert msgspec.convert(kept, CycleState, strict=False) == whole


def orders(*times: str, zone: str = "UTC") -> list[Row]:
    return [Row(to_micros(datetime.fromisoformat(each).replace(tzinfo=ZoneInfo(zone))), "order") for each in times]


@pytest.mark.parametrize(
    ("zone", "every", "times", "day"),
    [
        pytest.param("UTC", MONTH, ["2026-10-01T00:00", "2026-10-31T23:59"], 30, id="the last minute of October"),
        pytest.param("UTC", MONTH, ["2026-10-01T00:00", "2026-11-01T00:00"], None, id="the first of November"),
        pytest.param("Europe/London", MONTH, ["2026-10-01T00:00", "2026-10-25T23:30"], 24, id="a day of 25 hours"),
        pytest.param("Asia/Jakarta", QUARTER, ["2026-10-01T00:00", "2026-12-31T23:59"], 91, id="the end of a quarter"),
        pytest.param("UTC", activation(7), ["2026-09-20T10:00", "2026-09-27T09:59"], 6, id="the seventh 24 hours"),
        pytest.param("UTC", activation(7), ["2026-09-20T10:00", "2026-09-27T10:00"], None, id="a week later"),
    ],
)
def test_the_day_on_which_a_goal_is_reached(zone: str, every: Cycle, times: list[str], day: int | None) -> None:
    found = progress(
        CycleMetric("goal", ORDER, 2, every), scoped(11.5, 200, zone=zone), {"u": orders(*times, zone=zone)}
    )
    (cycle,) = found.cycles
    assert [number for number, units in enumerate(cycle.days) if units] == ([] if day is None else [day])
    assert cycle.share == (day is not None)


def test_a_running_cycle_has_no_share() -> None:
    found = progress(CycleMetric("goal", ORDER, 1, MONTH), scoped(12, 12), {"u": orders("2026-10-01T05:00")})
    assert [(each.units, each.reached, each.still_open, each.share) for each in found.cycles] == [(1, 1, 0, None)]


def test_who_comes_in_the_second_third_belongs_to_the_next_cycle() -> None:
    late = orders("2026-10-12T00:00", "2026-11-02T00:00", "2026-11-03T00:00")
    found = progress(CycleMetric("goal", ORDER, 2, MONTH), scoped(60, 100), {"u": late})
    assert [(each.first, each.units, each.reached) for each in found.cycles] == [
        (date(2026, 10, 1), 0, 0),
        (date(2026, 11, 1), 1, 1),
    ]


def test_a_goal_reached_as_the_trailing_days_end_is_on_no_day_that_was_watched() -> None:
    streams = {"early": orders("2026-09-20", "2026-09-30"), "late": orders("2026-09-20", "2026-09-21")}
    found = progress(CycleMetric("goal", ORDER, 2, Cycle(CycleKind.TRAILING, days=20)), scoped(10, 10), streams)
    assert [(each.reached, each.curve[-1].time, each.curve[-1].share) for each in found.cycles] == [(2, 20, 0.5)]


def test_each_value_of_a_segment_has_its_cycles() -> None:
    streams = {
        "a": [Row(START, "order", {"kind": "new"})],
        "b": [Row(START, "seen", {"kind": 1})],
        "c": [Row(START, "order")],
    }
    found = progress(CycleMetric("goal", ORDER, 1, activation(7)), scoped(7, 30, by="kind"), streams)
    assert {value: each[0].hits for value, each in found.by_value.items()} == {"1": 0, "new": 1}
    assert (found.cycles[0].units, found.cycles[0].hits) == (3, 2)


@settings(max_examples=150)
@given(METRICS, STREAMS, SCOPES)
def test_curves_are_of_whole_days_that_were_watched(metric: CycleMetric, streams: Streams, scope: Scope) -> None:
    units = {name: each for name, each in watched(metric, scope, streams).items() if each}
    for each in progress(metric, scope, streams).cycles:
        mine = units.get(each.first, [])
        happened = Counter(day for day, days in mine if day is not None and day < days)
        left = Counter(days for day, days in mine if day is None or day >= days)
        longest = max([*(day + 1 for day in happened), *left], default=0)
        plain = kaplan_meier([happened[day] for day in range(longest)], [left[days] for days in range(longest + 1)])
        assert each.curve == plain


def watched(metric: CycleMetric, scope: Scope, streams: Streams) -> dict[date | None, list[tuple[int | None, int]]]:
    """By cycle, of each unit in it: the day on which it reached the goal, and how many whole days it was watched."""
    found: dict[date | None, list[tuple[int | None, int]]] = {}
    for rows in streams.values():
        for name, units in expected(metric, scope, {"one": rows}).items():
            exposed = min(row.ts for row in rows if scope.population.exposed_from <= row.ts <= scope.as_of)
            start, end = next((opens, ends) for first, opens, ends in spans(metric, scope, exposed) if first == name)
            last = min(scope.settled, end or scope.settled)
            is_calendar = metric.every in (MONTH, QUARTER)
            days = (local(last, scope) - local(start, scope)).days if is_calendar else (last - start) // DAY_US
            found.setdefault(name, []).append((units[0][2], max(days, 0)))
    return found
