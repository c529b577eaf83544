"""What a forecast is made of: against plain loops, in any split, and what became of it."""

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
from hypercare.analysis.cycle.outcome import Outcome, OutcomeOf
from hypercare.analysis.cycle.outlook import Outlook, OutlookOf, OutlookState
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Scope
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.metrics import Cycle, CycleKind, CycleMetric, EventRef

HOUR_US = DAY_US // 24
ZONES = ("UTC", "Asia/Jakarta", "Europe/London")
QUARTER, LAST_20 = Cycle(CycleKind.CALENDAR_QUARTER), Cycle(CycleKind.TRAILING, days=20)
OWN_30 = Cycle(CycleKind.FROM_ACTIVATION, days=30)
START = to_micros(datetime(2026, 9, 20, tzinfo=UTC))
GO_LIVE, COHORT_ENDS = date(2026, 9, 20), date(2026, 11, 1)
OPENS = {QUARTER: date(2026, 10, 1), LAST_20: COHORT_ENDS}
CLOSES = {QUARTER: date(2027, 1, 1), LAST_20: COHORT_ENDS + timedelta(days=20)}
Streams = Mapping[str, list[Row]]


def instant(day: date, zone: str) -> int:
    return to_micros(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)))


def local(at: int, zone: str) -> date:
    return from_micros(at).astimezone(ZoneInfo(zone)).date()


def goal(every: Cycle, at_least: int = 3) -> CycleMetric:
    return CycleMetric("goal", EventRef("order"), at_least, every)


def scope(zone: str, settled: int, *, as_of: int | None = None) -> Scope:
    who = Population(exposed_from=instant(GO_LIVE, zone), exposed_until=instant(COHORT_ENDS, zone))
    start, stop = (instant(each[QUARTER], zone) for each in (OPENS, CLOSES))
    known = settled if as_of is None else as_of
    return replace(scope_of(stop, start=start, as_of=known, settled=settled, population=who), zone=zone)


def span(metric: CycleMetric, zone: str, exposed: int) -> tuple[int, int]:
    if metric.every == OWN_30:
        return exposed, exposed + 30 * DAY_US
    if metric.every == QUARTER:
        return instant(OPENS[QUARTER], zone), instant(CLOSES[QUARTER], zone)
    opens = instant(COHORT_ENDS, zone)
    return opens, opens + 20 * DAY_US


def known_until(metric: CycleMetric, zone: str, settled: int) -> date:
    """The first day that is not known, or does not matter any more."""
    last = {QUARTER: CLOSES[QUARTER], LAST_20: CLOSES[LAST_20], OWN_30: COHORT_ENDS + timedelta(days=30)}[metric.every]
    return min(local(settled, zone), last + timedelta(days=1) if metric.every != QUARTER else last)


def told(metric: CycleMetric, where: Scope, streams: Streams) -> list[dict[str, Any]]:
    """Of each unit what the kernel should say of it, by plain loops."""
    zone, found = where.zone, []
    until = known_until(metric, zone, where.settled)
    for rows in streams.values():
        known = [row for row in rows if max(row.ts, row.known or row.ts) <= where.as_of]
        seen = [row.ts for row in known if row.ts >= where.population.exposed_from]
        if not seen or min(seen) >= min(where.population.exposed_until, instant(until, zone)):
            continue
        exposed = local(min(seen), zone)
        opens, closes = span(metric, zone, min(seen))
        orders = sorted(row.ts for row in known if row.event == "order")
        first = exposed + timedelta(days=1)
        if metric.every == OWN_30:
            last = min(until, exposed + timedelta(days=30))
        else:
            first, last = max(first, OPENS[metric.every]), min(until, CLOSES[metric.every])
        read = [local(ts, zone) for ts in orders if first <= local(ts, zone) < last and ts < closes]
        weeks = max((last - first).days, 0) // 7
        in_weeks = [(day - first).days // 7 for day in read if (day - first).days < 7 * weeks]
        found.append(
            {
                "exposed": (exposed - GO_LIVE).days,
                "start": (first - GO_LIVE).days,
                "done": sum(opens <= ts < closes for ts in orders if local(ts, zone) < until),
                "count": len(read),
                "later": sum(opens <= ts < closes for ts in orders if local(ts, zone) >= until),
                "by_day": sum(number**2 for number in Counter(read).values()),
                "in_weeks": len(in_weeks),
                "by_week": sum(number**2 for number in Counter(in_weeks).values()),
                "since": [(local(ts, zone) - GO_LIVE).days for ts in orders if exposed < local(ts, zone) < until],
            }
        )
    return found


METRICS = st.builds(goal, st.sampled_from([QUARTER, LAST_20, OWN_30]), st.integers(1, 4))
STREAMS = st.dictionaries(
    st.sampled_from("abcd"),
    st.lists(
        st.builds(
            lambda hour, event, late: Row(ts := START + hour * HOUR_US, event, known=ts + late * DAY_US),
            st.integers(-5 * 24, 110 * 24),
            st.sampled_from(["order", "order", "order", "seen"]),
            st.sampled_from([0, 0, 3]),
        ),
        max_size=14,
    ),
    max_size=4,
)
HOURS = st.integers(0, 130 * 24)


@settings(max_examples=300, deadline=None)
@given(METRICS, STREAMS, st.sampled_from(ZONES), HOURS)
def test_units_are_told_as_loops_tell_them(metric: CycleMetric, streams: Streams, zone: str, hours: int) -> None:
    where = scope(zone, START + hours * HOUR_US)
    units = told(metric, where, streams)

    found: Any = answered(OutlookOf(where, metric), bucket_of(streams))

    assert isinstance(found, Outlook)
    assert (found.size, found.reached) == (len(units), sum(each["done"] >= metric.at_least for each in units))
    cells = Counter((each["start"], min(each["done"], metric.at_least), each["count"]) for each in units)
    columns = zip(*(each.tolist() for each in (found.start, found.done, found.count)), strict=True)
    assert dict(zip(columns, found.units.tolist(), strict=True)) == cells
    assert found.exposed == Counter(each["exposed"] for each in units)
    days = Counter((each["exposed"], day) for each in units for day in each["since"])
    rows = {(at, day): n for at, row in found.events.items() for day, n in enumerate(row) if n}
    assert rows == days
    for start, bursts in found.bursts.items():
        own = [each for each in units if each["start"] == start]
        assert bursts.units == len(own)
        for name, key in (("events", "count"), ("by_day", "by_day"), ("in_weeks", "in_weeks"), ("by_week", "by_week")):
            assert getattr(bursts, name) == sum(each[key] for each in own), name
        assert bursts.square == sum(each["count"] ** 2 for each in own)
        assert bursts.in_weeks_square == sum(each["in_weeks"] ** 2 for each in own)


@settings(max_examples=100, deadline=None)
@given(METRICS, STREAMS, st.sampled_from(ZONES), HOURS)
def test_what_became_of_them_is_what_loops_find(metric: CycleMetric, streams: Streams, zone: str, hours: int) -> None:
    until, over = START + hours * HOUR_US, START + 140 * DAY_US
    units = told(metric, replace(scope(zone, until), as_of=over), streams)

    found: Any = answered(OutcomeOf(scope(zone, over), metric, until), bucket_of(streams))

    assert isinstance(found, Outcome)
    assert int(found.reached.sum()) == sum(each["done"] + each["later"] >= metric.at_least for each in units)
    assert (int(found.units.sum()), found.later) == (len(units), sum(each["later"] for each in units))


@settings(max_examples=60, deadline=None)
@given(METRICS, STREAMS, HOURS)
def test_any_split_gives_the_same_state(metric: CycleMetric, streams: Streams, hours: int) -> None:
    question = OutlookOf(scope("Asia/Jakarta", START + hours * HOUR_US), metric)
    whole = question.partial(bucket_of(streams))
    state = question.empty
    for name in reversed(list(streams)):
        state = question.merge(question.partial(bucket_of({name: streams[name]})), state)

    assert msgspec.to_builtins(state, str_keys=True, order="deterministic") == msgspec.to_builtins(
        whole, str_keys=True, order="deterministic"
    )
    kept = msgspec.json.decode(msgspec.json.encode(whole), type=OutlookState, strict=False)
    assert question.finish(kept).units.tolist() == question.finish(state).units.tolist()


@pytest.mark.parametrize(
    ("every", "opens", "closes", "known", "elapsed"),
    [
        pytest.param(QUARTER, 11, 103, 41, 30, id="a quarter from 1 October"),
        pytest.param(LAST_20, 42, 62, 41, 0, id="the trailing days of the last unit"),
        pytest.param(OWN_30, 0, 72, 41, 41, id="days of each unit's own"),
    ],
)
def test_days_of_a_cycle(every: Cycle, opens: int, closes: int, known: int, elapsed: int) -> None:
    where = scope("Asia/Jakarta", instant(date(2026, 10, 31), "Asia/Jakarta") + 5 * HOUR_US)

    days = OutlookOf(where, goal(every)).window.days

    assert (days.opens, days.closes, days.known, days.elapsed) == (opens, closes, known, elapsed)
    assert days.on(days.opens) == (OPENS.get(every) or GO_LIVE)
