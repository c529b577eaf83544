"""GATE-ZONE: from some week on, one platform's events lie whole hours away from where they were."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from hypercare.analysis.integrity.clients import EVERYONE
from hypercare.analysis.integrity.hours import BINS, HoursOf
from hypercare.analysis.launch_scope import client_key, population
from hypercare.checks.ask import Ask, question
from hypercare.checks.check import Check
from hypercare.checks.gates import backwards
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
        "in a funnel, units of whom a step is told 3 to 14 hours after the one that it leads to, most of them by the "
        "same three hours: credibly (an e-value of 1,000 and more) more than one in ten since some week. And of any "
        "event the half hours of the day at which units do it: since some week the ones after lie where those before "
        "did, 3 to 21 hours away (likelihood ratio of 1,000 and more, and at most half as far from them as without the "
        "shift), of everybody or of one platform"
    ),
    why="local time that is sent as UTC puts a step before the one that led to it and a day's end into the next day",
    trips="Android's files are picked seven hours after they were submitted, by the clock of the backend, since day 14",
    passes="shops open an hour later in Ramadan; more users in Papua, two hours ahead; a step taken the next morning",
    source="docs/metrics.md, tracking",
)
LEAST = 6
"""Half hours. Ramadan moves a day by one hour or two, and so do Indonesia's own zones; local time sent as UTC is seven
hours or more."""
CLOSER = 0.5
"""A shifted clock leaves the shape of the day as it was: what is no closer than that to it is another day."""
LEAST_RATIO = 1000.0
"""As for a sample-ratio mismatch: a broken measurement is no matter of one launch in twenty."""
FEWEST = 30
"""Units on either side, of whom fewer draw no day."""
BEFORE_WEEKS, WEEK, SKIPPED = 4, 7, 1
"""The week in which the clock changed belongs to neither side."""
MOST_WEEKS = 53
"""A launch that goes on being judged is looked at for a year: what a verdict keeps does not grow for ever."""
SMOOTHED = 0.5
"""Of each half hour (Krichevsky & Trofimov 1981): one at which nobody came yet is no impossible one."""


Floats = NDArray[np.float64]
TURNS = (np.arange(BINS) - np.arange(LEAST, BINS - LEAST + 1)[:, None]) % BINS
"""For each shift, where its half hours stood before."""
AHEAD = np.where(2 * np.arange(LEAST, BINS - LEAST + 1) <= BINS, 0, -BINS) / 2 + np.arange(LEAST, BINS - LEAST + 1) / 2
"""The hours of each shift, (-12, 12]."""


@dataclass(frozen=True)
class Shift:
    """How many hours a platform's events moved ahead since a week, (-12, 12], and the natural log of the evidence."""

    client: str
    week: int
    hours: float
    evidence: float


def find(launch: Launch, gate: Gate, at: datetime, ask: Ask) -> tuple[Flaw, ...]:
    """A flaw for each event that the gate's metrics read and whose clock moved."""
    flaws: dict[str, Flaw] = {}
    for metric in (launch.metrics[each.metric] for each in gate.thresholds) if at > launch.live else ():
        for name, flaw in backwards.find(launch, metric, at, ask):
            flaws.setdefault(name, flaw)
        for place, event in enumerate(dict.fromkeys(metric.refs)):
            found = shift(ask(question(f"clock/{metric.name}/{place}", at), _asked(launch, metric, event, at)))
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
    best = max(every, key=_clearly)
    mean = best.evidence + math.log(sum(math.exp(each.evidence - best.evidence) for each in every) / len(every))
    return best if mean > math.log(LEAST_RATIO) else None


def _clearly(found: Shift) -> tuple[float, bool, int]:
    """By what the likeliest shift is told: few zones lie half an hour off, so that those must be far likelier."""
    whole = found.hours == round(found.hours)
    return found.evidence - (0 if whole else math.log(LEAST_RATIO)), found.client == EVERYONE, -found.week


def _asked(launch: Launch, metric: Metric, event: EventRef, at: datetime) -> HoursOf:
    since = max(0, day_n(at - launch.lateness, launch.live, launch.zone)) // WEEK
    return HoursOf(
        population=population(launch, metric),
        event=event,
        client=client_key(launch),
        start=to_micros(day_start(-BEFORE_WEEKS * WEEK, launch.live, launch.zone)),
        weeks=BEFORE_WEEKS + min(since, MOST_WEEKS),
        as_of=to_micros(at),
    )


def _flaw(event: EventRef, found: Shift) -> Flaw:
    figures: dict[str, str | int | float] = {
        "event": event.event,
        "day": (found.week - BEFORE_WEEKS) * WEEK,
        "hours": abs(int(found.hours) if found.hours == round(found.hours) else found.hours),
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
        usual, now = _a_day(before), _a_day(after)
        moved = usual[TURNS]
        fits = _apart(now, moved) <= CLOSER * _apart(now, usual)
        evidence = np.zeros(len(AHEAD))
        if fits.any():
            evidence[fits] = _likelihood(now, moved[fits]) - _likelihood(now, _other_days(usual)).max()
        yield from map(Shift, repeat(client), repeat(week), AHEAD.tolist(), evidence.tolist())


def _a_day(weeks: Ints) -> Floats:
    """The half hours of some weeks, of as many units as in the fullest one, smoothed over an hour and a half."""
    day = weeks.sum(axis=0) * (_units(weeks) / weeks.sum())
    return np.asarray((np.roll(day, 1) + day + np.roll(day, -1)) / 3, np.float64)


def _other_days(usual: Floats) -> Floats:
    """What a day may be that no clock has moved, (4, 48): the usual one, all hours alike, half of each, whatever."""
    all_alike = np.full(BINS, usual.mean())
    return np.stack([usual, all_alike, (usual + all_alike) / 2, np.zeros(BINS)])


def _likelihood(now: Floats, days: Floats) -> Floats:
    """The log of how likely a day is after each of some others, but for a constant: Dirichlet-multinomial, so that few
    units before tell little (Johnson, Kotz & Balakrishnan 1997, equation 35.151).
    """
    prior = days + SMOOTHED
    size = prior.sum(axis=-1)
    found = (gammaln(prior + now) - gammaln(prior)).sum(axis=-1) + gammaln(size) - gammaln(size + now.sum())
    return np.asarray(found, np.float64)


def _units(weeks: Ints) -> int:
    """The units of the fullest week: the same units come again in others, at their own hours."""
    return int(weeks.sum(axis=1).max(initial=0))


def _apart(one: Floats, days: Floats) -> Floats:
    """The total variation between a day and each of some others, [0, 1]."""
    return np.asarray(np.abs(one / one.sum() - days / days.sum(axis=-1, keepdims=True)).sum(axis=-1) / 2, np.float64)
