"""What the studio knows while a launch is declared: the names that arrived, and how large a sample must be."""

import time
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from hypercare.app.documents.texts import Document
from hypercare.app.usecases.launches.launch_warnings import Pair
from hypercare.model.errors import HypercareError
from hypercare.web.asked import PAGE_PATIENCE_SECONDS
from hypercare.web.installation import Installation

FRESH_SECONDS: Final = 60.0
"""Names of events do not come and go while somebody types."""
MOST_NAMES: Final = 300
MOST_VALUES: Final = 20


@dataclass(frozen=True)
class Arrived:
    """Names that arrived. `events` maps each to its count; `values` maps a property to its commonest values."""

    events: Mapping[str, int]
    properties: tuple[str, ...]
    flags: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]


@dataclass
class Known:
    """What was heard of one installation, and when."""

    arrived: Arrived | None = None
    heard_at: float = field(default=-FRESH_SECONDS)

    def hear(self, answered: "Future[Any]") -> None:
        """Keeps an answer, also one that nobody waits for any more."""
        if answered.exception() is None:
            self.arrived, self.heard_at = _arrived(answered.result()), time.monotonic()


@lru_cache(maxsize=4)
def _known(_data: str) -> Known:
    return Known()


def arrived_at(place: Installation) -> Arrived | None:
    """The names that arrived, at most a minute old; None where the studio does not say so in time."""
    known = _known(str(place.house.data))
    if time.monotonic() - known.heard_at < FRESH_SECONDS:
        return known.arrived
    with suppress(HypercareError, TimeoutError):
        asked = place.studio.asking_once("vocabulary")
        asked.add_done_callback(known.hear)
        asked.result(PAGE_PATIENCE_SECONDS)
        known.hear(asked)  # who waits may be told before those who are called back
    return known.arrived


def _arrived(vocabulary: Document) -> Arrived:
    events: dict[str, int] = {each["event"]: each["count"] for each in vocabulary["events"][:MOST_NAMES]}
    named = [
        *((each["key"], each["values"]) for each in vocabulary["traits"]),
        *((each["name"], each["values"]) for event in vocabulary["events"] for each in event["properties"]),
        *((each["name"], []) for event in vocabulary["events"] for each in event["groups"]),
    ]
    flags = dict.fromkeys(each["name"] for event in vocabulary["events"] for each in event["flags"])
    return Arrived(events, tuple(dict.fromkeys(name for name, _ in named))[:MOST_NAMES], tuple(flags), _values(named))


def _values(named: Iterable[tuple[str, list[Document]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, values in named:
        found.setdefault(name, {}).update((str(each["value"]), None) for each in values[:MOST_VALUES])
    return {name: tuple(values)[:MOST_VALUES] for name, values in found.items() if values}


_sizes: Final[dict[Pair, int | None]] = {}
"""Answers never change, so they are kept for as long as the process lives, up to `MOST_SIZES`."""
MOST_SIZES: Final = 1024


def needed_by(place: Installation) -> "Needs":
    """How large samples must be, as the studio reckons."""
    return Needs(place)


@dataclass(frozen=True)
class Needs:
    """Units that tell success from failure; a pair is left out where the studio does not answer in time."""

    place: Installation

    def __call__(self, pairs: tuple[Pair, ...]) -> dict[Pair, int | None]:
        """The answers to pairs of success and failure."""
        open_pairs = [pair for pair in pairs if pair not in _sizes]
        if open_pairs:
            self._ask(open_pairs)
        return {pair: _sizes[pair] for pair in pairs if pair in _sizes}

    def _ask(self, pairs: list[Pair]) -> None:
        try:
            answer = self.place.studio.ask(
                "sample-sizes", patience=PAGE_PATIENCE_SECONDS, pairs=[list(pair) for pair in pairs]
            )
        except HypercareError:
            return
        if len(_sizes) > MOST_SIZES:
            _sizes.clear()
        _sizes.update(zip(pairs, answer["units"], strict=False))
