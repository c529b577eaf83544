"""GATE-DROPPED: from some day on, one platform sends an event less often beside its companion."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.integrity.followed import Followed, FollowedOf
from hypercare.analysis.integrity.paired import PairedOf
from hypercare.analysis.launch_scope import client_key, population
from hypercare.checks.ask import Ask, question
from hypercare.checks.check import Check
from hypercare.checks.gates.fallen import FIRST_WEEK, FLAW_P, LOST, fall
from hypercare.cycles.day import day_n, day_start
from hypercare.model.instant import to_micros
from hypercare.model.launch import Gate, Launch
from hypercare.model.metrics import EventRef, FunnelMetric, Metric
from hypercare.model.text import Text
from hypercare.model.verdict import Flaw
from hypercare.stats.proportion import beta_binomial_cs, beta_binomial_log_evidence

CHECK = Check(
    id="GATE-DROPPED",
    title="One platform loses an event",
    looks_for=(
        "of an event that the gate reads, from one day on, at least a week after go-live, credibly (p < 0.001 over all "
        "platforms, weeks and looks) more than a fifth less on one platform while the others go on: of the days of "
        "units with its companion (its declared twin, else the step before it in the funnel) those on which it came, "
        "beside the fortnight before; without a companion, how often the same units do it, beside the weeks before"
    ),
    why="a release that loses events looks like users who stopped; one that broke for users looks the same",
    trips="from day 12 on three in four submissions of Android are missing, while iOS and web send theirs",
    passes="every platform falls on Sundays; a feature that was never used on iOS",
    source="docs/metrics.md, tracking; docs/tracking.md, TRACK-STOPPED",
)
FORTNIGHT, WEEK = 14, 7
"""Every weekday lies twice in what is compared with, and at least once in what is judged."""
FEWEST = 50
"""Days of units, on either side: fewer tell no share."""
ANY_SHARE, ANY_STRENGTH = 0.5, 2.0
"""Beta(1, 1): a release can lose a few events or all."""
MOST_WEEKS = 53
"""A launch that goes on being judged is looked at for a year: what a verdict keeps does not grow for ever."""


@dataclass(frozen=True)
class Loss:
    """What a platform lost since a day (by its number in the window): the share of what was to be expected, and the
    natural log of the evidence where days are tried.
    """

    client: str
    day: int
    share: float
    evidence: float = 0.0


def find(launch: Launch, gate: Gate, at: datetime, ask: Ask) -> tuple[Flaw, ...]:
    """A flaw for each event that one platform lost. Where no fact tells its platform nothing is known."""
    if at <= launch.live:
        return ()
    flaws: dict[str, Flaw] = {}
    for metric in (launch.metrics[each.metric] for each in gate.thresholds):
        for place, (event, companion) in enumerate(companions(launch, metric)):
            found = (_fallen if companion is None else _lost)(launch, metric, place, at, ask)
            if found is not None:
                flaws.setdefault(event.event, _flaw(event, companion, found))
    return tuple(flaws.values())


def companions(launch: Launch, metric: Metric) -> tuple[tuple[EventRef, EventRef | None], ...]:
    """Each event that a metric reads, with what it comes along with: its twin, the step before it, or nothing."""
    before: dict[EventRef, EventRef] = {}
    if isinstance(metric, FunnelMetric):
        steps = [step.ref for step in metric.steps]
        before = dict(zip(steps[1:], steps, strict=False))
    twins = {each.event: EventRef(each.twin.event) for each in launch.tracking.values() if each.twin is not None}
    refs = tuple(dict.fromkeys(metric.refs))
    found = ((ref, twins.get(ref.event) or before.get(ref)) for ref in refs)
    return tuple((ref, other) for ref, other in found if other is None or other.event != ref.event)


def loss(found: Followed, since_live: int) -> Loss | None:
    """The platform and the day (from go-live on) since which most is known to be lost, if that is credible.

    Day `since_live` of the window is day 0. What happens in the first week is the launch's own doing. One test for
    every platform and day: the mean of their e-values is one (Vovk & Wang 2021).
    """
    tried = list(_tried(found, since_live))
    if not tried:
        return None
    best = max(tried, key=lambda each: (each.evidence, -each.day))
    mean = best.evidence + math.log(sum(math.exp(each.evidence - best.evidence) for each in tried) / len(tried))
    return best if mean > -math.log(FLAW_P) else None


def _fallen(launch: Launch, metric: Metric, place: int, at: datetime, ask: Ask) -> Loss | None:
    weeks = (day_n(at - launch.lateness, launch.live, launch.zone)) // WEEK
    if weeks <= FIRST_WEEK:
        return None
    asked = PairedOf(
        population=population(launch, metric),
        event=companions(launch, metric)[place][0],
        client=client_key(launch),
        start=to_micros(day_start(0, launch.live, launch.zone)),
        weeks=min(weeks, MOST_WEEKS),
        as_of=to_micros(at),
    )
    found = fall(ask(question(f"paired/{metric.name}/{place}", at), asked))
    return None if found is None else Loss(found.client, found.week * WEEK, found.share)


def _lost(launch: Launch, metric: Metric, place: int, at: datetime, ask: Ask) -> Loss | None:
    event, companion = companions(launch, metric)[place]
    last = day_n(at - launch.lateness, launch.live, launch.zone)
    if last < FORTNIGHT or companion is None:
        return None
    asked = FollowedOf(
        population=population(launch, metric),
        event=event,
        companion=companion,
        client=client_key(launch),
        start=to_micros(day_start(-FORTNIGHT, launch.live, launch.zone)),
        days=FORTNIGHT + last,
        as_of=to_micros(at),
    )
    return loss(ask(question(f"dropped/{metric.name}/{place}", at), asked), FORTNIGHT)


def _flaw(event: EventRef, companion: EventRef | None, found: Loss) -> Flaw:
    figures: dict[str, str | int | float] = {
        "event": event.event,
        "client": found.client,
        "day": found.day,
        "share": found.share,
    }
    if companion is None:
        return Flaw(CHECK.id, Text("gate-dropped", figures))
    return Flaw(CHECK.id, Text("gate-dropped-companion", figures | {"companion": companion.event}))


def _tried(found: Followed, since_live: int) -> Iterator[Loss]:
    trials = {name: np.array(each, np.float64) for name, each in found.trials.items()}
    hits = {name: np.array(each, np.float64) for name, each in found.hits.items()}
    for client in trials if len(trials) > 1 else ():
        others = [name for name in trials if name != client]
        rest = (np.sum([trials[name] for name in others], axis=0), np.sum([hits[name] for name in others], axis=0))
        for day in range(since_live + WEEK, len(trials[client]) - WEEK + 1):
            tried = _compared(client, day, (trials[client], hits[client]), rest)
            if tried is not None:
                yield replace(tried, day=day - since_live)


Daily = tuple[NDArray[np.float64], NDArray[np.float64]]


def _compared(client: str, day: int, own: Daily, rest: Daily) -> Loss | None:
    """What a platform lost in the fortnight from a day on, beside the one before and beside the other platforms."""
    past, now = slice(max(0, day - FORTNIGHT), day), slice(day, day + FORTNIGHT)
    (before, had), (after, has) = ((own[0][part].sum(), own[1][part].sum()) for part in (past, now))
    (others, others_had), (others_now, others_have) = (
        (rest[0][part].sum(), rest[1][part].sum()) for part in (past, now)
    )
    if min(before, after, others, others_now) < FEWEST or not others_had or not others_have or not had:
        return None
    goes_on = min(1.0, (others_have / others_now) / (others_had / others))
    expected, share = had / before * goes_on, has / after
    lost = Loss(client, day, float(1 - share / expected), 0.0)
    if share >= expected * (1 - LOST):
        return lost
    spread = _dispersion(own, rest, day)
    usual = beta_binomial_cs(had / spread, before / spread, prior_mean=ANY_SHARE, prior_strength=ANY_STRENGTH).low
    allowed = usual * goes_on * (1 - LOST)
    evidence = beta_binomial_log_evidence(
        has / spread, after / spread, null=allowed, prior_mean=ANY_SHARE, prior_strength=ANY_STRENGTH
    )
    return replace(lost, evidence=float(evidence)) if share < allowed else lost


def _dispersion(own: Daily, rest: Daily, day: int) -> float:
    """How many times as far as by chance a platform's days lay from the others' before a day, squared; at least 1.

    Pearson's statistic over its degrees of freedom (McCullagh & Nelder 1989, equation 4.23); by chance the others
    vary, too.
    """
    seen = np.flatnonzero((own[0][:day] > 0) & (rest[0][:day] > 0))
    (trials, hits), (others, others_had) = ((side[0][seen], side[1][seen]) for side in (own, rest))
    usual, others_usual = (side[1].sum() / max(1.0, side[0].sum()) for side in ((trials, hits), (others, others_had)))
    if not 0 < usual < 1 or not 0 < others_usual < 1:
        return 1.0
    expected = np.minimum(trials, trials * usual * (others_had / others) / others_usual)
    of_others = (1 - others_usual) / others_usual * usual / (1 - usual) * trials / others
    noise = ((hits - expected) ** 2 / (trials * usual * (1 - usual) * (1 + of_others))).sum()
    return max(1.0, float(noise) / max(1, len(trials) - 1))
