"""The loader's loop and the notes of the processes: what happens when things go wrong."""

import asyncio
import multiprocessing
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from holding import hold
from hypercare.app.house import House
from hypercare.app.ingest import make_loader
from hypercare.app.processes.commit_lock import committing
from hypercare.app.processes.gateway import now_us
from hypercare.app.processes.loading import FIRST_DELAY, LONGEST_DELAY, LOOK_SECONDS, Loading
from hypercare.app.processes.maintenance import Maintenance
from hypercare.app.processes.notes import WORKER_FILE, WorkerNote, is_running, read_note, write_note
from hypercare.app.settings import read_settings
from hypercare.lake.files import RealFiles
from hypercare.lake.wal.wal import write_import_segment
from hypercare.model.errors import Unreachable
from hypercare.model.facts import Payload
from hypercare.model.instant import from_micros
from hypercare.sources.gateway import gateway_app
from hypercare.sources.metrics import Counters
from patience import PATIENCE_S
from sources.doors import TOKEN, Book, Shelf

BODY = b'[{"event": "e", "properties": {"token": "", "distinct_id": "u1", "$insert_id": "%d"}}]'


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(read_settings({}, data=tmp_path / "data")).create()


def segment(house: House, number: int, body: bytes = b"") -> None:
    payload = Payload("mixpanel", "track", "shop", now_us(), body or BODY % number)
    write_import_segment(house.wal / "import-1", payload, number, RealFiles())


class Waits:
    """Answers `wait(seconds)` that it is over after so many rounds, and remembers for how long it was asked."""

    def __init__(self, rounds: int) -> None:
        self.asked: list[float] = []
        self._rounds = rounds

    def __call__(self, seconds: float) -> bool:
        self.asked.append(seconds)
        return len(self.asked) > self._rounds


def loading(house: House) -> Loading:
    return Loading(make_loader(house), house.data, structlog.get_logger())


def test_loads_what_is_ready_and_notes_it(house: House) -> None:
    segment(house, 1)
    segment(house, 2)
    segment(house, 3, b"not JSON")
    waits = Waits(1)
    loading(house).run(waits)
    note = read_note(house.data / WORKER_FILE, WorkerNote)
    assert note is not None
    assert (note.pid, note.rows["events"], note.rejected, note.error) == (os.getpid(), 2, {"invalid_json": 1}, None)
    assert waits.asked == [0, LOOK_SECONDS]


def test_what_is_ready_when_it_ends_is_loaded(house: House) -> None:
    def over(_seconds: float) -> bool:
        segment(house, 1)
        return True

    loading(house).run(over)
    assert not list(house.wal.rglob("*.seg"))


def test_failure_is_noted_and_tried_again_with_longer_pauses(house: House) -> None:
    segment(house, 1)
    (house.data / "lake").write_text("in the way of the tables")
    waits, loop = Waits(6), loading(house)
    with capture_logs() as lines:
        loop.run(waits)
    note = read_note(house.data / WORKER_FILE, WorkerNote)
    assert note is not None
    assert note.error is not None
    assert waits.asked[0] == FIRST_DELAY
    assert waits.asked == sorted(waits.asked)
    assert waits.asked[-1] == LONGEST_DELAY
    assert len([line for line in lines if line["log_level"] == "error"]) == 1
    (house.data / "lake").unlink()
    assert loop.step() is not None
    loop.note()
    healed = read_note(house.data / WORKER_FILE, WorkerNote)
    assert healed is not None
    assert (healed.error, healed.rows) == (None, {"events": 1})


@pytest.mark.slow
def test_maintenance_merges_small_files_and_cleans(house: House) -> None:
    loop = loading(house)
    for number in range(1, 202):
        segment(house, number)
        loop.step()
    maintenance = Maintenance(house, house.commits, structlog.get_logger())
    assert maintenance.compact() == {"events": 201}
    assert maintenance.clean() == {}
    assert len(house.tables.files("events")) == 1


def test_backup_pauses_commits_and_lets_them_go_on(house: House) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    process = context.Process(target=hold, args=(house.data, held, release))
    process.start()
    assert held.wait(PATIENCE_S)
    began = time.monotonic()
    threading.Timer(0.2, release.set).start()
    with committing(house.data):
        assert time.monotonic() - began >= 0.2
    process.join(PATIENCE_S)
    assert process.exitcode == 0


def test_committing_threads_do_not_hold_up_each_other(house: House) -> None:
    with committing(house.data), committing(house.data):
        assert (house.data / "commit.lock").exists()


@pytest.mark.parametrize("text", ["", "{", '{"pid": "x"}'], ids=["empty", "torn", "other version"])
def test_note_that_does_not_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / WORKER_FILE).write_text(text)
    assert read_note(tmp_path / WORKER_FILE, WorkerNote) is None
    assert read_note(tmp_path / "missing", WorkerNote) is None


def test_note_is_read_as_written(tmp_path: Path) -> None:
    note = WorkerNote(7, datetime(2026, 10, 22, tzinfo=UTC), rows={"events": 3}, lag_seconds=0.5)
    write_note(tmp_path / WORKER_FILE, note)
    assert read_note(tmp_path / WORKER_FILE, WorkerNote) == note
    assert [path.name for path in tmp_path.iterdir()] == [WORKER_FILE]


def test_process_that_nobody_has_asked_about_counts_as_ended() -> None:
    assert is_running(os.getpid())
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert not is_running(child)
    os.waitpid(child, 0)
    assert not is_running(child)


@pytest.mark.parametrize("shift", [timedelta(days=365), timedelta(days=-1)], ids=["a year ahead", "a day back"])
def test_receipt_is_what_the_gateways_clock_says(shift: timedelta) -> None:
    received = now_us() + shift // timedelta(microseconds=1)
    shelf = Shelf()
    app = gateway_app(Book(), shelf, lambda: received, Counters())
    asyncio.run(_post(app, TOKEN))
    (event,) = shelf.decoded().events
    assert from_micros(event.ts_received) == from_micros(received)
    assert event.ts_event == received


def test_receipts_follow_the_system_whatever_the_clock_is_set_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HYPERCARE_CLOCK", "2020-01-01T00:00+00:00")
    assert abs(now_us() - time.time() * 1e6) < 60e6


async def _post(app: Any, token: str) -> None:
    body = b'[{"event": "e", "properties": {"token": "%s", "distinct_id": "u1"}}]' % token.encode()
    scope = {"type": "http", "method": "POST", "path": "/ingest/mixpanel/track", "query_string": b"", "headers": []}
    said: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        said.append(message)

    await app(scope, receive, send)
    assert said[0]["status"] == 200


def test_disk_that_takes_no_note_does_not_stop_loading(house: House) -> None:
    (house.data / WORKER_FILE).mkdir()
    segment(house, 1)
    loop = loading(house)
    loop.note()
    report = loop.step()
    assert report is not None
    assert report.rows == {"events": 1}


def test_unwritable_folder_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="--data"):
        House(read_settings({}, data=Path("/proc/hypercare"))).create()
