"""What arrived, as the checks of the tracking need it: counts by quarter hours, and the newest rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from hypercare.model.sequences import Ints

QUARTER_US = 900_000_000
"""Events are counted by quarter hours: every zone's days begin at one."""
Key = tuple[str, str]
"""A source and an event's name."""


@dataclass(frozen=True, eq=False)
class Arrival:
    """The events of one source and name: how many in each quarter hour since 1970 (k,), ascending, by event time.

    `last_at` is when the last of them happened (microseconds UTC). Of `timed` events the client said when it sent them;
    of these `skewed` by a clock more than five minutes off, at worst by `skew_us` (positive: the client's is behind).
    """

    source: str
    event: str
    events: int
    last_at: int
    quarters: Ints
    counts: Ints
    timed: int = 0
    skewed: int = 0
    skew_us: int = 0

    @property
    def first_quarter(self) -> int:
        """The beginning of the first quarter hour, microseconds UTC."""
        return int(self.quarters[0]) * QUARTER_US

    def between(self, start: int, end: int) -> int:
        """How many happened from `start` to before `end` (microseconds UTC, both begin a quarter hour)."""
        first, last = np.searchsorted(self.quarters, (-(-start // QUARTER_US), -(-end // QUARTER_US)))
        return int(self.counts[first:last].sum())


@dataclass(frozen=True)
class Row:
    """One event of a sample: when it happened (microseconds UTC), who did it, what it carries, from which client."""

    at: int
    unit: str
    properties: Mapping[str, Any]
    lib: str = ""


@dataclass(frozen=True)
class Payload:
    """A real event: from where, when it could first be known here and when it happened (microseconds UTC), what it
    carries.
    """

    source: str
    known: int
    at: int
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class TooEarly:
    """Records of a source that went to quarantine in the last day for a time in the future, beside what came."""

    rejected: int
    came: int
    example: str = ""


@dataclass(frozen=True, eq=False)
class TrackingFacts:
    """All of it, as of an instant. Counts begin at `since`.

    `earlier` holds planned events that only arrived before that, with the last time (microseconds UTC). `samples` are
    the newest rows of the planned events from their sources, the newest first; `platforms` the pairs of platform and
    version ("" for none told) among these and rows further back, of events whose plan asks for them; `first` the first
    payload of each planned event since `since`. `elsewhere` are the names that other launches plan or read.
    """

    since: int
    arrivals: Mapping[Key, Arrival] = field(default_factory=dict)
    earlier: Mapping[Key, int] = field(default_factory=dict)
    samples: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    platforms: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    first: Mapping[str, Payload] = field(default_factory=dict)
    too_early: Mapping[str, TooEarly] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()

    def of(self, event: str, source: str = "") -> Arrival | None:
        """The arrivals of a name from a source, or from all of them together; None where there are none."""
        found = [each for key, each in self.arrivals.items() if key[1] == event and source in ("", key[0])]
        return found[0] if len(found) == 1 else _together(found) if found else None

    def last_before(self, event: str, source: str = "") -> int | None:
        """When an event that is silent since `since` happened last; None where that is not known."""
        return max((at for key, at in self.earlier.items() if key[1] == event and source in ("", key[0])), default=None)

    def sources_of(self, event: str) -> list[str]:
        """From where a name arrived."""
        return sorted({key[0] for key in [*self.arrivals, *self.earlier] if key[1] == event})


def _together(parts: list[Arrival]) -> Arrival:
    quarters, places = np.unique(np.concatenate([part.quarters for part in parts]), return_inverse=True)
    counts = np.zeros(len(quarters), np.int64)
    np.add.at(counts, places, np.concatenate([part.counts for part in parts]))
    return Arrival(
        source="",
        event=parts[0].event,
        events=sum(part.events for part in parts),
        last_at=max(part.last_at for part in parts),
        quarters=quarters,
        counts=counts,
        timed=sum(part.timed for part in parts),
        skewed=sum(part.skewed for part in parts),
        skew_us=max((part.skew_us for part in parts), key=abs),
    )
