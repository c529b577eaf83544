"""Activity against loops: by every grain, zone and population, in any split; and what it says in plain cases."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.activity.active_share import ActiveShare
from hypercare.analysis.activity.detail import MOST_DAYS, Activity, ActivityDetail, Lifecycle, Usage
from hypercare.analysis.activity.event_names import MOST_NAMES
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Judging, Scope
from hypercare.cycles.period import GRAINS, period_after, period_start
from hypercare.model.estimate import Insufficient
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import ActivityMetric, Condition, EventRef, Filter, Op

HOUR_US = DAY_US // 24
BEGIN = to_micros(datetime(2026, 3, 20, tzinfo=UTC))
"""Clocks in London go forward on 29 March, in St. John's and on Lord Howe they change in these weeks, too."""
ZONES = ("UTC", "Asia/Jakarta", "Europe/London", "America/St_Johns", "Australia/Lord_Howe")
OPENED = EventRef("opened")
Streams = Mapping[str, list[Row]]


def at(day: float) -> int:
    return BEGIN + int(day * DAY_US)


def days(*numbers: float, event: str = "seen") -> list[Row]:
    return [Row(at(number), event) for number in numbers]


def scoped(start: float, stop: float, now: float | None = None, *, zone: str = "UTC", **more: Any) -> Scope:
    known = at(stop if now is None else now)
    return replace(scope_of(at(stop), start=at(start), as_of=known, **more), zone=zone)


def told(streams: Streams, scope: Scope, event: EventRef | None = None, per: str = "week") -> Activity:
    question = ActivityDetail(scope, ActivityMetric("m", event, per))
    found = answered(question, bucket_of(streams, sorted(question.columns)))
    assert isinstance(found, Activity)
    return found


def share(streams: Streams, scope: Scope, event: EventRef | None = None, per: str = "week") -> tuple[int, ...]:
    question = ActiveShare(scope, Judging(), ActivityMetric("m", event, per))
    return tuple(answered(question, bucket_of(streams, sorted(question.columns))).row)  # type: ignore[attr-defined]  # it is Measured


@dataclass(frozen=True)
class Plain:
    """The same in loops over the rows of each unit."""

    scope: Scope
    metric: ActivityMetric

    def active(self, rows: list[Row]) -> list[Row] | None:
        """The rows that count as activity; None for a unit that is no member."""
        exposed = self.exposed(rows)
        if exposed is None:
            return None
        known = [row for row in rows if self.known(row) and (self.scope.before_exposure or row.ts >= exposed)]
        return [row for row in known if self.metric.event is None or row.event == self.metric.event.event]

    def exposed(self, rows: list[Row]) -> int | None:
        who = self.scope.population
        events = {ref.event for ref in who.exposing}
        exposing = [row for row in rows if self.known(row) and row.ts >= who.exposed_from]
        first = min((row.ts for row in exposing if not events or row.event in events), default=None)
        return None if first is None or first >= who.exposed_until else first

    def known(self, row: Row) -> bool:
        return max(row.ts, row.ts if row.known is None else row.known) <= self.scope.as_of

    def local(self, ts: int) -> date:
        return from_micros(ts).astimezone(ZoneInfo(self.scope.zone)).date()

    def instant(self, day: date) -> int:
        return to_micros(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.scope.zone)))

    def firsts(self, grain: str) -> list[date]:
        """The periods of a grain that the scope touches."""
        found: dict[date, None] = {}
        for hour in range(self.scope.start, min(self.scope.stop, self.scope.as_of + 1), HOUR_US // 2):
            found[period_start(self.local(hour), grain)] = None
        return list(found)

    def inside(self, rows: list[Row]) -> list[Row]:
        return [row for row in rows if self.scope.start <= row.ts < self.scope.stop]

    def series(self, streams: Streams, grain: str) -> dict[date, int]:
        found: dict[date, set[str]] = defaultdict(set)
        for unit, rows in streams.items():
            for row in self.inside(self.active(rows) or []):
                found[period_start(self.local(row.ts), grain)].add(unit)
        return {first: len(found[first]) for first in self.firsts(grain)}

    def lifecycle(self, streams: Streams) -> list[tuple[int, int, int, int]]:
        firsts = self.firsts(self.metric.per)
        counts = [[0, 0, 0, 0] for _ in firsts]
        for rows in streams.values() if firsts else ():
            active = self.active(rows) or []
            numbers = {self.number(row.ts, firsts) for row in active if row.ts < self.scope.stop}
            for number, count in enumerate(counts):
                if number in numbers:
                    before = [each for each in numbers if each < number]
                    count[1 if number - 1 in numbers else 2 if before else 0] += 1
                elif number - 1 in numbers:
                    count[3] += 1
        return [(count[0], count[1], count[2], count[3]) for count in counts]

    def number(self, ts: int, firsts: list[date]) -> int:
        """The number of the period; -1 for the time before the scope back to the period before, else -2."""
        if ts >= self.scope.start:
            return firsts.index(period_start(self.local(ts), self.metric.per))
        return -1 if ts >= self.instant(period_after(firsts[0], self.metric.per, -1)) else -2

    def usage(self, streams: Streams) -> dict[str, tuple[int, int]]:
        rows = {unit: self.inside(self.active(each) or []) for unit, each in streams.items()}
        events = {row.event for each in rows.values() for row in each}
        return {
            event: (
                sum(any(row.event == event for row in each) for each in rows.values()),
                sum(row.event == event for each in rows.values() for row in each),
            )
            for event in events
        }

    def frequency(self, streams: Streams) -> dict[int, int]:
        found: dict[int, int] = defaultdict(int)
        for rows in streams.values():
            found[len({self.local(row.ts) for row in self.inside(self.active(rows) or [])})] += 1
        return {number: units for number, units in found.items() if number}

    def share(self, streams: Streams) -> tuple[int, int, int, int, int]:
        period = self.period()
        total = [0, 0, 0, 0, 0]
        for rows in streams.values():
            exposed, active = self.exposed(rows), self.active(rows)
            before = self.scope.before_exposure
            if exposed is None or active is None or not (before or exposed < self.scope.stop):
                continue
            mature = period is not None and (before or exposed < period[0])
            hit = period is not None and any(period[0] <= row.ts < period[1] for row in active)
            total = [
                a + b for a, b in zip(total, (1, mature, mature and hit, hit, not mature and not hit), strict=True)
            ]
        return total[0], total[1], total[2], total[3], total[4]

    def period(self) -> tuple[int, int] | None:
        """The latest whole period that ends in time, by trying all of them."""
        scope, who = self.scope, self.scope.population
        last = scope.stop
        if who.exposed_until < 2**62 and not scope.before_exposure:
            closed = min(who.exposed_until, scope.stop)
            first = period_start(self.local(closed), self.metric.per)
            while self.instant(first) < closed:
                first = period_after(first, self.metric.per)
            last = max(last, self.instant(period_after(first, self.metric.per)))
        first, found = period_start(self.local(scope.start), self.metric.per), None
        while (end := self.instant(period_after(first, self.metric.per))) <= min(last, scope.settled):
            found = (self.instant(first), end) if self.instant(first) >= scope.start else found
            first = period_after(first, self.metric.per)
        return found


ROWS = st.lists(
    st.builds(
        lambda hour, event, late: Row(BEGIN + hour * HOUR_US, event, {}, BEGIN + (hour + late) * HOUR_US),
        st.integers(-40 * 24, 60 * 24), st.sampled_from(["opened", "seen", "bought"]), st.sampled_from([0, 0, 0, 400]),
    ),
    max_size=14,
)  # fmt: skip
STREAMS = st.dictionaries(st.sampled_from("abcdef"), ROWS, max_size=5)
POPULATIONS = st.one_of(
    st.just(Population()),
    st.builds(
        lambda since, length, exposing: Population(
            exposing=exposing, exposed_from=at(since), exposed_until=at(since + length)
        ),
        st.integers(-20, 20), st.integers(1, 40), st.sampled_from([(), (OPENED,)]),
    ),
)  # fmt: skip
SCOPES = st.builds(
    lambda start, length, now, lateness, zone, who: replace(
        scoped(start, start + length, max(now, start - 1), zone=zone, population=who),
        settled=at(max(now, start - 1) - lateness),
    ),
    st.integers(-20, 20), st.integers(0, 45), st.integers(-20, 70), st.sampled_from([0, 0.25]), st.sampled_from(ZONES),
    POPULATIONS,
)  # fmt: skip
METRICS = st.builds(ActivityMetric, st.just("m"), st.sampled_from([None, None, OPENED]), st.sampled_from(GRAINS))


@settings(max_examples=300, deadline=None)
@given(METRICS, STREAMS, SCOPES)
def test_everything_counts_what_loops_count(metric: ActivityMetric, streams: Streams, scope: Scope) -> None:
    plain, found = Plain(scope, metric), told(streams, scope, metric.event, metric.per)
    for grain in GRAINS:
        assert {period.first: units for period, units in found.series[grain]} == plain.series(streams, grain)
    lifecycle = [(each.new, each.returning, each.resurrecting, each.dormant) for each in found.lifecycle]
    assert lifecycle == plain.lifecycle(streams)
    assert {each.event: (each.units, each.events) for each in found.usage} == plain.usage(streams)
    assert found.frequency == plain.frequency(streams)
    assert found.units == sum(found.frequency.values())
    for each, (_, active) in zip(found.lifecycle, found.series[metric.per], strict=True):
        assert each.new + each.returning + each.resurrecting == active


@settings(max_examples=300, deadline=None)
@given(METRICS, STREAMS, SCOPES)
def test_the_judged_share_is_what_loops_count(metric: ActivityMetric, streams: Streams, scope: Scope) -> None:
    found = share(streams, scope, metric.event, metric.per)
    assert found == Plain(scope, metric).share(streams)
    units, mature, hits, reached, still_open = found
    assert hits <= mature
    assert mature + still_open <= units
    assert reached + still_open <= units


@settings(max_examples=60, deadline=None)
@given(METRICS, STREAMS, SCOPES, st.data())
def test_any_split_and_any_order_of_buckets_gives_the_same_digits(
    metric: ActivityMetric, streams: Streams, scope: Scope, data: st.DataObject
) -> None:
    where = {unit: data.draw(st.integers(0, 2)) for unit in streams}
    parts = [{unit: rows for unit, rows in streams.items() if where[unit] == part} for part in (2, 0, 1)]
    detail = ActivityDetail(scope, metric)
    one, two, three = (detail.partial(bucket_of(part)) for part in parts)
    whole = detail.merge(detail.empty, detail.partial(bucket_of(streams)))
    assert detail.merge(one, detail.merge(two, three)) == whole == detail.merge(detail.merge(three, one), two)
    judged = ActiveShare(scope, Judging(), metric)
    assert answered(judged, *map(bucket_of, parts)) == answered(judged, bucket_of(streams))


def test_a_month_of_three_users() -> None:
    """20 March to 20 May; April is whole. One came every day, one twice, one came back in May."""
    streams = {"daily": days(*range(60)), "twice": days(15, 15.5, 20), "back": days(1, 45)}
    found = told(streams, scoped(0, 61), per="month")
    assert [(period.first.month, units, period.complete) for period, units in found.series["month"]] == [
        (3, 2, False), (4, 2, True), (5, 2, False),
    ]  # fmt: skip
    (april,) = found.stickiness
    assert april.daily == pytest.approx((30 + 2) / 30 / 2)
    assert april.weekly == pytest.approx((2 + 1 + 1) / 3 / 2)
    assert [(each.new, each.returning, each.resurrecting, each.dormant) for each in found.lifecycle] == [
        (2, 0, 0, 0), (1, 1, 0, 1), (0, 1, 1, 1),
    ]  # fmt: skip
    assert found.frequency == {2: 2, 60: 1}
    assert found.usage == (Usage("seen", 3, 65),)


def test_who_was_active_before_the_scope_is_not_new() -> None:
    streams = {"old": days(-30, 1), "regular": days(-1, 1), "fresh": days(1)}
    found = told(streams, scoped(0, 7), per="week")
    (first, *_) = found.lifecycle
    assert isinstance(first, Lifecycle)
    assert (first.new, first.returning, first.resurrecting) == (1, 1, 1)


def test_a_month_without_anybody_has_no_stickiness() -> None:
    """1 April to 31 May, and nobody came in April."""
    found = told({"unit": days(50)}, scoped(12, 73))
    assert [(each.month.first.month, each.daily, each.weekly) for each in found.stickiness] == [
        (4, None, None), (5, pytest.approx(1 / 31), pytest.approx(1 / 4)),
    ]  # fmt: skip


def test_nobody_is_no_zero() -> None:
    question = ActiveShare(scoped(0, 20), Judging(), ActivityMetric("m", None, "week"))
    answer = answered(question, bucket_of({})).answer  # type: ignore[attr-defined]  # it is Measured
    assert isinstance(answer, Insufficient)
    assert answer.reason.id == "metric-no-units"


def test_a_period_that_is_not_over_is_not_judged() -> None:
    """Monday 23 March is day 3: the first whole week is over on day 10."""
    streams = {"unit": days(1, 5)}
    assert share(streams, scoped(0, 10, 9.9)) == (1, 0, 0, 0, 1)
    assert share(streams, scoped(0, 10)) == (1, 1, 1, 1, 0)


def test_a_closed_cohort_is_judged_in_the_first_week_that_all_of_it_lived_through() -> None:
    """Exposed until day 8; the week of 30 March begins on day 10 and is over on day 17, though the days end on 12."""
    who = Population(exposed_from=at(0), exposed_until=at(8))
    streams = {"early": days(1, 11), "late": days(7, 16), "gone": days(2)}
    scope = scoped(0, 12, 17, population=who)
    assert share(streams, scope) == (3, 3, 2, 2, 0)
    assert share(streams, replace(scope, settled=at(16.9))) == (3, 2, 0, 1, 0)
    assert share(streams, replace(scope, as_of=at(40), settled=at(40))) == (3, 3, 2, 2, 0)


def test_a_filter_says_what_counts_as_active() -> None:
    big = EventRef("seen", Filter((Condition("rows", Op.ABOVE, (5,)),)))
    streams = {"big": [Row(at(4), "seen", {"rows": 9})], "small": [Row(at(4), "seen", {"rows": 2})]}
    assert told(streams, scoped(0, 10), big).units == 1
    assert share(streams, scoped(0, 20, 10), big) == (2, 0, 0, 1, 1)


def test_a_clock_that_was_never_set_makes_no_endless_series() -> None:
    scope = replace(scope_of(at(1), start=0, as_of=at(1)), zone="Asia/Jakarta")
    found = told({"unit": [Row(5, "seen"), Row(at(0.5), "seen")]}, scope)
    assert len(found.series["day"]) == MOST_DAYS + 1
    assert sum(units for _, units in found.series["day"]) == 1
    assert [each.resurrecting for each in found.lifecycle][-1] == 1


def test_names_beyond_measure_are_bounded_and_still_add_up() -> None:
    """A client that puts ids into names: what is left out is counted, in any order of merging."""
    units = {
        f"u{unit}": [
            Row(at(1), name, {}) for name in ("home", *(f"page/{unit:02}/{page:05}" for page in range(300)), "checkout")
        ]
        for unit in range(8)
    }
    detail = ActivityDetail(scoped(0, 10), ActivityMetric("m"))
    states = [detail.partial(bucket_of({unit: rows})) for unit, rows in units.items()]
    forward, backward = detail.empty, detail.empty
    for left, right in zip(states, reversed(states), strict=True):
        forward, backward = detail.merge(forward, left), detail.merge(right, backward)
    assert forward == backward == detail.partial(bucket_of(units))
    assert len(forward.usage) == MOST_NAMES
    found = detail.finish(forward)
    assert found.usage[:2] == (Usage("checkout", 8, 8), Usage("home", 8, 8))
    assert len(found.usage) == 50
    assert sum(each.events for each in found.usage) + found.other_events == 8 * 302


@settings(max_examples=30, deadline=None)
@given(STREAMS, SCOPES)
def test_a_later_look_leaves_complete_periods_as_they_were(streams: Streams, scope: Scope) -> None:
    """Where no fact comes late."""
    rows = {unit: [replace(row, known=None) for row in each] for unit, each in streams.items()}
    scope = replace(scope, population=Population())
    early = told(rows, scope)
    later = told(rows, replace(scope, as_of=scope.as_of + 9 * DAY_US, settled=scope.settled + 9 * DAY_US))
    for grain in GRAINS:
        done = {period.first: units for period, units in early.series[grain] if period.complete}
        assert done.items() <= {period.first: units for period, units in later.series[grain]}.items()


def test_a_day_more_of_lateness_is_a_day_more_to_wait() -> None:
    settled = scoped(0, 45, 45)
    waiting = replace(settled, settled=settled.settled - timedelta(days=1) // timedelta(microseconds=1))
    streams = {"unit": days(*range(45))}
    assert sum(each.complete for each, _ in told(streams, settled).series["day"]) == 45
    assert sum(each.complete for each, _ in told(streams, waiting).series["day"]) == 44
