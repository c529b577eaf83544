"""The hub: one poller of a web process, which asks the studio what arrived only while somebody looks."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from time import monotonic
from typing import Any

from hypercare.model.cursor import Cursor
from hypercare.model.errors import HypercareError, Refused
from hypercare.web.pages.live.ring import News, Ring, unseen

Ask = Callable[..., "Future[Any]"]
PAUSE_SECONDS = 1.0
"""Between two questions. A row is in the tables two seconds after it was sent, and on the screen within three."""
FAILED_PAUSE_SECONDS = 5.0
KEPT_ROWS = 500
"""Rows that a reader who comes back is given; what is beyond them is counted, and can be searched for."""
MOST_READERS = 60
MOST_READERS_EACH = 6
"""Open streams, in all and of one person: a browser keeps six connections to a server."""
LOOK_SECONDS = 0.25
"""After so long at most, every stream sees that the server is to end."""


class Hub:
    """What arrives, handed to many readers. Belongs to one event loop at a time."""

    def __init__(self, ask: Ask, *, pause: float = PAUSE_SECONDS, kept: int = KEPT_ROWS) -> None:
        self._ask, self._pause, self._kept = ask, pause, kept
        self._ring: Ring | None = None
        self._readers: Counter[str] = Counter()
        self._poller: asyncio.Task[None] | None = None
        self._turned = asyncio.Event()
        self._is_ending: Callable[[], bool] = bool
        self.is_failing = False

    def end_when(self, is_ending: Callable[[], bool]) -> None:
        """From then on streams end as soon as this says so: a server that is to end does not wait for them."""
        self._is_ending = is_ending

    @property
    def readers(self) -> int:
        """How many streams are open."""
        return self._readers.total()

    def has_room(self, person: str) -> bool:
        """Whether this person may open one more stream."""
        return self._readers[person] < MOST_READERS_EACH and self.readers < MOST_READERS

    @contextmanager
    def seat(self, person: str) -> Iterator[None]:
        """A place for one stream of a person. Raises `Refused` where he, or everybody, has too many open."""
        if not self.has_room(person):
            raise Refused(
                "too many live pages are open", expected=f"at most {MOST_READERS_EACH} at once", fix="close one of them"
            )
        self._readers[person] += 1
        try:
            yield
        finally:
            self._readers -= Counter((person,))  # which lets go of persons who have none

    async def follow(self, cursor: Cursor | None, *, seconds: float, beat: float) -> AsyncIterator[News | None]:
        """What arrives after a cursor, else from now on, for so many seconds; None after `beat` seconds of nothing.

        Every row once. Of more than the ring holds, the newest are given and the others counted.
        """
        self._start()
        until = monotonic() + seconds
        while not self._is_over(until):
            news = await self._news(cursor)
            if news is not None and (cursor is None or news.cursor != cursor or news.rows):
                cursor = news.cursor
                yield news
            elif not await self._turn(min(beat, until - monotonic())):
                yield None

    async def _news(self, cursor: Cursor | None) -> News | None:
        """What a reader is to be told; what the ring has lost is asked for. None where that cannot be said now."""
        if self._ring is None:
            return None
        if cursor is None:
            return News((), 0, self._ring.end)
        try:
            return self._ring.news(cursor) or await self._lost(cursor)
        except HypercareError:
            return None

    async def _lost(self, cursor: Cursor) -> News:
        tail = await self._tail(after=str(cursor), limit=self._kept)
        return News(unseen(tail["rows"], cursor), tail["skipped"], Cursor.parse(tail["cursor"]).moved(cursor))

    async def _turn(self, beat: float) -> bool:
        """Waits until the poller has looked again, at most `beat` seconds; whether it has."""
        turned, until = self._turned, monotonic() + beat
        while not turned.is_set() and not self._is_over(until):
            self._start()
            try:
                await asyncio.wait_for(turned.wait(), min(LOOK_SECONDS, max(0.0, until - monotonic())))
            except TimeoutError:
                continue
        return turned.is_set()

    def _is_over(self, until: float) -> bool:
        return self._is_ending() or monotonic() >= until

    def _start(self) -> None:
        """Starts the poller where it does not run; also on another event loop than it last ran on."""
        if self._poller is None or self._poller.done() or self._poller.get_loop() is not asyncio.get_running_loop():
            self._poller = asyncio.get_running_loop().create_task(self._poll())

    async def _poll(self) -> None:
        """Asks until nobody looks any more."""
        while self.readers and not self._is_ending():
            try:
                await self._look()
                self.is_failing = False
            except HypercareError:  # the studio is gone or busy: the readers wait, and it is asked again
                self.is_failing = True
            await asyncio.sleep(FAILED_PAUSE_SECONDS if self.is_failing else self._pause)
        self._ring = None

    async def _look(self) -> None:
        if self._ring is None:
            ring = Ring(self._kept)
            ring.begin(Cursor.parse((await self._tail(after=None, limit=1))["cursor"]))
            self._ring = ring
        else:
            end = self._ring.end
            tail = await self._tail(after=str(end), limit=self._kept)
            self._ring.add(tail)
            if self._ring.end == end:
                return
        turned, self._turned = self._turned, asyncio.Event()
        turned.set()

    async def _tail(self, **params: Any) -> dict[str, Any]:
        # Shielded: a reader who leaves must not cancel what the studio is about to answer.
        tail: dict[str, Any] = await asyncio.shield(asyncio.wrap_future(self._ask("tail", **params)))
        return tail
