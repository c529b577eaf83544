"""What behaviour is like: the gamma-mixed Poisson world that estimators assume, and the worlds outside of it."""

import numpy as np
from numpy.random import Generator

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.trial import Floats

OUTSIDE_SHARE = 0.45
"""How many trials have a trait: well over a third, so that a third is left in any sizeable run."""
RATES = (
    "lognormal_rates",
    "two_classes",
    "pareto_volumes",
    "batch_uploads",
    "weekdays_only",
    "chain_churn",
    "self_exciting",
    "own_season",
    "heavy_shocks",
    "random_walk",
)
"""Of how often units act."""
COMPARED = tuple(trait for trait in RATES if trait != "chain_churn")
"""The same, where a launch is compared with before: chains that leave for good would be a change of their own."""
SHARES = ("two_classes", "chain_fate", "heavy_shocks")
"""Of who converts or accepts."""
CADENCES = ("two_classes", "chain_churn", "skipped_months")
"""Of how regularly accounts come back."""
EXPLAINED = {
    "lognormal_rates": "rates of units are log-normal, log sd 0.9 to 1.4",
    "two_classes": "a few large units among many small ones (gaps, or chances, of two kinds)",
    "pareto_volumes": "volumes are Pareto with a tail of 1.2 to 1.8",
    "batch_uploads": "events come in batches of up to 40 within a minute",
    "weekdays_only": "most accounts rest on Saturday and Sunday",
    "chain_churn": "whole chains of shops leave on one day",
    "self_exciting": "every event brings others in the following hours and days (Hawkes 1971)",
    "own_season": "each account has a season of its own, of three weeks to three months",
    "heavy_shocks": "common shocks with heavy tails",
    "random_walk": "the common level walks at random, 1 to 3 % a day",
    "chain_fate": "the shops of a chain convert, or not, together",
    "skipped_months": "accounts skip single periods and come back later",
}
GAMMA_LOW, GAMMA_HIGH = 0.8, 3.0
"""The shape of the gamma: from a factor of ten between units to a company of near equals."""
LOG_LOW, LOG_HIGH = 0.9, 1.4
LARGE_LOW, LARGE_HIGH, LARGE_TIMES = 0.1, 0.35, 7.0
"""Two classes: 10 to 35 % of units are seven times as large as the others."""
TAIL_LOW, TAIL_HIGH, TAIL_CAP = 1.2, 1.8, 150.0
"""Pareto: a tail of 1.2 to 1.8, the largest unit no more than 150 times the smallest."""


def drawn_trait(brief: Brief, traits: tuple[str, ...]) -> str:
    """One of the traits, or none."""
    return brief.pick(*traits) if brief.chance(OUTSIDE_SHARE) else ""


def paces(rng: Generator, count: int, trait: str, shape: float) -> Floats:
    """How often units act relative to each other, (count,), with mean 1 in the long run.

    `shape` in [0, 1] places the spread within the range of the trait's family: it belongs to the launch, not to a draw.
    """
    if trait == "lognormal_rates":
        spread = LOG_LOW + shape * (LOG_HIGH - LOG_LOW)
        return np.asarray(np.exp(rng.standard_normal(count) * spread - spread**2 / 2), np.float64)
    if trait == "two_classes":
        share = LARGE_LOW + shape * (LARGE_HIGH - LARGE_LOW)
        sizes = np.where(rng.random(count) < share, LARGE_TIMES, 1.0) * rng.gamma(8.0, 1 / 8.0, count)
        return sizes / (1 + share * (LARGE_TIMES - 1))
    if trait == "pareto_volumes":
        tail = TAIL_LOW + shape * (TAIL_HIGH - TAIL_LOW)
        return _pareto(rng.random(count), tail) / _pareto_mean(tail)
    family = GAMMA_LOW + shape * (GAMMA_HIGH - GAMMA_LOW)
    return rng.gamma(family, 1 / family, count)


def _pareto(uniform: Floats, tail: float) -> Floats:
    """Pareto from 1 to the cap, by inversion."""
    return np.asarray((1 - uniform * (1 - TAIL_CAP**-tail)) ** (-1 / tail), np.float64)


def _pareto_mean(tail: float) -> float:
    """The mean of the truncated Pareto (Johnson, Kotz & Balakrishnan 1994, chapter 20)."""
    return float(tail / (tail - 1) * (1 - TAIL_CAP ** (1 - tail)) / (1 - TAIL_CAP**-tail))
