"""The entrance criteria, judged from what has been heard: tables of cases, and what must never be met."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from checks.support_facts import ready_support
from checks.tracked import arrival, rows
from checks.tracked import facts as came
from hypercare.checks.entrance import instrumentation
from hypercare.checks.entrance.heard import Exposed, Heard, LiveHeard
from hypercare.checks.entrance.judge import judge_entrance
from hypercare.checks.tracking.facts import Arrival, Row
from hypercare.checks.tracking.property_types import TYPES, fits
from hypercare.declare.launch_file import read_launch
from hypercare.model.entrance import ActKind, EntranceAct, EntranceState

LIVE = datetime(2026, 9, 22, 2, tzinfo=UTC)
DECLARED = LIVE - timedelta(days=14)
FILE = """\
launch: biza
title: Biza
live: 2026-09-22T02:00
timezone: UTC
unit: user
lateness: 6 hours
segment: {name: merchants, expected_units: 1000, exposure: {event: opened}}
business_cycle: calendar month
tracking:
  opened: {from: mixpanel, every: 3 hours, properties: {platform: text, rows: integer}}
  done: {every: 1 day}
support:
  guide: docs/guide.md
  read by: [N. Wulan]
  escalation: [{who: L1 desk, hours: 24/7}, {who: L2 squad, hours: 24/7}, {who: L3 platform, hours: 24/7}]
sanity: [{name: page answers, get: "https://example.com/page"}]
metrics:
  completion: {funnel: [opened, done], within: 1 day}
gates:
  day 30:
    completion: {success: 40%, failure: 20%}
"""
LAUNCH = read_launch(FILE, file="biza.yaml")


def heard(*, exposed: int = 0, opened: tuple[Arrival, tuple[Row, ...]] | None = None) -> Heard:
    done, saw = arrival("done", "any", at=[LIVE - timedelta(hours=2)]), LIVE + timedelta(hours=1)
    return Heard(
        declared_at=DECLARED,
        live=LiveHeard(None, Exposed(exposed, saw, saw, saw) if exposed else Exposed()),
        tracking=came(done) if opened is None else came(done, opened[0], samples={"opened": opened[1]}),
        support=ready_support(LAUNCH),
    )


def arrived(*, hours_ago: float = 1, source: str = "mixpanel", bad: int = 0) -> tuple[Arrival, tuple[Row, ...]]:
    """Events of the name `opened`, of whose newest 200 rows some carry a number as text."""
    good, wrong = {"platform": "web", "rows": 3}, {"platform": "web", "rows": "3"}
    return arrival(at=[LIVE - timedelta(hours=hours_ago)], source=source), rows(*[wrong] * bad, *[good] * (200 - bad))


@pytest.mark.parametrize(
    ("opened", "state", "reason"),
    [
        pytest.param(None, "fail", "track-never", id="never"),
        pytest.param(arrived(), "pass", "entry-tracking-arrives", id="arrives"),
        pytest.param(arrived(source="segment"), "fail", "track-elsewhere", id="from another source"),
        pytest.param(arrived(hours_ago=9), "pass", "entry-tracking-arrives", id="silent as long as it may be"),
        pytest.param(arrived(hours_ago=9.1), "fail", "track-silent", id="silent for longer"),
        pytest.param(arrived(bad=10), "pass", "entry-tracking-arrives", id="a few old clients send something else"),
        pytest.param(arrived(bad=11), "fail", "track-type", id="of another type"),
        pytest.param(arrived(bad=200, hours_ago=10), "fail", "track-silent", id="two things: one is the reason"),
    ],
)
def test_instrumentation(opened: tuple[Arrival, tuple[Row, ...]] | None, state: str, reason: str) -> None:
    criterion = instrumentation.judge(LAUNCH, LIVE, heard(opened=opened))
    item, done = criterion.items
    assert (item.id, item.state.value, item.reason.id) == ("instrumentation/opened", state, reason)
    assert (done.state, criterion.state) == (EntranceState.PASS, item.state)
    assert (item.todo is None) is (item.state is EntranceState.PASS)


def test_what_else_is_wrong_stands_beside() -> None:
    item = instrumentation.judge(LAUNCH, LIVE, heard(opened=arrived(bad=200, hours_ago=10))).items[0]
    assert [each.what.id for each in item.evidence] == ["track-type"]


def test_a_misspelt_name_is_an_item_of_its_own() -> None:
    facts = replace(heard(), tracking=came(arrival("opend", at=[LIVE - timedelta(hours=1)])))
    items = instrumentation.judge(LAUNCH, LIVE, facts).items
    assert ("instrumentation/TRACK-NAME/opend", EntranceState.FAIL) in [(item.id, item.state) for item in items]


def test_an_event_from_anywhere_counts_all_its_sources() -> None:
    parts = [
        arrival("done", source, at=[LIVE - timedelta(hours=hours)], counts=count)
        for source, hours, count in (("a", 72, 3), ("b", 2, 4))
    ]
    item = instrumentation.judge(LAUNCH, LIVE, replace(heard(), tracking=came(*parts))).items[1]
    assert (item.state, item.reason.params["events"]) == (EntranceState.PASS, 7)


def test_nothing_planned_is_unknown_not_met() -> None:
    criterion = instrumentation.judge(replace(LAUNCH, tracking={}), LIVE, heard())
    assert criterion.state is EntranceState.UNKNOWN


@pytest.mark.parametrize(
    ("opened", "state"),
    [(arrived(), EntranceState.UNKNOWN), (None, EntranceState.FAIL)],
    ids=["what is unknown keeps it from being ready", "what is missing says more than what is unknown"],
)
def test_a_launch_stands_where_its_worst_criterion_does(
    opened: tuple[Arrival, tuple[Row, ...]] | None, state: EntranceState
) -> None:
    facts = heard(exposed=700, opened=opened)
    found = judge_entrance(LAUNCH, LIVE + timedelta(hours=3), facts)
    assert found.state is state
    assert [criterion.name for criterion in found.criteria] == ["live", "instrumentation", "support", "sanity"]


def test_who_looked_is_called_by_name() -> None:
    launch = read_launch(
        FILE.replace("sanity: [", "sanity: [{name: labels print, by: B. Santoso}, ")
        + "squad: {driver: {name: A. Putri, email: putri@example.com}}\n",
        file="biza.yaml",
    )
    support = ready_support(launch)
    looked = [
        EntranceAct(launch.id, "sanity/labels print", ActKind.CHECKED, LIVE, who, LIVE)
        for who in ("Putri@example.com", "else@example.com")
    ]
    found = judge_entrance(launch, LIVE, replace(heard(), support=replace(support, acts=(*support.acts, *looked))))
    (item,) = [each for each in found.criteria[-1].items if each.subject == "labels print"]
    assert item.reason.params["by"] == "else@example.com"
    assert [each.what.params["by"] for each in item.evidence] == ["A. Putri"]


VALUES: dict[str, object] = {
    "word": "x",
    "whole": 3,
    "whole float": 3.0,
    "part": 3.5,
    "true": True,
    "iso": "2026-09-22T09:00:00+07:00",
    "list": [1],
    "object": {},
    "null": None,
}
FITTING = {
    "text": {"word", "iso"},
    "integer": {"whole", "whole float"},
    "number": {"whole", "whole float", "part"},
    "boolean": {"true"},
    "time": {"iso", "whole", "whole float", "part"},
    "list": {"list"},
}


@pytest.mark.parametrize("kind", TYPES)
def test_values_fit_their_types(kind: str) -> None:
    assert {name for name, value in VALUES.items() if fits(kind, value)} == FITTING[kind]


def test_what_is_no_finite_number_is_no_integer() -> None:
    assert not fits("integer", float("inf"))
    assert not fits("integer", float("nan"))
