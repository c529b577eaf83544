"""Ad hoc questions."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hypercare.declare.query import Query, read_query
from hypercare.declare.specs.query_parts import Breakdown, Side
from hypercare.model.errors import InvalidFile
from hypercare.model.metrics import Condition, CountMetric, EventRef, Filter, FunnelMetric, Op, Step, Unit, UnitKind

WHOLE = """\
metrics:
  done: {funnel: [a, b], within: 1 day}
  orders: {count: order_created}
unit: {account: shop_id}
timezone: Asia/Jakarta
from: 2026-09-22
to: 2026-10-22
where: {platform: [android, ios]}
as_of: 2026-10-23T08:00
live: 2026-09-22T09:00
"""
FUNNEL = FunnelMetric("done", (Step(EventRef("a")), Step(EventRef("b"))), timedelta(1))


def test_a_whole_query_is_read() -> None:
    zone = ZoneInfo("Asia/Jakarta")
    assert read_query(WHOLE, file="q.yaml") == Query(
        metrics={"done": FUNNEL, "orders": CountMetric("orders", EventRef("order_created"))},
        unit=Unit(UnitKind.ACCOUNT, "shop_id"),
        timezone="Asia/Jakarta",
        first=date(2026, 9, 22),
        last=date(2026, 10, 22),
        where=Filter((Condition("platform", Op.IS, ("android", "ios")),)),
        as_of=datetime(2026, 10, 23, 8, tzinfo=zone),
        live=datetime(2026, 9, 22, 9, tzinfo=zone),
    )


def test_a_bare_metric_is_named_by_its_kind() -> None:
    query = read_query("funnel: [a, b]\nwithin: 1 day\nfrom: 2026-09-22\n", file="q.yaml")
    assert query.first == date(2026, 9, 22)
    assert query.last is None
    assert query.metrics == {"funnel": FunnelMetric("funnel", FUNNEL.steps, FUNNEL.within)}


PARTS = """\
funnel: [a, b]
within: 1 day
by: {property: platform, at: step 2}
over: week
compare: {then: {to: 2026-09-30}, now: {from: 2026-10-01, where: {cohort.heavy: true}}}
cohorts: {heavy: {did: a, at_least: 3}}
detail: true
drop_off: true
properties: [platform, plan]
units: true
limit: 10
"""


def test_what_is_asked_beside_the_metric_is_read() -> None:
    query = read_query(PARTS, file="q.yaml")
    assert query.by == Breakdown("platform", "step", 2)
    assert query.compare == (
        Side("then", last=date(2026, 9, 30)),
        Side("now", Filter((Condition("cohort.heavy", Op.IS, (True,)),)), first=date(2026, 10, 1)),
    )
    assert (query.over, query.detail, query.drop_off, query.units, query.limit) == ("week", True, True, True, 10)
    assert query.properties == ("platform", "plan")
    assert list(query.cohorts) == ["heavy"]


def test_a_property_alone_breaks_down_by_the_first_event() -> None:
    assert read_query("count: a\nby: platform\n", file="q.yaml").by == Breakdown("platform")


FUNNEL_OF_TWO = "funnel: [a, b]\nwithin: 1 day\n"
SLIPS = {
    "a step that is not there": (FUNNEL_OF_TWO + "by: {property: p, at: step 3}\n", "q.yaml:3: by.at is step 3"),
    "no step": (FUNNEL_OF_TWO + "by: {property: p, at: fist}\n", "nearest: first"),
    "a step without a funnel": ("count: a\nby: {property: p, at: first}\n", "no metric is a funnel"),
    "a grain": ("count: a\nover: weak\n", "q.yaml:2: over: \"weak\" is not known"),
    "one side": ("count: a\ncompare: {x: {from: 2026-01-01}}\n", "too few entries"),
    "a side like the other": ("count: a\ncompare: {x: {}, y: {from: 2026-01-01}}\n", "compare.x differs in nothing"),
    "a side backwards": ("count: a\nto: 2026-01-01\ncompare: {x: {from: 2026-02-02}, y: {to: 2025-02-02}}\n", "before"),
    "drop-offs without a funnel": ("count: a\ndrop_off: true\n", "q.yaml:2: drop_off is about funnels"),
    "properties alone": (FUNNEL_OF_TWO + "properties: [p]\n", "q.yaml:3: properties are for drop-offs"),
    "a limit alone": ("count: a\nlimit: 3\n", "q.yaml:2: limit bounds units"),
    "no limit": ("count: a\nunits: true\nlimit: 0\n", "out of range"),
    "a cohort that is not there": ("count: a\nby: cohort.heavi\ncohorts: {heavy: {did: a}}\n", "nearest: cohort.heavy"),
    "rules of another tool": ("count: a\nprofile: mixpanel\n", "no rules of mixpanel are known for a count"),
    "no tool": (FUNNEL_OF_TWO + "profile: mixpanl\n", "mixpanel"),

    "range backwards": ("metrics: {n: {count: a}}\nfrom: 2026-02-02\nto: 2026-02-01\n", "q.yaml:3: to 2026-02-01"),
    "no date": ("count: a\nfrom: yesterday\n", 'q.yaml:2: from: "yesterday" is not a date'),
    "a date with a time": ("count: a\nfrom: 2026-02-02T09:00\n", "is not a date"),
    "as_of without a time": ("count: a\nas_of: 2026-02-02\n", "q.yaml:2: as_of: 2026-02-02 has a date but no time"),
    "slip in a bare metric": ("funnel: [a, b]\n\nwithin: 1 dya\n", "q.yaml:3: metrics.funnel.within"),
    "unknown key beside a bare metric": ("funnel: [a, b]\nwithin: 1 day\nordr: any\n", "q.yaml:3: unknown key"),
    "unknown key beside metrics": ("metrics: {n: {count: a}}\nwithin: 1 day\n", 'q.yaml:2: unknown key "within"'),
    "rate of another unit": ("rate: a\nper: 1000 accounts\n", "metrics.rate is per account, and the unit is user"),
    "nothing asked": ("from: 2026-02-02\n", "the file has no metrics"),
    "anchor in a bare metric": ("count: &a b\n", "q.yaml:1: &a is a YAML anchor"),
    "no mapping": ("- a\n", "q.yaml:1: the file is not a mapping"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "says"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_a_query_is_reported_at_its_line(text: str, says: str) -> None:
    with pytest.raises(InvalidFile) as caught:
        read_query(text, file="q.yaml")
    assert says in str(caught.value)
