"""A pause of the worker's commits, while the gateway goes on: for a backup that copies the lake at one point."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMIT_LOCK = "commit.lock"
# Between two commits the worker leaves the lock alone for so long: `flock` is not fair, and a process that takes it
# again at once would keep out one that waits. A waiter that was woken needs some 0.1 ms.
GAP_SECONDS = 0.002


@contextmanager
def committing(data: Path) -> Iterator[None]:
    """Held by the worker around everything that changes the tables; several of its threads may hold it at once."""
    with _held(data / COMMIT_LOCK, fcntl.LOCK_SH):
        yield
    time.sleep(GAP_SECONDS)


@contextmanager
def commits_paused(data: Path) -> Iterator[None]:
    """While this is held, no table, key index or full segment of the log changes; the gateway goes on appending.

    Entering waits for the commit under way, or for a compaction. Hold it for a second or two: rows become visible only
    afterwards. It is gone with the process that holds it.
    """
    with _held(data / COMMIT_LOCK, fcntl.LOCK_EX):
        yield


@contextmanager
def _held(path: Path, how: int) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)
