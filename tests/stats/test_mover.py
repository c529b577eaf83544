"""Intervals of weighted sums: a published one, and how often those of sequences miss under daily looks."""

import numpy as np
import pytest

from hypercare.model.estimate import Interval
from hypercare.stats.mover import Part, weighted_interval
from hypercare.stats.proportion import beta_binomial_cs


def part(weight: float, value: float, low: float, high: float) -> Part:
    return Part(weight, value, Interval(low, high, 0.95, "given", always_valid=True))


def test_a_difference_of_shares_is_newcombe_s() -> None:
    """56/70 less 48/80 from Wilson's intervals: 0.0524 to 0.3339 (Newcombe 1998, Statistics in Medicine 17:873, method
    10, table II a)."""
    found = weighted_interval([part(1, 56 / 70, 0.6918, 0.8769), part(-1, 48 / 80, 0.4904, 0.7004)])
    assert (found.low, found.high) == (pytest.approx(0.0524, abs=2e-4), pytest.approx(0.3339, abs=2e-4))


def test_one_part_is_its_own_interval() -> None:
    found = weighted_interval([part(0.5, 0.4, 0.3, 0.6)], shift=1)
    assert (found.low, found.high) == (pytest.approx(1.15), pytest.approx(1.3))


def test_a_part_without_weight_says_nothing() -> None:
    found = weighted_interval([part(1, 0.4, 0.3, 0.6), part(0, 0.5, -np.inf, np.inf)])
    assert (found.low, found.high) == (pytest.approx(0.3), pytest.approx(0.6))


def test_sums_of_sequences_hold_under_daily_looks() -> None:
    """Three values of a segment, looked at on every third day to day 60: the sum must not miss more often than 5 %."""
    rng, missed, weights, rates = np.random.default_rng(11), 0, (0.6, 0.25, 0.15), (0.4, 0.3, 0.5)
    truth = sum(w * r for w, r in zip(weights, rates, strict=True))
    for _ in range(150):
        seen = rng.poisson([12.0, 5.0, 3.0], (60, 3)).cumsum(axis=0)
        hits = [np.concatenate(([0], np.cumsum(rng.random(seen[-1, each]) < rates[each]))) for each in range(3)]
        looks = []
        for on in range(6, 60, 3):
            parts = [
                Part(weights[each], hits[each][n] / n,
                     beta_binomial_cs(int(hits[each][n]), int(n), prior_mean=0.4, prior_strength=100))
                for each, n in enumerate(seen[on])
            ]  # fmt: skip
            looks.append(weighted_interval(parts))
        missed += any(not look.low <= truth <= look.high for look in looks)
    assert missed <= 8
