"""The entrance criteria, judged from what has been heard: tables of cases, and what must never be met."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from checks.support_facts import ready_support
from hypercare.checks.entrance import instrumentation, live, sanity
from hypercare.checks.entrance.heard import Exposed, Heard, HeardEvent, HeardFrom, LiveHeard
from hypercare.checks.entrance.judge import judge_entrance
from hypercare.checks.tracking.property_types import TYPES, fits
from hypercare.declare.launch_file import read_launch
from hypercare.model.entrance import EntranceState

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
NOBODY = Exposed(0, None)


def heard(
    *, exposed: int = 0, pilot: int | None = 0, opened: HeardEvent | None = None, done: HeardEvent | None = None
) -> Heard:
    events = {name: event for name, event in (("opened", opened), ("done", done)) if event is not None}
    return Heard(
        declared_at=DECLARED,
        live=LiveHeard(
            pilot=None if pilot is None else Exposed(pilot, LIVE - timedelta(days=1) if pilot else None),
            exposed=Exposed(exposed, LIVE + timedelta(hours=1)) if exposed else NOBODY,
        ),
        tracking=events,
        support=ready_support(LAUNCH),
    )


def arrived(*, hours_ago: float = 1, source: str = "mixpanel", fitting: int = 200, present: int = 200) -> HeardEvent:
    at = LIVE - timedelta(hours=hours_ago)
    return HeardEvent(
        {source: HeardFrom(40, at)},
        sampled=200,
        present={"platform": 200, "rows": present},
        fitting={"platform": 200, "rows": fitting},
    )


@pytest.mark.parametrize(
    ("after", "exposed", "pilot", "state", "reason"),
    [
        pytest.param(-timedelta(days=3), 0, 0, "unknown", "entry-live-not-yet", id="before go-live"),
        pytest.param(-timedelta(days=3), 0, None, "unknown", "entry-live-not-yet", id="no exposure declared"),
        pytest.param(-timedelta(days=3), 0, 12, "unknown", "entry-live-pilot", id="a pilot saw it"),
        pytest.param(timedelta(0), 0, 12, "unknown", "entry-live-nobody-yet", id="at go-live"),
        pytest.param(timedelta(hours=24), 0, 12, "fail", "entry-live-nobody", id="nobody in a day"),
        pytest.param(timedelta(hours=1), 1, 0, "pass", "entry-live-reached", id="the first one"),
        pytest.param(timedelta(days=7), 49, 0, "fail", "entry-live-few", id="49 of 1000 in a week"),
        pytest.param(timedelta(days=7), 50, 0, "pass", "entry-live-reached", id="50 of 1000 in a week"),
        pytest.param(timedelta(days=6), 49, 0, "pass", "entry-live-reached", id="the week is not over"),
    ],
)
def test_live(after: timedelta, exposed: int, pilot: int | None, state: str, reason: str) -> None:
    (item,) = live.judge(LAUNCH, LIVE + after, heard(exposed=exposed, pilot=pilot)).items
    assert (item.state.value, item.reason.id) == (state, reason)


def test_live_without_an_expected_number_says_so() -> None:
    launch = replace(LAUNCH, segment=replace(LAUNCH.segment, expected_units=None))
    (item,) = live.judge(launch, LIVE + timedelta(days=8), heard(exposed=3)).items
    assert (item.state, item.reason.id) == (EntranceState.PASS, "entry-live-exposed")


@pytest.mark.parametrize(
    ("opened", "found"),
    [
        pytest.param(None, {"opened": "entry-tracking-never"}, id="never"),
        pytest.param(arrived(), {"opened": "entry-tracking-arrives"}, id="arrives"),
        pytest.param(arrived(source="segment"), {"opened": "entry-tracking-elsewhere"}, id="from another source"),
        pytest.param(arrived(hours_ago=9), {"opened": "entry-tracking-arrives"}, id="silent as long as it may be"),
        pytest.param(arrived(hours_ago=9.1), {"opened": "entry-tracking-silent"}, id="silent for longer"),
        pytest.param(
            arrived(fitting=190), {"opened": "entry-tracking-arrives"}, id="a few old clients send something else"
        ),
        pytest.param(
            arrived(fitting=189),
            {"opened": "entry-tracking-arrives", "opened.rows": "entry-property-type"},
            id="of another type",
        ),
        pytest.param(
            arrived(fitting=0, present=0),
            {"opened": "entry-tracking-arrives", "opened.rows": "entry-property-absent"},
            id="absent",
        ),
    ],
)
def test_instrumentation(opened: HeardEvent | None, found: dict[str, str]) -> None:
    criterion = instrumentation.judge(LAUNCH, LIVE, heard(opened=opened, done=arrived(source="any")))
    assert {item.subject: item.reason.id for item in criterion.items if item.subject != "done"} == found
    bad = set(found.values()) - {"entry-tracking-arrives"}
    assert criterion.state is (EntranceState.FAIL if bad else EntranceState.PASS)
    assert all((item.todo is None) is (item.state is EntranceState.PASS) for item in criterion.items)


def test_an_event_from_anywhere_counts_all_its_sources() -> None:
    done = HeardEvent({"a": HeardFrom(3, LIVE - timedelta(days=3)), "b": HeardFrom(4, LIVE - timedelta(hours=2))})
    item = instrumentation.judge(LAUNCH, LIVE, heard(opened=arrived(), done=done)).items[-1]
    assert (item.state, item.reason.params["events"]) == (EntranceState.PASS, 7)


def test_sanity_is_never_met_without_a_result() -> None:
    for launch in (LAUNCH, replace(LAUNCH, sanity=())):
        assert sanity.judge(launch, LIVE, heard()).state is EntranceState.UNKNOWN


def test_nothing_planned_is_unknown_not_met() -> None:
    criterion = instrumentation.judge(replace(LAUNCH, tracking={}), LIVE, heard())
    assert criterion.state is EntranceState.UNKNOWN


@pytest.mark.parametrize(
    ("opened", "state"),
    [(arrived(), EntranceState.UNKNOWN), (None, EntranceState.FAIL)],
    ids=["what is unknown keeps it from being ready", "what is missing says more than what is unknown"],
)
def test_a_launch_stands_where_its_worst_criterion_does(opened: HeardEvent | None, state: EntranceState) -> None:
    facts = heard(exposed=700, opened=opened, done=arrived(source="any", hours_ago=2))
    found = judge_entrance(LAUNCH, LIVE + timedelta(hours=3), facts)
    assert found.state is state
    assert [criterion.name for criterion in found.criteria] == ["live", "instrumentation", "support", "sanity"]


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
