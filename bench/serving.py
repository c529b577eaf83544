"""A real server for the benchmarks, on free ports in a folder of its own."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from hypercare.app.processes.notes import PROCESSES_FILE, ServerNote, read_note
from hypercare.lake.tables import Tables

PATIENCE_S = 60.0
START_S = 600.0
"""A demo is judged on its days before it is served, which takes its time on many events."""
VERB = [sys.executable, "-c", "from hypercare.cli.main import main; main()"]


@dataclass
class Server:
    """A server that runs."""

    data: Path
    gateway_port: int
    port: int
    token: str = ""

    @property
    def note(self) -> ServerNote | None:
        return read_note(self.data / PROCESSES_FILE, ServerNote)

    def pid(self, role: str) -> int | None:
        """The process of a role, None while it starts."""
        return (
            next((each.pid for each in self.note.processes if each.role == role and each.ready), None)
            if self.note
            else None
        )

    def verb(self, *arguments: str) -> Any:
        done = subprocess.run([*VERB, *arguments, "--data", str(self.data), "--json"], capture_output=True, check=True)
        return json.loads(done.stdout)

    def cpu_seconds(self, role: str) -> float:
        """The processor's time that a role's process has used."""
        times = psutil.Process(self.pid(role)).cpu_times()
        return float(times.user + times.system)

    def megabytes(self) -> float:
        """The memory of the three processes together; what they share is counted once (PSS)."""
        pids = [each.pid for each in self.note.processes if each.pid] if self.note else []
        return sum(psutil.Process(pid).memory_full_info().pss for pid in pids) / 1e6

    def megabytes_by_process(self) -> dict[str, float]:
        """The memory of each process (PSS), by its role, and of the studio that it asks as `studio of …`."""
        found: dict[str, float] = {}
        for each in self.note.processes if self.note else ():
            if each.pid:
                found[each.role] = _pss(psutil.Process(each.pid))
                for child in psutil.Process(each.pid).children():
                    name = f"studio of {each.role}"
                    found[name] = found.get(name, 0.0) + _pss(child)
        return found

    def anonymous_megabytes(self) -> float:
        """The memory of the three processes that is no file's: what the system cannot take back."""
        pids = [each.pid for each in self.note.processes if each.pid] if self.note else []
        return sum(_anonymous(pid) for pid in pids) / 1e3

    def children(self, word: str) -> int:
        """How many processes below the three have this word in their command line."""
        pids = [each.pid for each in self.note.processes if each.pid] if self.note else []
        below = [child for pid in pids for child in psutil.Process(pid).children()]
        return sum(word in " ".join(child.cmdline()) for child in below)

    def counted(self) -> int:
        """How many events the tables hold."""
        table = Tables(str(self.data / "lake")).open("events")
        return 0 if table is None else sum(table.get_add_actions(flatten=True)["num_records"].to_pylist())


def _pss(process: psutil.Process) -> float:
    """Megabytes of a process that may be gone by now; what it shares is counted by its part."""
    try:
        return float(process.memory_full_info().pss) / 1e6
    except psutil.NoSuchProcess:
        return 0.0


def _anonymous(pid: int) -> int:
    """Kilobytes of a process that belong to no file."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


def until(ready: Callable[[], Any], seconds: float = PATIENCE_S, every: float = 0.01) -> None:
    """Waits until it is so; raises TimeoutError after so long."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"not so after {seconds} s")
        time.sleep(every)


@contextlib.contextmanager
def serving(data: Path, verb: str = "serve") -> Iterator[Server]:
    """A server with a Mixpanel token, ended in order afterwards: of `serve`, or of a demo that is seeded."""
    port, gateway_port = free_port(), free_port()
    command = [*VERB, verb, "--port", str(port), "--gateway-port", str(gateway_port), "--data", str(data)]
    with (data.parent / "serve.log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        server = Server(data, gateway_port, port)
        try:
            until(lambda: server.note and all(each.ready for each in server.note.processes), START_S)
            server.token = server.verb("token", "new", "mixpanel")["token"]
            time.sleep(1)  # as long as the gateway may take to know it
            yield server
        finally:
            os.kill(process.pid, signal.SIGTERM)
            process.wait(PATIENCE_S)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
