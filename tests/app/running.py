"""A real `hypercare serve` on free ports in a folder of its own, and what can be asked of it."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mixpanel import Consumer, Mixpanel, MixpanelException

from hypercare.app.processes.notes import PROCESSES_FILE, ServerNote, is_running, read_note
from hypercare.lake.tables import Tables
from patience import PATIENCE_S
from ports import free_port

# The load is that of the last minute; at the moment a machine may be so much fuller.
BURST = 2.0
HYPERCARE = [sys.executable, "-c", "from hypercare.cli.main import main; main()"]


def until(ready: Callable[[], Any], what: str, seconds: float = PATIENCE_S) -> float:
    """Waits until it is so; for how many seconds that was."""
    began = time.monotonic()
    while not ready():
        assert time.monotonic() - began < seconds, f"not so after {seconds} s: {what}"
        time.sleep(0.02)
    return time.monotonic() - began


def promised(seconds: float) -> float:
    """How long what is promised for a machine at rest may take here, where others want the same cores."""
    return seconds * max(1.0, BURST * os.getloadavg()[0] / (os.cpu_count() or 1))


def keeps(seconds: float, attempt: Callable[[], float], attempts: int = 5) -> bool:
    """Whether what is promised is kept by one of so many attempts, each of which says how long it took.

    A machine on which others work may stop us at any moment: what is too slow is so every time.
    """
    return any(attempt() < promised(seconds) for _ in range(attempts))


@dataclass
class Server:
    """A server that was started, by its process. `port` is the pages', `gateway_port` the gateway's."""

    data: Path
    port: int = field(default_factory=free_port)
    gateway_port: int = field(default_factory=free_port)

    def start(self) -> subprocess.Popen[str]:
        arguments = ["--port", str(self.port), "--gateway-port", str(self.gateway_port), "--data", str(self.data)]
        return subprocess.Popen(
            [*HYPERCARE, "serve", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def wait_ready(self, pid: int) -> None:
        """Until the server with that supervisor has done its start-up."""
        until(lambda: (note := self.note) and note.pid == pid and all(each.ready for each in note.processes), "ready")

    @property
    def note(self) -> ServerNote | None:
        return read_note(self.data / PROCESSES_FILE, ServerNote)

    def pid(self, role: str) -> int | None:
        found = {each.role: each.pid for each in self.note.processes if each.ready} if self.note else {}
        return found.get(role)

    def run(self, *verb: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*HYPERCARE, *verb, "--data", str(self.data)], capture_output=True, text=True, check=False
        )

    def json(self, *verb: str) -> Any:
        return json.loads(self.run(*verb, "--json").stdout)

    def client(self, token: str) -> Mixpanel:
        url = f"http://127.0.0.1:{self.gateway_port}/ingest/mixpanel"
        consumer = Consumer(events_url=f"{url}/track", people_url=f"{url}/engage", retry_limit=0)
        return Mixpanel(token, consumer=consumer)

    def takes(self, token: str) -> bool:
        """Whether the gateway takes what comes with a token: asked with a person's trait, which counts as no event."""
        try:
            self.client(token).people_set("probe", {"plan": "pro"})
        except MixpanelException:
            return False
        return True

    def new_token(self) -> str:
        """A token for a Mixpanel client, of the source shop, that the gateway has seen."""
        made = str(self.json("token", "new", "mixpanel", "--source", "shop")["token"])
        until(lambda: self.takes(made), "the new token is known")
        return made

    def get(self, port: int, path: str) -> tuple[int, bytes]:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)) as line:
            line.request("GET", path)
            reply = line.getresponse()
            return reply.status, reply.read()

    def counted(self) -> int:
        """How many events there are in the tables."""
        table = Tables(str(self.data / "lake")).open("events")
        return 0 if table is None else sum(table.get_add_actions(flatten=True)["num_records"].to_pylist())


@contextlib.contextmanager
def serving(data: Path) -> Iterator[tuple[Server, subprocess.Popen[str]]]:
    """A server that is ready; ended in order afterwards, if it still runs."""
    server = Server(data)
    with server.start() as process:
        try:
            server.wait_ready(process.pid)
            yield server, process
        finally:
            pids = [each.pid for each in server.note.processes if each.pid] if server.note else []
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE_S)
            until(lambda: not any(map(is_running, pids)), "the children have ended")


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
