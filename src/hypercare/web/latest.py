"""The latest answers to a question, kept in memory: whoever reloads a page sees what was asked for before."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any, Final

from hypercare.app.documents.texts import Document
from hypercare.model.errors import Unreachable

KEPT_SECONDS: Final = 300.0
"""An older answer is shown to nobody: what was forgotten or stopped since must not be on a page."""
MOST_KEPT: Final = 16
"""Answers, by what was asked for: those of the live page hold a hundred rows, some 100 KB."""


@dataclass(frozen=True)
class Answer:
    """An answer of the studio, and the instant at which it was given."""

    document: Document
    as_of: datetime
    at: float

    @property
    def age(self) -> float:
        """Seconds since then."""
        return monotonic() - self.at


class Latest:
    """The latest answers to one question, by its parameters. Safe to use from all threads.

    `ask` asks without waiting, once for all who wait. One younger than `fresh` seconds stands; one younger than
    `at_once` is given at once, and asked for anew behind it.
    """

    def __init__(
        self,
        ask: "Callable[..., Future[Any]]",
        now: Callable[[], datetime],
        question: str,
        *,
        fresh: float = 0.0,
        at_once: float = 0.0,
    ) -> None:
        self._ask, self._now, self._question, self._fresh, self._at_once = ask, now, question, fresh, at_once
        self._lock = Lock()
        self._kept: OrderedDict[str, Answer] = OrderedDict()

    def read(self, patience: float, **params: Any) -> Answer | None:
        """The answer, waited for `patience` seconds, else the one before it; None where there is none.

        Raises what the question raises, except `Unreachable`.
        """
        key = repr(sorted(params.items()))
        kept = self._find(key)
        if kept is not None and kept.age < self._fresh:
            return kept
        try:
            asking = self._ask(self._question, **params)
            asking.add_done_callback(lambda asked: self._keep(key, asked))
            if kept is not None and kept.age < self._at_once:
                return kept
            return self._answer(asking.result(patience))
        except (TimeoutError, Unreachable):
            return kept

    def _find(self, key: str) -> Answer | None:
        """What is kept under a key; all that is too old is let go."""
        with self._lock:
            for old in [name for name, each in self._kept.items() if each.age >= KEPT_SECONDS]:
                del self._kept[old]
            return self._kept.get(key)

    def _keep(self, key: str, asked: "Future[Any]") -> None:
        if asked.exception() is not None:
            return
        with self._lock:
            self._kept[key] = self._answer(asked.result())
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def _answer(self, document: Document) -> Answer:
        return Answer(document, self._now(), monotonic())
