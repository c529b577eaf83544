"""Counts failed attempts, so that guessing is slow. Kept in memory: a restart forgives."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

MOST_KEYS: Final = 20_000
"""Whoever is guessed at, or guesses, longest ago is forgotten first; a key takes some 200 bytes."""


class Attempts:
    """Allows `limit` failures of one key within `seconds`. Safe in threads."""

    def __init__(self, limit: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._seconds, self._now = limit, seconds, now
        self._failures: OrderedDict[str, list[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_seconds(self, key: str) -> float:
        """For how long the key has to wait; 0 where it may try."""
        with self._lock:
            recent = self._recent(key)
            return max(0.0, recent[-self._limit] + self._seconds - self._now()) if len(recent) >= self._limit else 0.0

    def failed(self, key: str) -> None:
        """Counts a failure."""
        with self._lock:
            self._failures[key] = [*self._recent(key), self._now()][-self._limit :]
            self._failures.move_to_end(key)
            while len(self._failures) > MOST_KEYS:
                self._failures.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """Forgets the failures of a key."""
        with self._lock:
            self._failures.pop(key, None)

    def forget(self) -> None:
        """Forgets all failures."""
        with self._lock:
            self._failures.clear()

    def _recent(self, key: str) -> list[float]:
        since = self._now() - self._seconds
        return [at for at in self._failures.get(key, ()) if at > since]
