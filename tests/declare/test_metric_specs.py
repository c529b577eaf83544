"""The vocabulary of metrics, each kind in its spellings."""

from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from hypercare.declare.reading.yaml_lines import parse_yaml
from hypercare.declare.specs.metrics import SPECS, AnyMetric
from hypercare.model.metrics import (
    METRIC_KINDS,
    ActivityMetric,
    Condition,
    CountMetric,
    Cycle,
    CycleKind,
    CycleMetric,
    EventRef,
    Filter,
    FunnelMetric,
    MeanMetric,
    Metric,
    Op,
    RateMetric,
    RatioMetric,
    RetentionMetric,
    Step,
    Unit,
    UnitKind,
)

METRIC: TypeAdapter[object] = TypeAdapter(AnyMetric)
E, BIG = EventRef("e"), EventRef("e", Filter((Condition("rows", Op.ABOVE, (100,)),)))


def read(text: str) -> Metric:
    value = parse_yaml(f"m: {text}", file="f.yaml").value["m"]
    return METRIC.validate_python(value).metric("m")  # type: ignore[attr-defined, no-any-return]  # a union of specs


CASES: dict[str, Metric] = {
    "{funnel: [e, f], within: 2 hours}": FunnelMetric("m", (Step(E), Step(EventRef("f"))), timedelta(hours=2)),
    "{funnel: [e, e], within: 1 day, order: any, entry: first, grace: 2 s, unit: user}": FunnelMetric(
        "m", (Step(E), Step(E)), timedelta(1), "any", "first", grace=timedelta(seconds=2), unit=Unit()
    ),
    "{ratio: [{event: e, where: {rows: {above: 100}}}, e]}": RatioMetric("m", BIG, E),
    "{rate: e}": RateMetric("m", E, 1000, active=True),
    "{rate: e, per: 100 users}": RateMetric("m", E, 100, active=False),
    "{rate: {event: e, where: {rows: {above: 100}}}, per: 1 active device, unit: device}": RateMetric(
        "m", BIG, 1, active=True, unit=Unit(UnitKind.DEVICE)
    ),
    "{count: e}": CountMetric("m", E),
    "{mean: e}": MeanMetric("m", E),
    "{mean: {event: e, of: rows}, unit: {account: shop_id}}": MeanMetric(
        "m", E, "rows", Unit(UnitKind.ACCOUNT, "shop_id")
    ),
    "{cycle: {event: e, at_least: 60, every: calendar month}}": CycleMetric(
        "m", E, 60, Cycle(CycleKind.CALENDAR_MONTH)
    ),
    "{cycle: {event: e, at_least: 1, every: trailing 90 days}}": CycleMetric("m", E, 1, Cycle(CycleKind.TRAILING, 90)),
    "{cycle: {event: e, at_least: 1, every: 1 day from activation}}": CycleMetric(
        "m", E, 1, Cycle(CycleKind.FROM_ACTIVATION, 1)
    ),
    "{activity: e}": ActivityMetric("m", E, "month"),
    "{activity: any, per: week}": ActivityMetric("m", None, "week"),
    "{activity: {event: any}, per: day}": ActivityMetric("m", EventRef("any"), "day"),
    "{activity: {event: e, where: {x: 1}}, per: quarter, unit: device}": ActivityMetric(
        "m", EventRef("e", Filter((Condition("x", Op.IS, (1,)),))), "quarter", Unit(UnitKind.DEVICE)
    ),
    "{retention: {event: e, by: cadence, at: [60, 90]}}": RetentionMetric("m", E, "cadence", (60, 90)),
    "{retention: {event: e, at: [60]}}": RetentionMetric("m", E, "cadence", (60,)),
    "{retention: {event: e, brackets: [0-30, 31-60], at_least: 2}}": RetentionMetric(
        "m", E, "brackets", (), ((0, 30), (31, 60)), 2
    ),
    "{retention: {event: e, by: calendar, period: week, at: [1], birth: recurring}}": RetentionMetric(
        "m", E, "calendar", (1,), birth="recurring", period="week"
    ),
    "{retention: {event: e, by: rolling, period: day, at: [0, 7], return: on_or_after}}": RetentionMetric(
        "m", E, "rolling", (0, 7), returning="on_or_after", period="day"
    ),
    "{retention: {event: e, start: {event: s, where: {x: 1}}, brackets: [0-6], cohorts: month, members: 2}}": (
        RetentionMetric(
            "m",
            E,
            brackets=((0, 6),),
            start=EventRef("s", Filter((Condition("x", Op.IS, (1,)),))),
            cohorts="month",
            members=2,
        )
    ),
    "{retention: {event: e, by: business_cycle, every: calendar quarter, at: [1], average: mixpanel_weighted}}": (
        RetentionMetric(
            "m",
            E,
            "business_cycle",
            (1,),
            every=Cycle(CycleKind.CALENDAR_QUARTER),
            average="mixpanel_weighted",
        )
    ),
    "{retention: {event: e, by: calendar, period: week, at: [0, 1], birth: recurring, profile: posthog}}": (
        RetentionMetric("m", E, "calendar", (0, 1), birth="recurring", period="week", profile="posthog")
    ),
}


@pytest.mark.parametrize("text", CASES)
def test_a_metric_is_read_as_it_is_meant(text: str) -> None:
    assert read(text) == CASES[text]


@pytest.mark.parametrize(
    ("where", "conditions"),
    [
        ("{}", ()),
        ("{x: 1}", (Condition("x", Op.IS, (1,)),)),
        ("{x: [a, true, 2.5]}", (Condition("x", Op.IS, ("a", True, 2.5)),)),
        ("{x: {is: a}}", (Condition("x", Op.IS, ("a",)),)),
        ("{x: {not: [a, b]}}", (Condition("x", Op.NOT, ("a", "b")),)),
        ("{x: {above: 1, at_most: 9}}", (Condition("x", Op.ABOVE, (1,)), Condition("x", Op.AT_MOST, (9,)))),
        ("{x: {at_least: 1.5}}", (Condition("x", Op.AT_LEAST, (1.5,)),)),
        ("{x: {below: -1}}", (Condition("x", Op.BELOW, (-1,)),)),
        ("{x: {contains: sub}}", (Condition("x", Op.CONTAINS, ("sub",)),)),
        ("{x: {exists: false}, y: on}", (Condition("x", Op.EXISTS, (False,)), Condition("y", Op.IS, ("on",)))),
    ],
)
def test_a_filter_is_read_as_it_is_meant(where: str, conditions: tuple[Condition, ...]) -> None:
    assert read(f"{{count: {{event: e, where: {where}}}}}").refs == (EventRef("e", Filter(conditions)),)


def test_every_kind_of_metric_can_be_declared() -> None:
    assert set(SPECS) == set(METRIC_KINDS)


@pytest.mark.parametrize("kind", METRIC_KINDS)
def test_the_example_of_a_kind_is_of_that_kind(kind: str) -> None:
    assert type(read(SPECS[kind].example)) is METRIC_KINDS[kind]
