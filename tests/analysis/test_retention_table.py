"""Retention as a table: against plain loops for every option, against the judged cells, and the published averages."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.plain_retention import Outcome, PlainRetention
from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.metric import cells, reduction
from hypercare.analysis.population import Population
from hypercare.analysis.retention.report import RetentionReport
from hypercare.analysis.retention.rhythm import Rhythm
from hypercare.analysis.retention.table import RetentionState, RetentionTable
from hypercare.analysis.scope import Judging, Scope
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import Condition, Cycle, CycleKind, EventRef, Filter, Op, RetentionMetric
from hypercare.model.sequences import USERS

HOUR_US = DAY_US // 24
START = to_micros(datetime(2026, 10, 20, tzinfo=UTC))
"""London's clocks go back on 25 October 2026, St. John's on 1 November: those days have 25 hours."""
ORDER, OPEN = EventRef("order"), EventRef("open")
NEW = EventRef("order", Filter((Condition("kind", Op.IS, ("new",)),)))
MONTH, QUARTER = Cycle(CycleKind.CALENDAR_MONTH), Cycle(CycleKind.CALENDAR_QUARTER)
ELEVEN_DAYS = Cycle(CycleKind.FROM_ACTIVATION, days=11)
KEYS = (USERS, "kind")
Streams = Mapping[str, list[Row]]


def metric_of(**options: Any) -> RetentionMetric:
    return RetentionMetric("back", ORDER, **options)


def scoped(last: float, now: float, *, zone: str = "UTC", first: float = 0, lateness: int = 0, **who: Any) -> Scope:
    start, stop, at = (START + int(day * DAY_US) for day in (first, last, now))
    plain = scope_of(
        stop, start=start, as_of=at, settled=at - lateness, population=Population(exposed_from=start, **who)
    )
    return replace(plain, zone=zone)


def days(*numbers: float, event: str = "order", **props: Any) -> list[Row]:
    return [Row(START + int(number * DAY_US), event, props) for number in numbers]


def table(metric: RetentionMetric, scope: Scope, streams: Streams) -> RetentionReport:
    found: Any = answered(RetentionTable(scope, metric), bucket_of(streams, KEYS))
    return found


ROWS = st.builds(
    lambda half, event, user, kind, late: Row(
        START + half * HOUR_US // 2, event, {USERS: user, "kind": kind}, START + (half + late) * HOUR_US // 2
    ),
    st.integers(-96, 80 * 48),
    st.sampled_from(["order", "order", "order", "open", "seen"]),
    st.sampled_from(["u", "v", None]),
    st.sampled_from(["new", None]),
    st.sampled_from([0, 0, 0, 5]),
)
STREAMS = st.dictionaries(st.sampled_from("abcd"), st.lists(ROWS, min_size=1, max_size=12), max_size=4)
SCOPES = st.builds(
    lambda last, now, zone, exposing, lateness: scoped(last, now, zone=zone, exposing=exposing, lateness=lateness),
    st.integers(1, 70),
    st.integers(1, 100),
    st.sampled_from(["UTC", "Asia/Jakarta", "Europe/London", "America/St_Johns"]),
    st.sampled_from([(), (EventRef("seen"),)]),
    st.sampled_from([0, 6 * HOUR_US]),
)
CELLS = st.sampled_from([(0,), (1,), (0, 1, 2), (1, 3), (0, 2, 4)])
GRIDS = st.one_of(
    st.sampled_from([((0, 0),), ((0, 6), (7, 13)), ((1, 2), (5, 20)), ((3, 3), (4, 4), (5, 9))]).map(
        lambda brackets: {"by": "brackets", "brackets": brackets}
    ),
    st.builds(
        lambda by, period, at: {"by": by, "period": period, "at": at},
        st.sampled_from(["rolling", "calendar"]), st.sampled_from(["day", "week", "month"]), CELLS,
    ),
    st.builds(
        lambda every, at: {"by": "business_cycle", "every": every, "at": at},
        st.sampled_from([MONTH, QUARTER, ELEVEN_DAYS]), CELLS,
    ),
)  # fmt: skip
OPTIONS = st.fixed_dictionaries(
    {
        "birth": st.sampled_from(["first_ever", "first_in_range", "recurring"]),
        "returning": st.sampled_from(["on", "on_or_after"]),
        "at_least": st.integers(1, 3),
        "start": st.sampled_from([None, OPEN, NEW]),
        "cohorts": st.sampled_from(["", "day", "week", "month", "quarter"]),
        "members": st.sampled_from([0, 0, 1, 2]),
    }
)
METRICS = st.builds(lambda grid, options: metric_of(**grid, **options), GRIDS, OPTIONS)


def expected(outcomes: list[Outcome], names: tuple[str, ...]) -> dict[date, tuple[int, ...]]:
    """By cohort: births; of each cell how many are over, came back of those, and came back at all."""
    rows: dict[date, list[int]] = defaultdict(lambda: [0] * (1 + 3 * len(names)))
    for each in outcomes:
        row = rows[each.cohort]
        row[0] += 1
        for cell, (over, back) in enumerate(zip(each.over, each.back, strict=True)):
            for place, holds in enumerate([over, over and back, back]):
                row[1 + 3 * cell + place] += holds
    return {cohort: tuple(row) for cohort, row in rows.items()}


def told(report: RetentionReport) -> dict[date, tuple[int, ...]]:
    return {
        each.first: (each.units, *(n for cell in each.cells for n in (cell.mature, cell.retained, cell.so_far)))
        for each in report.cohorts
        if each.units
    }


@settings(max_examples=800)
@given(METRICS, STREAMS, SCOPES)
def test_every_pair_of_options_counts_what_loops_count(metric: RetentionMetric, streams: Streams, scope: Scope) -> None:
    plain = PlainRetention(metric, scope)
    outcomes = [each for rows in streams.values() for each in plain.outcomes(rows)]
    assert told(table(metric, scope, streams)) == expected(outcomes, cells(metric))


@settings(max_examples=300)
@given(METRICS, STREAMS, SCOPES)
def test_the_table_adds_up_to_the_judged_cells(metric: RetentionMetric, streams: Streams, scope: Scope) -> None:
    report = table(metric, scope, streams)
    for number, name in enumerate(cells(metric)):
        judged: Any = answered(reduction(metric, scope, Judging(), name), bucket_of(streams, KEYS))
        shown = [(cohort.units, cohort.cells[number]) for cohort in report.cohorts]
        counts = judged.answer.counts
        assert (counts.units, counts.mature, counts.hits, counts.open) == (
            sum(units for units, _ in shown),
            sum(cell.mature for _, cell in shown),
            sum(cell.retained for _, cell in shown),
            sum(units - cell.mature - cell.so_far + cell.retained for units, cell in shown),
        )


@settings(max_examples=200)
@given(METRICS, STREAMS, SCOPES)
def test_a_share_waits_for_its_cohort_and_its_last_birth(
    metric: RetentionMetric, streams: Streams, scope: Scope
) -> None:
    report, plain = table(metric, scope, streams), PlainRetention(metric, scope)
    for cohort in report.cohorts:
        end = plain.instant(cohort.last + timedelta(days=1))
        assert cohort.complete == (end <= scope.settled)
        for cell in cohort.cells:
            assert cell.complete == (cohort.complete and cell.mature == cohort.units)
            assert (cell.share is None) == (not cell.complete or not cohort.units)
    for number, average in enumerate(report.average):
        done = [cohort.cells[number] for cohort in report.cohorts if cohort.cells[number].complete]
        assert average.units == sum(cell.mature for cell in done)
        pooled = sum(cell.retained for cell in done) / average.units if average.units else None
        assert average.share == pooled


CADENCES = st.builds(
    lambda options, at: metric_of(by="cadence", at=at, **options), OPTIONS, st.sampled_from([(0,), (10, 20), (30,)])
)


@settings(max_examples=300)
@given(METRICS | CADENCES, STREAMS, SCOPES, st.data())
def test_any_split_and_any_order_gives_the_same_digits(
    metric: RetentionMetric, streams: Streams, scope: Scope, data: Any
) -> None:
    scope = replace(scope, population=replace(scope.population, by="kind"))
    question, where = RetentionTable(scope, metric), {unit: data.draw(st.integers(0, 2)) for unit in streams}
    parts = [{unit: rows for unit, rows in streams.items() if where[unit] == part} for part in range(3)]
    buckets = [bucket_of(part, KEYS) for part in data.draw(st.permutations(parts))]
    assert answered(question, *buckets) == answered(question, bucket_of(streams, KEYS))


@settings(max_examples=200)
@given(CADENCES, STREAMS, SCOPES)
def test_by_cadence_the_table_counts_what_loops_count(metric: RetentionMetric, streams: Streams, scope: Scope) -> None:
    report, bucket = table(metric, scope, streams), bucket_of(streams, KEYS)
    common = (7, 14, 30, 90).index(report.cadence_days or 0)
    cadences = list(Rhythm.of(bucket, metric, scope.as_of).cadences())[common]
    outcomes = [
        each
        for rows, cadence in zip(streams.values(), cadences.tolist(), strict=True)
        for each in PlainRetention(metric, scope, cadence).outcomes(rows)
    ]
    assert told(report) == expected(outcomes, cells(metric))
    for number in range(len(metric.at)):
        shown = [cohort.cells[number].volume for cohort in report.cohorts]
        over = [each for each in outcomes if each.over[number]]
        assert sum(each.mature for each in shown if each) == sum(each.volume[number] for each in over)
        assert sum(each.retained for each in shown if each) == sum(
            each.volume[number] for each in over if each.back[number]
        )


def returning_users(cohort: int, units: int, back: int) -> Streams:
    """Units that are born in a week, and some of them that come back a week later."""
    born = 7.0 * cohort
    return {
        f"{cohort}/{unit}": days(born, *([born + 7] if unit < back else [])) for unit in range(units)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("average", "share"),
    [
        pytest.param("pooled", 900 / 1500, id="pooled: 60 %"),
        pytest.param("mixpanel_weighted", (466 + 2 / 3) / (833 + 1 / 3), id="weighted twice: 56 %"),
    ],
)
def test_the_published_average_of_mixpanel(average: str, share: float) -> None:
    """Cohorts of 1000 and 500, of which 500 and 400 come back: Mixpanel's documentation divides 466.67 by 833.33."""
    metric = metric_of(by="calendar", period="week", at=(1,), average=average)
    streams = {**returning_users(0, 1000, 500), **returning_users(1, 500, 400)}
    (found,) = table(metric, scoped(20, 60), streams).average
    assert found.share == pytest.approx(share, rel=1e-15)
    assert found.units == 1500
    assert (found.interval is None) == (average != "pooled")


def local(zone: str, text: str) -> int:
    return to_micros(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


DATES = [
    pytest.param(
        "UTC",
        {"by": "calendar", "period": "month", "at": (1, 2)},
        ["2026-10-31T12:00", "2026-11-30T23:59", "2027-01-01T00:00"],
        ["2026-10-01", "2026-10-31", ("1",)],
        id="the month after that of the 31st is November; January is the third",
    ),
    pytest.param(
        "UTC",
        {"by": "rolling", "period": "month", "at": (1, 2)},
        ["2026-10-31T12:00", "2026-11-30T11:59:59", "2026-11-30T12:00"],
        ["2026-10-01", "2026-10-31", ("1",)],
        id="a rolling month has 30 days to the second",
    ),
    pytest.param(
        "Europe/London",
        {"by": "calendar", "period": "day", "at": (1, 2)},
        ["2026-10-24T23:59", "2026-10-25T23:30", "2026-10-26T00:10"],
        ["2026-10-24", "2026-10-24", ("1", "2")],
        id="a day of 25 hours",
    ),
    pytest.param(
        "Europe/London",
        {"by": "rolling", "period": "day", "at": (1, 2)},
        ["2026-10-24T23:59", "2026-10-25T23:30"],
        ["2026-10-24", "2026-10-24", ("1",)],
        id="24 hours of that day are over an hour before midnight",
    ),
    pytest.param(
        "Europe/London",
        {"by": "calendar", "period": "week", "at": (0, 1)},
        ["2026-10-25T10:00", "2026-10-25T23:59", "2026-10-26T00:00"],
        ["2026-10-19", "2026-10-25", ("0", "1")],
        id="the week ends on Sunday, clocks back or not",
    ),
    pytest.param(
        "Asia/Jakarta",
        {"by": "business_cycle", "every": QUARTER, "at": (1, 2)},
        ["2026-12-31T23:59", "2027-01-01T00:00"],
        ["2026-10-01", "2026-12-31", ("1",)],
        id="quarters of a zone",
    ),
    pytest.param(
        "UTC",
        {"by": "business_cycle", "every": ELEVEN_DAYS, "at": (0, 1), "cohorts": "day"},
        ["2026-10-25T00:00", "2026-11-04T23:59:59", "2026-11-05T00:00"],
        ["2026-10-25", "2026-10-25", ("0", "1")],
        id="cycles of eleven days from the activation",
    ),
]


@pytest.mark.parametrize(("zone", "grid", "times", "cohort"), DATES)
def test_dates(zone: str, grid: dict[str, Any], times: list[str], cohort: list[Any]) -> None:
    rows = [Row(local(zone, each), "order") for each in times]
    (found,) = table(metric_of(**grid), scoped(80, 300, zone=zone), {"u": rows}).cohorts
    back = tuple(cell.name for cell in found.cells if cell.retained)
    assert [found.first.isoformat(), found.last.isoformat(), back] == cohort


def test_an_empty_cohort_between_two_stands_in_the_table() -> None:
    metric = metric_of(by="calendar", period="week", at=(0,))
    found = table(metric, scoped(30, 60), {"a": days(0), "b": days(15)})
    assert [cohort.units for cohort in found.cohorts] == [1, 0, 1]
    assert found.cohorts[1].cells[0].share is None
    assert table(metric, scoped(30, 60), {}).cohorts == ()


def test_cohorts_beyond_three_years_of_days_are_left_out_of_the_table_and_not_of_the_average() -> None:
    metric = metric_of(by="calendar", period="day", at=(1,))
    found = table(metric, scoped(2000, 3000), {"old": days(0, 1), "new": days(1500)})
    assert (len(found.cohorts), found.left_out, found.cohorts[-1].units) == (1100, 401, 1)
    assert (found.average[0].units, found.average[0].share) == (2, 0.5)


def test_each_value_of_a_segment_has_a_table() -> None:
    metric = metric_of(by="calendar", period="week", at=(1,))
    streams = {"a": days(0, 7, kind="new"), "b": days(0, kind="new"), "c": days(0, 7, kind=1), "d": days(0)}
    found = table(metric, scoped(7, 60, by="kind"), streams)
    values = {value: each.cohorts[0].cells[0].retained for value, each in found.by_value.items()}
    assert values == {"1": 1, "new": 1}
    assert (found.cohorts[0].units, found.cohorts[0].cells[0].retained) == (4, 2)


def test_whom_a_table_counts_can_be_named() -> None:
    metric = metric_of(by="calendar", period="week", at=(0, 1, 2))
    question, bucket = (
        RetentionTable(scoped(30, 60), metric),
        bucket_of({"a": days(0, 1, 14), "b": days(9), "c": days(2)}),
    )
    units = question.unit_returns(bucket, question.partial(bucket), most=2)
    assert [(each.unit, each.born, each.back, each.over) for each in units] == [
        ("a", START, ("0", "2"), 3),
        ("b", START + 9 * DAY_US, (), 3),
    ]
    assert from_micros(units[1].cohort).date() == date(2026, 10, 26)


@pytest.mark.parametrize(
    ("members", "at_least", "back"),
    [
        pytest.param(0, 3, True, id="all of its events together"),
        pytest.param(1, 3, False, id="no user of it alone did three"),
        pytest.param(1, 2, True, id="one did two"),
        pytest.param(2, 2, False, id="the other did one"),
        pytest.param(2, 1, True, id="both did one"),
        pytest.param(3, 1, False, id="what nobody did is no third"),
    ],
)
def test_members(members: int, at_least: int, back: bool) -> None:
    rows = [
        Row(START + int(day * DAY_US), "order", {USERS: user})
        for day, user in [(0, "u"), (7, "u"), (8, "u"), (9, "v"), (10, None)]
    ]
    metric = metric_of(brackets=((7, 13),), members=members, at_least=at_least)
    (cohort,) = table(metric, scoped(7, 60), {"account": rows}).cohorts
    assert bool(cohort.cells[0].retained) == back


@pytest.mark.parametrize("birth", ["first_in_range", "first_ever", "recurring"])
def test_times_too_far_apart_for_one_number_are_read_all_the_same(birth: str) -> None:
    """An event of a clock that was never set, in a bucket of many units: there are no keys of unit and time."""
    metric = metric_of(by="calendar", period="week", at=(0, 1, 2), birth=birth)
    streams = {f"unit {number}": days(number / 9, number / 4, number / 2, number) for number in range(40)}
    lost = {"lost": [Row(-(1 << 60), "seen")]}
    scope = scoped(30, 60)
    assert bucket_of(streams | lost).index.clock is None
    assert told(table(metric, scope, streams | lost)) == told(table(metric, scope, streams))


@given(METRICS | CADENCES, STREAMS, SCOPES)
@settings(max_examples=50)
def test_a_state_is_kept_as_json(metric: RetentionMetric, streams: Streams, scope: Scope) -> None:
    question = RetentionTable(scope, metric)
    state = question.partial(bucket_of(streams, KEYS))
    kept = msgspec.json.decode(msgspec.json.encode(msgspec.to_builtins(state, str_keys=True)))
    assert msgspec.convert(kept, RetentionState, strict=False) == state
