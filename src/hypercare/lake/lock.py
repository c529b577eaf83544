"""Advisory locks on files (flock): gone with their process however it ends, so nothing stale has to be cleaned up."""

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from hypercare.model.errors import Busy

# More than a process id and a role can take; a lock file holding more was not written here.
_HOLDER_BYTES = 200
# Who only asks whether a lock is held holds it for microseconds: seen held so often, it is.
LOOKS, LOOK_SECONDS = 4, 0.05


def is_held(path: Path) -> bool:
    """Whether any process, this one included, holds a lock on the file. A missing file is held by nobody."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        # Shared, so that two that ask at the same time do not take each other for the holder.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def take(path: Path, *, wait: bool) -> int | None:
    """An open descriptor that holds the file's lock until it is closed; the file is made if there is none.

    None if another holds it and `wait` is off.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


class DataLock:
    """The right to write a data folder: one process at a time, by a lock on `<data>/lock`.

    A context manager. Entering raises `Busy`, which names the holder's process id and role, if another holds it. The
    lock belongs to the open file: a child made by fork shares it, a program started anew if `descriptor` is passed on.
    """

    def __init__(self, path: Path, role: str) -> None:
        self._path, self._role = path, role
        self._descriptor: int | None = None

    @property
    def descriptor(self) -> int:
        """The open file that holds the lock: a child that inherits it keeps the folder locked while it lives."""
        if self._descriptor is None:
            raise ValueError("the lock is not held")
        return self._descriptor

    def __enter__(self) -> Self:
        descriptor = take(self._path, wait=False)
        for _ in range(LOOKS):
            if descriptor is not None:
                break
            time.sleep(LOOK_SECONDS)
            descriptor = take(self._path, wait=False)
        if descriptor is None:
            raise Busy(
                f"this data folder is in use by {self._holder()}",
                where=str(self._path),
                fix="stop that process, or name another folder with --data",
            )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"pid {os.getpid()} ({self._role})".encode(), 0)
        self._descriptor = descriptor
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def _holder(self) -> str:
        written = self._path.read_bytes()[:_HOLDER_BYTES].decode("utf-8", "replace").strip()
        return written or "a process that is just starting or ending"
