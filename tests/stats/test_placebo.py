"""Launches that were none, and what they teach about the standard error."""

import numpy as np
import pytest

from hypercare.stats.placebo import Placebo, inflation, placebo_scores


def blocks(days: int, before: int = 28) -> list[Placebo]:
    return [Placebo(max(0, start - before), start, start + 14) for start in range(28, days - 13, 14)]


def scores(y: np.ndarray, **strength: float) -> tuple[float, ...]:
    days = np.arange(float(len(y)))
    given = {"correlation": 0.0, "noise": 0.0, "walk": 0.0} | strength
    return placebo_scores(
        y, np.ones((len(y), 1)), days, blocks(len(y)), thinness=np.ones(len(y)), prior_sd=np.full(1, np.inf), **given
    )


def test_a_score_is_a_t_statistic() -> None:
    """By hand: before 28 days alternating 0 and 2, the block 14 days alternating 1 and 3. Means 1 and 2; squared
    residuals 42 over 40 degrees; standard error sqrt(1.05 * (1/28 + 1/14)) = 0.33541, so t = 2.98142."""
    y = np.array([0.0, 2.0] * 14 + [1.0, 3.0] * 7)
    assert scores(y) == pytest.approx((2.981423969999719,))


def test_older_days_do_not_move_the_level_of_before() -> None:
    y = np.array([0.0, 2.0] * 14 + [1.0, 3.0] * 7)
    long = np.concatenate([y + 50, y])[-70:]
    assert scores(long)[-1] == pytest.approx(scores(y)[0], rel=0.2)


def test_where_the_model_is_right_nothing_is_inflated_much() -> None:
    rng = np.random.default_rng(5)
    factors = [inflation(scores(rng.normal(size=364))) for _ in range(40)]
    assert 1.0 <= float(np.mean(factors)) < 1.2


def test_what_the_model_misses_is_inflated() -> None:
    rng = np.random.default_rng(5)
    drift = np.cumsum(rng.normal(size=364)) * 0.5 + rng.normal(size=364)
    assert inflation(scores(drift)) > 2


def test_what_cannot_be_scored_is_not_counted() -> None:
    assert scores(np.zeros(28)) == ()
    assert scores(np.ones(80)) == ()


@pytest.mark.parametrize(
    ("given", "factor"),
    [([3.0] * 7, 1.0), ([3.0] * 8, 3.0), ([0.2] * 20, 1.0), ([0.0] * 7 + [4.0], 2**0.5)],
    ids=["too few", "eight", "never deflated", "root mean square"],
)
def test_the_factor(given: list[float], factor: float) -> None:
    assert inflation(given) == pytest.approx(factor)
