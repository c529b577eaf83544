"""The loader's loop: loads segments as soon as they are ready, whatever happens, and notes what it did."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from hypercare.app.processes.commit_lock import committing
from hypercare.app.processes.notes import WORKER_FILE, WorkerNote, write_note
from hypercare.lake.loader import Loader
from hypercare.lake.report import LoadReport
from hypercare.model.errors import HypercareError

# Looking costs 0.2 ms. With half a second until a segment is handed over, rows are visible about a second after.
LOOK_SECONDS = 0.2
NOTE_SECONDS = 1.0
FIRST_DELAY, LONGEST_DELAY = 1.0, 10.0


class Loading:
    """Loads until it is told to end. Errors are logged and tried again: nothing leaves the log before it is loaded."""

    def __init__(self, loader: Loader, data: Path, log: FilteringBoundLogger) -> None:
        self._loader, self._data, self._log = loader, data, log
        self._started = datetime.now(UTC)
        self._lag: float | None = None
        self._error: str | None = None
        self._failures = 0
        self._noted: WorkerNote | None = None
        self._noted_at = 0.0

    def run(self, wait: Callable[[float], bool]) -> None:
        """Loads until `wait(seconds)` says that it is over; then what is ready is loaded, and the key index is kept."""
        self.note()
        while not wait(self._pause(self.step())):
            pass
        self.step()
        with committing(self._data):
            self._loader.close()
        self.note()

    def step(self) -> LoadReport | None:
        """Loads what is ready; None where that failed."""
        try:
            with committing(self._data):
                report = self._loader.load_ready(datetime.now(UTC))
        except Exception as error:  # noqa: BLE001  the edge of the job loop: whatever happens, loading must go on
            self._fail(error)
            return None
        if self._error is not None:
            self._log.info("loading goes on")
        self._error, self._failures = None, 0
        if report.segments:
            self._lag = report.lag_seconds
        self._note_at_times()
        return report

    def note(self) -> None:
        """Writes down what was done."""
        total = self._loader.totals
        note = WorkerNote(
            pid=os.getpid(),
            started=self._started,
            segments=total.segments,
            rows=dict(total.rows),
            duplicates=total.duplicates,
            rejected=dict(total.rejected),
            lag_seconds=self._lag,
            error=self._error,
        )
        self._noted_at = time.monotonic()
        if note != self._noted:
            with suppress(OSError):  # on a full disk the note is out of date, and loading goes on
                write_note(self._data / WORKER_FILE, note)
                self._noted = note

    def _note_at_times(self) -> None:
        if time.monotonic() - self._noted_at >= NOTE_SECONDS:
            self.note()

    def _pause(self, report: LoadReport | None) -> float:
        """How long until the next look: none while there may be more to load."""
        if report is None:
            return min(FIRST_DELAY * 2.0 ** (self._failures - 1), LONGEST_DELAY)
        return 0 if report.segments else LOOK_SECONDS

    def _fail(self, error: Exception) -> None:
        known = isinstance(error, HypercareError)
        line = error.line() if isinstance(error, HypercareError) else f"{type(error).__name__}: {error}"
        if line != self._error:
            self._log.error("loading failed and is tried again", error=line, exc_info=not known)
        self._error = line
        self._failures += 1
        self.note()
