"""Retention (`retention.v1`) on every grid, for every birth: the arrays against loops over what the words say."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from math import exp, log, pi
from statistics import median, variance
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.metric import cells, reduction, usual_cell
from hypercare.analysis.population import Population
from hypercare.analysis.retention.rhythm import Rhythm
from hypercare.analysis.scope import Judging, Scope
from hypercare.analysis.tally import Measured
from hypercare.model.estimate import Estimate, Insufficient
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import EventRef, RetentionMetric

HOUR_US = DAY_US // 24
ORDER = EventRef("order")
JAKARTA, LONDON = "Asia/Jakarta", "Europe/London"
BEFORE_CLOCKS_CHANGE = to_micros(datetime(2026, 10, 20, tzinfo=UTC))
"""London's clocks go back on 25 October 2026: that day has 25 hours."""


def metric_of(**options: Any) -> RetentionMetric:
    return RetentionMetric("back", ORDER, **options)


def hours(*numbers: float, event: str = "order") -> list[Row]:
    """Events so many hours after the beginning."""
    return [Row(BEFORE_CLOCKS_CHANGE + int(number * HOUR_US), event) for number in numbers]


def days(*numbers: float) -> list[Row]:
    return hours(*(24 * number for number in numbers))


def scoped(first: float, last: float, now: float, *, zone: str = "UTC", exposing: tuple[EventRef, ...] = ()) -> Scope:
    """A scope of births on days [first, last), asked on day `now`."""
    start, stop, at = (BEFORE_CLOCKS_CHANGE + int(day * DAY_US) for day in (first, last, now))
    plain = scope_of(stop, start=start, as_of=at, population=Population(exposing=exposing, exposed_from=start))
    return replace(plain, zone=zone)


def asked(metric: RetentionMetric, scope: Scope, streams: Mapping[str, list[Row]], cell: str | None = None) -> Measured:
    found: Any = answered(reduction(metric, scope, Judging(), cell), bucket_of(streams))
    return found


def counted(metric: RetentionMetric, scope: Scope, streams: Mapping[str, list[Row]], cell: str) -> tuple[int, ...]:
    """Births, mature ones, returns after mature ones, open ones."""
    counts = asked(metric, scope, streams, cell).answer.counts
    assert counts is not None
    return (counts.units, counts.mature, counts.hits, counts.open)


CASES = [
    pytest.param(metric_of(brackets=((7, 13),)), "7-13", days(0, 7), 40, (1, 1, 1, 0), id="bracket, first instant"),
    pytest.param(metric_of(brackets=((7, 13),)), "7-13", days(0, 14), 40, (1, 1, 0, 0), id="bracket, over"),
    pytest.param(metric_of(brackets=((0, 6),)), "0-6", days(0), 40, (1, 1, 0, 0), id="the birth is no return"),
    pytest.param(metric_of(brackets=((0, 6),)), "0-6", days(0, 0), 40, (1, 1, 1, 0), id="a twin of the birth is one"),
    pytest.param(metric_of(brackets=((7, 13),)), "7-13", days(0), 13.9, (1, 0, 0, 1), id="the bracket is not over"),
    pytest.param(metric_of(brackets=((7, 13),)), "7-13", days(0, 8), 13.9, (1, 0, 0, 0), id="back, but not mature"),
    pytest.param(metric_of(by="rolling", period="week", at=(1,)), "1", days(0, 7), 40, (1, 1, 1, 0), id="week 1"),
    pytest.param(metric_of(by="rolling", period="month", at=(1,)), "1", days(0, 59), 70, (1, 1, 1, 0), id="day 59 in"),
    pytest.param(metric_of(by="rolling", period="month", at=(1,)), "1", days(0, 60), 70, (1, 1, 0, 0), id="day 60 not"),
    pytest.param(metric_of(by="rolling", period="day", at=(1,)), "1", hours(10, 33), 9, (1, 1, 0, 0), id="23 h: day 0"),
    pytest.param(metric_of(by="calendar", period="day", at=(1,)), "1", hours(10, 33), 9, (1, 1, 1, 0), id="next date"),
    pytest.param(metric_of(by="calendar", period="day", at=(0,)), "0", hours(10, 13), 9, (1, 1, 1, 0), id="same date"),
    pytest.param(metric_of(by="calendar", period="week", at=(1,)), "1", days(0, 6), 30, (1, 1, 1, 0), id="from Monday"),
    pytest.param(metric_of(by="calendar", period="week", at=(1,)), "1", days(0, 5.9), 30, (1, 1, 0, 0), id="Sunday"),
    pytest.param(metric_of(by="calendar", period="month", at=(1,)), "1", days(0, 12), 50, (1, 1, 1, 0), id="1 Nov"),
    pytest.param(metric_of(by="calendar", period="month", at=(3,)), "3", days(0, 75), 110, (1, 1, 1, 0), id="new year"),
    pytest.param(
        metric_of(brackets=((7, 13),), at_least=2), "7-13", days(0, 8, 14), 40, (1, 1, 0, 0), id="twice in the bracket"
    ),
    pytest.param(
        metric_of(brackets=((7, 13),), at_least=2, returning="on_or_after"),
        "7-13", days(0, 8, 14), 40, (1, 1, 1, 0), id="twice from the bracket on",
    ),
    pytest.param(
        metric_of(brackets=((7, 13),), returning="on_or_after"),
        "7-13", days(0, 30), 40, (1, 1, 1, 0), id="any time after",
    ),
    pytest.param(
        metric_of(by="calendar", period="week", at=(1,), birth="recurring"),
        "1", days(0, 7, 8, 9, 21), 40, (3, 3, 1, 0), id="born in three weeks, back after the first",
    ),
    pytest.param(
        metric_of(by="rolling", period="week", at=(1,), birth="recurring"),
        "1", days(0, 8, 15.5), 24, (3, 2, 2, 1), id="periods from the first birth, cells from each",
    ),
    pytest.param(metric_of(by="cadence", at=(60,)), "60", days(0, 45), 75, (1, 1, 1, 0), id="no cadence: monthly"),
    pytest.param(metric_of(by="cadence", at=(60,)), "60", days(0, 44), 75, (1, 1, 0, 0), id="half a month before"),
    pytest.param(metric_of(by="cadence", at=(60,)), "60", days(0, 75), 75, (1, 1, 0, 0), id="half a month after"),
    pytest.param(metric_of(by="cadence", at=(60,)), "60", days(0), 74.9, (1, 0, 0, 1), id="half a cadence of grace"),
    pytest.param(
        metric_of(by="cadence", at=(60,)), "60", days(0, 7, 14, 21, 57), 63.5, (1, 1, 1, 0), id="weekly: mature sooner"
    ),
    pytest.param(
        metric_of(by="cadence", at=(28,)), "28", days(*range(0, 30, 7)) + hours(1, 2, 3), 40, (1, 1, 1, 0),
        id="one visit, however many orders",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("metric", "cell", "rows", "now", "expected"), CASES)
def test_cells(metric: RetentionMetric, cell: str, rows: list[Row], now: float, expected: tuple[int, ...]) -> None:
    assert counted(metric, scoped(0, now + 1, now), {"unit": rows}, cell) == expected


def test_days_are_those_of_the_zone_and_may_have_25_hours() -> None:
    metric = metric_of(by="calendar", period="day", at=(1,))
    a_day_apart = {"unit": hours(5 * 24 - 0.5, 6 * 24 - 0.5)}
    assert counted(metric, scoped(0, 20, 20, zone=LONDON), a_day_apart, "1")[2] == 0, "25 October, 00:30 and 23:30"
    assert counted(metric, scoped(0, 20, 20, zone=JAKARTA), a_day_apart, "1")[2] == 1, "25 and 26 October, 06:30"


def test_first_ever_knows_what_came_before() -> None:
    rows = {"old": days(-3, 1, 2), "new": days(1, 2)}
    brackets = ((0, 6),)
    exposed_later = scoped(0, 10, 10)
    assert counted(metric_of(brackets=brackets), exposed_later, rows, "0-6")[0] == 2
    assert counted(metric_of(brackets=brackets, birth="first_ever"), exposed_later, rows, "0-6") == (1, 1, 1, 0)


def test_recurring_births_of_one_unit_are_not_independent() -> None:
    """One busy account and many idle ones: the interval is that of accounts, and stays inside [0, 1]."""
    metric = metric_of(by="calendar", period="day", at=(1,), birth="recurring")
    few = asked(metric, scoped(0, 30, 30), {"busy": days(*range(30))}).answer
    assert isinstance(few, Insufficient)
    assert few.counts is not None
    assert few.counts.trials == 29
    many = asked(metric, scoped(0, 30, 30), {str(unit): days(*range(unit % 9 + 2)) for unit in range(300)}).answer
    assert isinstance(many, Estimate)
    assert 0 <= many.interval.low < many.value < many.interval.high <= 1
    assert many.scale == "share"
    assert many.counts.units == sum(unit % 9 + 2 for unit in range(300))


def test_who_shows_no_cadence_is_read_by_that_of_the_others() -> None:
    metric = metric_of(by="cadence", at=(60,))
    newcomer = {"newcomer": days(0, 57)}
    weekly = {str(unit): days(0, 7, 14, 21) for unit in range(3)}
    assert counted(metric, scoped(0, 63.5, 63.5), newcomer, "60") == (1, 0, 0, 0)
    assert counted(metric, scoped(0, 63.5, 63.5), newcomer | weekly, "60") == (4, 4, 1, 0)


def test_a_cell_that_is_not_named_is_the_usual_one() -> None:
    assert usual_cell(metric_of(by="cadence", at=(60, 90))) == "90"
    assert usual_cell(metric_of(brackets=((0, 30), (31, 60)))) == "0-30"
    assert cells(metric_of(by="rolling", period="week", at=(1, 4))) == ("1", "4")
    scope, rows = scoped(0, 50, 50), {"unit": days(0, 35)}
    brackets = metric_of(brackets=((31, 40), (41, 45)))
    assert asked(brackets, scope, rows).row == asked(brackets, scope, rows, "31-40").row


@dataclass(frozen=True)
class Plain:
    """The same in loops: one unit's events, in whole hours since the beginning."""

    metric: RetentionMetric
    number: int
    scope: Scope

    def births(self, at: list[int], ever: list[int]) -> list[int]:
        inside = [each for each in at if self.scope.start <= each < self.scope.stop]
        if self.metric.birth == "first_ever":
            return inside[:1] if inside and inside[0] == min(ever) else []
        if self.metric.birth == "first_in_range":
            return inside[:1]
        found: dict[object, int] = {}
        for each in inside:
            found.setdefault(self.period(each, inside[0]), each)
        return list(found.values())

    def period(self, at: int, first: int) -> object:
        if self.metric.by == "calendar":
            return self.begin(self.local(at))
        return (at - first) // (self.length * DAY_US)

    @property
    def length(self) -> int:
        return {"day": 1, "week": 7, "month": 30, "": 1}[self.metric.period]

    def span(self, birth: int) -> tuple[int, int]:
        if self.metric.by == "brackets":
            ((first, last),) = self.metric.brackets
            return birth + first * DAY_US, birth + (last + 1) * DAY_US
        if self.metric.by == "rolling":
            cell = self.length * DAY_US
            return birth + self.number * cell, birth + (self.number + 1) * cell
        begin = self.begin(self.local(birth))
        for _ in range(self.number):
            begin = self.after(begin)
        return max(birth, self.instant(begin)), self.instant(self.after(begin))

    def local(self, at: int) -> date:
        return from_micros(at).astimezone(ZoneInfo(self.scope.zone)).date()

    def instant(self, day: date) -> int:
        return to_micros(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.scope.zone)))

    def begin(self, day: date) -> date:
        while (self.metric.period == "week" and day.weekday()) or (self.metric.period == "month" and day.day > 1):
            day -= timedelta(days=1)
        return day

    def after(self, begin: date) -> date:
        day = begin + timedelta(days=1)
        while self.begin(day) == begin:
            day += timedelta(days=1)
        return day

    def counts(self, rows: list[Row]) -> tuple[int, int, int, int]:
        ever = sorted(row.ts for row in rows if row.event == "order" and row.ts <= self.scope.as_of)
        exposed = min((row.ts for row in rows if self.scope.start <= row.ts <= self.scope.as_of), default=None)
        at = [each for each in ever if exposed is not None and each >= exposed]
        births, mature, hits, still_open = self.births(at, ever) if at else [], 0, 0, 0
        for birth in births:
            start, end = self.span(birth)
            later = list(at)
            later.remove(birth)
            until = self.scope.as_of + 1 if self.metric.returning == "on_or_after" else end
            back = sum(start <= each < until for each in later) >= self.metric.at_least
            over = end <= self.scope.settled
            mature, hits, still_open = mature + over, hits + (over and back), still_open + (not over and not back)
        return len(births), mature, hits, still_open


@dataclass(frozen=True)
class PlainCadence(Plain):
    """The same around a day, given the unit's cadence."""

    cadence: int

    def span(self, birth: int) -> tuple[int, int]:
        middle = birth + self.number * DAY_US
        return max(birth, middle - self.cadence // 2), middle + self.cadence // 2


METRICS = st.builds(
    lambda grid, birth, returning, at_least: RetentionMetric(
        "back", ORDER, birth=birth, returning=returning, at_least=at_least, **grid
    ),
    st.one_of(
        st.tuples(st.integers(0, 4), st.integers(0, 4)).map(
            lambda pair: {"by": "brackets", "brackets": ((pair[0], pair[0] + pair[1]),)}
        ),
        st.builds(
            lambda by, period, number: {"by": by, "period": period, "at": (number,)},
            st.sampled_from(["rolling", "calendar"]), st.sampled_from(["day", "week", "month"]), st.integers(0, 2),
        ),
    ),
    st.sampled_from(["first_ever", "first_in_range", "recurring"]),
    st.sampled_from(["on", "on_or_after"]),
    st.integers(1, 2),
)  # fmt: skip
STREAMS = st.dictionaries(
    st.sampled_from("abc"),
    st.lists(
        st.builds(
            lambda hour, event: Row(BEFORE_CLOCKS_CHANGE + hour * HOUR_US, event),
            st.integers(-48, 40 * 24), st.sampled_from(["order", "order", "seen"]),
        ),
        min_size=1, max_size=9,
    ),
    max_size=3,
)  # fmt: skip
SCOPES = st.builds(
    lambda last, now, zone: scoped(0, last, now, zone=zone),
    st.integers(1, 30), st.integers(1, 80), st.sampled_from(["UTC", JAKARTA, LONDON, "America/St_Johns"]),
)  # fmt: skip


@settings(max_examples=1500)
@given(METRICS, STREAMS, SCOPES)
def test_every_grid_and_birth_counts_what_loops_count(
    metric: RetentionMetric, streams: dict[str, list[Row]], scope: Scope
) -> None:
    plain = Plain(metric, (metric.at or (0,))[0], scope)
    expected = [0, 0, 0, 0]
    for rows in streams.values():
        expected = [total + one for total, one in zip(expected, plain.counts(rows), strict=True)]
    assert counted(metric, scope, streams, cells(metric)[0]) == tuple(expected)


CADENCE = st.builds(
    lambda birth, returning, day: metric_of(by="cadence", at=(day,), birth=birth, returning=returning),
    st.sampled_from(["first_ever", "first_in_range", "recurring"]),
    st.sampled_from(["on", "on_or_after"]),
    st.integers(0, 20),
)


@settings(max_examples=300)
@given(METRICS | CADENCE, STREAMS, SCOPES, st.data())
def test_any_split_and_any_order_of_buckets_gives_the_same_digits(
    metric: RetentionMetric, streams: dict[str, list[Row]], scope: Scope, data: Any
) -> None:
    where = {unit: data.draw(st.integers(0, 1)) for unit in streams}
    parts = [{unit: rows for unit, rows in streams.items() if where[unit] == part} for part in (1, 0)]
    question = reduction(metric, scope, Judging())
    assert answered(question, *[bucket_of(part) for part in parts]) == answered(question, bucket_of(streams))


def plain_cadence(rows: list[Row], as_of: int) -> list[float]:
    """The gaps between visits, in days."""
    at = sorted(row.ts for row in rows if row.event == "order" and row.ts <= as_of)
    gaps, opened = [], None
    for each in at:
        if opened is not None and each - opened < DAY_US:
            continue
        if opened is not None:
            gaps.append((each - opened) / DAY_US)
        opened = each
    return gaps


def pooled(gaps: list[float], common: float) -> float:
    """The cadence in days: the median gap and the common one, by the inverse of their squared errors."""
    if len(gaps) < 3:
        return common
    spread = (len(gaps) - 1) * variance([log(gap) for gap in gaps]) + 3 * 0.5**2
    error = pi / 2 * spread / (len(gaps) + 2) / len(gaps)
    return exp((log(median(gaps)) / error + log(common) / 1.0**2) / (1 / error + 1 / 1.0**2))


@pytest.mark.parametrize(
    ("gaps", "common", "days"),
    [
        # Variance of logs 0, so 3 x 0.25 / 5 = 0.15; error pi / 2 x 0.15 / 3 = 0.0785; own weight 1 / 1.0785 = 0.927.
        pytest.param([30.0] * 3, 7, 26.98, id="three regular months among weekly shippers"),
        # 3 x 0.25 / 14 = 0.0536; error 0.0070; own weight 0.993.
        pytest.param([30.0] * 12, 7, 29.70, id="a year of months"),
        pytest.param([30.0] * 2, 7, 7.0, id="two gaps say nothing"),
        # Logs 0, 1.61, 3.40 have the variance 2.89: (2 x 2.89 + 0.75) / 5 = 1.31; error 0.684; own weight 0.594.
        pytest.param([1.0, 5.0, 30.0], 7, 5.73, id="at random"),
    ],
)
def test_a_unit_weighs_its_own_gaps_by_how_regular_they_are(gaps: list[float], common: int, days: float) -> None:
    at = [sum(gaps[:number]) for number in range(len(gaps) + 1)]
    rhythm = Rhythm.of(
        bucket_of({"unit": [Row(round(each * DAY_US), "order") for each in at]}),
        metric_of(by="cadence", at=(60,)),
        1 << 62,
    )
    assert rhythm.cadence(common)[0] / DAY_US == pytest.approx(days, abs=0.025)
    assert pooled(gaps, common) == pytest.approx(days, abs=0.01)


@settings(max_examples=800)
@given(CADENCE.filter(lambda metric: metric.birth != "recurring"), STREAMS, SCOPES)
def test_cadences_are_read_in_two_passes_and_summed_in_one(
    metric: RetentionMetric, streams: dict[str, list[Row]], scope: Scope
) -> None:
    """The reference knows the common cadence before it counts; the reduction only at the end."""
    gaps = {unit: plain_cadence(rows, scope.as_of) for unit, rows in streams.items()}
    exposed = {
        unit for unit, rows in streams.items() if any(scope.start <= row.ts <= scope.as_of for row in rows)
    }  # fmt: skip
    medians = sorted(median(found) for unit, found in gaps.items() if len(found) >= 3 and unit in exposed)
    classes = [
        next(c for c, limit in zip((7, 14, 30, 90), (10, 20, 45, 1e9), strict=True) if m <= limit) for m in medians
    ]
    common = classes[(len(classes) - 1) // 2] if classes else 30
    expected = [0, 0, 0, 0]
    for unit, rows in streams.items():
        hours_between = round(24 * pooled(gaps[unit], common))
        plain = PlainCadence(metric, metric.at[0], scope, hours_between * HOUR_US)
        expected = [total + one for total, one in zip(expected, plain.counts(rows), strict=True)]
    assert counted(metric, scope, streams, cells(metric)[0]) == tuple(expected)
