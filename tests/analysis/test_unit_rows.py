"""The units behind a number add up to it, whatever the metric."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import bucket_of, scope_of
from analysis.worlds import KEYS, World, worlds
from hypercare.analysis.metric import cells, reduction
from hypercare.analysis.scope import Judging
from hypercare.analysis.unit_rows import Standing, State, standing, unit_rows
from hypercare.model.metrics import (
    ActivityMetric,
    CountMetric,
    Cycle,
    CycleKind,
    CycleMetric,
    EventRef,
    FunnelMetric,
    MeanMetric,
    Metric,
    RateMetric,
    RatioMetric,
    RetentionMetric,
    Step,
)

OPEN, ORDER, TICKET = EventRef("open"), EventRef("order"), EventRef("ticket")
METRICS: dict[str, Metric] = {
    "funnel": FunnelMetric("m", (Step(OPEN), Step(ORDER)), timedelta(hours=20)),
    "ratio": RatioMetric("m", ORDER, OPEN),
    "rate of active days": RateMetric("m", TICKET),
    "rate of exposed days": RateMetric("m", TICKET, active=False),
    "count": CountMetric("m", ORDER),
    "mean per unit": MeanMetric("m", ORDER),
    "mean of a property": MeanMetric("m", ORDER, of="amount"),
    "calendar cycle": CycleMetric("m", ORDER, 2, Cycle(CycleKind.CALENDAR_MONTH)),
    "rolling cycle": CycleMetric("m", ORDER, 2, Cycle(CycleKind.FROM_ACTIVATION, days=2)),
    "retention": RetentionMetric("m", ORDER, brackets=((0, 1), (2, 3))),
    "recurring retention": RetentionMetric("m", ORDER, by="calendar", at=(1,), period="day", birth="recurring"),
    "activity": ActivityMetric("m", None, "day"),
    "activity of an event": ActivityMetric("m", ORDER, "day"),
    "cadence": RetentionMetric("m", ORDER, by="cadence", at=(2,)),
}


def question_of(metric: Metric, world: World) -> Any:
    cell = cells(metric)[0] if isinstance(metric, RetentionMetric) else None
    return reduction(metric, world.scope, Judging(), cell)


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS.keys())
@settings(max_examples=60)
@given(world=worlds())
def test_the_sums_of_all_units_are_those_of_the_number(metric: Metric, world: World) -> None:
    question, bucket = question_of(metric, world), bucket_of(world.streams, KEYS)
    number = question.finish(question.partial(bucket))
    found = unit_rows(question, bucket)
    rows = [found.row(place) for place in range(len(found.names))]
    assert tuple(map(sum, zip(*rows, strict=True))) == (number.row if rows else ())
    assert set(found.names) == set(world.members)
    assert not rows or found.exposed_at.tolist() == [world.members[name][0] for name in found.names]
    counts, parts = number.answer.counts, [standing(question, row, number.row) for row in rows]
    assert sum(part.denominator for part in parts) == counts.trials
    assert int(sum(part.numerator for part in parts)) == counts.hits


@settings(max_examples=40)
@given(world=worlds(), first=st.sampled_from("abcdef"))
def test_a_unit_alone_adds_what_it_adds_among_others(world: World, first: str) -> None:
    question = question_of(METRICS["funnel"], world)
    among = unit_rows(question, bucket_of(world.streams, KEYS))
    alone = unit_rows(question, bucket_of({name: rows for name, rows in world.streams.items() if name == first}, KEYS))
    rows = {name: among.row(place) for place, name in enumerate(among.names)}
    assert {name: alone.row(place) for place, name in enumerate(alone.names)} == {
        name: row for name, row in rows.items() if name == first
    }


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param((1, 1, 1, 1, 0), Standing(State.CONVERTED, 1, 1, is_open=False), id="converted"),
        pytest.param((1, 0, 0, 1, 0), Standing(State.CONVERTED, 0, 0, is_open=True), id="converted, window open"),
        pytest.param((1, 0, 0, 0, 1), Standing(State.OPEN, 0, 0, is_open=True), id="may still convert"),
        pytest.param((1, 1, 0, 0, 0), Standing(State.MISSED, 0, 1, is_open=False), id="did not"),
        pytest.param((0, 0, 0, 0, 0), Standing(State.OUT, 0, 0, is_open=False), id="never entered"),
    ],
)
def test_where_a_unit_stands_in_a_share(row: tuple[int, ...], expected: Standing) -> None:
    world = World({}, scope_of(10))
    assert standing(question_of(METRICS["calendar cycle"], world), row, row) == expected
