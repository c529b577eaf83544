"""From the write-ahead log into the lake: who loads, and how to wait until everything answered can be queried."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypercare.app.house import House
from hypercare.app.processes.commit_lock import committing
from hypercare.lake.keys import KeyIndex
from hypercare.lake.loader import Loader
from hypercare.lake.lock import is_held
from hypercare.lake.report import LoadReport
from hypercare.lake.wal import unloaded_segments
from hypercare.model.errors import Unreachable
from hypercare.sources.registry import decoder

LOOK_SECONDS = 0.05
"""Between two looks at a log that another process loads."""
PATIENCE = timedelta(minutes=5)
"""Without any progress for so long, whoever should load does not."""


def make_loader(house: House) -> Loader:
    """A loader of the installation. Only who holds the data folder's lock may load."""
    return Loader(house.commits, KeyIndex(house.data / "keys", house.files), house.files, house.wal, decoder)


def drain(house: House, on_progress: Callable[[int], None] = lambda _left: None) -> LoadReport:
    """Returns when everything that was answered before the call can be queried.

    Loads itself where no server runs; else waits for the worker. `on_progress` is told how many segments are left.
    Raises `Unreachable` when nothing moves any more.
    """
    if is_held(house.data / "lock"):
        _wait(house, on_progress)
        return LoadReport()
    with house.lock("drain"):
        loader = make_loader(house)
        with committing(house.data):
            report = loader.load_ready(datetime.now(UTC))
            loader.close()
        return report


def _wait(house: House, on_progress: Callable[[int], None]) -> None:
    """Waits until the segments that hold anything now are gone; those that come meanwhile are somebody else's."""
    waited_for = {ref.path for ref in unloaded_segments(house.wal)}
    moved = time.monotonic()
    while waited_for:
        left = waited_for & {ref.path for ref in unloaded_segments(house.wal)}
        moved = moved if len(left) == len(waited_for) else time.monotonic()
        waited_for = left
        on_progress(len(left))
        if time.monotonic() - moved > PATIENCE.total_seconds():
            raise Unreachable(
                f"{len(left)} segments of the log are not being loaded",
                where=str(house.wal),
                fix="hypercare status; if no worker runs, hypercare serve or hypercare drain",
            )
        time.sleep(LOOK_SECONDS if waited_for else 0)
