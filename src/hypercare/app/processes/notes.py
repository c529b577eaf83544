"""What processes write down about themselves for `status`: who runs, and what the worker has done.

These files are derived and never synced: after a loss of power nobody runs, and whoever starts writes them anew.
"""

import os
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

PROCESSES_FILE = "processes.json"
WORKER_FILE = "worker.json"

Note = TypeVar("Note", bound=msgspec.Struct)


class ProcessNote(msgspec.Struct, frozen=True):
    """One child as its supervisor sees it. `ready` says that it has done its start-up; `restarts` counts its deaths."""

    role: str
    pid: int | None
    port: int | None
    started: datetime
    ready: bool
    restarts: int


class ServerNote(msgspec.Struct, frozen=True):
    """A server: its supervisor and the children."""

    pid: int
    started: datetime
    host: str
    port: int
    gateway_port: int
    processes: tuple[ProcessNote, ...]


class WorkerNote(msgspec.Struct, frozen=True):
    """What one worker process did since its start.

    `rows` by table, `rejected` those of `quarantine` by reason, `duplicates` dropped. `lag_seconds` is how long before
    its load the oldest payload of the latest load had been received. `error` is what stops it now, None when all is
    well.
    """

    pid: int
    started: datetime
    segments: int = 0
    rows: dict[str, int] = {}
    duplicates: int = 0
    rejected: dict[str, int] = {}
    lag_seconds: float | None = None
    error: str | None = None


def write_note(path: Path, note: msgspec.Struct) -> None:
    """Replaces a note at once: a reader sees the old one or the new one. Raises OSError."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(msgspec.json.encode(note))
    part.replace(path)


def read_note(path: Path, kind: type[Note]) -> Note | None:
    """A note; None where there is none, or one of another version."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError):
        return None


def is_running(pid: int) -> bool:
    """Whether there is a process of that number. One that has ended and that nobody has asked about counts as none."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        return True
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:  # a system without /proc
        return True
    return stat.rpartition(")")[2].split()[0] != "Z"
