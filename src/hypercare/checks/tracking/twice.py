"""TRACK-TWICE: one thing that somebody did is sent twice."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from hypercare.checks.check import Check
from hypercare.checks.tracking.facts import Row, TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.checks.tracking.measure import example
from hypercare.model.instant import SECOND_US, from_micros
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.tracking import TrackedEvent

WITHIN_US = 2 * SECOND_US
"""A tap that fires twice, and a page that tracks and re-renders, do so within this."""
NEAR_US = 62 * SECOND_US
"""Pairs further apart than that and no further than this tell how often chance alone brings two together."""
FAILS, WATCHED = 0.05, 0.01
FEWEST = 3
"""Fewer are an accident."""
LARGEST_GROUP = 2
"""Three and more at once are a bulk, in which equal things are different things."""
OF_CLIENTS = ("$", "mp_", "insert_id", "time", "distinct_id")

CHECK = Check(
    id="TRACK-TWICE",
    title="An event fires twice",
    looks_for=(
        "among the newest rows of an event two of one unit with equal properties within 2 seconds (what clients add "
        "themselves aside; three and more at once are a bulk): more than 5 % of the rows fail, more than 1 % are to "
        "be watched, where these are at least 3 pairs and more than chance would bring, which is read off the pairs "
        "that are 2 to 62 seconds apart"
    ),
    why="a double firing halves every conversion that has it below the line, and doubles every one above it",
    trips="the offer page tracks on load and again when it has rendered: 24 of 200 rows come in pairs",
    passes="a merchant opens the page twice in a minute",
    source="docs/tracking.md",
)


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for every planned event that fires twice."""
    del as_of
    for tracked in launch.tracking.values():
        rows = [row for row in facts.samples.get(tracked.event, ()) if row.unit]
        pairs, by_chance = _pairs(rows)
        if len(pairs) >= FEWEST and len(pairs) > WATCHED * len(rows) and len(pairs) > _most_by_chance(by_chance):
            yield _twice(tracked, rows, pairs)


def _most_by_chance(expected: float) -> float:
    """Three standard deviations above what a Poisson process brings."""
    return expected + 3 * math.sqrt(expected)


def _twice(tracked: TrackedEvent, rows: Sequence[Row], pairs: Sequence[Row]) -> Finding:
    share = len(pairs) / len(rows)
    figures: dict[str, str | int] = {"event": tracked.event, "pairs": len(pairs), "rows": len(rows)}
    return Finding(
        CHECK.id,
        Level.FAIL if share > FAILS else Level.WATCH,
        tracked.event,
        Text("track-twice", figures),
        Text("track-twice-todo", figures),
        Seen(
            f"{share:.1%}",
            f"at most {WATCHED:.0%}",
            len(rows),
            since=from_micros(min(row.at for row in pairs)),
            until=from_micros(max(row.at for row in pairs)),
            example=example(pairs[0].properties),
        ),
        event=tracked.event,
    )


def _pairs(rows: Sequence[Row]) -> tuple[list[Row], float]:
    """The second row of every pair within 2 seconds, and how many chance would bring."""
    units = Counter(row.unit for row in rows)
    alike: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if units[row.unit] > 1:
            alike[row.unit, example(_own(row.properties))].append(row)
    pairs: list[Row] = []
    near = 0
    for group in alike.values():
        ordered = sorted(group, key=lambda row: row.at)
        for burst in _bursts(ordered):
            pairs += burst[1:] if len(burst) == LARGEST_GROUP else []
        near += sum(WITHIN_US < later.at - earlier.at <= NEAR_US for earlier, later in pairwise(ordered))
    return pairs, near * WITHIN_US / (NEAR_US - WITHIN_US)


def _bursts(ordered: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that follow one another within 2 seconds, together."""
    burst: list[Row] = []
    for row in ordered:
        if burst and row.at - burst[-1].at > WITHIN_US:
            yield burst
            burst = []
        burst.append(row)
    if burst:
        yield burst


def _own(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    """The properties without what a client adds, which differs between two firings."""
    return {name: properties[name] for name in sorted(properties) if not name.startswith(OF_CLIENTS)}
