"""GATE-ZONE: from some week on, one platform's events lie whole hours away from where they were."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.integrity.copies import EVERYONE
from hypercare.analysis.integrity.hours import HOURS, HoursOf
from hypercare.analysis.launch_scope import client_key, population
from hypercare.checks.ask import Ask, question
from hypercare.checks.check import Check
from hypercare.cycles.day import day_n, day_start
from hypercare.model.instant import to_micros
from hypercare.model.launch import Gate, Launch
from hypercare.model.metrics import EventRef, Metric
from hypercare.model.sequences import Ints
from hypercare.model.text import Text
from hypercare.model.verdict import Flaw

CHECK = Check(
    id="GATE-ZONE",
    title="A clock is hours off",
    looks_for=(
        "of an event that the gate reads, the hours of the day at which units first do it in a week: since some week "
        "the ones after lie where those before did, 3 to 21 whole hours away (likelihood ratio of 1,000 and more, and "
        "at most half as far from them as without the shift), of everybody or of one "
        "platform"
    ),
    why="local time that is sent as UTC puts a step before the one that led to it, and a day's end into the next day",
    trips="Android's first uploads of a week came at 9 to 18 until day 13, at 16 to 1 since day 14; the web's did not",
    passes="shops open an hour later in Ramadan; a weekend; more users in Papua, two hours ahead",
    source="docs/metrics.md, tracking",
)
LEAST_HOURS = 3
"""Ramadan moves a day by one hour or two, and so do Indonesia's own zones; local time sent as UTC is seven or more."""
CLOSER = 0.5
"""A shifted clock leaves the shape of the day as it was: what is no closer than that to it is another day."""
LEAST_RATIO = 1000.0
"""As for a sample-ratio mismatch: a broken measurement is no matter of one launch in twenty."""
FEWEST = 30
"""Units on either side, of whom fewer draw no day."""
BEFORE_WEEKS, WEEK, SKIPPED = 4, 7, 1
"""The week in which the clock changed belongs to neither side."""
SMOOTHED = 0.5
"""Of each hour (Krichevsky & Trofimov 1981): an hour at which nobody came yet is no impossible one."""


@dataclass(frozen=True)
class Shift:
    """How many hours a platform's events moved ahead since a week, (-12, 12], and the natural log of the evidence."""

    client: str
    week: int
    hours: int
    evidence: float


def find(launch: Launch, gate: Gate, at: datetime, ask: Ask) -> tuple[Flaw, ...]:
    """A flaw for each event that the gate's metrics read and whose clock moved."""
    flaws: dict[str, Flaw] = {}
    weeks = BEFORE_WEEKS + max(0, day_n(at, launch.live, launch.zone)) // WEEK
    for metric in (launch.metrics[each.metric] for each in gate.thresholds) if at > launch.live else ():
        for place, event in enumerate(dict.fromkeys(metric.refs)):
            found = shift(ask(question(f"hours/{metric.name}/{place}", at), _asked(launch, metric, event, weeks, at)))
            if found is not None:
                flaws.setdefault(event.event, _flaw(event, found))
    return tuple(flaws.values())


def shift(found: Mapping[str, Ints]) -> Shift | None:
    """The platform and the week of which most is known to have moved, if that is credible.

    One test for all platforms, weeks and shifts: the mean of their likelihood ratios. What all platforms do together is
    told of everybody.
    """
    tried = {client: list(_shifts(client, weeks)) for client, weeks in found.items()}
    every = [each for client in tried for each in tried[client]]
    if not every:
        return None
    best = max(every, key=lambda each: (each.evidence, each.client == EVERYONE, -each.week))
    mean = best.evidence + math.log(sum(math.exp(each.evidence - best.evidence) for each in every) / len(every))
    return best if mean > math.log(LEAST_RATIO) else None


def _asked(launch: Launch, metric: Metric, event: EventRef, weeks: int, at: datetime) -> HoursOf:
    return HoursOf(
        population=population(launch, metric),
        event=event,
        client=client_key(launch),
        start=to_micros(day_start(-BEFORE_WEEKS * WEEK, launch.live, launch.zone)),
        weeks=weeks,
        as_of=to_micros(at),
    )


def _flaw(event: EventRef, found: Shift) -> Flaw:
    figures: dict[str, str | int | float] = {
        "event": event.event,
        "day": (found.week - BEFORE_WEEKS) * WEEK,
        "hours": abs(found.hours),
    }
    way = "later" if found.hours > 0 else "earlier"
    if found.client == EVERYONE:
        return Flaw(CHECK.id, Text(f"gate-zone-{way}", figures))
    return Flaw(CHECK.id, Text(f"gate-zone-{way}-client", figures | {"client": found.client}))


def _shifts(client: str, weeks: Ints) -> Iterator[Shift]:
    """Every week as a change, with every shift; a week without evidence, or that fits no better, has none."""
    for week in range(BEFORE_WEEKS, len(weeks)):
        before, after = weeks[:week], weeks[week:]
        if week > BEFORE_WEEKS:
            before = weeks[: week - SKIPPED]
        if min(_units(before), _units(after)) < FEWEST:
            continue
        usual = before.sum(axis=0) + SMOOTHED
        usual, now = usual / usual.sum(), after.sum(axis=0) / after.sum()
        for ahead in range(LEAST_HOURS, HOURS - LEAST_HOURS + 1):
            moved = np.roll(usual, ahead)
            ratio = _units(after) * float((now * np.log(moved / usual)).sum())
            fits = _apart(now, moved) <= CLOSER * _apart(now, usual)
            yield Shift(client, week, ahead if 2 * ahead <= HOURS else ahead - HOURS, ratio if fits else 0.0)


def _units(weeks: Ints) -> int:
    """The units of the fullest week: the same units come again in others, at their own hours."""
    return int(weeks.sum(axis=1).max(initial=0))


def _apart(one: NDArray[np.float64], two: NDArray[np.float64]) -> float:
    """The total variation between two days, [0, 1]."""
    return float(np.abs(one - two).sum() / 2)
