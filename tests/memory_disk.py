"""Temporary files of a test run in memory: thousands are synced, and none has to outlive the machine."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")
PREFIX = "hypercare-run-"
ENOUGH_BYTES = 6 * 2**30
"""Two workers were measured to hold less than a third of it at once, beside what their processes need."""


def use_memory() -> None:
    """Has this process and all that it starts keep temporary files in memory, where there is enough; gone at its end.

    Who names a folder himself, in TMPDIR, gets that one.
    """
    if "TMPDIR" in os.environ or _free_bytes() < ENOUGH_BYTES:
        return
    _sweep()
    folder = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=SHARED_MEMORY)
    Path(folder).chmod(0o1777)  # as /tmp is: PostgreSQL and what some tests start run as somebody else
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["TMPDIR"] = folder
    tempfile.tempdir = None  # read anew from the environment


def _sweep() -> None:
    """Removes what runs left behind that were killed: it would take memory until the machine ends."""
    for left in SHARED_MEMORY.glob(f"{PREFIX}*"):
        if not Path(f"/proc/{left.name.removeprefix(PREFIX).split('-')[0]}").exists():
            shutil.rmtree(left, ignore_errors=True)


def _free_bytes() -> int:
    """What the memory disk may still take, and the machine has; 0 where there is no such disk."""
    if not os.access(SHARED_MEMORY, os.W_OK):
        return 0
    meminfo = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
    available = int(meminfo["MemAvailable"].split()[0]) * 1024
    return min(shutil.disk_usage(SHARED_MEMORY).free, available)
