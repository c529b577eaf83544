"""PostHog's retention: its intervals counted in boundaries that were crossed, as its queries count them."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.metric import cells, reduction
from hypercare.analysis.population import Population
from hypercare.analysis.retention.report import RetentionReport
from hypercare.analysis.retention.table import RetentionTable
from hypercare.analysis.scope import Judging, Scope
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import EventRef, RetentionMetric

HOUR_US = DAY_US // 24
ORDER, OPEN = EventRef("order"), EventRef("open")
FIRST = date(2026, 10, 19)
"""A Monday. London's clocks go back on the Sunday after it."""
BEGIN = to_micros(datetime(2026, 10, 19, tzinfo=UTC))
COUNT = {"day": 24, "week": 7, "month": 30}
"""How many hours or days an interval of 24-hour windows has."""


def scoped(zone: str, last: int, now: float) -> Scope:
    start, stop = (
        to_micros(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)))
        for day in (FIRST, FIRST + timedelta(days=last))
    )
    at = start + int(now * DAY_US)
    return replace(scope_of(stop, start=start, as_of=at, population=Population(exposed_from=start)), zone=zone)


def metric_of(**options: Any) -> RetentionMetric:
    return RetentionMetric("back", ORDER, profile="posthog", **options)


def table(metric: RetentionMetric, scope: Scope, streams: dict[str, list[Row]]) -> RetentionReport:
    found: Any = answered(RetentionTable(scope, metric), bucket_of(streams))
    return found


def local(at: int, scope: Scope) -> datetime:
    return from_micros(at).astimezone(ZoneInfo(scope.zone))


def index(at: int, scope: Scope, period: str) -> int:
    """The number of the calendar interval in which an instant lies."""
    day = local(at, scope).date()
    if period == "month":
        return (day.year - FIRST.year) * 12 + day.month - FIRST.month
    return (day - FIRST).days // (7 if period == "week" else 1)


def crossed(start: int, end: int, scope: Scope, period: str) -> int:
    """dateDiff: boundaries of hours between two instants for days, of local days for weeks and months."""
    if period == "day":
        return end // HOUR_US - start // HOUR_US
    return (local(end, scope).date() - local(start, scope).date()).days


def intervals(metric: RetentionMetric, scope: Scope, rows: list[Row]) -> list[tuple[int, set[int]]]:
    """Of each cohort that a unit is in: its number, and the intervals after it in which the unit was there."""
    rows = sorted((row for row in rows if row.ts <= scope.as_of), key=lambda row: row.ts)
    starts = [row.ts for row in rows if row.event == (metric.start or metric.event).event]
    inside = [at for at in starts if scope.start <= at < scope.stop]
    back = [row.ts for row in rows if row.event == "order" and scope.start <= row.ts < scope.stop]
    if metric.birth == "first_ever":
        inside = inside[:1] if starts and scope.start <= starts[0] < scope.stop else []
    if metric.by == "rolling":
        unit = COUNT[metric.period]
        return [
            (
                crossed(scope.start, at, scope, metric.period) // unit,
                {0} | {crossed(at, each, scope, metric.period) // unit for each in back if each >= at},
            )
            for at in inside[:1]
        ]
    times: dict[int, int] = defaultdict(int)
    for each in back:
        times[index(each, scope, metric.period)] += 1
    came = {number for number, count in times.items() if count >= metric.at_least}
    cohorts = sorted({index(at, scope, metric.period) for at in inside})
    found = [(cohort, {0} | {number - cohort for number in came if number >= cohort}) for cohort in cohorts]
    if metric.returning == "on_or_after":
        return [(cohort, set(range(max(numbers) + 1))) for cohort, numbers in found]
    return found


def expected(metric: RetentionMetric, scope: Scope, streams: dict[str, list[Row]]) -> dict[int, tuple[int, ...]]:
    """By cohort: its size, and who was there in each of its intervals that begin in the range."""
    last = min(scope.stop - 1, scope.as_of)
    if metric.by == "calendar":
        periods = index(last, scope, metric.period) + 1
    else:
        periods = crossed(scope.start, last, scope, metric.period) // COUNT[metric.period] + 1
    found = [each for rows in streams.values() for each in intervals(metric, scope, rows)]
    rows: dict[int, tuple[int, ...]] = {}
    for cohort in {number for number, _ in found}:
        there = [numbers for number, numbers in found if number == cohort]
        shown = [number for number in metric.at if cohort + number < periods]
        rows[cohort] = (len(there), *(sum(number in numbers for numbers in there) for number in shown))
    return rows


def told(metric: RetentionMetric, scope: Scope, report: RetentionReport) -> dict[int, tuple[int, ...]]:
    def number(first: date) -> int:
        if metric.by == "calendar" and metric.period == "month":
            return (first.year - FIRST.year) * 12 + first.month - FIRST.month
        return (first - FIRST).days // {"day": 1, "week": 7, "month": 30}[metric.period]

    return {
        number(cohort.first): (cohort.units, *(cell.so_far for cell in cohort.cells))
        for cohort in report.cohorts
        if cohort.units
    }


PERIODS = st.sampled_from(["day", "week", "month"])
CELLS = st.sampled_from([(0, 1, 2, 3), (1, 2), (0, 4)])
STARTS = st.sampled_from([None, OPEN])
METRICS = st.one_of(
    st.builds(
        lambda period, at, birth, start: metric_of(by="rolling", period=period, at=at, birth=birth, start=start),
        PERIODS,
        CELLS,
        st.sampled_from(["first_in_range", "first_ever"]),
        STARTS,
    ),
    st.builds(
        lambda period, at, birth, start, times: metric_of(
            by="calendar", period=period, at=at, birth=birth, start=start, **times
        ),
        PERIODS,
        CELLS,
        st.sampled_from(["recurring", "first_ever"]),
        STARTS,
        st.sampled_from([{}, {"at_least": 2}, {"returning": "on_or_after"}]),
    ),
)
STREAMS = st.dictionaries(
    st.sampled_from("abc"),
    st.lists(
        st.builds(
            lambda minutes, event: Row(BEGIN + minutes * 60_000_000, event),
            st.integers(-2000, 75 * 1440), st.sampled_from(["order", "order", "open"]),
        ),
        min_size=1, max_size=10,
    ),
    max_size=3,
)  # fmt: skip
SCOPES = st.builds(
    scoped,
    st.sampled_from(["UTC", "Asia/Jakarta", "America/New_York"]),
    st.sampled_from([7, 28, 70]),
    st.integers(1, 90),
)


@settings(max_examples=400)
@given(METRICS, STREAMS, SCOPES)
def test_cohorts_and_intervals_are_those_of_its_queries(
    metric: RetentionMetric, streams: dict[str, list[Row]], scope: Scope
) -> None:
    # Where the clocks go back two windows of 24 hours begin on one local day, by which cohorts are told.
    assume(metric.by == "calendar" or scope.zone != "America/New_York")
    assert told(metric, scope, table(metric, scope, streams)) == expected(metric, scope, streams)


@settings(max_examples=150)
@given(METRICS, STREAMS, SCOPES)
def test_a_judged_cell_reads_the_births_of_which_it_is_over(
    metric: RetentionMetric, streams: dict[str, list[Row]], scope: Scope
) -> None:
    report = table(metric, scope, streams)
    for name in cells(metric):
        judged: Any = answered(reduction(metric, scope, Judging(), name), bucket_of(streams))
        shown = [cell for cohort in report.cohorts for cell in cohort.cells if cell.name == name]
        assert judged.answer.counts.units == sum(cohort.units for cohort in report.cohorts)
        assert judged.answer.counts.mature == sum(cell.mature for cell in shown)
        assert judged.answer.counts.hits == sum(cell.retained for cell in shown)


SLACK = [
    pytest.param("day", ["2026-10-20T10:59", "2026-10-21T10:00"], {0, 1}, id="23 hours and a minute: 24 boundaries"),
    pytest.param("day", ["2026-10-20T10:00", "2026-10-21T09:59"], {0}, id="a minute less than 24 hours: 23"),
    pytest.param("week", ["2026-10-20T23:59", "2026-10-27T00:00"], {0, 1}, id="seven midnights in six days"),
    pytest.param("month", ["2026-10-20T23:59", "2026-11-19T00:00"], {0, 1}, id="thirty midnights in 29 days"),
]


@pytest.mark.parametrize(("period", "times", "cells_there"), SLACK)
def test_windows_have_the_slack_of_boundaries(period: str, times: list[str], cells_there: set[int]) -> None:
    rows = [Row(to_micros(datetime.fromisoformat(f"{each}+00:00")), "order") for each in times]
    metric = metric_of(by="rolling", period=period, at=(0, 1))
    (cohort,) = [each for each in table(metric, scoped("UTC", 70, 90), {"u": rows}).cohorts if each.units]
    assert {int(cell.name) for cell in cohort.cells if cell.so_far} == cells_there


def test_cell_0_is_the_size_of_the_cohort_and_rows_grow_shorter() -> None:
    metric = metric_of(by="calendar", period="week", at=(0, 1, 2, 3), birth="recurring", start=OPEN)
    streams = {"u": [Row(BEGIN, "open"), Row(BEGIN + 14 * DAY_US, "open"), Row(BEGIN + 15 * DAY_US, "order")]}
    found = table(metric, scoped("UTC", 28, 40), streams).cohorts
    assert [(each.units, [cell.so_far for cell in each.cells]) for each in found] == [
        (1, [1, 0, 1, 0]),
        (0, [0, 0, 0]),
        (1, [1, 0]),
    ]
