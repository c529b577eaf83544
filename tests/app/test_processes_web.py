"""What the web process answers to monitors."""

import asyncio
import re
from pathlib import Path

import httpx
import structlog

from hypercare.app.processes.notes import PROCESSES_FILE, WORKER_FILE, ProcessNote, ServerNote, WorkerNote, write_note
from hypercare.app.settings import read_settings
from hypercare.lake.lock import DataLock
from hypercare.model.instant import from_micros
from hypercare.web.app import web_app

SAMPLE = re.compile(r'hypercare_[a-z_]+(\{[a-z]+="[a-z_]+"\})? [0-9.]+')


def server(data: Path, *, error: str | None = None, pid: int | None = 1) -> None:
    began = from_micros(0)
    roles = ("gateway", "worker", "web")
    processes = tuple(ProcessNote(role, pid, None, began, ready=True, restarts=0) for role in roles)
    write_note(data / PROCESSES_FILE, ServerNote(1, began, "127.0.0.1", 8700, 8701, processes))
    done = WorkerNote(1, began, rows={"events": 3}, duplicates=2, rejected={"time_in_future": 1}, error=error)
    write_note(data / WORKER_FILE, done)


def get(data: Path, path: str) -> httpx.Response:
    settings = read_settings({}, data=data)

    app = web_app(settings, structlog.get_logger())

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
            return await client.get(path)

    return asyncio.run(ask())


def test_server_that_is_well_is_ok(tmp_path: Path) -> None:
    server(tmp_path)
    with DataLock(tmp_path / "lock", "serve"):
        reply = get(tmp_path, "/healthz")
    told = reply.json()
    assert (reply.status_code, told["ok"], told["schema"]) == (200, True, "hypercare/status.v1")
    assert (told["loaded"]["rows"], told["quarantine"]) == ({"events": 3}, {"time_in_future": 1})
    assert told["disk_free_bytes"] > 0


def test_server_that_cannot_load_is_not_ok(tmp_path: Path) -> None:
    server(tmp_path, error="the disk is full")
    with DataLock(tmp_path / "lock", "serve"):
        reply = get(tmp_path, "/healthz")
    assert (reply.status_code, reply.json()["ok"], reply.json()["running"]) == (503, False, True)


def test_process_that_is_down_is_not_ok(tmp_path: Path) -> None:
    server(tmp_path, pid=None)
    with DataLock(tmp_path / "lock", "serve"):
        reply = get(tmp_path, "/healthz")
    assert (reply.status_code, reply.json()["running"]) == (503, False)


def test_metrics_are_prometheus_text(tmp_path: Path) -> None:
    server(tmp_path)
    with DataLock(tmp_path / "lock", "serve"):
        reply = get(tmp_path, "/metrics")
    samples = [line for line in reply.text.splitlines() if not line.startswith("#")]
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert all(SAMPLE.fullmatch(line) for line in samples)
    assert {
        'hypercare_up{role="worker"} 1',
        'hypercare_rows_total{table="events"} 3',
        "hypercare_duplicates_total 2",
    } <= set(samples)
