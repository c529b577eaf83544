"""kill -9 of a loader at random instants under load: how many events are lost or counted twice.

The driver writes segments of events with known keys, every fourth request sent twice, while a loader in a process of
its own (this module as a script) loads, compacts and is killed. In the end a last loader drains the log, and the table
is compared with what was sent.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from hypercare.lake.commit import Commits
from hypercare.lake.compaction import compact
from hypercare.lake.files import RealFiles
from hypercare.lake.keys import key_indexes
from hypercare.lake.loader import Loader
from hypercare.lake.tables import Tables
from hypercare.lake.wal.wal import write_import_segment
from hypercare.model.facts import Alias, Decoded, Event, Payload, Rejected

EVENTS_PER_REQUEST = 50
RESENT = 4
# From the first call of a loader that is up, until several loads and a compaction are behind it.
LONGEST_LIFE_S = 0.8
LOGS = 3
NOW = datetime(2026, 10, 22, tzinfo=UTC)
NOW_US = int(NOW.timestamp()) * 1_000_000


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


def run(report: Report, rounds: int = 200, seed: int = 20261022) -> None:
    """Kills the loader so many times, and reports events sent, lost and counted twice."""
    luck = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        sent: list[str] = []
        for number in range(rounds):
            _round(root, number, sent, luck)
        started = time.perf_counter()
        loader = _loader(root)
        loader.load_ready(NOW)
        tables = Tables(root / "lake")
        kept, expected = Counter(tables.read("events")["user_key"].to_pylist()), set(sent)
        report.row("rounds of kill -9", rounds, "", None)
        report.row("events sent", len(expected), "", None)
        report.row(
            "requests sent twice", len(sent) // EVENTS_PER_REQUEST - len(expected) // EVENTS_PER_REQUEST, "", None
        )
        report.row("commits of events", tables.version("events"), "", None)
        report.row("events lost", len(expected - kept.keys()), "", "0")
        report.row("events counted twice", sum(count - 1 for count in kept.values()), "", "0")
        report.row("events nobody sent", len(kept.keys() - expected), "", "0")
        report.row("segments loaded in part", _in_part(tables), "", "0")
        report.row("recovery and drain after the last kill", time.perf_counter() - started, "s", None)


def _round(root: Path, number: int, sent: list[str], luck: random.Random) -> None:
    """Feeds a loader with segments, some before it is up and some while it works, and kills it."""
    for part in range(3):
        _send(root, number, part, sent, luck)
    command = [sys.executable, __file__, str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", "the loader did not start"
        until = time.perf_counter() + luck.random() * LONGEST_LIFE_S
        part = 3
        while time.perf_counter() < until:
            _send(root, number, part, sent, luck)
            part += 1
            time.sleep(luck.random() * 0.02)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL, "the loader ended by itself"


def _send(root: Path, number: int, part: int, sent: list[str], luck: random.Random) -> None:
    """Writes one segment: a new request, or one sent before."""
    log = f"import-{number % LOGS}"
    names = [f"{number}-{part}-{each}" for each in range(EVENTS_PER_REQUEST)]
    if sent and luck.randrange(RESENT) == 0:
        start = luck.randrange(len(sent) // EVENTS_PER_REQUEST) * EVENTS_PER_REQUEST
        names = sent[start : start + EVENTS_PER_REQUEST]
    body = "\n".join(names).encode()
    payload = Payload(decoder="bench", path=f"{log}/{number}-{part}", source="bench", received=NOW_US, body=body)
    write_import_segment(root / "wal" / log, payload, number * 1000 + part, RealFiles())
    sent += names


def _in_part(tables: Tables) -> int:
    """Segments whose alias or rejected record is missing or there twice: every one holds one of each."""
    aliases, rejected = (
        Counter(tables.read(table)[column].to_pylist())
        for table, column in (("aliases", "key"), ("quarantine", "message"))
    )
    return sum(1 for segment in aliases | rejected if aliases[segment] != 1 or rejected[segment] != 1)


def _decode(payload: Payload) -> Decoded:
    names = payload.body.decode().split("\n")
    return Decoded(
        events=[_event(name, own=name.endswith("7")) for name in names],
        aliases=[Alias("bench", "alias", payload.path, "user", NOW_US, NOW_US, NOW_US)],
        rejected=[Rejected("bench", "bench", "never", "", payload.path, "", NOW_US)],
    )


def _event(name: str, *, own: bool) -> Event:
    key = blake2b(name.encode(), digest_size=16).digest()
    return Event("bench", "order", NOW_US, NOW_US, NOW_US, key, own, user_key=name)


def _loader(root: Path) -> Loader:
    files = RealFiles()
    commits = Commits(Tables(root / "lake"), files)
    return Loader(commits, key_indexes(root / "keys", files), files, root / "wal", {"bench": _decode}.__getitem__)


def _load_until_killed(root: Path) -> None:
    loader, commits = _loader(root), Commits(Tables(root / "lake"), RealFiles())
    print("ready", flush=True)
    while True:
        if loader.load_ready(NOW).segments:
            compact(commits, small_files=20)
            loader.close()


if __name__ == "__main__":
    _load_until_killed(Path(sys.argv[1]))
