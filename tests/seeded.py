"""The demo, seeded once for all tests, with its truth."""

import atexit
import json
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from commands import Ran, run

LAUNCH = "biza-bulk-upload"


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
    """The demo, as `hypercare demo --no-serve --json` leaves it. Only read it; change a copy."""
    folder = Path(tempfile.mkdtemp(prefix="hypercare-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ran = run("demo", "--no-serve", "--json", "--data", folder / "data")
    return Seeded(folder / "data", ran, json.loads((folder / "data" / "truth.json").read_text()))
