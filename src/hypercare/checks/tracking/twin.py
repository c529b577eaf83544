"""TRACK-TWIN: an event is counted otherwise than the backend counts it."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.tracking.facts import TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.checks.tracking.spans import Span, complete_days
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.tracking import TrackedEvent, Twin

CHECK = Check(
    id="TRACK-TWIN",
    title="The count differs from the backend's",
    looks_for=(
        "the events of the last seven whole local days whose data is in, beside those of the `twin`: it fails where "
        "the counts differ by more than `within` of the twin's, or the twin did not arrive at all. With fewer than 20 "
        "of the twin that is not known yet"
    ),
    why="ad blockers, lost batches and double firings show nowhere else: the backend knows what really happened",
    trips="the app counts 912 orders in a week, the order service 1,104",
    passes="the app counts 1,090, the order service 1,104: 1.3 % less, within the declared 5 %",
    source="docs/tracking.md",
)
DAYS = 7
FEWEST = 20
"""With fewer, one lost event is more than 5 %."""


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for every planned event whose count is not its twin's, or of which that cannot be said yet."""
    days = complete_days(launch, as_of, DAYS, live_only=False)
    span = Span(days[-1].start, days[0].end)
    for tracked in launch.tracking.values():
        if tracked.twin is not None and facts.of(tracked.event, tracked.source) is not None:
            found = _compared(tracked, tracked.twin, facts, span)
            if found is not None:
                yield found


def _compared(tracked: TrackedEvent, twin: Twin, facts: TrackingFacts, span: Span) -> Finding | None:
    own, other = (_count(facts, *key, span) for key in ((tracked.event, tracked.source), (twin.event, twin.source)))
    if own >= FEWEST and not other:
        return _finding(tracked, twin, span, "track-twin-silent", Level.FAIL, own, other)
    if other < FEWEST:
        return _finding(tracked, twin, span, "track-twin-few", Level.PENDING, own, other)
    if abs(own - other) > twin.within * other:
        text = "track-twin-less" if own < other else "track-twin-more"
        return _finding(tracked, twin, span, text, Level.FAIL, own, other)
    return None


def _count(facts: TrackingFacts, event: str, source: str, span: Span) -> int:
    arrival = facts.of(event, source)
    return 0 if arrival is None else arrival.between(span.start, span.end)


def _finding(tracked: TrackedEvent, twin: Twin, span: Span, text: str, level: Level, own: int, other: int) -> Finding:
    figures: dict[str, str | int | float] = {
        "event": tracked.event,
        "twin": twin.event,
        "source": twin.source,
        "own": own,
        "other": other,
        "share": abs(own - other) / other if other else 0.0,
        "within": twin.within,
        "needed": FEWEST,
    }
    return Finding(
        CHECK.id,
        level,
        tracked.event,
        Text(text, figures),
        Text(f"{text}-todo", figures),
        Seen(f"{own}", f"{other} ± {twin.within:.3g}", own + other, since=span.since, until=span.until),
        event=tracked.event,
    )
