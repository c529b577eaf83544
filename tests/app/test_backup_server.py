"""Backup and restore as people run them: by verb, beside a server that takes events all the time."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.installation import house_at, users
from app.running import HYPERCARE, Server, promised, serving, until
from hypercare.app import site

pytestmark = pytest.mark.slow

FEWEST_ANSWERS = 40
# An answer takes milliseconds; on a machine that also starts processes for the verbs, some tens of them.
LONGEST_ANSWER_S = 1.0


@pytest.fixture(autouse=True)
def closed_ledger() -> Iterator[None]:
    yield
    site.close()


class Sender(threading.Thread):
    """Sends one event after another by the official client; `answered` is how many were, `longest` in seconds."""

    def __init__(self, server: Server, token: str) -> None:
        super().__init__()
        self._client, self.over = server.client(token), threading.Event()
        self.answered, self.longest = 0, 0.0

    def run(self) -> None:
        while not self.over.is_set():
            began = time.monotonic()
            self._client.track(f"u{self.answered}", "opened", {})
            self.longest = max(self.longest, time.monotonic() - began)
            self.answered += 1


def restored(file: Path, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*HYPERCARE, "restore", str(file), "--data", str(data)], capture_output=True, text=True, check=False
    )


def test_a_backup_beside_a_running_server_holds_all_that_was_answered(tmp_path: Path) -> None:
    bounds, waits = [], []
    with serving(tmp_path / "data") as (server, _):
        token = server.new_token()
        sender = Sender(server, token)
        sender.start()
        try:
            for number in range(2):
                until(lambda: sender.answered > FEWEST_ANSWERS * (number + 1), "events are answered")  # noqa: B023 awaited at once
                before, sender.longest = sender.answered, 0.0
                done = server.json("backup", str(tmp_path / f"{number}"))
                bounds.append((before, sender.answered + 1))
                waits.append(max(done["paused_seconds"], sender.longest))
        finally:
            sender.over.set()
            sender.join()
    assert min(waits) < promised(LONGEST_ANSWER_S)  # a machine on which others work may stop us in any of them
    for number, (before, after) in enumerate(bounds):
        done = restored(tmp_path / f"{number}", tmp_path / f"other-{number}")
        assert done.returncode == 0, done.stderr
        found = users(house_at(tmp_path / f"other-{number}"))
        assert set(found) == {f"u{each}" for each in range(len(found))}
        assert set(found.values()) == {1}
        assert before <= len(found) <= after


def test_a_restored_installation_is_served_and_takes_the_same_token(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (server, _):
        token = server.new_token()
        server.client(token).track("u1", "opened", {})
        assert server.run("backup", str(tmp_path / "file")).returncode == 0
    assert restored(tmp_path / "file", tmp_path / "other").returncode == 0
    with serving(tmp_path / "other") as (server, _):
        until(lambda: server.counted() == 1, "what was in the log is loaded")
        server.client(token).track("u2", "opened", {})
        until(lambda: server.counted() == 2, "a new event is counted")


def test_errors_are_told_as_everywhere(tmp_path: Path) -> None:
    done = restored(tmp_path / "nowhere", tmp_path / "other")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the backup cannot be read (No such file or directory)" in done.stderr
    done = subprocess.run(
        [*HYPERCARE, "backup", "file", "--json", "--data", str(tmp_path / "other")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert json.loads(done.stdout)["error"]["code"] == "not_found"
    assert not (tmp_path / "other").exists()
