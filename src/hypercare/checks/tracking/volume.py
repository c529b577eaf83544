"""TRACK-VOLUME: more or fewer events than are planned."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.tracking.facts import Arrival, TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.checks.tracking.spans import Span, complete_spans, first_span_is_in
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.tracking import TrackedEvent, Volume

CHECK = Check(
    id="TRACK-VOLUME",
    title="The volume is outside its band",
    looks_for=(
        "the last whole hour, local day or seven days since the day after go-live whose data is in, against `volume`: "
        "outside of the band it is to be watched; it fails where the one before was outside on the same side. Before "
        "the first is whole that is not known yet"
    ),
    why="half of the events, or twice as many, is broken tracking more often than it is a surprise",
    trips="volume: 200 to 900 a day, and yesterday 96 came, the day before 104",
    passes="yesterday 412 came",
    source="docs/tracking.md",
)
LOOKED = 2


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for every planned event that is outside its band, or of which that cannot be said yet."""
    for tracked in launch.tracking.values():
        arrival = facts.of(tracked.event, tracked.source)
        if tracked.volume is None or arrival is None:
            continue
        spans = complete_spans(launch, as_of, tracked.volume.per, LOOKED)
        if not spans:
            yield _pending(launch, tracked, tracked.volume)
        else:
            yield from _outside(tracked, tracked.volume, arrival, spans)


def _side(volume: Volume, count: int) -> int:
    """-1 below the band, 1 above it, 0 in it."""
    if volume.least is not None and count < volume.least:
        return -1
    return int(volume.most is not None and count > volume.most)


def _outside(tracked: TrackedEvent, volume: Volume, arrival: Arrival, spans: tuple[Span, ...]) -> Iterator[Finding]:
    counts = [arrival.between(span.start, span.end) for span in spans]
    sides = [_side(volume, count) for count in counts]
    if not sides[0]:
        return
    again = len(sides) == LOOKED and sides[1] == sides[0]
    figures: dict[str, str | int] = {
        "event": tracked.event,
        "count": counts[0],
        "band": band(volume),
        "per": volume.per,
    }
    text = "track-volume-below" if sides[0] < 0 else "track-volume-above"
    yield Finding(
        CHECK.id,
        Level.FAIL if again else Level.WATCH,
        tracked.event,
        Text(text, figures),
        Text(f"{text}-todo", figures),
        Seen(", ".join(map(str, counts)), band(volume), sum(counts), since=spans[-1].since, until=spans[0].until),
        event=tracked.event,
    )


def _pending(launch: Launch, tracked: TrackedEvent, volume: Volume) -> Finding:
    when = first_span_is_in(launch, volume.per)
    figures: dict[str, str | datetime] = {
        "event": tracked.event,
        "band": band(volume),
        "per": volume.per,
        "date": when,
    }
    return Finding(
        CHECK.id,
        Level.PENDING,
        tracked.event,
        Text("track-volume-pending", figures),
        Text("track-volume-pending-todo", figures),
        Seen("", band(volume), 0),
        event=tracked.event,
    )


def band(volume: Volume) -> str:
    """The band in figures: `200-900`, `>= 50`, `<= 2000`."""
    least, most = (None if end is None else f"{end:.12g}" for end in (volume.least, volume.most))
    return f"{least}-{most}" if least and most else f">= {least}" if least else f"<= {most}"
