"""Looks: what the pages show of the facts, computed once and kept."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hypercare.app.house import House
from hypercare.app.looks import Looks, Moment, instant_of
from hypercare.app.settings import read_settings
from hypercare.app.usecases.judging import looking
from hypercare.app.usecases.launches.launches import at_version
from seeded import LAUNCH, demo

DAY_60 = "2026-11-21T12:00+07:00"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    data = demo().copy(tmp_path_factory.mktemp("looks") / "data")
    return House(read_settings({"HYPERCARE_CLOCK": DAY_60}, data=data))


def test_look_says_what_the_verdict_says(house: House) -> None:
    look = looking.look(house, LAUNCH, Moment())
    recorded = next(each for each in demo().ran.json["verdicts"] if each["day"] == 60)
    same = ("version", "as_of", "day", "phases", "gates", "guardrails", "harms", "criteria")
    words_off = json.dumps({name: look["verdict"][name] for name in same}, sort_keys=True)
    assert words_off == json.dumps({name: without_words(recorded[name]) for name in same}, sort_keys=True)
    assert (look["today"], look["last_day"]) == (60, 101)


def without_words(value: object) -> object:
    if isinstance(value, dict):
        spoken = value.keys() == {"id", "params", "text"}
        return {name: without_words(each) for name, each in value.items() if not (spoken and name == "text")}
    return [without_words(each) for each in value] if isinstance(value, list) else value


def test_day_is_its_last_instant_and_today_is_now(house: House) -> None:
    now = house.clock.now()
    launch, _ = at_version(house, LAUNCH, now)
    assert instant_of(launch, Moment(60), now) == now == instant_of(launch, Moment(), now)
    assert instant_of(launch, Moment(0), now).isoformat() == "2026-09-22T16:59:59.999999+00:00"


def test_look_is_kept_and_stands_while_the_facts_do(house: House) -> None:
    first = looking.refresh(house, LAUNCH, Moment(20))
    assert looking.refresh(house, LAUNCH, Moment(20)) == first
    assert Looks(house.data).find(LAUNCH, first["verdict"]["version"], Moment(20)) == first


def test_torn_look_is_computed_anew(house: House) -> None:
    look = looking.refresh(house, LAUNCH, Moment(21))
    (file,) = house.data.glob("looks/*/*/day-21.json")
    file.write_bytes(file.read_bytes()[:100])
    assert looking.refresh(house, LAUNCH, Moment(21))["verdict"] == look["verdict"]


def test_days_that_were_looked_at_make_the_trend(house: House) -> None:
    for day in (5, 40):
        looking.refresh(house, LAUNCH, Moment(day))
    trend = {day: each["metrics"] for day, each in Looks(house.data).trend(LAUNCH).items()}
    early, late = trend["5"]["completion"], trend["40"]["completion"]
    assert early["low"] < late["low"] < late["value"] < late["high"]
    assert trend["5"]["pro_accounts"]["value"] is None, "no data is never 0"


def test_metric_that_no_gate_asks_for_is_read_too(house: House) -> None:
    metrics = {each["metric"]: each for each in looking.refresh(house, LAUNCH, Moment())["metrics"]}
    steps = [step["units"] for step in metrics["completion"]["steps"]]
    assert steps == sorted(steps, reverse=True)
    assert metrics["tickets"]["guardrail"]
    assert metrics["tickets"]["answer"]["scale"] == "relative"


def test_moments_have_names_of_their_own() -> None:
    named = datetime(2026, 11, 21, 5, tzinfo=UTC)
    assert {Moment().key, Moment(3).key, Moment(instant=named).key} == {"now", "day-3", "at-20261121T050000000000Z"}


def test_looks_are_never_recorded(house: House, tmp_path: Path) -> None:
    del tmp_path
    before = (house.data / "hypercare.sqlite3").stat().st_size
    looking.look(house, LAUNCH, Moment(33))
    assert (house.data / "hypercare.sqlite3").stat().st_size == before
