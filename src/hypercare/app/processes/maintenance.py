"""Looks after the tables while the loader goes on: what is small is merged, what is useless or old goes."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from structlog.typing import FilteringBoundLogger

from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.processes.commit_lock import committing
from hypercare.app.usecases.care.expiry import expire
from hypercare.lake.cleaning import clean
from hypercare.lake.commit import Commits
from hypercare.lake.compaction import compact
from hypercare.ledger.records import pinned_files
from hypercare.model.errors import Busy

# Counting the files of the tables takes some milliseconds; 200 commits come in half a minute when it is busy.
COMPACT_SECONDS = 30.0
CLEAN_EVERY = timedelta(hours=1)
# As long as the table's log is kept: a reader that began then may still be reading.
KEEP = timedelta(hours=2)


class Maintenance:
    """Compacts and cleans. It shares the loader's `Commits`, so that of both one commits at a time."""

    def __init__(self, house: House, commits: Commits, log: FilteringBoundLogger) -> None:
        self._house, self._commits, self._log = house, commits, log
        self._expired_on: date | None = None

    def run(self, wait: Callable[[float], bool]) -> None:
        """Goes on until `wait(seconds)` says that it is over. For a thread of its own."""
        rounds = 0
        while not wait(COMPACT_SECONDS):
            self._try("compaction", self.compact)
            if rounds % (CLEAN_EVERY // timedelta(seconds=COMPACT_SECONDS)) == 0:
                self._try("cleaning", self.clean)
                self._try("expiry", self.expire)
            rounds += 1

    def compact(self) -> dict[str, int]:
        """Merges small files where there are enough of them; how many were replaced, by table."""
        with committing(self._house.data):
            return compact(self._commits)

    def clean(self) -> dict[str, int]:
        """Removes what no table and no record needs any more; how many files, by table."""
        open_ledger(self._house)
        with committing(self._house.data):
            pinned = [(table, path) for table, _, path in (name.partition("/") for name in pinned_files())]
            removed = clean(self._commits, pinned=pinned, keep=KEEP)
            return {table: len(names) for table, names in removed.items() if names}

    def expire(self) -> dict[str, int]:
        """Removes rows that are too old, once a day; how many, by table. While a backup runs, an hour later."""
        today = self._house.clock.now().date()
        if today == self._expired_on:
            return {}
        with suppress(Busy):
            done = expire(self._house)
            self._expired_on = today
            return {table: rows for table, rows in done.gone.items() if rows}
        return {}

    def _try(self, what: str, work: Callable[[], dict[str, int]]) -> None:
        try:
            done = work()
        except Exception:  # noqa: BLE001  the edge of the job loop: the next round tries again
            self._log.exception(f"{what} failed and is tried again")
        else:
            if done:
                self._log.info(f"{what} done", files=done)
