"""The lift of every metric's daily series: against before, and net of the control where there is one.

Cycles and retention are told by how often their event happens per unit and day, activity by its share of units a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hypercare.analysis.lift.lift import LEAST_SPAN, Lift
from hypercare.checks.ask import Ask
from hypercare.checks.gates.lift import Asked, against_before, net_of_control
from hypercare.cycles.day import day_n
from hypercare.cycles.judgeable import LAST_NOVELTY_DAY
from hypercare.model.estimate import Insufficient
from hypercare.model.launch import Launch
from hypercare.model.verdict import LaunchVerdict

LAST_STEADY_DAY = 90
"""The steady days are those of the outcome phase as it is planned; what comes later is another season."""


@dataclass(frozen=True)
class LiftFound:
    """The lift of a metric against `base`, "before" alone or the "control" as well, or why there is none."""

    metric: str
    base: str
    found: Lift | Insufficient


def find(launch: Launch, verdict: LaunchVerdict, ask: Ask) -> tuple[LiftFound, ...]:
    """The lifts as of the verdict's instant, by metric in the order of the launch file."""
    return tuple(_found(launch, verdict, ask))


def _found(launch: Launch, verdict: LaunchVerdict, ask: Ask) -> Iterator[LiftFound]:
    spans = spans_until(day_n(verdict.as_of - launch.lateness, launch.live, launch.zone) - 1)
    for name, metric in launch.metrics.items():
        asked = Asked(launch, metric, verdict.as_of, ask, spans)
        yield LiftFound(name, "before", against_before(asked))
        if launch.control is not None:
            yield LiftFound(name, "control", net_of_control(asked))


def spans_until(last: int) -> tuple[tuple[int, int], ...]:
    """The early days, and the steady ones as soon as there is a week of them, up to the last day that is over."""
    if last < LAST_NOVELTY_DAY + LEAST_SPAN:
        return ((0, min(max(last, 0), LAST_NOVELTY_DAY)),)
    return ((0, LAST_NOVELTY_DAY), (LAST_NOVELTY_DAY + 1, min(last, LAST_STEADY_DAY)))
