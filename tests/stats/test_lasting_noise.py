"""How much of the noise of days lasts: planted noise, counting that hides it, sums written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hypercare.stats.lasting_noise import Noise, noise_of

Floats = NDArray[np.float64]


def planted(seed: int, size: int, correlation: float, own: float) -> Floats:
    """An AR(1) of variance 1, and noise of a day's own beside it."""
    rng = np.random.default_rng(seed)
    found = np.zeros(size)
    found[0] = rng.normal()
    for day in range(1, size):
        found[day] = correlation * found[day - 1] + np.sqrt(1 - correlation**2) * rng.normal()
    return np.asarray(found + np.sqrt(own) * rng.normal(size=size), np.float64)


def told(error: Floats, precision: float = 1e-4) -> Noise:
    """Of days with nothing but a level."""
    size = len(error)
    return noise_of(np.ones((size, 1)), error, np.arange(size), np.full((1, 1), precision), 1.0)


@pytest.mark.parametrize("own", [0.0, 1.0], ids=["alone", "half hidden by counting"])
def test_noise_that_lasts_is_found_behind_counting(own: float) -> None:
    found = np.mean([told(planted(seed, 600, 0.7, own)).covariances[[0, 1, 3]] for seed in range(6)], axis=0)
    assert found == pytest.approx([1 + own, 0.7, 0.7**3], rel=0.2)


def test_of_independent_days_little_lasts() -> None:
    spreads = [told(planted(seed, 300, 0.0, 0.0)).spread(np.arange(28), np.full(28, 1 / 28)) for seed in range(10)]
    assert float(np.mean(spreads)) == pytest.approx(1.0, abs=0.35)


def test_sums_vary_by_more_than_neighbours_that_counting_hides_show() -> None:
    """AR .6 beside twice as much counting: neighbours correlate by .2, from which (1 + .2) / (1 - .2) is 1.5 times
    as much as of independent days; truly it is (3 + 2 * .6 / .4) / 3 = 2."""
    parts = np.full(60, 1 / 60)
    spreads = [told(planted(seed, 240, 0.6, 2.0)).spread(np.arange(60), parts) / 3 for seed in range(12)]
    assert 1.75 < float(np.mean(spreads)) < 2.6


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(1, 12))
def test_the_spread_is_that_of_the_covariances_written_out(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    at = np.sort(rng.choice(np.arange(5, 35), size, replace=False))
    parts = rng.dirichlet(np.ones(size))
    noise = Noise(2.0 * 0.8 ** np.arange(40.0))
    dense = 2.0 * 0.8 ** np.abs(at[:, None] - at[None, :])
    assert noise.spread(at, parts) == pytest.approx(np.sqrt(parts) @ dense @ np.sqrt(parts))


def test_a_known_level_is_no_noise_and_an_unknown_one_is_taken_off() -> None:
    error = 50.0 + planted(3, 200, 0.0, 0.0)
    assert told(error).covariances[0] == pytest.approx(1.0, rel=0.3)
    assert told(error, precision=1e6).covariances[0] > 50


def test_a_day_that_is_missing_is_a_longer_way() -> None:
    error = planted(4, 400, 0.8, 0.0)
    days = np.delete(np.arange(400), np.arange(7, 400, 7))
    found = noise_of(np.ones((len(days), 1)), error[days], days, np.full((1, 1), 1e-4), 1.0)
    assert len(found.covariances) == days[-1] - days[0] + 1
    assert found.covariances == pytest.approx(told(error).covariances[: len(found.covariances)], abs=0.2)


def test_days_further_apart_than_what_is_known() -> None:
    with pytest.raises(ValueError, match="at most"):
        Noise(np.ones(3)).spread(np.array([0, 3]), np.array([0.5, 0.5]))
