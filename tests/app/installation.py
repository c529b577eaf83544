"""A small installation for tests: events answered through the log, a launch, verdicts; and how to look at it."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from hypercare.app.clock import Clock
from hypercare.app.house import House
from hypercare.app.ingest import drain
from hypercare.app.settings import read_settings
from hypercare.app.usecases.data import imports
from hypercare.app.usecases.judging import verdicts
from hypercare.app.usecases.launches import launches
from hypercare.lake.wal.segment import encode_header, encode_payload
from hypercare.lake.wal.wal import segment_path
from hypercare.model.facts import Payload
from hypercare.model.instant import to_micros

LIVE = datetime(2026, 9, 1, tzinfo=UTC)
NOW = datetime(2026, 10, 22, 8, tzinfo=UTC)
DAY_30 = datetime(2026, 10, 2, tzinfo=UTC)
LAUNCH = """
launch: biza
title: Biza
live: 2026-09-01T00:00
timezone: UTC
unit: user
segment: Biza merchants
business_cycle: calendar month
lateness: 0 hours
metrics:
  completion: {funnel: [opened, done], within: 1 day}
gates:
  day 30:
    completion: {success: 40%, failure: 20%}
"""
LAUNCH_ID, GATE = "biza", "day 30"


def house_at(data: Path, database_url: str | None = None) -> House:
    """An installation as a new process would open it, on a clock that stands still."""
    url = {"HYPERCARE_DATABASE_URL": database_url} if database_url else {}
    house = House(read_settings({"HYPERCARE_CLOCK": NOW.isoformat(), **url}, data=data))
    assert house.clock.now() == Clock(NOW.isoformat()).now()
    return house


def payload(name: str) -> Payload:
    """A request that holds one event of the user of that name. It has no key of its own."""
    line = {"event": "opened", "time": LIVE.isoformat(), "user": name}
    return Payload("import.canonical", f"request-{name}", "web", to_micros(NOW), json.dumps(line).encode() + b"\n")


def growing_segment(house: House, log: str, number: int, names: Iterable[str], torn: bytes = b"") -> Path:
    """A segment without a seal, as a gateway that still writes to it has it; `torn` is the start of a record."""
    path = segment_path(house.create().wal / log, number)
    path.parent.mkdir(exist_ok=True)
    records = b"".join(encode_payload(log, payload(name)) for name in names)
    path.write_bytes(encode_header(log, number) + records + torn)
    return path


def import_funnel(house: House, folder: Path, *, users: range = range(60)) -> None:
    """Users who open on the second day; two in three are done an hour later. One comes late, so that day 30 is over."""
    lines = []
    for user in users:
        lines.append({"event": "opened", "time": "2026-09-02T09:00:00Z", "user": f"u{user}"})
        if user % 3:
            lines.append({"event": "done", "time": "2026-09-02T10:00:00Z", "user": f"u{user}"})
    lines.append({"event": "seen", "time": "2026-10-20T09:00:00Z", "user": "late"})
    file = folder / f"events-{users.start}.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    imports.import_events(house, file, source="web", decoder=None, again=False, on_progress=lambda _: None)


def register(house: House, folder: Path) -> None:
    """Registers the launch as of its go-live."""
    file = folder / "biza.yaml"
    file.write_text(LAUNCH)
    launches.add(house, file, at=LIVE, by="putri")


def judged(house: House) -> verdicts.Judged:
    """A verdict as of now; the gate's word is issued."""
    done = verdicts.judge(house, LAUNCH_ID, NOW)
    assert set(done.issued) == {GATE}
    return done


def users(house: House) -> Counter[str]:
    """The events that can be queried once everything answered is loaded, by user."""
    drain(house)
    rows = house.tables.read("events")
    return Counter(rows["user_key"].to_pylist() if rows.num_rows else [])
