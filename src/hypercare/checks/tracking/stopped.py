"""TRACK-STOPPED: an event has stopped arriving, by its own cadence or by the declared one."""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta

from hypercare.checks.check import Check
from hypercare.checks.tracking.facts import Arrival, TrackingFacts
from hypercare.checks.tracking.finding import Finding, Level, Seen
from hypercare.model.instant import DAY_US, from_micros, to_micros
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.tracking import TrackedEvent

CHECK = Check(
    id="TRACK-STOPPED",
    title="An event has stopped",
    looks_for=(
        "how long an event has been silent, the lateness of the data aside: longer than its `every`, or while the "
        "same hours of the same weekdays of earlier weeks (two to four of them) brought some every week. At 7 or more "
        "a week it fails, from 3 on it is to be watched. With less than two weeks of history and no `every` that is "
        "not known yet"
    ),
    why="a release that drops an event looks like users who stopped; so do a night and a Sunday, which are no fault",
    trips="opened came 210 times on each of the last four Mondays until noon, and today it is noon, and none came",
    passes="nobody opened it since Saturday noon, as on every Sunday",
    source="docs/tracking.md",
)
WEEK_US = 7 * DAY_US
WEEKS, FEWEST_WEEKS = 4, 2
FAILS, WATCHED = 7.0, 3.0
"""Events that a silence should have brought: with 7 it is one silence in a thousand, with 3 one in twenty."""
HISTORY = timedelta(weeks=2)
UNITS = {"day": timedelta(days=1), "hour": timedelta(hours=1), "minute": timedelta(minutes=1)}


def find(launch: Launch, as_of: datetime, facts: TrackingFacts) -> Iterator[Finding]:
    """One finding for every planned event that is silent too long, or of which that cannot be said yet."""
    for tracked in launch.tracking.values():
        arrival = facts.of(tracked.event, tracked.source)
        before = facts.last_before(tracked.event, tracked.source)
        if arrival is not None:
            yield from _silent(launch, as_of, tracked, arrival)
        elif before is not None:
            yield _stopped(tracked, as_of, before, "track-stopped-long", Level.FAIL, "")


def _silent(launch: Launch, as_of: datetime, tracked: TrackedEvent, arrival: Arrival) -> Iterator[Finding]:
    silent = as_of - from_micros(arrival.last_at)
    if tracked.every is not None and silent > tracked.every + launch.lateness:
        expected = "every {} {}s".format(*_whole(tracked.every))
        yield _stopped(tracked, as_of, arrival.last_at, "track-silent", Level.FAIL, expected)
        return
    end = to_micros(as_of - launch.lateness)
    weeks = _same_hours(arrival, end)
    if len(weeks) >= FEWEST_WEEKS:
        mean = math.fsum(weeks) / len(weeks)
        if mean >= WATCHED and min(weeks) > 0:
            level = Level.FAIL if mean >= FAILS else Level.WATCH
            yield _stopped(tracked, as_of, arrival.last_at, "track-stopped", level, f"{mean:.0f}")
    elif tracked.every is None and from_micros(arrival.first_quarter) > as_of - HISTORY:
        yield _young(tracked, arrival)


def _same_hours(arrival: Arrival, end: int) -> list[int]:
    """How many came in the hours of the silence in each of up to four weeks before it; only weeks of its history."""
    silence = end - arrival.last_at
    if silence <= 0:
        return []
    first = -(-silence // WEEK_US)
    shifts = (each * WEEK_US for each in range(first, first + WEEKS))
    return [
        arrival.between(arrival.last_at - shift, end - shift)
        for shift in shifts
        if arrival.last_at - shift >= arrival.first_quarter
    ]


def _stopped(tracked: TrackedEvent, as_of: datetime, last: int, text: str, level: Level, expected: str) -> Finding:
    figures: dict[str, str | int | datetime] = {
        "event": tracked.event,
        "hours": _hours(as_of - from_micros(last)),
        "expected": expected,
    }
    if tracked.every is not None:
        figures["every"], figures["unit"] = _whole(tracked.every)
    return Finding(
        CHECK.id,
        level,
        tracked.event,
        Text(text, figures),
        Text("track-stopped-todo", figures),
        Seen("0", expected, 0, since=from_micros(last), until=as_of),
        event=tracked.event,
    )


def _young(tracked: TrackedEvent, arrival: Arrival) -> Finding:
    figures: dict[str, str | int] = {"event": tracked.event, "days": HISTORY.days}
    return Finding(
        CHECK.id,
        Level.PENDING,
        tracked.event,
        Text("track-young", figures),
        Text("track-young-todo", figures),
        Seen(f"{arrival.events}", f"{HISTORY.days} d", arrival.events, since=from_micros(arrival.first_quarter)),
        event=tracked.event,
    )


def _hours(span: timedelta) -> int:
    return round(span / timedelta(hours=1))


def _whole(span: timedelta) -> tuple[int, str]:
    """A span in the largest unit that it is a whole number of, else in minutes: 90 minutes, 6 hours, 1 day."""
    for unit, one in UNITS.items():
        if not span % one:
            return span // one, unit
    return max(1, round(span / UNITS["minute"])), "minute"
