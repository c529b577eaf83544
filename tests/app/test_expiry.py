"""Expiry: what is older than the settings keep it is gone from every file, and what was judged still stands."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import shop
from commands import run
from hypercare.app import site
from hypercare.app.looks import Moment
from hypercare.app.verifications import Verifications

# Sixty days before day 70 is day 10.
SETTINGS = {"keep_events": "60", "clock": shop.DAY_70}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("original") / "data"
    shop.declare(data)
    shop.bring(data, shop.lines(range(-14, 46)), "early")
    shop.judged(data, shop.DAY_45)
    shop.compacted(data)
    shop.bring(data, shop.lines(range(46, 70)), "later")
    return data


@pytest.fixture
def data(original: Path, tmp_path: Path) -> Iterator[Path]:
    yield Path(shutil.copytree(original, tmp_path / "data"))
    site.close()


def days_of(data: Path) -> list[str]:
    counted = run("events", "--count", "--by", "day", "--data", data, "--json").json["groups"]
    return sorted(group["day"] for group in counted)


def cleaned(data: Path, **settings: str) -> Any:
    ran = run("clean", "--data", data, "--json", **(settings or SETTINGS))
    assert ran.code == 0, ran
    return ran.json


def test_events_before_the_first_kept_day_are_gone(data: Path) -> None:
    before = days_of(data)
    found = cleaned(data)
    assert [(each["table"], each["first"]) for each in found["tables"]] == [("events", "2026-03-12")]
    assert days_of(data) == [day for day in before if day >= "2026-03-12"] != before
    assert found["tables"][0]["gone"] > 0
    assert found["record"] is not None


def test_payloads_that_were_kept_beside_them_are_gone(data: Path) -> None:
    Verifications(data).keep({"launch": "shop", "version": "ab" * 32}, Moment(), {})
    cleaned(data)
    assert Verifications(data).find("shop", "ab" * 32, Moment()) is None


def test_a_second_time_nothing_is_left_to_do(data: Path) -> None:
    cleaned(data)
    before = sorted((data / "lake" / "events").glob("*.parquet"))
    found = cleaned(data)
    assert (found["tables"][0]["gone"], found["files"], found["record"]) == (0, [], None)
    assert sorted((data / "lake" / "events").glob("*.parquet")) == before


def test_without_a_setting_everything_is_kept(data: Path) -> None:
    before = days_of(data)
    assert cleaned(data, clock=shop.DAY_70) == {
        "schema": "hypercare/clean.v1",
        "tables": [],
        "files": [],
        "record": None,
    }
    assert days_of(data) == before


def test_a_clock_set_to_the_future_removes_nothing_early(data: Path) -> None:
    before = days_of(data)
    cleaned(data, keep_events="36500", clock="2126-04-01T00:00Z")
    assert days_of(data) == before


def test_what_was_judged_is_replayed_from_what_was_kept(data: Path) -> None:
    cleaned(data)
    for each in run("verdicts", shop.ID, "--data", data, "--json").json["verdicts"]:
        replayed = run("replay", each["id"], "--data", data, "--json").json
        assert (replayed["same"], replayed["source"]) == (True, "stored states")
        assert replayed["why"]["id"] == "replay-expired"
    assert run("audit", "--data", data).code == 0


@pytest.mark.parametrize("days", ["0", "-3", "7.5", "a week", "٣", "99999"])
def test_what_is_no_number_of_days_removes_nothing(data: Path, days: str) -> None:
    ran = run("clean", "--data", data, keep_events=days)
    assert ran.code == 2
    assert "HYPERCARE_KEEP_EVENTS" in ran.err
