"""A metric by local day: each day holds what asking for that day alone says, before and after go-live."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of, scope_of
from analysis.worlds import END, HOUR_US, HOURS, LIVE, POPULATIONS, STREAMS, World
from checks.launches import METRICS, ORDER, Facts, Told, a_launch, asks, day, gate
from hypercare.analysis.funnel.rest import chains_of
from hypercare.analysis.launch_scope import HISTORY_DAYS, control_history_scope, history_scope
from hypercare.analysis.population import Population, members
from hypercare.analysis.series.series import Series
from hypercare.analysis.series.series_of import SeriesFound, SeriesOf
from hypercare.cycles.day import day_boundaries
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import (
    ActivityMetric,
    Condition,
    CountMetric,
    EventRef,
    Exclusion,
    Filter,
    FunnelMetric,
    MeanMetric,
    Metric,
    Op,
    RateMetric,
    RatioMetric,
    Step,
)

OPEN, BOUGHT = EventRef("open"), EventRef("order")
HISTORY = scope_of(END, settled=END)


@st.composite
def histories(draw: st.DrawFn) -> World:
    """A world that is read from before go-live to its end."""
    as_of = draw(HOURS)
    population = draw(POPULATIONS)
    return World(draw(STREAMS), replace(HISTORY, as_of=as_of, settled=as_of - 6 * HOUR_US, population=population))


def series(world: World, metric: Metric) -> SeriesFound:
    buckets = [bucket_of({unit: rows}, ("platform", "amount")) for unit, rows in world.streams.items()]
    found = answered(SeriesOf(world.scope, metric), *buckets)
    assert isinstance(found, SeriesFound)
    return found


def on(rows: list[Row], number: int, event: str | None = None) -> list[Row]:
    day_of = (row for row in rows if number * DAY_US <= row.ts < (number + 1) * DAY_US)
    return [row for row in day_of if event is None or row.event == event]


def days_of(found: Series) -> list[int]:
    return [(found.first - date(1970, 1, 1)).days + number for number in range(len(found))]


@settings(max_examples=150)
@given(world=histories())
def test_events_of_each_day(world: World) -> None:
    rows = {unit: world.known(unit) for unit in world.members}
    for metric, above, below in (
        (RatioMetric("r", BOUGHT, OPEN), "order", lambda each, number: len(on(each, number, "open"))),
        (RateMetric("t", BOUGHT), "order", lambda each, number: int(bool(on(each, number)))),
    ):
        found = series(world, metric).everyone
        for place, number in enumerate(days_of(found)):
            assert found.above[place] == sum(len(on(each, number, above)) for each in rows.values())
            assert found.below[place] == sum(below(each, number) for each in rows.values())


@settings(max_examples=150)
@given(world=histories())
def test_per_member(world: World) -> None:
    rows = {unit: world.known(unit) for unit in world.members}
    orders = series(world, MeanMetric("m", BOUGHT)).everyone
    at_work = series(world, ActivityMetric("a", BOUGHT, per="week")).everyone
    values = series(world, MeanMetric("v", BOUGHT, of="amount")).everyone
    for place, number in enumerate(days_of(orders)):
        bought = [on(each, number, "order") for each in rows.values()]
        amounts = [row.props["amount"] for each in bought for row in each if row.props["amount"] in (1, 2, 2.5, "3")]
        numbers = [float(str(each)) for each in amounts if not isinstance(each, bool)]
        assert (orders.above[place], orders.below[place]) == (sum(map(len, bought)), len(world.members))
        assert (at_work.above[place], at_work.below[place]) == (
            sum(len(each) > 0 for each in bought),
            len(world.members),
        )
        assert (values.above[place] / values.scale, values.below[place]) == (sum(numbers), len(numbers))


@settings(max_examples=150)
@given(world=histories(), metric=st.sampled_from([RateMetric("t", BOUGHT), MeanMetric("m", BOUGHT)]))
def test_values_of_the_segment_add_up_to_everybody(world: World, metric: Metric) -> None:
    found = series(world, metric)
    unlabelled = sum(label is None for _, label in world.members.values())
    for place in range(len(found.everyone)):
        above = sum(each.above[place] for each in found.by_value.values())
        assert above <= found.everyone.above[place]
        if world.scope.population.by and not unlabelled:
            assert above == found.everyone.above[place]
            assert sum(each.below[place] for each in found.by_value.values()) == found.everyone.below[place]


@settings(max_examples=60)
@given(world=histories())
def test_only_days_that_are_over_and_known(world: World) -> None:
    found = series(world, CountMetric("c", BOUGHT)).everyone
    days = days_of(found)
    assert all((number + 1) * DAY_US <= world.scope.settled for number in days)
    if world.scope.population.exposed_from > 0:
        known = [row.ts for unit in world.members for row in world.known(unit)]
        assert all((number + 1) * DAY_US > min([*known, LIVE]) for number in days)


EVENTS = st.lists(st.tuples(st.integers(0, 35), st.sampled_from("ABCX")), min_size=1, max_size=14)
FUNNELS = st.builds(
    lambda order, entry, window, within, optional, drop, grace: FunnelMetric(
        "f",
        (
            Step(EventRef("A")),
            Step(EventRef("B"), optional=optional and order == "ordered", within=within),
            Step(EventRef("C")),
        ),
        timedelta(hours=window),
        order,
        entry,
        () if drop is None or order == "strict" else (Exclusion(EventRef("X"), 1, 3, drop=drop),),
        timedelta(hours=grace if order == "ordered" else 0),
    ),
    st.sampled_from(["ordered", "strict"]),
    st.sampled_from(["best", "first"]),
    st.integers(1, 40),
    st.sampled_from([None, timedelta(hours=3)]),
    st.booleans(),
    st.sampled_from([None, True, False]),
    st.sampled_from([0, 2]),
)
PLAIN = FunnelMetric("f", tuple(Step(EventRef(each)) for each in "ABC"), timedelta(hours=15))


@settings(max_examples=400)
@given(
    events=EVENTS,
    metric=FUNNELS | st.sampled_from([PLAIN, replace(PLAIN, entry="first"), replace(PLAIN, within=timedelta(1))]),
)
def test_a_day_of_a_funnel_is_what_asking_for_that_day_alone_says(
    events: list[tuple[int, str]], metric: FunnelMetric
) -> None:
    # Three hours an instant: 36 instants are four days and a half, and several events share one.
    bucket = bucket_of({"u": [Row(at * 3 * HOUR_US, name) for at, name in events]})
    settled = 5 * DAY_US
    scope = scope_of(5 * DAY_US, as_of=settled, settled=settled)
    found = answered(SeriesOf(scope, metric), bucket)
    assert isinstance(found, SeriesFound)
    for number in range(5):
        alone = replace(scope, start=number * DAY_US, stop=(number + 1) * DAY_US)
        best = chains_of(bucket, metric, alone, members(bucket, Population(), settled))
        mature = (
            best.entered & ~best.removed & (best.last_entry + metric.within // timedelta(microseconds=1) <= settled)
        )
        required = sum(1 << place for place, step in enumerate(metric.steps) if not step.optional)
        through = int((mature & (best.filled & required == required)).sum())
        assert (found.everyone.above[number], found.everyone.below[number]) == (through, int(mature.sum()))


@settings(max_examples=200)
@given(events=EVENTS, optional=st.booleans(), window=st.integers(1, 40), limited=st.booleans())
def test_a_day_in_any_order_is_what_the_first_attempt_of_that_day_says(
    events: list[tuple[int, str]], optional: bool, window: int, limited: bool
) -> None:
    within = timedelta(hours=9) if limited else None
    steps = (Step(EventRef("A")), Step(EventRef("B"), optional=optional), Step(EventRef("C"), within=within))
    metric = FunnelMetric("f", steps, timedelta(hours=window), order="any", entry="first")
    bucket = bucket_of({"u": [Row(at * 3 * HOUR_US, name) for at, name in events]})
    settled = 5 * DAY_US
    scope = scope_of(5 * DAY_US, as_of=settled, settled=settled)
    found = answered(SeriesOf(scope, replace(metric, entry="best")), bucket)
    assert isinstance(found, SeriesFound)
    for number in range(5):
        alone = replace(scope, start=number * DAY_US, stop=(number + 1) * DAY_US)
        best = chains_of(bucket, metric, alone, members(bucket, Population(), settled))
        mature = best.entered & (best.last_entry + window * HOUR_US <= settled)
        required = 0b101 if optional else 0b111
        through = int((mature & (best.filled & required == required)).sum())
        assert (found.everyone.above[number], found.everyone.below[number]) == (through, int(mature.sum()))


def test_in_the_strict_order_an_entry_on_the_next_day_is_a_repeat() -> None:
    metric = FunnelMetric("f", (Step(EventRef("A")), Step(EventRef("B"))), timedelta(hours=29), order="strict")
    rows = [Row(21 * HOUR_US, "A"), Row(27 * HOUR_US, "A"), Row(33 * HOUR_US, "B")]
    found = answered(SeriesOf(scope_of(4 * DAY_US, as_of=4 * DAY_US), metric), bucket_of({"u": rows}))
    assert isinstance(found, SeriesFound)
    assert (found.everyone.above, found.everyone.below) == ((1, 1, 0, 0), (1, 1, 0, 0))


def test_in_any_order_the_first_event_of_a_day_enters() -> None:
    metric = FunnelMetric("f", (Step(EventRef("A")), Step(EventRef("B"))), timedelta(hours=5), order="any")
    rows = [Row(20 * HOUR_US, "B"), Row(25 * HOUR_US - 1, "A"), Row(50 * HOUR_US, "A"), Row(60 * HOUR_US, "B")]
    found = answered(SeriesOf(scope_of(4 * DAY_US, as_of=4 * DAY_US), metric), bucket_of({"u": rows}))
    assert isinstance(found, SeriesFound)
    assert (found.everyone.above, found.everyone.below) == ((1, 0, 0, 0), (1, 1, 1, 0))


def test_one_stray_event_makes_no_history() -> None:
    streams = {f"u{number}": [Row(5 * DAY_US, "open"), Row(7 * DAY_US, "open")] for number in range(150)}
    streams["u0"].insert(0, Row(0, "open"))
    who = Population(exposing=(OPEN,), exposed_from=6 * DAY_US, exposed_until=END)
    found = answered(SeriesOf(replace(HISTORY, as_of=END, population=who), MeanMetric("m", OPEN)), bucket_of(streams))
    assert isinstance(found, SeriesFound)
    assert (found.everyone.first, found.everyone.above) == (date(1970, 1, 6), (150, 0, 150, 0))
    assert found.everyone.below == (150,) * 4


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.kind)
def test_every_kind_over_the_history_of_a_launch(metric: Metric) -> None:
    told = Told()
    for number in range(-20, 12):
        told.add("a", "order", day(number, 10)).add("b", "opened", day(number, 11)).add("b", "order", day(number, 12))
    told.add("a", "opened", day(3, 9))
    launch = a_launch(gate(30, asks("orders_per_open")))
    scope = history_scope(launch, metric, day(11, 3))
    found = Facts(launch, told)(f"series/{metric.name}", SeriesOf(scope, metric)).everyone
    assert len(scope.days) == HISTORY_DAYS + 12 + 1
    # Six hours late: at three in the morning of day 11 the day before is not in yet.
    assert (found.first, found.last) == (date(2026, 9, 2), date(2026, 10, 1))
    own = {"ratio": (2, 1), "mean": (2, 2), "rate": (0, 2), "count": (2, 1), "cycle": (2, 2), "retention": (2, 2)}
    if metric.kind in own:
        # On day 0 `a` is not exposed yet: it is of the cohort all the same.
        assert (found.above[20], found.below[20]) == (found.above[0], found.below[0]) == own[metric.kind]


def test_the_control_has_the_same_days_before_go_live_too() -> None:
    told = Told()
    for number in range(-20, 12):
        told.add("a", "order", day(number, 10), plan="pro").add("b", "order", day(number, 10), plan="basic")
        told.add("b", "opened", day(number, 9), plan="basic").add("a", "opened", day(number, 9), plan="pro")
    control = Filter((Condition("plan", Op.IS, ("basic",)),))
    launch = replace(a_launch(gate(30, asks("orders_per_user"))), control=control)
    metric = MeanMetric("orders_per_user", ORDER)
    ask = Facts(launch, told)
    scopes = (history_scope(launch, metric, day(11, 7)), control_history_scope(launch, metric, day(11, 7)))
    ours, theirs = (ask(f"{number}", SeriesOf(scope, metric)).everyone for number, scope in enumerate(scopes))
    assert (theirs.first, len(theirs), set(theirs.below)) == (ours.first, len(ours), {1})
    assert set(ours.below) == {2}


def test_columns_are_those_of_the_population_and_the_metric() -> None:
    scope = replace(HISTORY, population=Population(by="platform"))
    assert SeriesOf(scope, MeanMetric("v", BOUGHT, of="amount")).columns == {"platform", "amount"}


def test_days_of_a_zone_whose_clocks_change() -> None:
    live = datetime(2026, 3, 29, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    edges = day_boundaries(0, 1, live, ZoneInfo("Europe/Berlin"))
    scope = replace(HISTORY, days=edges, start=edges[0], stop=edges[-1], settled=edges[-1], zone="Europe/Berlin")
    rows = {"u": [Row(edges[1] - 1, "open"), Row(edges[1], "open"), Row(edges[1], "open")]}
    found = answered(SeriesOf(replace(scope, as_of=edges[-1]), CountMetric("c", OPEN)), bucket_of(rows))
    assert isinstance(found, SeriesFound)
    assert (edges[1] - edges[0]) == 23 * HOUR_US
    assert (found.everyone.first, found.everyone.above) == (date(2026, 3, 29), (1, 2))


def test_nobody_makes_days_without_anything_below() -> None:
    found = answered(SeriesOf(replace(HISTORY, as_of=END), MeanMetric("m", BOUGHT)))
    assert isinstance(found, SeriesFound)
    assert set(found.everyone.below) == {0}
    assert found.everyone.total is None
