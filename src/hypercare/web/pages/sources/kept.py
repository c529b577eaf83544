"""The latest answer about the sources, kept: a page is sent with it at once, and it is asked anew behind the page."""

from concurrent.futures import Future
from functools import cache
from threading import Lock
from time import monotonic
from typing import Any, Final

from hypercare.app.documents.texts import Document
from hypercare.model.errors import HypercareError, Unreachable
from hypercare.web.installation import Installation

FRESH_SECONDS: Final = 2.0
OLD_SECONDS: Final = 60.0
"""An older answer is not shown: what stopped arriving a minute ago must be seen."""
PATIENCE_SECONDS: Final = 1.5
"""A page that would have to wait longer is sent without it, and fetches it."""


class Kept:
    """The latest answer. Safe to use from all threads."""

    def __init__(self, place: Installation) -> None:
        self._studio = place.studio
        self._lock = Lock()
        self._found: Document | None = None
        self._at = 0.0
        self._asking: Future[Any] | None = None

    def read(self, *, patience: float = PATIENCE_SECONDS) -> Document | None:
        """`hypercare/sources.v1`, at most a minute old; None where that takes longer than `patience` in seconds."""
        age = monotonic() - self._at
        if self._found is not None and age < FRESH_SECONDS:
            return self._found
        asking = self._ask()
        if self._found is not None and age < OLD_SECONDS:
            return self._found
        try:
            found: Document = asking.result(patience)
        except (TimeoutError, Unreachable):
            return None
        return found

    def _ask(self) -> "Future[Any]":
        with self._lock:
            if self._asking is None or self._asking.done():
                self._asking = self._studio.asking("sources")
                self._asking.add_done_callback(self._keep)
            return self._asking

    def _keep(self, asked: "Future[Any]") -> None:
        if not isinstance(asked.exception(), HypercareError):
            self._found, self._at = asked.result(), monotonic()


@cache
def kept_of(place: Installation) -> Kept:
    """The latest answer of an installation."""
    return Kept(place)
