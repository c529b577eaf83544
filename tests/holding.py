"""A process that holds the commits of a data folder still, as a backup does."""

from pathlib import Path
from typing import Any

from hypercare.app.processes.commit_lock import commits_paused
from patience import PATIENCE_S


def hold(data: Path, held: Any, release: Any) -> None:
    with commits_paused(data):
        held.set()
        release.wait(PATIENCE_S)
