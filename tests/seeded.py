"""The demo, seeded once for all tests of all workers, with its truth."""

import atexit
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from commands import Ran, run

LAUNCH = "biza-bulk-upload"
SHARED = "TESTS_SHARED_FOLDER"
"""Names the folder that the workers of one run have in common, in their environment."""


@dataclass(frozen=True)
class Seeded:
    """A seeded demo: its folder, what seeding printed, and what is true of it."""

    data: Path
    ran: Ran
    truth: Any

    def copy(self, target: Path) -> Path:
        """The same installation elsewhere, to be changed at will."""
        shutil.copytree(self.data, target)
        return target


@cache
def demo() -> Seeded:
    """The demo, as `hypercare demo --no-serve --json` leaves it. Only read it; change a copy.

    It is seeded by the first worker that asks. Each has a copy: verbs that read keep what they found in the folder.
    """
    folder = shared_folder()
    seed, said, own = folder / "demo", folder / "demo-said.json", folder / f"demo-{os.getpid()}"
    with alone(folder / "demo.lock"):
        if not said.exists():
            said.write_text(json.dumps(asdict(run("demo", "--no-serve", "--json", "--data", seed))))
    shutil.copytree(seed, own)
    return Seeded(own, Ran(**json.loads(said.read_text())), json.loads((seed / "truth.json").read_text()))


def shared_folder() -> Path:
    """What tests make once and only read: one folder for the run, gone with the process that began it."""
    if SHARED not in os.environ:
        os.environ[SHARED] = tempfile.mkdtemp(prefix="hypercare-tests-")
        atexit.register(shutil.rmtree, os.environ[SHARED], ignore_errors=True)
    return Path(os.environ[SHARED])


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One worker at a time."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
