"""Whether the feature reaches its segment: reach, leakage, split and last sight, judged from what has been heard."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.checks.entrance import live
from hypercare.checks.entrance.heard import Exposed, Heard, LiveHeard, Outside
from hypercare.checks.entrance.split import units_needed
from hypercare.checks.tracking.facts import TrackingFacts
from hypercare.declare.launch_file import read_launch
from hypercare.model.entrance import EntranceItem, EntranceState
from hypercare.model.launch import Launch

LIVE = datetime(2026, 9, 22, 2, tzinfo=UTC)
DAY = timedelta(days=1)
FILE = """\
launch: biza
title: Biza
live: 2026-09-22T02:00
timezone: UTC
unit: user
lateness: 6 hours
segment:
  name: merchants
  where: {plan: [pro, plus], country: {not: SG}}
  expected_units: 1000
  exposure: {flag: bulk}
  split: {on: 90%, off: 10%}
squad: {driver: A. Putri, engineering: [B. Santoso]}
business_cycle: calendar month
metrics:
  completion: {funnel: [opened, done], within: 1 day}
gates:
  day 30:
    completion: {success: 40%, failure: 20%}
"""
LAUNCH = read_launch(FILE, file="biza.yaml")
FITTING = {"on": 905, "off": 95}


def items(
    after: timedelta,
    exposed: Exposed | None = None,
    *,
    pilot: Exposed | None = None,
    variants: dict[str, int] | None = None,
    launch: Launch = LAUNCH,
) -> dict[str, EntranceItem]:
    facts = Heard(LIVE - 14 * DAY, LiveHeard(pilot, exposed or Exposed(), variants or {}), TrackingFacts(0))
    return {item.id: item for item in live.judge(launch, LIVE + after, facts).items}


def seen(units: int, *, ago: timedelta = timedelta(0), outside: int = 0, unplaced: int = 0) -> Exposed:
    at = LIVE + 8 * DAY - ago
    return Exposed(units, LIVE, at, at, outside, at if outside else None, unplaced)


@pytest.mark.parametrize(
    ("pilot", "reason", "units"),
    [
        pytest.param(None, "entry-live-not-yet", None, id="no exposure declared"),
        pytest.param(Exposed(), "entry-live-not-yet", None, id="nobody yet"),
        pytest.param(Exposed(12, LIVE - DAY, LIVE - DAY, LIVE - DAY), "entry-live-pilot", 12, id="a pilot saw it"),
        pytest.param(Exposed(outside=3, outside_at=LIVE - DAY), "entry-live-not-yet", None, id="staff only"),
    ],
)
def test_before_go_live_nothing_is_decided(pilot: Exposed | None, reason: str, units: int | None) -> None:
    found = items(-3 * DAY, pilot=pilot)
    assert list(found) == ["live/reach"]
    item = found["live/reach"]
    assert (item.state, item.reason.id, item.reason.params.get("units")) == (EntranceState.UNKNOWN, reason, units)


def test_what_a_pilot_showed_to_others_is_told_and_not_judged() -> None:
    item = items(-DAY, pilot=Exposed(12, LIVE - DAY, LIVE - DAY, LIVE - DAY, 40, LIVE - DAY))["live/reach"]
    assert [each.what.id for each in item.evidence][-1] == "entry-live-pilot-outside"


@pytest.mark.parametrize(
    ("after", "units", "state", "reason"),
    [
        pytest.param(timedelta(0), 0, "unknown", "entry-live-nobody-yet", id="at go-live"),
        pytest.param(timedelta(hours=24), 0, "fail", "entry-live-nobody", id="nobody in a day"),
        pytest.param(timedelta(hours=1), 1, "pass", "entry-live-reached", id="the first one"),
        pytest.param(7 * DAY, 49, "fail", "entry-live-few", id="49 of 1000 in a week"),
        pytest.param(7 * DAY, 50, "pass", "entry-live-reached", id="50 of 1000 in a week"),
        pytest.param(6 * DAY, 49, "pass", "entry-live-reached", id="the week is not over"),
    ],
)
def test_reach(after: timedelta, units: int, state: str, reason: str) -> None:
    item = items(after, Exposed(units, LIVE, LIVE, LIVE) if units else None)["live/reach"]
    assert (item.state.value, item.reason.id, item.owner) == (state, reason, "A. Putri")
    assert (item.todo is None) is (state == "pass")


def test_reach_without_an_expected_number_says_so() -> None:
    launch = replace(LAUNCH, segment=replace(LAUNCH.segment, expected_units=None))
    item = items(8 * DAY, seen(3), launch=launch)["live/reach"]
    assert (item.state, item.reason.id) == (EntranceState.PASS, "entry-live-exposed")


@pytest.mark.parametrize(
    ("units", "outside", "unplaced", "state", "reason"),
    [
        pytest.param(0, 0, 0, "unknown", "entry-live-leak-nobody", id="nobody saw it"),
        pytest.param(900, 0, 0, "pass", "entry-live-no-leak", id="nobody else"),
        pytest.param(10, 5, 0, "pass", "entry-live-leak-little", id="five are the squad's own"),
        pytest.param(10, 6, 0, "fail", "entry-live-leak", id="six are not"),
        pytest.param(990, 10, 0, "pass", "entry-live-leak-little", id="one in a hundred"),
        pytest.param(989, 11, 0, "fail", "entry-live-leak", id="more than one in a hundred"),
        pytest.param(0, 140, 0, "fail", "entry-live-leak", id="only others"),
        pytest.param(940, 0, 60, "unknown", "entry-live-unplaced", id="nobody knows of too many"),
        pytest.param(950, 0, 50, "pass", "entry-live-no-leak", id="a few without the property"),
        pytest.param(500, 100, 400, "fail", "entry-live-leak", id="what is known goes first"),
    ],
)
def test_leakage(units: int, outside: int, unplaced: int, state: str, reason: str) -> None:
    item = items(8 * DAY, seen(units, outside=outside, unplaced=unplaced))["live/leakage"]
    assert (item.state.value, item.reason.id) == (state, reason)
    assert (item.todo is None) is (state == "pass" or reason == "entry-live-leak-nobody")


def test_leakage_says_which_values_and_names_no_single_one() -> None:
    exposed = replace(seen(900, outside=140), beyond=(Outside("plan", "free", 120), Outside("country", None, 20)))
    item = items(8 * DAY, exposed)["live/leakage"]
    assert [(each.what.id, each.what.params["units"]) for each in item.evidence] == [
        ("entry-live-leak-by", 120),
        ("entry-live-leak-others", 20),
    ]
    assert item.owner == "B. Santoso"


@pytest.mark.parametrize(
    ("variants", "state", "reason"),
    [
        pytest.param({}, "unknown", "entry-live-split-few", id="nobody yet"),
        pytest.param({"on": 9, "off": 1}, "unknown", "entry-live-split-few", id="too few to tell"),
        pytest.param({"on": 159}, "unknown", "entry-live-split-few", id="one value only, which chance may bring"),
        pytest.param({"on": 160}, "fail", "entry-live-split-off", id="one value only"),
        pytest.param(FITTING, "pass", "entry-live-split-fits", id="as declared"),
        pytest.param({"on": 1000, "off": 200}, "fail", "entry-live-split-off", id="twice as many"),
        pytest.param({**FITTING, "beta": 5000}, "pass", "entry-live-split-fits", id="others do not count"),
    ],
)
def test_split(variants: dict[str, int], state: str, reason: str) -> None:
    item = items(8 * DAY, seen(900), variants=variants)["live/split"]
    assert (item.state.value, item.reason.id) == (state, reason)
    assert any(each.what.id == "entry-live-split-others" for each in item.evidence) is ("beta" in variants)


@given(st.floats(0.01, 0.5))
def test_as_many_units_as_needed_show_a_value_that_is_never_handed_out(share: float) -> None:
    split = {"on": 1 - share, "off": share}
    launch = replace(LAUNCH, segment=replace(LAUNCH.segment, split=split))
    needed = units_needed(split)
    states = [items(DAY, seen(9), variants={"on": n}, launch=launch)["live/split"].state for n in (needed - 1, needed)]
    assert states == [EntranceState.UNKNOWN, EntranceState.FAIL]


@pytest.mark.parametrize(
    ("ago", "state", "reason"),
    [
        pytest.param(timedelta(hours=1), "pass", "entry-live-seen", id="an hour ago"),
        pytest.param(timedelta(days=7, hours=6), "pass", "entry-live-seen", id="a week and what may trickle in"),
        pytest.param(timedelta(days=7, hours=7), "fail", "entry-live-silent", id="longer"),
    ],
)
def test_last_sight(ago: timedelta, state: str, reason: str) -> None:
    item = items(8 * DAY, seen(900, ago=ago))["live/seen"]
    assert (item.state.value, item.reason.id) == (state, reason)
    assert [each.what.id for each in item.evidence] == ["entry-live-first", "entry-live-newest"]


def test_never_seen_is_unknown() -> None:
    assert items(8 * DAY)["live/seen"].state is EntranceState.UNKNOWN


def test_what_is_not_declared_is_no_item() -> None:
    bare = replace(LAUNCH, segment=replace(LAUNCH.segment, where=type(LAUNCH.segment.where)(), split={}))
    assert list(items(8 * DAY, seen(9), launch=bare)) == ["live/reach", "live/seen"]
