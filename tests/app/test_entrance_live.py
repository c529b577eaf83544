"""Whom a feature reached, from events that were imported: in the segment and outside, by flag value, first and last."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from commands import run

LIVE = "2026-03-02T00:00"
LAUNCH = f"""\
launch: shop
title: Shop
live: {LIVE}
timezone: UTC
unit: user
before: 7 days
segment:
  name: merchants
  where: {{plan: [pro, plus], email: {{exists: false}}}}
  expected_units: 400
  exposure: {{flag: bulk}}
  split: {{"on": 50%, "off": 50%}}
business_cycle: calendar month
metrics: {{opens: {{count: opened}}}}
gates: {{day 30: {{opens: {{success: 1}}}}}}
"""


def event(user: str, day: int, flag: str, **properties: object) -> dict[str, Any]:
    return {
        "event": "opened",
        "time": f"2026-03-{day:02d}T09:00:00Z",
        "user": user,
        "properties": {"$feature/bulk": flag, **properties},
    }


def events() -> Iterable[dict[str, Any]]:
    """From go-live on the flag is handed out in halves; free plans see it too, and staff by their addresses."""
    for number in range(100):
        yield event(f"m{number}", 2 + number % 5, "on" if number % 2 else "off", plan="pro")
    yield event("m1", 9, "on", plan="pro")
    for number in range(20):
        yield event(f"f{number}", 4, "on", plan="free")
    for number in range(3):
        yield event(f"s{number}", 5, "on", plan="pro", email=f"s{number}@example.com")
    yield event("unknown", 6, "on")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("live")
    (folder / "events.jsonl").write_text("".join(json.dumps(each) + "\n" for each in events()))
    (folder / "shop.yaml").write_text(LAUNCH)
    common = {"clock": "2026-03-31T00:00Z", "data": str(folder / "data")}
    assert run("launch", "add", folder / "shop.yaml", "--at", "2026-02-01", **common).code == 0
    assert run("import", "events", folder / "events.jsonl", **common).code == 0
    return folder / "data"


def live(data: Path, as_of: str) -> dict[str, Any]:
    ran = run("ready", "shop", "--as-of", as_of, "--data", data, "--json", clock="2026-03-31T00:00Z")
    return {item["id"]: item for item in ran.json["criteria"][0]["items"]}


def evidence(item: Any) -> list[tuple[str, Any]]:
    return [(each["what"]["id"], each["what"]["params"]) for each in item["evidence"]]


def test_reach_counts_those_who_have_it_switched_on(data: Path) -> None:
    found = live(data, "2026-03-10T00:00Z")
    assert list(found) == ["live/reach", "live/leakage", "live/split", "live/seen"]
    assert found["live/reach"]["reason"]["params"] == {"units": 50, "expected": 400, "share": 0.125}


def test_leakage_says_by_what_and_names_nobody(data: Path) -> None:
    item = live(data, "2026-03-10T00:00Z")["live/leakage"]
    assert (item["state"], item["reason"]["params"]["units"], item["reason"]["params"]["all"]) == ("fail", 23, 74)
    assert evidence(item) == [
        ("entry-live-leak-others", {"key": "email", "units": 3}),
        ("entry-live-leak-by", {"key": "plan", "value": "free", "units": 20}),
    ]
    assert "example.com" not in json.dumps(item)


def test_the_split_is_of_the_segment(data: Path) -> None:
    item = live(data, "2026-03-10T00:00Z")["live/split"]
    assert (item["state"], item["reason"]["params"]["seen"]) == ("pass", "off 50, on 50")


def test_first_and_last(data: Path) -> None:
    item = live(data, "2026-03-10T00:00Z")["live/seen"]
    assert (item["state"], item["seen_at"]) == ("pass", "2026-03-09T09:00:00+00:00")
    first, newest = item["evidence"]
    assert (first["at"], newest["at"]) == ("2026-03-02T09:00:00+00:00", "2026-03-06T09:00:00+00:00")
    assert live(data, "2026-03-20T00:00Z")["live/seen"]["state"] == "fail"


def test_before_go_live_there_is_one_item(data: Path) -> None:
    assert [(name, item["state"]) for name, item in live(data, "2026-03-01T00:00Z").items()] == [
        ("live/reach", "unknown")
    ]
