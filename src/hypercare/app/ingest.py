"""From the write-ahead log into the lake: who loads, and how to wait until everything answered can be queried."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypercare.app.house import House
from hypercare.app.processes.commit_lock import committing
from hypercare.lake.keys import key_indexes
from hypercare.lake.loader import Loader
from hypercare.lake.lock import is_held
from hypercare.lake.report import LoadReport
from hypercare.lake.wal.wal import unloaded_segments
from hypercare.model.errors import Unreachable
from hypercare.sources.registry import decoder

LOOK_SECONDS = 0.05
"""Between two looks at a log that another process loads."""
PATIENCE = timedelta(minutes=5)
"""Without any progress for so long, whoever should load does not."""


def make_loader(house: House) -> Loader:
    """A loader of the installation. Only who holds the data folder's lock may load."""
    return Loader(house.commits, key_indexes(house.data / "keys", house.files), house.files, house.wal, decoder)


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

    def left() -> int:
        return len(waited_for & {ref.path for ref in unloaded_segments(house.wal)})

    wait_for_worker(house, left, on_progress=on_progress)


def wait_for_worker(
    house: House, segments: Callable[[], int], *, most: int = 0, on_progress: Callable[[int], None] = lambda _left: None
) -> None:
    """Returns when `segments()`, how many are left to load, is at most `most`.

    Raises `Unreachable` when the server ended meanwhile, or does not get on.
    """
    least, moved = segments(), time.monotonic()
    while (left := segments()) > most:
        if left < least:
            least, moved = left, time.monotonic()
        on_progress(left)
        if not is_held(house.data / "lock") or time.monotonic() - moved > PATIENCE.total_seconds():
            raise Unreachable(
                f"{left} segments of the log are not being loaded",
                where=str(house.wal),
                fix="hypercare status says why; without a server, run this again",
            )
        time.sleep(LOOK_SECONDS)
