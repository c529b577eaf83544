"""A server that is to end while its studios are in questions that they never answer."""

import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from app.running import Server, serving, until
from hypercare.app.processes.notes import is_running
from hypercare.app.processes.supervisor import GATEWAY_SECONDS, HANDOVER_SECONDS, WEB_SECONDS, WORKER_SECONDS
from patience import PATIENCE_S
from seeded import demo

ASKERS = ("worker", "web")
LATE = "child did not end in time and is killed"


def studio_of(asker: int) -> int | None:
    """The studio that a process asks."""
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended just now
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == asker and b"hypercare.app.studio.process" in (place / "cmdline").read_bytes():
                return int(place.name)
    return None


def stopped_studio(asker: int) -> int:
    """The studio of a process, stopped while it starts: whatever it was asked, it never answers, nor ends by itself."""
    found: list[int] = []
    until(lambda: found.extend(filter(None, [studio_of(asker)])) or found, "a studio was asked")
    os.kill(found[0], signal.SIGSTOP)
    return found[0]


@pytest.fixture
def stuck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Server, subprocess.Popen[str], list[int]]]:
    """A server whose worker judges and whose pages draw, by studios that do not answer."""
    monkeypatch.setenv("HYPERCARE_CLOCK", "2026-11-24T12:00+07:00")
    monkeypatch.setenv("HYPERCARE_VISITORS", "read-only")
    with serving(demo().copy(tmp_path / "data")) as (server, process):
        studios = [stopped_studio(server.pid(asker) or 0) for asker in ASKERS]
        yield server, process, studios
        for studio in studios:
            with suppress(ProcessLookupError):
                os.kill(studio, signal.SIGKILL)


@pytest.mark.slow
def test_server_ends_while_studios_never_answer(stuck: tuple[Server, subprocess.Popen[str], list[int]]) -> None:
    server, process, studios = stuck
    with ThreadPoolExecutor() as pool:
        asking = pool.submit(server.get, server.port, "/api/v1/sources")
        assert server.get(server.port, "/live")[0] == 200, "which waited for its rows while the other was asked"
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE_S)
        assert asking.result(PATIENCE_S)[0] >= 500, "who waits for an answer is told that there is none"
    assert process.returncode == 0
    assert LATE not in said, "each child ended by itself"
    assert not any(map(is_running, studios))


def test_children_end_within_what_orphans_are_waited_for() -> None:
    assert GATEWAY_SECONDS + WORKER_SECONDS + WEB_SECONDS <= HANDOVER_SECONDS
