"""A demo that is served as on its day 60, with a launch of hostile names beside its own."""

import contextlib
import json
import re
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import StorageState

from app.running import Server, until
from browser import hostile
from commands import PROGRAM
from hypercare.app.processes.notes import is_running
from patience import PATIENCE_S
from seeded import LAUNCH, demo

CLOCK = "2026-11-21T05:00:00+00:00"
"""Noon of day 60 in Jakarta, which `hypercare demo` sets."""
LONG_S = 180.0
"""A look takes a second on a machine at rest, and so long at worst on one that runs other tests."""
LAUNCHES = (LAUNCH, hostile.ID, "jadwal-jemput", "asuransi-kiriman")


@dataclass
class Served:
    """A demo that is served: its folder, where its pages are, and the cookies of its admin once he has signed in."""

    data: Path
    log: Path
    server: Server
    admins_cookies: StorageState | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def json(self, path: str, language: str = "en") -> Any:
        """What the API answers to a visitor who reads that language."""
        asked = urllib.request.Request(f"{self.origin}/api/v1{path}", headers={"Accept-Language": language})
        with urllib.request.urlopen(asked, timeout=LONG_S) as answer:
            return json.load(answer)

    @property
    def admins_link(self) -> str:
        """The link that the terminal prints, by which one signs in to the demo once, as its admin."""
        found = re.search(r"http\S+/sign-in/\S+", self.log.read_text())
        assert found, self.log.read_text()
        return found[0]

    def cli(self, *verb: str) -> Any:
        """What the command line says, at the clock of the pages."""
        ran = self.server.run(*verb, "--json")
        return json.loads(ran.stdout)


@contextlib.contextmanager
def serving_demo(folder: Path) -> Iterator[Served]:
    """Seeds, serves, and has every launch looked at once, so that pages are as they are on any day but the first."""
    data = demo().copy(folder / "data")
    hostile.bring(data)
    server = Server(data)
    ports = ("--port", str(server.port), "--gateway-port", str(server.gateway_port))
    command = [*PROGRAM, "demo", "--data", str(data), *ports]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            server.wait_ready(process.pid)
            served = Served(data, folder / "log", server)
            for launch in LAUNCHES:
                served.json(f"/launches/{launch}/look")
            yield served
        finally:
            pids = [each.pid for each in server.note.processes if each.pid] if server.note else []
            process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE_S)
            until(lambda: not any(map(is_running, pids)), "the children have ended")
