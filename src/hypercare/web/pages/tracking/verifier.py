"""The verifications of the tracking pages that are open: one for all who watch a launch, however many they are."""

import asyncio
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import Any, Final

from hypercare.app.documents.texts import Document
from hypercare.model.cursor import Cursor
from hypercare.model.errors import HypercareError
from hypercare.web.asked import SHOW_FROM
from hypercare.web.installation import Installation
from hypercare.web.pages.live.hub import Ask

LOOK_SECONDS: Final = 2.0
"""Between two verifications at least, however much arrives."""
RESTS: Final = 4.0
"""So many times as long as it took, the studio rests from a launch: on many events it is busy a fifth of the time."""


@dataclass
class _Asking:
    """A verification of everything up to a cursor, asked for at `began`; `ended` is None while it is computed."""

    cursor: Cursor
    began: float
    answer: "Future[Any]"
    ended: float | None = None

    def end(self, _answer: "Future[Any]") -> None:
        self.ended = monotonic()

    def covers(self, cursor: Cursor) -> bool:
        """Whether it tells everything up to a cursor, and is not old."""
        if self.ended is not None and (self.answer.exception() or monotonic() - self.ended > SHOW_FROM):
            return False
        return self.cursor.has_seen(cursor)

    def is_due_after(self, pause: float, rests: float) -> bool:
        """Whether it is time for the next one."""
        return self.ended is not None and monotonic() - self.ended >= max(pause, rests * (self.ended - self.began))


class Verifier:
    """Has launches verified, each once after news, whoever watches. Used by one thread.

    Between two of them there are `pause` seconds at least, and `rests` times as long as the last took.
    """

    def __init__(self, ask: Ask, *, pause: float = LOOK_SECONDS, rests: float = RESTS) -> None:
        self._ask, self._pause, self._rests = ask, pause, rests
        self._asked: dict[str, _Asking] = {}

    async def covering(self, launch: str, cursor: Cursor) -> Document | None:
        """What is kept of a verification of everything up to a cursor; None where that cannot be said now.

        It is too early for it while an earlier one is computed and shortly after; or the studio is gone or busy.
        """
        asking = self._asked.get(launch)
        if asking is None or not asking.covers(cursor):
            if asking is not None and not asking.is_due_after(self._pause, self._rests):
                return None
            asking = self._start(launch, cursor)
        try:
            # Shielded: a reader who leaves must not cancel what others wait for.
            found: Document = await asyncio.shield(asyncio.wrap_future(asking.answer))
        except HypercareError:
            return None
        return found

    def _start(self, launch: str, cursor: Cursor) -> _Asking:
        self._asked = {name: each for name, each in self._asked.items() if each.covers(Cursor())}
        asking = self._asked[launch] = _Asking(cursor, monotonic(), self._ask("tracking", launch=launch))
        asking.answer.add_done_callback(asking.end)
        return asking


@cache
def verifier_of(place: Installation) -> Verifier:
    """The verifier of an installation."""
    return Verifier(place.studio.asking_once)
