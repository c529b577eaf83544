"""Backups of an installation that is being written to."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest

from app.archives import changed_manifest, entries, write
from app.installation import GATE, NOW, house_at, import_funnel, judged, payload, register, users
from app.running import promised
from hypercare.app import site
from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.ingest import make_loader
from hypercare.app.processes.commit_lock import committing
from hypercare.app.usecases.acts import audit
from hypercare.app.usecases.care import backup, restore
from hypercare.app.usecases.judging import replay
from hypercare.lake.compaction import compact
from hypercare.lake.wal.log import Limits, Log
from hypercare.ledger.models import Record
from hypercare.model.errors import Damaged, Refused
from hypercare.model.instant import to_micros
from postgres import PostgresServer

# Segments end so soon that a backup meets many of them, loaded, ready and growing.
LIMITS = Limits(segment_bytes=2000, rotate_after_s=0.01)
FEWEST_ANSWERS, BACKUPS = 60, 6


@pytest.fixture(autouse=True)
def closed_ledger() -> Iterator[None]:
    yield
    site.close()


class Gateway(threading.Thread):
    """Answers one request after another; `answered` is how many were."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house, self.over = house, threading.Event()
        self.answered = 0

    def run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        log = Log.open(self._house.wal, self._house.files, now_us=to_micros(datetime.now(UTC)), limits=LIMITS)
        while not self.over.is_set():
            await log.append(payload(str(self.answered)))
            self.answered += 1
        await log.close()


class Worker(threading.Thread):
    """Loads and compacts, as the worker does."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house, self.over = house, threading.Event()
        self.loads = 0

    def run(self) -> None:
        loader = make_loader(self._house)
        while not self.over.is_set():
            with committing(self._house.data):
                self.loads += loader.load_ready(NOW).segments
            with committing(self._house.data):
                compact(self._house.commits, small_files=4)


@contextmanager
def running(house: House) -> Iterator[tuple[Gateway, Worker]]:
    gateway, worker = Gateway(house), Worker(house)
    for thread in (gateway, worker):
        thread.start()
    try:
        yield gateway, worker
    finally:
        for thread in (gateway, worker):
            thread.over.set()
            thread.join()


def until(done: Callable[[], bool]) -> None:
    """Waits for what other threads do."""
    while not done():
        time.sleep(0.001)


def test_everything_answered_before_is_in_it_once_while_loads_go_on(tmp_path: Path) -> None:
    """The requests of one sender come in order, so what a backup holds is all of them up to some point in it."""
    house = house_at(tmp_path / "first").create()
    open_ledger(house)
    bounds, pauses = [], []
    with running(house) as (gateway, worker):
        for number in range(BACKUPS):
            until(lambda: gateway.answered > FEWEST_ANSWERS * (number + 1) and worker.loads > 2 * number)  # noqa: B023 awaited at once
            before = gateway.answered
            done = backup.backup(house, tmp_path / f"{number}", force=False, on_progress=lambda _: None)
            bounds.append((before, gateway.answered + 1))
            pauses.append(done.paused_seconds)
    for number, (before, after) in enumerate(bounds):
        other = house_at(tmp_path / f"other-{number}")
        restore.restore(other, tmp_path / f"{number}", on_progress=lambda _: None)
        found = users(other)
        assert before <= len(found) <= after
        assert found == Counter(str(each) for each in range(len(found)))
        assert users(other) == found
    assert median(pauses) < promised(1)  # a machine on which others work may stop us in any of them
    assert users(house) == Counter(str(each) for each in range(gateway.answered))


def test_a_verdict_recorded_after_the_point_is_not_in_it(tmp_path: Path) -> None:
    """The ledger's snapshot begins while nothing is loaded: no record rests on facts that come later."""
    house = house_at(tmp_path / "first")
    import_funnel(house, tmp_path)
    register(house, tmp_path)
    done = backup.backup(house, tmp_path / "file", force=False, on_progress=lambda _: judged(house))
    assert Record.objects.count() == 3
    other = house_at(tmp_path / "other")
    restore.restore(other, tmp_path / "file", on_progress=lambda _: None)
    assert audit.audit(other, done.head)["length"] == 1


def test_commits_go_on_while_the_ledger_is_dumped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing the first line ends the pause, so the length of a ledger does not hold the loader up."""
    house = house_at(tmp_path / "first")
    register(house, tmp_path)
    seen = []

    class Watching(backup._Announcing):
        def write(self, data: bytes) -> int:
            written = super().write(data)
            with committing(house.data):
                seen.append(data)
            return written

    monkeypatch.setattr(backup, "_Announcing", Watching)
    backup.backup(house, tmp_path / "file", force=False, on_progress=lambda _: None)
    assert len(seen) > 2


KILLED = """
import os, signal, sys
from pathlib import Path
from statistics import median
from app.installation import house_at
from crash_files import WatchedFiles
from hypercare.app.usecases.care import backup

class Killing(WatchedFiles):
    def before(self, call, path):
        super().before(call, path)
        if (call, path.name) == (sys.argv[3], "file.part"):
            os.kill(os.getpid(), signal.SIGKILL)

house = house_at(Path(sys.argv[1]))
house.__dict__["files"] = Killing()
backup.backup(house, Path(sys.argv[2]), force=False, on_progress=lambda _: None)
"""


@pytest.mark.slow
@pytest.mark.parametrize("call", ["create", "write", "sync", "rename"])
def test_a_killed_backup_leaves_no_file_and_no_harm(tmp_path: Path, call: str) -> None:
    house = house_at(tmp_path / "first")
    import_funnel(house, tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(house.data), str(tmp_path / "file"), call],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "file").exists()
    import_funnel(house, tmp_path, users=range(100, 110))
    backup.backup(house, tmp_path / "file", force=False, on_progress=lambda _: None)
    other = house_at(tmp_path / "other")
    restore.restore(other, tmp_path / "file", on_progress=lambda _: None)
    assert users(other) == users(house)
    assert not (tmp_path / "file.part").exists()
    assert [path.name for path in (house.data / "backup").iterdir()] == ["lock"]


@pytest.mark.slow
@pytest.mark.parametrize("from_sqlite", [True, False], ids=["sqlite to postgresql", "postgresql to sqlite"])
def test_a_backup_moves_between_engines(tmp_path: Path, postgres_server: PostgresServer, *, from_sqlite: bool) -> None:
    urls = (None, postgres_server.new_database())
    first, second = urls if from_sqlite else reversed(urls)
    house = house_at(tmp_path / "first", first)
    import_funnel(house, tmp_path)
    register(house, tmp_path)
    look = judged(house)
    done = backup.backup(house, tmp_path / "file", force=False, on_progress=lambda _: None)
    other = house_at(tmp_path / "other", second)
    restore.restore(other, tmp_path / "file", on_progress=lambda _: None)
    assert (other.data / site.SQLITE_FILE).exists() == (second is None)
    assert audit.audit(other, done.head)["ok"]
    for record in (look.record.id, look.issued[GATE]):
        assert replay.replay(other, record).source == replay.FACTS
    assert judged(other).record.id == look.record.id


@pytest.mark.slow
def test_a_postgresql_that_is_not_empty_is_left_alone(tmp_path: Path, postgres_server: PostgresServer) -> None:
    house = house_at(tmp_path / "first", postgres_server.new_database())
    register(house, tmp_path)
    backup.backup(house, tmp_path / "file", force=False, on_progress=lambda _: None)
    other = house_at(tmp_path / "other", house.settings.database_url)
    with pytest.raises(Refused, match="not empty"):
        restore.restore(other, tmp_path / "file", on_progress=lambda _: None)
    assert {path.name for path in tmp_path.iterdir()} == {"first", "file", "biza.yaml"}
    assert audit.audit(house, None)["length"] == 1


@pytest.mark.slow
def test_a_damaged_ledger_leaves_postgresql_empty(tmp_path: Path, postgres_server: PostgresServer) -> None:
    house = house_at(tmp_path / "first")
    register(house, tmp_path)
    backup.backup(house, tmp_path / "file", force=False, on_progress=lambda _: None)
    other = house_at(tmp_path / "other", postgres_server.new_database())
    members = entries(tmp_path / "file")
    with changed_manifest(members) as manifest:
        manifest["head"] = "0" * 64
    write(tmp_path / "changed", members)
    with pytest.raises(Damaged, match="another record"):
        restore.restore(other, tmp_path / "changed", on_progress=lambda _: None)
    restore.restore(other, tmp_path / "file", on_progress=lambda _: None)
    assert audit.audit(other, None)["length"] == 1
