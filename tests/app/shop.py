"""A small launch with everything in it: known users and devices, a control of what was before, segments, two gates."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from commands import run
from hypercare.app import site
from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.lake.cleaning import clean
from hypercare.lake.compaction import compact
from hypercare.ledger.records import pinned_files

LIVE = datetime(2026, 3, 2, tzinfo=UTC)
ID = "shop"
LAUNCH = """\
launch: shop
title: Shop
live: 2026-03-02T00:00
timezone: UTC
unit: user
before: 14 days
lateness: 6 hours
segment: {name: everybody, expected_units: 420, exposure: {event: opened}}
business_cycle: calendar month
metrics:
  bought: {funnel: [opened, bought], within: 1 day}
  spent: {mean: {event: bought, of: amount}}
  tickets: {rate: ticket, per: 1000 active users}
primary: [bought]
gates:
  day 30:
    bought: {success: 40%, failure: 20%}
  day 60:
    bought: {success: 50%, failure: 20%}
    spent: {success: 5, failure: 2}
guardrails:
  tickets: {at most: 300% of before, rollback: 900% of before}
segments: [platform]
"""
DAY_31, DAY_45, DAY_70 = "2026-04-03T12:00Z", "2026-04-16T12:00Z", "2026-05-11T12:00Z"


def at(day: int, hour: int = 9, minute: int = 0) -> str:
    return (LIVE + timedelta(days=day, hours=hour, minutes=minute)).isoformat()


def lines(days: range = range(-14, 71), users: range = range(420)) -> Iterable[dict[str, Any]]:
    """Users open on days 0 to 29; two in three buy within the hour. One in ten is a device that nobody knows."""
    for user in users:
        day = user % 30
        who = {"anon": f"d-{user}"} if user % 10 == 0 else {"user": f"u-{user}"}
        common = {**who, "properties": {"platform": "ios" if user % 2 else "android", "amount": 3 + user % 7}}
        if day in days:
            yield {"event": "opened", "time": at(day), **common}
        if day in days and user % 3:
            yield {"event": "bought", "time": at(day, 9, 40), **common}
    for day in days:
        yield {"event": "seen", "time": at(day, 20), "user": f"u-{day % 420}", "properties": {"platform": "ios"}}
        if day % 5 == 0:
            yield {"event": "ticket", "time": at(day, 21), "user": f"u-{(day + 1) % 420}"}


def merges(known_on_day: int) -> Iterable[dict[str, Any]]:
    """Mixpanel's export of who is who: the devices are users, and this became known on a day."""
    known = LIVE + timedelta(days=known_on_day)
    for user in range(0, 420, 10):
        properties = {
            "time": int(known.timestamp()),
            "mp_processing_time_ms": int(known.timestamp() * 1000),
            "distinct_id": f"u-{user + 1}",
            "$identified_id": f"u-{user + 1}",
            "$anon_id": f"d-{user}",
            "$insert_id": f"merge-{user}",
        }
        yield {"event": "$identify", "properties": properties}


def bring(data: Path, rows: Iterable[dict[str, Any]], name: str = "events", clock: str = DAY_70) -> Any:
    """Imports rows as a file of that name."""
    file = data.parent / f"{name}.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    ran = run("import", "events", file, "--data", data, "--json", clock=clock)
    brought = any(ran.json[name] for name in ("rows", "feedback", "others", "duplicates"))
    assert ran.code == (1 if ran.json["rejected"] and not brought else 0), ran
    return ran.json


def declare(data: Path, text: str = LAUNCH, on: str = "2026-02-20") -> None:
    """Registers a launch file."""
    file = data.parent / f"{ID}.yaml"
    file.write_text(text)
    assert run("launch", "add", file, "--at", on, "--data", data).code == 0


def judged(data: Path, as_of: str, clock: str = DAY_70) -> Any:
    """The verdict as of an instant."""
    return run("verdict", ID, "--as-of", as_of, "--data", data, "--json", clock=clock).json


def opened(data: Path, clock: str = DAY_70) -> House:
    """The installation, for what has no verb; close it with `closed`."""
    house = House(replace(read_settings({}, data=data), clock=clock))
    open_ledger(house)
    return house


def compacted(data: Path) -> None:
    """As the worker does after some hundred commits."""
    compact(House(read_settings({}, data=data)).commits, small_files=2)


def cleaned(data: Path) -> None:
    """As the worker does two days later: what no table names and no record pins is gone."""
    house = opened(data)
    pinned = [(table, path) for table, _, path in (name.partition("/") for name in pinned_files())]
    clean(house.commits, pinned=pinned, keep=timedelta(0))
    site.close()


def edit_ledger(data: Path, statement: str, *values: object) -> None:
    """Somebody changes the ledger behind our back."""
    with sqlite3.connect(data / "hypercare.sqlite3") as connection:
        changed = connection.execute(statement, values)
        assert changed.rowcount == 1
    connection.close()
