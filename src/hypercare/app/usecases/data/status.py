"""How a server fares: who runs, what waits, what came. Reads small files only, so that it answers at once."""

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hypercare.app.documents.texts import Document
from hypercare.app.looks import Looks
from hypercare.app.processes.notes import (
    PROCESSES_FILE,
    WORKER_FILE,
    ProcessNote,
    ServerNote,
    WorkerNote,
    is_running,
    read_note,
)
from hypercare.lake.lock import is_held
from hypercare.lake.wal.wal import unloaded_segments


@dataclass(frozen=True)
class RoleStatus:
    """One process. `uptime_seconds` is None where it does not live."""

    role: str
    pid: int | None
    port: int | None
    alive: bool
    ready: bool
    uptime_seconds: float | None
    restarts: int


@dataclass(frozen=True)
class Extended:
    """A launch whose review of day 90 waits for its business cycle: until `at`, ISO 8601 in the launch's zone; `says`
    tells it as a text document.
    """

    launch: str
    title: str
    at: str
    says: Document


@dataclass(frozen=True)
class Status:
    """A data folder's server. Without one there are no `roles`, and `supervisor_pid` is None.

    `backlog_segments` of the log are not in the tables yet; `lag_seconds` is for how long the oldest of them has been
    waiting, 0 where none does. `rows` by table, `duplicates` and `quarantine` by reason count from the start of the
    worker. `extended` are the reviews to come that are extended, as far as the launches were looked at.
    `disk_free_bytes` is None where the folder is missing.
    """

    data: Path
    supervisor_pid: int | None
    roles: tuple[RoleStatus, ...]
    backlog_segments: int
    backlog_bytes: int
    lag_seconds: float
    rows: Mapping[str, int]
    duplicates: int
    quarantine: Mapping[str, int]
    error: str | None
    extended: tuple[Extended, ...]
    disk_free_bytes: int | None

    @property
    def is_running(self) -> bool:
        """Whether there is a server, and all of its processes live."""
        return bool(self.roles) and all(role.alive for role in self.roles)

    @property
    def is_well(self) -> bool:
        """Whether it runs, has done its start-up, and loads."""
        return self.is_running and all(role.ready for role in self.roles) and self.error is None


def read_status(data: Path) -> Status:
    """How the server of a data folder fares, now."""
    # Without the lock nobody serves, whatever a server that was killed may have left written.
    server = read_note(data / PROCESSES_FILE, ServerNote) if is_held(data / "lock") else None
    done = (read_note(data / WORKER_FILE, WorkerNote) if server else None) or WorkerNote(0, datetime.now(UTC))
    sizes, lag = _waiting(data / "wal")
    return Status(
        data=data,
        supervisor_pid=server.pid if server else None,
        roles=tuple(_role(note) for note in server.processes) if server else (),
        backlog_segments=len(sizes),
        backlog_bytes=sum(sizes),
        lag_seconds=lag,
        rows=done.rows,
        duplicates=done.duplicates,
        quarantine=done.rejected,
        error=done.error,
        extended=tuple(_extended(data)),
        disk_free_bytes=shutil.disk_usage(data).free if data.is_dir() else None,
    )


def document(status: Status) -> Document:
    """`hypercare/status.v1`."""
    return {
        "schema": "hypercare/status.v1",
        "running": status.is_running,
        "data": str(status.data),
        "supervisor": None if status.supervisor_pid is None else {"pid": status.supervisor_pid},
        "processes": [_role_document(role) for role in status.roles],
        "backlog": {"segments": status.backlog_segments, "bytes": status.backlog_bytes},
        "lag_seconds": round(status.lag_seconds, 3),
        "loaded": {"rows": dict(status.rows), "duplicates": status.duplicates},
        "quarantine": dict(status.quarantine),
        "error": status.error,
        "extended_reviews": [vars(each) for each in status.extended],
        "disk_free_bytes": status.disk_free_bytes,
    }


def _role_document(role: RoleStatus) -> Document:
    uptime = None if role.uptime_seconds is None else round(role.uptime_seconds, 1)
    return {
        "role": role.role,
        "pid": role.pid,
        "port": role.port,
        "alive": role.alive,
        "ready": role.ready,
        "uptime_seconds": uptime,
        "restarts": role.restarts,
    }


def _extended(data: Path) -> Iterator[Extended]:
    for look in Looks(data).newest():
        for review in look["exit"]["reviews"]:
            if review["extended"] and datetime.fromisoformat(review["at"]) > datetime.fromisoformat(look["as_of"]):
                yield Extended(look["launch"], look["title"], review["at"], review["says"])


def _role(note: ProcessNote) -> RoleStatus:
    alive = note.pid is not None and is_running(note.pid)
    uptime = (datetime.now(UTC) - note.started).total_seconds() if alive else None
    return RoleStatus(note.role, note.pid, note.port, alive, note.ready and alive, uptime, note.restarts)


def _waiting(wal: Path) -> tuple[list[int], float]:
    """The sizes of the segments that are not loaded, and the age of the oldest."""
    sizes, written = [], []
    for ref in unloaded_segments(wal):
        with suppress(FileNotFoundError):  # loaded meanwhile
            found = ref.path.stat()
            sizes.append(found.st_size)
            written.append(found.st_mtime)
    return sizes, max(0.0, time.time() - min(written)) if written else 0.0
