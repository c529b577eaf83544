"""TRACK-CLOCK: clients' clocks are wrong."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.tracking.facts import Arrival, TooEarly, TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.model.instant import SECOND_US, from_micros
from hypercare.model.launch import Launch
from hypercare.model.text import Text

CHECK = Check(
    id="TRACK-CLOCK",
    title="Clients' clocks are wrong",
    looks_for=(
        "planned events whose client said that it sent them more than five minutes before or after they were "
        "received: more than 5 % of those that say it are to be watched; and records of the plan's sources that went "
        "to quarantine in the last day for a time in the future: more than 1 % of what came fail, fewer are to be "
        "watched"
    ),
    why="a wrong clock puts a step before the one that led to it; what lies in the future is not counted at all",
    trips="a tablet's clock is a day ahead, and 3 % of what the app sent yesterday lies in quarantine",
    passes="every client's clock is right to the minute, and what was sent late was corrected",
    source="docs/tracking.md",
)
SKEWED = 0.05
FEWEST = 3
REJECTED = 0.01
MINUTE_US = 60 * SECOND_US


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for every planned event, and for every source, with wrong clocks."""
    del as_of
    for tracked in launch.tracking.values():
        arrival = facts.of(tracked.event, tracked.source)
        if arrival is not None and arrival.skewed >= FEWEST and arrival.skewed > SKEWED * arrival.timed:
            yield _skewed(arrival)
    sources = {tracked.source for tracked in launch.tracking.values()}
    for source, found in facts.too_early.items():
        if found.rejected and (source in sources or "" in sources):
            yield _too_early(source, found)


def _skewed(arrival: Arrival) -> Finding:
    minutes = round(abs(arrival.skew_us) / MINUTE_US)
    figures: dict[str, str | int] = {
        "event": arrival.event,
        "skewed": arrival.skewed,
        "timed": arrival.timed,
        "minutes": minutes,
    }
    return Finding(
        CHECK.id,
        Level.WATCH,
        arrival.event,
        Text("track-clock", figures),
        Text("track-clock-todo", figures),
        Seen(
            f"{minutes} min",
            "<= 5 min",
            arrival.timed,
            from_micros(arrival.first_quarter),
            from_micros(arrival.last_at),
        ),
        event=arrival.event,
    )


def _too_early(source: str, found: TooEarly) -> Finding:
    share = found.rejected / (found.rejected + found.came)
    figures: dict[str, str | int] = {"source": source, "rejected": found.rejected, "came": found.rejected + found.came}
    return Finding(
        CHECK.id,
        Level.FAIL if share > REJECTED else Level.WATCH,
        source,
        Text("track-future", figures),
        Text("track-future-todo", figures),
        Seen(f"{share:.1%}", f"<= {REJECTED:.0%}", found.rejected + found.came, example=found.example),
    )
