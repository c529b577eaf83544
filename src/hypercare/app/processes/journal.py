"""The gateway's journal: its log, opened as soon as that is possible."""

import time
from collections.abc import Callable
from pathlib import Path

from hypercare.lake.files import RealFiles
from hypercare.lake.wal.log import Log
from hypercare.model.errors import Unreachable
from hypercare.model.facts import Payload

# Between two attempts: each may leave an empty folder behind.
RETRY_SECONDS = 1.0


class Journal:
    """The port `Journal`. A gateway that starts on a full disk tells every client so, instead of answering nobody."""

    def __init__(self, wal: Path, clock: Callable[[], int]) -> None:
        self._wal, self._clock = wal, clock
        self._log: Log | None = None
        self._failure: Unreachable | None = None
        self._next_try = 0.0

    def open(self) -> Log:
        """The log, opened if it is not yet. Raises `Unreachable`; tries at most once a second."""
        if self._log is None:
            self._check_patience()
            self._log = self._opened()
        return self._log

    async def append(self, payload: Payload) -> None:
        """Keeps a payload durably. Raises `Unreachable`."""
        await self.open().append(payload)

    async def close(self) -> None:
        """Hands what was kept to the loader, and gives the log up."""
        if self._log is not None:
            await self._log.close()

    def _check_patience(self) -> None:
        if self._failure is not None and time.monotonic() < self._next_try:
            # An error of its own: one shared by all who raise it would collect their tracebacks.
            raise Unreachable(self._failure.what, where=self._failure.where, fix=self._failure.fix)

    def _opened(self) -> Log:
        try:
            return Log.open(self._wal, RealFiles(), now_us=self._clock())
        except Unreachable as failure:
            self._failure, self._next_try = failure, time.monotonic() + RETRY_SECONDS
            raise
