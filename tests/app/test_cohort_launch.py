"""Cohorts in a launch: in its metrics, its segments and its filters, judged, replayed, and unit by unit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import shop
from commands import run
from hypercare.app import site
from hypercare.app.house import House
from hypercare.app.usecases.judging.units_behind import units_behind

# Users with a number that 3 divides never bought. A user buys at most once, so buyers bought within the last 60 days.
COHORTS = """\
cohorts:
  buyers: {did: {event: bought, where: {amount: {at_least: 3}}}, last: 60 days}
  quiet: {did_not: bought, to: 2026-05-01}
  quick: {sequence: [opened, bought], within: 1 hour}
"""
LAUNCH = (
    shop.LAUNCH.replace(
        "  bought: {funnel: [opened, bought], within: 1 day}\n",
        "  bought: {funnel: [opened, bought], within: 1 day}\n"
        "  of_buyers: {funnel: [{event: opened, where: {cohort.buyers: true}}, bought], within: 1 day}\n"
        "  of_quiet: {count: {event: opened, where: {cohort.quiet: true}}}\n"
        "  seen: {activity: any, per: week}\n",
    )
    .replace(
        "    bought: {success: 40%, failure: 20%}\n",
        "    of_buyers: {success: 90%}\n    seen: {success: 1%, failure: 0.5%}\n    bought: {success: 40%}\n",
    )
    .replace("segments: [platform]", "segments: [platform, cohort.quick]")
    + COHORTS
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("cohorts") / "data"
    shop.declare(data, LAUNCH)
    shop.bring(data, shop.lines())
    return data


@pytest.fixture(scope="module")
def verdict(data: Path) -> Any:
    return shop.judged(data, shop.DAY_45)


@pytest.fixture
def house(data: Path, verdict: Any) -> Iterator[House]:
    del verdict  # judged first: it needs the ledger for itself
    yield shop.opened(data)
    site.close()


def judged(verdict: Any, metric: str) -> Any:
    (gate,) = (gate for gate in verdict["gates"] if gate["gate"] == "day 30")
    return next(each for each in gate["metrics"] if each["metric"] == metric)


def test_a_metric_of_a_cohort_is_judged_on_its_units(verdict: Any) -> None:
    """Two in three of 420 users buy, and whoever is in the cohort of buyers bought."""
    everyone, buyers = (judged(verdict, name)["answer"]["counts"] for name in ("bought", "of_buyers"))
    assert (everyone["units"], everyone["hits"]) == (420, 280)
    assert (buyers["units"], buyers["hits"]) == (280, 280)
    assert judged(verdict, "of_buyers")["word"] == "PASS"


def test_activity_is_judged_in_the_first_week_that_the_whole_cohort_lived_through(data: Path, verdict: Any) -> None:
    """The cohort closes with 31 March, a Tuesday. In the week of 6 April six of those who ever opened did anything."""
    answer = judged(verdict, "seen")["answer"]["counts"]
    assert (answer["units"], answer["mature"], answer["hits"]) == (420, 420, 6)
    early = shop.judged(data, shop.DAY_31)
    assert judged(early, "seen")["word"] == "TOO_EARLY"
    (gate,) = (gate for gate in early["gates"] if gate["gate"] == "day 30")
    assert gate["judgeable"] == "2026-04-13T06:00:00+00:00"


def test_a_cohort_is_a_segment_that_may_be_harmed(verdict: Any) -> None:
    """Of those who were not quick nobody bought."""
    (gate,) = (gate for gate in verdict["gates"] if gate["gate"] == "day 30")
    (harm,) = gate["harms"]
    assert (harm["subject"], harm["answer"]["counts"]["units"]) == ("cohort.quick=False", 140)


def test_it_is_replayed_from_its_facts_to_the_same_digits(data: Path, verdict: Any) -> None:
    found = run("replay", verdict["id"], "--data", data, "--json").json
    assert (found["same"], found["source"]) == (True, "facts")


def test_the_units_behind_it_are_those_of_the_cohort(house: House) -> None:
    at = "2026-04-16T12:00:00+00:00"
    found = units_behind(house, launch="shop", metric="of_buyers", gate="day 30", at=at)
    assert found["states"] == {"converted": 280, "out": 140}
    quiet = units_behind(house, launch="shop", metric="of_quiet", gate=None, at=at)
    assert quiet["counts"]["hits"] == 140


def test_a_launch_with_an_unknown_cohort_is_not_registered(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(LAUNCH.replace("cohort.buyers: true", "cohort.byers: true"))
    ran = run("validate", file)
    assert ran.code == 2
    assert 'cohort "byers" is not declared' in ran.err
    assert "nearest: cohort.buyers" in ran.err
