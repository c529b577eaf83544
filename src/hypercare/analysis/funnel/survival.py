"""How long it takes until something happens, where some have not been watched to the end (Kaplan & Meier 1958)."""

from dataclasses import dataclass

from hypercare.analysis.funnel.durations import Durations
from hypercare.model.instant import SECOND_US
from hypercare.stats.kaplan_meier import product_limit

MOST_POINTS = 100
HALF = 0.5


@dataclass(frozen=True)
class Survival:
    """The share to whom it has not happened yet: `points` are (seconds, share from then on), at most 100 of them, from
    (0, 1) on; `median` the seconds until it has happened to half, None where it has not within what was watched.
    """

    median: float | None
    points: tuple[tuple[float, float], ...]


def survival(happened: Durations, watched: Durations) -> Survival | None:
    """The product limit of the times after which it happened and those for which the others were watched, so far in
    vain. None for nobody.

    Times of one step of the scale are taken as one, at which those who are watched no longer are still at risk.
    """
    at_risk = happened.count + watched.count
    if not at_risk:
        return None
    curve, steps = [(0.0, 1.0)], sorted(happened.steps.keys() | watched.steps.keys())
    counted = [(happened.steps.get(step, (0, 0))[0], watched.steps.get(step, (0, 0))[0]) for step in steps]
    for step, (share, _) in zip(steps, product_limit(counted, at_risk), strict=True):
        events, total = happened.steps.get(step, (0, 0))
        if events:
            curve.append((total / events / SECOND_US, share))
    median = next((seconds for seconds, left in curve if left <= HALF), None)
    return Survival(median, tuple(_thinned(curve)))


def _thinned(curve: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """So many points of a curve as are shown, its ends among them."""
    if len(curve) <= MOST_POINTS:
        return curve
    last = len(curve) - 1
    return [curve[round(number * last / (MOST_POINTS - 1))] for number in range(MOST_POINTS)]
