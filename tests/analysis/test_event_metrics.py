"""Ratios, rates, counts and means, against loops over random worlds."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of, scope_of
from analysis.worlds import KEYS, World, worlds
from hypercare.analysis.count import Count
from hypercare.analysis.mean import MICRO, Mean
from hypercare.analysis.population import Population
from hypercare.analysis.rate import Rate
from hypercare.analysis.ratio import Ratio
from hypercare.analysis.scope import Judging
from hypercare.analysis.tally import TallyReduction
from hypercare.model.estimate import Estimate, Insufficient
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import Condition, CountMetric, EventRef, Filter, MeanMetric, Op, RateMetric, RatioMetric
from hypercare.stats.arguments import Alternative

ORDER, TICKET, OPEN = EventRef("order"), EventRef("ticket"), EventRef("open")
IOS_ORDER = EventRef("order", Filter((Condition("platform", Op.IS, ("ios",)),)))
MANY = settings(max_examples=250)


def said(question: TallyReduction, world: World) -> Any:
    return answered(question, bucket_of(world.streams, KEYS))


@MANY
@given(worlds())
def test_ratio_adds_up_units_with_a_denominator(world: World) -> None:
    def of(unit: str) -> tuple[int, ...]:
        rows = world.inside(unit)
        y = sum(row.event == "order" and row.props["platform"] == "ios" for row in rows)
        m = sum(row.event == "open" for row in rows)
        return (1, y, m, y * y, m * m, y * m) if m else (0,) * 6

    found = said(Ratio(world.scope, Judging(), RatioMetric("r", IOS_ORDER, OPEN)), world)
    assert found.rows == world.sums(of, 6)


@MANY
@given(worlds(), st.booleans())
def test_rate_adds_up_events_and_unit_days_by_local_day(world: World, active: bool) -> None:
    scope = world.scope
    days = list(zip(scope.days, scope.days[1:], strict=False))

    def lived(unit: str, first: int, last: int) -> bool:
        if active:
            return any(first <= row.ts < last for row in world.inside(unit))
        exposed = scope.stop <= scope.population.exposed_from or world.members[unit][0] < last
        return exposed and first <= scope.as_of

    def of(unit: str) -> tuple[int, ...]:
        events = [sum(a <= row.ts < b and row.event == "ticket" for row in world.inside(unit)) for a, b in days]
        unit_days = [int(lived(unit, first, last)) for first, last in days]
        return (int(any(unit_days)), *events, *unit_days)

    found = said(Rate(scope, Judging(), RateMetric("t", TICKET, active=active)), world)
    assert found.rows == world.sums(of, 1 + 2 * len(days))


@MANY
@given(worlds())
def test_count_adds_up_events_by_local_day(world: World) -> None:
    days = list(zip(world.scope.days, world.scope.days[1:], strict=False))

    def of(unit: str) -> tuple[int, ...]:
        events = [sum(a <= row.ts < b and row.event == "order" for row in world.inside(unit)) for a, b in days]
        return (1, int(any(events)), *events)

    found = said(Count(world.scope, Judging(), CountMetric("c", ORDER)), world)
    assert found.rows == world.sums(of, 2 + len(days))


NUMBERS = {"1": 1.0, "2": 2.0, "2.5": 2.5, "3": 3.0}


def number_of(value: object) -> float | None:
    """What a JSON value is worth: numbers, and numbers as text; nothing else is a number."""
    return NUMBERS.get(str(value))


@MANY
@given(worlds(), st.booleans())
def test_mean_adds_up_values_in_millionths_or_events_per_unit(world: World, valued: bool) -> None:
    def of(unit: str) -> tuple[int, ...]:
        orders = [row for row in world.inside(unit) if row.event == "order"]
        values = [number_of(row.props["amount"]) for row in orders]
        present = [value for value in values if value is not None]
        y = round(sum(present) * MICRO) if valued else len(orders) * MICRO
        m = len(present) if valued else 1
        return (1, y, m, y * y, m * m, y * m) if m else (0,) * 6

    found = said(Mean(world.scope, Judging(), MeanMetric("m", ORDER, "amount" if valued else None)), world)
    assert found.rows == world.sums(of, 6)


KINDS = {
    "ratio": lambda scope: Ratio(scope, Judging(), RatioMetric("r", IOS_ORDER, OPEN)),
    "rate": lambda scope: Rate(scope, Judging(), RateMetric("t", TICKET)),
    "rate of all exposed": lambda scope: Rate(scope, Judging(), RateMetric("t", TICKET, active=False)),
    "count": lambda scope: Count(scope, Judging(), CountMetric("c", ORDER)),
    "mean": lambda scope: Mean(scope, Judging(), MeanMetric("m", ORDER, "amount")),
}


@pytest.mark.parametrize("kind", KINDS)
@given(world=worlds(), data=st.data())
def test_any_split_and_any_order_of_buckets_gives_the_same_digits(kind: str, world: World, data: Any) -> None:
    question = KINDS[kind](world.scope)
    parts = split_up(world, data)
    assert answered(question, *parts) == said(question, world)


def split_up(world: World, data: Any) -> list[Any]:
    """The world's units handed out to three buckets, in some order."""
    part = {unit: data.draw(st.integers(0, 2)) for unit in world.streams}
    parts = [{unit: rows for unit, rows in world.streams.items() if part[unit] == number} for number in range(3)]
    return [bucket_of(each, KEYS) for each in data.draw(st.permutations(parts))]


def steady(units: int, of: Any) -> dict[str, list[Row]]:
    """Units with `open` and as many orders as `of` says of each."""
    return {
        str(unit): [Row(0, "open"), *(Row(1 + order, "order", {"amount": 10.0}) for order in range(of(unit)))]
        for unit in range(units)
    }


def test_a_ratio_is_a_value_with_an_always_valid_interval() -> None:
    found: Any = answered(
        Ratio(scope_of(DAY_US), Judging(), RatioMetric("r", ORDER, OPEN)), bucket_of(steady(400, lambda unit: unit % 2))
    )
    answer = found.answer
    assert isinstance(answer, Estimate)
    assert (answer.value, answer.scale) == (0.5, "ratio")
    assert answer.interval.low < 0.5 < answer.interval.high
    assert answer.interval.always_valid


ONE_DAY, LATER = scope_of(DAY_US), scope_of(2 * DAY_US, start=DAY_US)
NOBODY = scope_of(DAY_US, population=Population(exposing=(TICKET,)))
NOTHING = [
    pytest.param(Ratio(ONE_DAY, Judging(), RatioMetric("r", ORDER, TICKET)), "metric-no-denominator", id="ratio"),
    pytest.param(Mean(ONE_DAY, Judging(), MeanMetric("m", TICKET, "amount")), "metric-no-denominator", id="mean"),
    pytest.param(Rate(LATER, Judging(), RateMetric("t", TICKET)), "metric-no-unit-days", id="rate"),
    pytest.param(Count(NOBODY, Judging(), CountMetric("c", TICKET)), "metric-no-units", id="count"),
]


@pytest.mark.parametrize(("question", "reason"), NOTHING)
def test_nothing_to_divide_by_is_no_zero(question: TallyReduction, reason: str) -> None:
    found: Any = answered(question, bucket_of(steady(3, lambda _: 1), KEYS))
    assert isinstance(found.answer, Insufficient)
    assert found.answer.reason.id == reason
    assert found.answer.counts is not None


def test_a_rate_is_per_so_many_unit_days() -> None:
    streams = {"a": [Row(0, "open"), Row(DAY_US, "ticket")], "b": [Row(5, "ticket"), Row(6, "ticket")]}
    found: Any = answered(Rate(scope_of(3 * DAY_US), Judging(), RateMetric("t", TICKET, per=1000)), bucket_of(streams))
    assert (found.answer.value, found.answer.scale) == (3 / (3 / 1000), "rate")
    assert (found.answer.counts.hits, found.answer.counts.trials) == (3, 3)


def test_events_per_unit_count_those_without_any() -> None:
    found: Any = answered(
        Mean(scope_of(DAY_US), Judging(), MeanMetric("m", ORDER)), bucket_of(steady(400, lambda unit: unit % 4))
    )
    assert (found.answer.value, found.answer.scale) == (1.5, "per_unit")
    assert found.answer.counts.units == 400


def test_a_mean_needs_as_many_units_as_its_interval_was_measured_for() -> None:
    found: Any = answered(
        Mean(scope_of(DAY_US), Judging(), MeanMetric("m", ORDER)), bucket_of(steady(240, lambda unit: unit % 4))
    )
    assert isinstance(found.answer, Insufficient)
    assert (found.answer.needed, found.answer.have) == (250, 240)


def test_sums_of_the_largest_values_are_exact() -> None:
    rows = [Row(second, "order", {"amount": 1e12}) for second in range(40)]
    found: Any = answered(
        Mean(scope_of(DAY_US), Judging(), MeanMetric("m", ORDER, "amount")), bucket_of({"a": rows}, KEYS)
    )
    assert found.row[1] == 40 * 10**12 * MICRO


LESS, GREATER = Alternative.LESS, Alternative.GREATER


@pytest.mark.parametrize("kind", ["ratio", "rate", "mean"])
@given(seed=st.integers(0, 50), target=st.floats(0.2, 3.0))
@settings(max_examples=25)
def test_intervals_p_values_and_what_is_lacking_agree(kind: str, seed: int, target: float) -> None:
    """Outside the interval exactly where p is at most 5 %; and what lacks is more than nothing exactly inside."""
    rng = np.random.default_rng(seed)
    orders = rng.poisson(1.0, 300)
    streams = steady(300, lambda unit: int(orders[unit]))
    judging = Judging(centre=1.0, dispersion=1.5) if kind == "rate" else Judging()
    question: TallyReduction = {
        "ratio": Ratio(scope_of(DAY_US), judging, RatioMetric("r", ORDER, OPEN)),
        "rate": Rate(scope_of(DAY_US), judging, RateMetric("t", ORDER, per=1)),
        "mean": Mean(scope_of(DAY_US), judging, MeanMetric("m", ORDER)),
    }[kind]
    found: Any = answered(question, bucket_of(streams, KEYS))
    low, high = found.answer.interval.low, found.answer.interval.high
    smaller, greater = (question.p(found.row, null=target, alternative=side) for side in (LESS, GREATER))
    assert smaller is not None
    assert greater is not None
    assert (smaller <= 0.05) == (high <= target)
    assert (greater <= 0.05) == (target <= low)
    lacking = question.lacking(found.row, target=target)
    if lacking is None:  # no amount tells a value from itself
        assert found.answer.value == pytest.approx(target, rel=0.01)
    else:
        assert (lacking.more > 0) == (low < target < high)


def test_a_day_has_begun_at_its_first_instant() -> None:
    scope = scope_of(2 * DAY_US, as_of=DAY_US, population=Population(exposed_from=0))
    found: Any = answered(
        Rate(scope, Judging(), RateMetric("t", TICKET, active=False)), bucket_of({"u": [Row(0, "open")]})
    )
    assert found.answer.counts.trials == 2
