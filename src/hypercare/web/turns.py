"""Whose question is being answered: a person's one after another, so that nobody's keep all others waiting."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from typing import Final

from django.http import HttpRequest

from hypercare.model.errors import Busy, Unreachable
from hypercare.web.leaving import LOOK_SECONDS, has_left

TURN_SECONDS: Final = 60.0
"""How long a question waits for those before it: two that take as long as one may."""
MOST_WAITING: Final = 8
"""Questions of one person that wait at once, each in a thread: tabs of a browser that were opened again together."""


class Turns:
    """The questions of each person, in the order in which they came: the first is being answered.

    Safe to use from all threads. At most `most` wait behind it, each at most `patience` seconds.
    """

    def __init__(self, *, patience: float = TURN_SECONDS, most: int = MOST_WAITING) -> None:
        self._patience, self._most = patience, most
        self._asked: dict[str, deque[object]] = {}
        self._changed = Condition()

    @contextmanager
    def turn(self, request: HttpRequest, who: str) -> Iterator[None]:
        """Holds a person's turn, waited for as long as the reader waits.

        Raises `Busy` where too many wait before it or it does not come in time, `Unreachable` where the reader left.
        """
        question = object()
        self._put(who, question)
        try:
            self._wait(request, self._asked[who], question)
            yield
        finally:
            self._take_away(who, question)

    def _put(self, who: str, question: object) -> None:
        with self._changed:
            asked = self._asked.setdefault(who, deque())
            if len(asked) > self._most:
                raise _busy()
            asked.append(question)

    def _wait(self, request: HttpRequest, asked: deque[object], question: object) -> None:
        ends = time.monotonic() + self._patience
        with self._changed:
            while asked[0] is not question:
                if has_left(request):
                    raise Unreachable("the reader left", fix="ask again")
                if time.monotonic() > ends:
                    raise _busy()
                self._changed.wait(LOOK_SECONDS)

    def _take_away(self, who: str, question: object) -> None:
        with self._changed:
            asked = self._asked[who]
            asked.remove(question)
            if not asked:
                del self._asked[who]
            self._changed.notify_all()


def _busy() -> Busy:
    return Busy("your questions before this one are still being answered", fix="ask again when they are")


QUERIES: Final = Turns()
"""Of the studio."""
STATEMENTS: Final = Turns()
"""Of a process of their own: they keep no query waiting."""
