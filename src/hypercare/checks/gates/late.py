"""GATE-LATE: when a gate was judged, too many of its facts were not in yet."""

from datetime import datetime, timedelta

from hypercare.analysis.integrity.delays import EDGES_HOURS, HORIZON_US, Delays, DelaysOf, later_than, missing
from hypercare.analysis.launch_scope import gate_scope
from hypercare.checks.ask import Ask, question
from hypercare.checks.check import Check
from hypercare.cycles.judgeable import earliest
from hypercare.model.instant import to_micros
from hypercare.model.launch import Gate, Launch
from hypercare.model.text import Text
from hypercare.model.verdict import Flaw
from hypercare.stats.proportion import beta_binomial_cs

CHECK = Check(
    id="GATE-LATE",
    title="Judged before its facts were in",
    looks_for=(
        "once a gate is due: by how long facts of days that are at least a week old took to become known, credibly "
        "(99.9 %, no unit counting more than once) more than 5 % of what the gate counts was still to come when its "
        "lateness was over"
    ),
    why="a word that is fixed before the facts are in is a word about those who were online",
    trips="lateness: 6 hours, gate day 7; the app hands in half of its events two days late",
    passes="the same client under gate day 30, whose first four weeks are in; history that is imported weeks later",
    source="docs/metrics.md, tracking; docs/time.md, what was known when",
)
TOLERATED = 0.05
"""As many units may be without their whole window when a gate is judged (docs/metrics.md, maturity)."""
ALPHA = 0.002
"""Both ends of the interval together: 0.001 for the lower one, as for a sample-ratio mismatch."""
ANY_SHARE, ANY_STRENGTH = 0.5, 2.0
"""Beta(1, 1): a client may be offline for a part of its units or for all."""


def find(launch: Launch, gate: Gate, at: datetime, ask: Ask) -> tuple[Flaw, ...]:
    """A flaw where credibly too much was missing for one of the gate's metrics; none before the gate is due."""
    if at < earliest(launch, gate):
        return ()
    for number, threshold in enumerate(gate.thresholds):
        metric = launch.metrics[threshold.metric]
        scope = gate_scope(launch, gate, threshold, at)
        as_of = to_micros(at)
        told_from = min(to_micros(launch.live), as_of - 2 * HORIZON_US)
        asked = DelaysOf(scope.population, metric.refs, told_from, scope.start, scope.settled, as_of)
        found = ask(question(f"{gate.name}/{number}/late", at), asked) if metric.refs else Delays()
        if least_missing(found, launch.lateness) > TOLERATED:
            return (Flaw(CHECK.id, Text("gate-late", _figures(found, launch.lateness))),)
    return ()


def least_missing(found: Delays, lateness: timedelta) -> float:
    """The share of the facts that was credibly missing at least: as much less as the share of late facts may be less.

    Where nothing is known to have come late, 0.
    """
    told, late = sum(found.delays), later_than(found, _hours(lateness))
    if not late:
        return 0.0
    share, units = late / told, told**2 / found.squares
    least = beta_binomial_cs(share * units, units, prior_mean=ANY_SHARE, prior_strength=ANY_STRENGTH, alpha=ALPHA).low
    return missing(found) * least / share


def _figures(found: Delays, lateness: timedelta) -> dict[str, str | int | float]:
    more = next((hours for hours in EDGES_HOURS if missing(found, waited=hours) <= TOLERATED), EDGES_HOURS[-1])
    return {
        "share": missing(found),
        "late": later_than(found, _hours(lateness)) / sum(found.delays),
        "hours": round(_hours(lateness)),
        "enough": round(_hours(lateness)) + more,
    }


def _hours(lateness: timedelta) -> float:
    return lateness / timedelta(hours=1)
