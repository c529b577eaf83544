"""Retention by cadence of the demo, held to what was planted."""

from datetime import datetime
from typing import Any

import pytest

from hypercare.app.engine import Engine
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.judging.lapsed import lapsed
from hypercare.app.usecases.judging.verdicts import evidence_for
from hypercare.app.usecases.launches.launches import at_version
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation.retention import CadenceRetention, find
from seeded import LAUNCH, demo

NEW_YEAR = datetime.fromisoformat("2027-01-01T06:00+07:00")


@pytest.fixture(scope="module")
def house() -> House:
    return House(read_settings(data=demo().data)).require()


@pytest.fixture(scope="module")
def found(house: House) -> CadenceRetention:
    launch, _ = at_version(house, LAUNCH, NEW_YEAR)
    engine = Engine(evidence_for(house, (launch,)).buckets)
    (one,) = find(launch, judge_launch(launch, NEW_YEAR, engine, {}), engine)
    return one


@pytest.mark.parametrize(
    ("rhythm", "place"), [("weekly", 0), ("weekly", 1), ("monthly", 0), ("monthly", 1)],
    ids=["weekly by day 60", "weekly by day 90", "monthly by day 60", "nobody monthly by day 90"],
)  # fmt: skip
def test_each_class_comes_back_as_planted(found: CadenceRetention, rhythm: str, place: int) -> None:
    """The truth reads planted cadences of 7 and 30 days, the product those that 18 weeks of history show."""
    planted: Any = demo().truth["shipping"][rhythm]
    counts = found.days[place].by_class[rhythm].accounts.counts
    assert counts is not None
    assert counts.mature == pytest.approx(planted["eligible"][place], abs=25)
    if planted["eligible"][place]:
        share, expected = counts.hits / counts.mature, planted["retained"][place] / planted["eligible"][place]
        assert share == pytest.approx(expected, abs=0.03)


def test_everybody_who_stopped_is_on_the_list_and_hardly_anybody_else(house: House) -> None:
    planted = demo().truth["shipping"]
    names = {each["unit"] for each in lapsed(house, launch=LAUNCH, at=NEW_YEAR.isoformat())["units"]}
    stopped = {*planted["stopped_weekly"], *planted["stopped_monthly"]}
    assert stopped <= names
    assert len(names - stopped) <= 3
