"""Verification of a plan of 50 events over the million events of the last four weeks: cold, warm, and as events come.

Cold is a first look, with what has to be imported aside; warm is the next one. Between two looks of a watcher some
events arrive in a small file of their own.
"""

import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from bench.report import Report
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.launches import launches, tracking
from hypercare.checks.tracking.registry import finders
from hypercare.lake import tallies, traffic
from hypercare.lake.rows import SCHEMAS
from hypercare.model.instant import SECOND_US, to_micros
from hypercare.model.launch import Launch

EVENTS, PLANNED, NAMES = 1_000_000, 50, 80
"""Thirty names are nobody's plan."""
DAYS, USERS, SOURCES = 28, 40_000, ("mixpanel", "backend")
COME = 500
ROUNDS = 7
BAR = "<= 200"


def run(report: Report, events: int = EVENTS) -> None:
    """Writes the events, and looks at them."""
    with tempfile.TemporaryDirectory() as name:
        house = House(read_settings({}, data=Path(name))).create()
        now = house.clock.now()
        writer = _Writer(house, np.random.default_rng(11))
        for _ in range(4):
            writer.add(events // 4, now, timedelta(days=DAYS))
        launch = _registered(house, Path(name), now)
        _tell(report, house, launch, writer)


def _tell(report: Report, house: House, launch: Launch, writer: "_Writer") -> None:
    def look() -> Any:
        return tracking.verified(house, launch, datetime.now(UTC))

    finders()  # what has to be imported
    cold = []
    for _ in range(ROUNDS):
        _forget()
        cold.append(_seconds(look))
    warm = [_seconds(look) for _ in range(ROUNDS)]
    coming = []
    for _ in range(ROUNDS):
        writer.add(COME, datetime.now(UTC), timedelta(seconds=20))
        coming.append(_seconds(look))
    found = look()
    report.row("events, planned", f"{writer.arrival:,}, {len(found.events)}")
    report.row("cold: nothing of the files in memory", float(np.median(cold)) * 1000, "ms", BAR)
    report.row("warm: nothing came", float(np.median(warm)) * 1000, "ms", BAR)
    report.row(f"watched: {COME} events came since", float(np.median(coming)) * 1000, "ms", BAR)
    report.row("slowest of them", max(cold + warm + coming) * 1000, "ms")
    report.row("findings", sum(len(each.findings) for each in found.events) + len(found.others))


def _forget() -> None:
    """Lets go of what is remembered of data files, as a fresh process would have it."""
    traffic._counted.cache_clear()
    tallies._counted.cache_clear()


def _seconds(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


class _Writer:
    """Writes events as the loader does: a commit is a file, in the order of arrival."""

    def __init__(self, house: House, rng: np.random.Generator) -> None:
        self._house, self._rng, self.arrival = house, rng, 0
        house.commits.prepare()

    def add(self, count: int, until: datetime, within: timedelta) -> None:
        """So many events that happened and were received before an instant, most of the frequent names."""
        end, span = to_micros(until) - SECOND_US, within // timedelta(microseconds=1)
        ts = np.sort(end - self._rng.integers(0, span, count))
        weight = 1 / np.arange(1, NAMES + 1)
        name = self._rng.choice(NAMES, count, p=weight / weight.sum())
        user = self._rng.integers(0, USERS, count)
        rows = {
            "source": [SOURCES[each % 2] for each in name.tolist()],
            "event": [f"event_{each}" for each in name.tolist()],
            **{column: pa.array(ts) for column in ("ts_event", "ts_received", "ts_known", "ts_sent")},
            "key": [each.to_bytes(16, "big") for each in range(self.arrival, self.arrival + count)],
            "own_key": [True] * count,
            "user_key": [f"user-{each}" for each in user.tolist()],
            "props": [_properties(each, at) for each, at in zip(user.tolist(), ts.tolist(), strict=True)],
            "lib": ["web"] * count,
            "arrival": np.arange(self.arrival, self.arrival + count),
        }
        schema = SCHEMAS["events"]
        columns = [
            pa.array(rows[field.name]).cast(field.type) if field.name in rows else pa.nulls(count, field.type)
            for field in schema
        ]
        self._house.commits.append(
            "events", pa.Table.from_arrays(columns, schema=schema), transaction=("bench/verification", self.arrival)
        )
        self.arrival += count


def _properties(user: int, at: int) -> str:
    """Some 300 bytes, as a client of a mobile app sends them."""
    return json.dumps({
        "platform": ("android", "ios", "web")[user % 3],
        "$app_version_string": f"4.{user % 15}.0",
        "amount": at % 90_000 + 1,
        "rows": user % 40,
        "screen": f"screen_{user % 25}",
        "$insert_id": f"{user}-{at}",
        "$os": "Android",
        "$lib_version": "2.9.1",
        "$city": "Jakarta",
        "$screen_height": 2340,
        "$screen_width": 1080,
        "is_new": user % 7 == 0,
    }, separators=(",", ":"))  # fmt: skip


def _registered(house: House, folder: Path, now: datetime) -> Launch:
    """A launch whose plan has everything that can be planned, for fifty events."""
    properties = (
        "{platform: {type: text, one of: [android, ios, web]}, amount: {type: integer, above: 0}, rows: integer, "
        "screen: text, is_new: boolean, note: {type: text, required: false}}"
    )
    plan = "".join(
        f"  event_{each}: {{from: {SOURCES[each % 2]}, every: 1 day, properties: {properties}, "
        f'volume: at least 1 a day, platforms: {{android: ">= 4.1.0", ios: any, web: any}}, '
        f"twin: {{event: event_{each + 1}, from: {SOURCES[(each + 1) % 2]}, within: 100%}}}}\n"
        for each in range(PLANNED)
    )
    path = folder / "plan.yaml"
    path.write_text(
        f"launch: plan\ntitle: Plan\nlive: {now - timedelta(days=14):%Y-%m-%dT%H:%M}\n"
        "timezone: Asia/Jakarta\nunit: user\nsegment: all\nbusiness_cycle: calendar month\n"
        f"metrics: {{opens: {{count: event_0}}}}\ngates: {{day 30: {{opens: {{success: 1}}}}}}\ntracking:\n{plan}"
    )
    return launches.add(house, path, at=now - timedelta(days=20), by="bench").launch
