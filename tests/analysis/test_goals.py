"""Cycle goals and retention, against loops over random worlds, and where their windows begin and end."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of, scope_of
from analysis.worlds import CLOSED, KEYS, LIVE, World, worlds
from hypercare.analysis.cycle.goal import CycleGoal
from hypercare.analysis.population import Population
from hypercare.analysis.retention.cells import Retention
from hypercare.analysis.scope import Judging
from hypercare.model.estimate import Estimate, Insufficient
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import Cycle, CycleKind, CycleMetric, EventRef, RetentionMetric

ORDER = EventRef("order")
MONTH = Cycle(CycleKind.CALENDAR_MONTH)
MANY = settings(max_examples=250)


def days_from_activation(days: int) -> Cycle:
    return Cycle(CycleKind.FROM_ACTIVATION, days=days)


def trailing(days: int) -> Cycle:
    return Cycle(CycleKind.TRAILING, days=days)


def head(reached: bool, end: int | None, settled: int) -> tuple[int, ...]:
    """The five sums of a unit whose window ends at `end`, None for never."""
    mature = end is not None and end <= settled
    return (1, int(mature), int(mature and reached), int(reached), int(not mature and not reached))


@MANY
@given(worlds(), st.sampled_from([MONTH, days_from_activation(2), trailing(3)]), st.integers(1, 3))
def test_cycle_goals_count_orders_in_each_units_cycle(world: World, every: Cycle, at_least: int) -> None:
    scope = world.scope

    def of(unit: str) -> tuple[int, ...]:
        exposed_at, length = world.members[unit][0], (every.days or 0) * DAY_US
        start, end = {
            CycleKind.CALENDAR_MONTH: (scope.start, scope.stop),
            CycleKind.FROM_ACTIVATION: (exposed_at, exposed_at + length),
            CycleKind.TRAILING: (scope.settled - length, scope.settled),
        }[every.kind]
        whole = every.kind is not CycleKind.TRAILING or exposed_at <= start
        orders = [row for row in world.known(unit) if row.event == "order" and start <= row.ts]
        done = sum(row.ts < end for row in orders) if whole else len(orders)
        return head(done >= at_least, end if whole else None, scope.settled)

    question = CycleGoal(scope, Judging(), CycleMetric("g", ORDER, at_least, every))
    found: Any = answered(question, bucket_of(world.streams, KEYS))
    assert found.rows == world.sums(of, 5)


@MANY
@given(worlds(), st.sampled_from([(0, 0), (0, 1), (1, 2), (2, 2)]), st.integers(1, 2))
def test_retention_counts_returns_in_the_bracket(world: World, bracket: tuple[int, int], at_least: int) -> None:
    scope = world.scope

    def of(unit: str) -> tuple[int, ...]:
        orders = [row.ts for row in world.counted(unit) if row.event == "order"]
        births = [number for number, ts in enumerate(orders) if scope.start <= ts < scope.stop]
        if not births:
            return (0,) * 5
        birth = orders[births[0]]
        end = birth + (bracket[1] + 1) * DAY_US
        returns = [ts for number, ts in enumerate(orders) if number != births[0]]
        came_back = sum(birth + bracket[0] * DAY_US <= ts < end for ts in returns) >= at_least
        return head(came_back, end, scope.settled)

    question = Retention(scope, Judging(), RetentionMetric("b", ORDER, at_least=at_least), bracket)
    found: Any = answered(question, bucket_of(world.streams, KEYS))
    assert found.rows == world.sums(of, 5)


@given(worlds(), st.data())
def test_any_split_and_any_order_of_buckets_gives_the_same_digits(world: World, data: Any) -> None:
    questions = [
        CycleGoal(world.scope, Judging(), CycleMetric("g", ORDER, 2, days_from_activation(2))),
        Retention(world.scope, Judging(), RetentionMetric("b", ORDER), (1, 2)),
    ]
    part = {unit: data.draw(st.integers(0, 2)) for unit in world.streams}
    parts = [{unit: rows for unit, rows in world.streams.items() if part[unit] == number} for number in range(3)]
    shuffled = [bucket_of(each, KEYS) for each in data.draw(st.permutations(parts))]
    for question in questions:
        assert answered(question, *shuffled) == answered(question, bucket_of(world.streams, KEYS))


def goal(every: Cycle, rows: list[Row], *, settled: int, at_least: int = 2) -> Any:
    scope = replace(
        scope_of(LIVE + 4 * DAY_US, start=LIVE, as_of=settled),
        population=Population(exposing=(EventRef("open"),), exposed_from=LIVE, exposed_until=CLOSED),
    )
    return answered(
        CycleGoal(scope, Judging(), CycleMetric("g", ORDER, at_least, every)), bucket_of({"u": rows})
    ).answer


ORDERS = [
    Row(LIVE, "order"),
    Row(LIVE + DAY_US, "open"),
    Row(LIVE + DAY_US + 5, "order"),
    Row(LIVE + 3 * DAY_US, "order"),
]


@pytest.mark.parametrize(
    ("every", "after_days", "value"),
    [
        pytest.param(MONTH, 4, 1.0, id="calendar: the whole cycle counts, also before the exposure"),
        pytest.param(days_from_activation(2), 3, 0.0, id="from activation: an order at the very end is outside"),
        pytest.param(days_from_activation(3), 4, 1.0, id="from activation: two in three days"),
        pytest.param(trailing(2), 4, 0.0, id="trailing: one in the last two days"),
        pytest.param(trailing(3), 4, 1.0, id="trailing: exposed exactly at its start"),
    ],
)
def test_goals(every: Cycle, after_days: int, value: float) -> None:
    answer = goal(every, ORDERS, settled=LIVE + after_days * DAY_US)
    assert isinstance(answer, Estimate)
    assert answer.value == value


@pytest.mark.parametrize("every", [MONTH, days_from_activation(3), trailing(4)], ids=lambda every: every.kind.value)
def test_a_running_cycle_is_never_judged_whatever_was_reached(every: Cycle) -> None:
    answer = goal(every, ORDERS, settled=LIVE + 4 * DAY_US - 1)
    assert isinstance(answer, Insufficient)
    assert (answer.counts.units, answer.counts.mature, answer.counts.trials) == (1, 0, 0)


def test_the_birth_is_no_return() -> None:
    question = Retention(scope_of(DAY_US), Judging(), RetentionMetric("b", ORDER), (0, 6))
    found: Any = answered(
        question, bucket_of({"once": [Row(0, "order")], "twice": [Row(0, "order"), Row(7 * DAY_US - 1, "order")],
                             "late": [Row(0, "order"), Row(7 * DAY_US, "order")]}))  # fmt: skip
    assert (found.answer.counts.hits, found.answer.counts.trials) == (1, 3)


@pytest.mark.parametrize(
    ("settled", "counts"),
    [
        pytest.param(7 * DAY_US - 1, (1, 0, 1), id="a microsecond before the bracket is over"),
        pytest.param(7 * DAY_US, (1, 1, 0), id="exactly over"),
    ],
)
def test_a_bracket_is_over_at_its_very_end(settled: int, counts: tuple[int, ...]) -> None:
    question = Retention(scope_of(DAY_US, as_of=settled), Judging(), RetentionMetric("b", ORDER), (0, 6))
    found: Any = answered(question, bucket_of({"u": [Row(0, "order")]}))
    assert (found.answer.counts.units, found.answer.counts.mature, found.answer.counts.open) == counts
