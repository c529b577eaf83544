"""GATE-TWICE: an event that a gate counts is fired twice since some day."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from hypercare.analysis.integrity.clients import EVERYONE
from hypercare.analysis.integrity.copies import NEAR_US, WITHIN_US, CopiesOf, Fired, Firings
from hypercare.analysis.launch_scope import client_key, population, properties
from hypercare.checks.ask import Ask, question
from hypercare.checks.check import Check
from hypercare.cycles.day import day_n, day_start
from hypercare.model.instant import to_micros
from hypercare.model.launch import Gate, Launch
from hypercare.model.metrics import CountMetric, CycleMetric, EventRef, MeanMetric, Metric, RateMetric, RatioMetric
from hypercare.model.text import Text
from hypercare.model.verdict import Flaw
from hypercare.stats.proportion import beta_binomial_cs, beta_binomial_log_evidence

CHECK = Check(
    id="GATE-TWICE",
    title="A counted event fires twice, or more often",
    looks_for=(
        "of an event that a metric of the gate counts, two to five of one unit with equal properties, each within 2 "
        "seconds of the one before, and nothing else of it within a minute: since some week, of all clients or of one "
        "platform, credibly (an always-valid p < 0.001, no unit counting more than once) more than 3 % above what the "
        "same units showed before go-live, above what chance brings and above what bulks would; or so many units with "
        "half and more of theirs copied"
    ),
    why="who counts copies counts success that did not happen: every second order of the new version is none",
    trips="40 % of the orders of Android come in twos since day 12, before go-live 0.2 %",
    passes="twenty orders in a minute from one file, files of all sizes; twos that were always there",
    source="docs/metrics.md, tracking; docs/tracking.md, TRACK-TWICE",
)
TOLERATED = 0.03
"""Counts of two sources that are to count the same are allowed to differ by this much."""
FLAW_P = 0.001
"""As for a sample-ratio mismatch: a broken measurement is no matter of one launch in twenty."""
WITHOUT_PAST = 0.05
"""What verify-tracking fails at: the line for an event that was not there before, or hardly ever."""
FEWEST_BEFORE = 20.0
"""Fewer firings before go-live, one a unit, say nothing of what was always there."""
BULK_OF_TWO = 3
"""Files of two rows for each of three. Where sizes fall as 1/n**2 there are 2.25, where they halve 2; a client that
fires twice makes none of three. And there are no more files of three than of two, of four than of three."""
ANY_SHARE, ANY_STRENGTH = 0.5, 2.0
"""Beta(1, 1): a broken release can reach a few units or all of them, and copy some firings or each."""
TWICE = 2
MOST_STARTS = 13
WEEK = 7


@dataclass(frozen=True)
class Excess:
    """A client's share of firings that came so many `times` since a start, and its evidence (natural log) against the
    share that is allowed.
    """

    client: str
    start: int
    times: int
    share: float
    evidence: float


def find(launch: Launch, gate: Gate, at: datetime, ask: Ask) -> tuple[Flaw, ...]:
    """A flaw for each event that the gate's metrics count and of which credibly too many are copies."""
    flaws: dict[str, Flaw] = {}
    for metric in (launch.metrics[each.metric] for each in gate.thresholds) if at > launch.live else ():
        for place, ref in enumerate(counted(metric)):
            found = _asked(launch, metric, place, at, ask)
            if found is not None:
                flaws.setdefault(ref.event, _flaw(ref, found, _starts(launch, at)))
    return tuple(flaws.values())


def excess(fired: Mapping[str, Fired]) -> Excess | None:
    """The client and the start of which most is known to be copied, if that is credible; None where it is not.

    One test for every client and start: the mean of their e-values is one (Vovk & Wang 2021), so that there are no
    more false alarms for looking at many.
    """
    tried = [found for client, each in fired.items() for found in _since(client, each)]
    if not tried:
        return None
    best = max(tried, key=lambda each: (each.evidence, -each.start))
    top = best.evidence
    mean = top + math.log(sum(math.exp(each.evidence - top) for each in tried) / len(tried))
    return best if mean > -math.log(FLAW_P) else None


def copied(firings: Firings) -> tuple[int, float]:
    """How many times things are fired, and the firings that are: less those that chance or bulks explain."""
    by_chance = firings.near * WITHIN_US / (NEAR_US - WITHIN_US)
    twos, threes, *_ = firings.times
    found = [twos - by_chance - BULK_OF_TWO * (threes + firings.others)]
    found += [many - fewer - firings.others for fewer, many in pairwise(firings.times)]
    most = max(range(len(found)), key=lambda place: (found[place], -place))
    return most + 2, max(0.0, found[most])


def counted(metric: Metric) -> tuple[EventRef, ...]:
    """What a metric counts the events of; where it is enough that one came, a copy does no harm."""
    match metric:
        case RatioMetric():
            return metric.refs
        case RateMetric() | CountMetric() | MeanMetric():
            return (metric.event,)
        case CycleMetric():
            return (metric.event,) if metric.at_least > 1 else ()
        case _:
            return ()


def _asked(launch: Launch, metric: Metric, place: int, at: datetime, ask: Ask) -> Excess | None:
    asked = CopiesOf(
        population=population(launch, metric),
        ref=counted(metric)[place],
        before=to_micros(day_start(0, launch.live, launch.zone) - launch.before),
        starts=tuple(to_micros(day_start(day, launch.live, launch.zone)) for day in _starts(launch, at)),
        stop=to_micros(at),
        as_of=to_micros(at),
        alike=properties(launch),
        client=client_key(launch),
    )
    return excess(ask(question(f"copies/{metric.name}/{place}", at), asked))


def _starts(launch: Launch, at: datetime) -> range:
    """The local days on which whole weeks since go-live begin; every second or third week where there are many."""
    last = max(0, day_n(at, launch.live, launch.zone) - 1)
    every = WEEK * -(-(last + 1) // (WEEK * MOST_STARTS))
    return range(0, last + 1, every)


def _flaw(ref: EventRef, found: Excess, starts: range) -> Flaw:
    figures: dict[str, str | int | float] = {"event": ref.event, "share": found.share, "day": starts[found.start]}
    if found.times > TWICE:
        figures["times"] = found.times
        if found.client == EVERYONE:
            return Flaw(CHECK.id, Text("gate-copies", figures))
        return Flaw(CHECK.id, Text("gate-copies-client", figures | {"client": found.client}))
    if found.client == EVERYONE:
        return Flaw(CHECK.id, Text("gate-twice", figures))
    return Flaw(CHECK.id, Text("gate-twice-client", figures | {"client": found.client}))


def _since(client: str, fired: Fired) -> Iterator[Excess]:
    """Every start, by the share of firings and by that of units: few units that all fire twice are known by the latter,
    a release that copies some firings of many by the former.
    """
    for start, firings in enumerate(fired.since):
        if not firings.all:
            continue
        times, share = copied(firings)[0], _share(firings)
        for now, before in ((share, _share(fired.before)), (_of_units(firings), _of_units(fired.before))):
            allowed = _allowed(before)
            evidence = beta_binomial_log_evidence(
                now.share * now.units, now.units, null=allowed, prior_mean=ANY_SHARE, prior_strength=ANY_STRENGTH
            )
            yield Excess(client, start, times, share.share, float(evidence) if now.share > allowed else 0.0)


@dataclass(frozen=True)
class Share:
    """A share of copies, and so many units' worth of firings, or units, that it is of."""

    share: float
    units: float


def _share(firings: Firings) -> Share:
    """Of firings, all of a unit counting as one (Kish 1965, section 8.2, at full correlation)."""
    if not firings.all:
        return Share(0.0, 0.0)
    return Share(copied(firings)[1] / firings.all, firings.all**2 / firings.squares)


def _of_units(firings: Firings) -> Share:
    """Of units, those that copy at least half: as many of them as of their copies are neither chance nor bulks."""
    copies = sum(firings.times)
    if not copies:
        return Share(0.0, firings.units)
    return Share(firings.copied / firings.units * min(1.0, copied(firings)[1] / copies), firings.units)


def _allowed(before: Share) -> float:
    """The largest share of copies after go-live that is nothing new."""
    if before.units < FEWEST_BEFORE:
        return WITHOUT_PAST
    usual = beta_binomial_cs(before.share * before.units, before.units, prior_mean=TOLERATED).high
    return min(usual + TOLERATED, 1 - TOLERATED)
