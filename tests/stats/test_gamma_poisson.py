"""Rates spread as a gamma distribution: against scipy's negative binomial, in bursts against the plain case."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from hypercare.stats import bursty_rates
from hypercare.stats.bursty_rates import BurstyRates
from hypercare.stats.gamma_poisson import MOST_SHAPE, GammaPoisson, fit, log_likelihood
from hypercare.stats.peak import climb

RATES = GammaPoisson(shape=1.2, mean=38 / 90)


def histogram(rng: np.random.Generator, *, units: int, dispersion: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Counts of 30 days, and how many units have each."""
    means = rng.gamma(1.2, 38 / 90 / 1.2, units) * 30
    if dispersion > 1:
        counts = rng.negative_binomial(np.maximum(means / (dispersion - 1), 1e-9), 1 / dispersion)
    else:
        counts = rng.poisson(means)
    found, each = np.unique(counts, return_counts=True)
    return found, each


@pytest.mark.parametrize(
    ("need", "count", "exposure", "ahead"),
    [
        pytest.param(60, 0, 30, 60, id="nothing so far"),
        pytest.param(47, 13, 30, 60, id="on the mean"),
        pytest.param(1, 59, 89, 1, id="one short on the last day"),
        pytest.param(30, 30, 30.5, 47.25, id="weighted exposure"),
    ],
)
def test_reaching_is_the_upper_tail_of_a_negative_binomial(
    need: int, count: int, exposure: float, ahead: float
) -> None:
    seen = RATES.rate + exposure
    expected = nbinom.sf(need - 1, RATES.shape + count, seen / (seen + ahead))

    assert RATES.reaches(need, count, exposure, ahead) == pytest.approx(expected, rel=1e-10)


def test_who_needs_nothing_more_is_there_and_who_has_no_time_left_is_not() -> None:
    assert RATES.reaches([0, -3, 2], 60, 30, [60, 60, 0]).tolist() == [1.0, 1.0, 0.0]


def test_silence_is_the_chance_of_no_event() -> None:
    assert RATES.silent(9, 60, 30) == pytest.approx(nbinom.pmf(0, 10.2, (RATES.rate + 60) / (RATES.rate + 90)))


def test_fit_is_where_scipy_finds_the_likelihood_highest() -> None:
    """Recorded from scipy 1.17 `minimize(method="Nelder-Mead")` on -sum(nbinom.logpmf) of the same counts."""
    counts, units = histogram(np.random.default_rng(1), units=2_000)

    found = fit(counts, 30.0, units)

    assert found is not None
    rest = nbinom.logpmf(counts, found.shape, found.rate / (found.rate + 30)) @ units
    nearby = [(1.02, 1.0), (0.98, 1.0), (1.0, 1.02), (1.0, 0.98)]
    for shape, mean in ((found.shape * x, found.mean * y) for x, y in nearby):
        assert rest > nbinom.logpmf(counts, shape, shape / mean / (shape / mean + 30)) @ units
    assert (found.shape, found.mean) == pytest.approx((1.2155446, 0.4227667), rel=1e-6)


def test_fit_says_how_sure_it_is() -> None:
    """Of 200 draws the standard errors are those that the estimates really have, within a tenth of their spread."""
    rng = np.random.default_rng(7)
    found = [fit(*parts(histogram(rng, units=400))) for _ in range(200)]
    fits = [each for each in found if each is not None]

    spread = np.std([(math.log(each.shape), math.log(each.mean)) for each in fits], axis=0)
    told = np.mean([(each.spread[0][0] ** 0.5, each.spread[1][1] ** 0.5) for each in fits], axis=0)
    assert told == pytest.approx(spread, rel=0.15)


def parts(histogram: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, float, np.ndarray]:
    return histogram[0], 30.0, histogram[1]


def test_nobody_did_anything_is_no_fit() -> None:
    assert fit([0, 0], [30, 30]) is None
    assert fit([3], [0.0]) is None
    assert bursty_rates.fit([0], 30.0, dispersion=3) is None


def test_counts_that_vary_less_than_poisson_make_all_units_alike() -> None:
    found = fit(np.full(100, 10), 30.0)

    assert found is not None
    assert (found.shape, found.mean) == pytest.approx((MOST_SHAPE, 1 / 3), rel=1e-6)
    assert found.spread[0] == (0.0, 0.0)


@pytest.mark.parametrize("units", [40, 2_000])
def test_without_bursts_the_grid_says_what_the_closed_form_says(units: int) -> None:
    counts, each = histogram(np.random.default_rng(units), units=units)
    plain, grid = fit(counts, 30.0, each), bursty_rates.fit(counts, 30.0, each, dispersion=1 + 1e-6)

    assert plain is not None
    assert isinstance(grid, BurstyRates)
    assert (grid.shape, grid.mean) == pytest.approx((plain.shape, plain.mean), rel=2e-3)
    assert grid.reaches(60 - counts, counts, 30, 60) == pytest.approx(
        plain.reaches(60 - counts, counts, 30, 60), abs=2e-3
    )
    assert grid.expected(counts, 30) == pytest.approx(plain.expected(counts, 30), rel=2e-3)


def test_bursts_are_not_taken_for_differences_between_units() -> None:
    """Planted: shape 1.2. Read as independent, bursts of 3 look like units that differ more."""
    counts, units = histogram(np.random.default_rng(3), units=4_000, dispersion=3.0)
    plain, bursty = fit(counts, 30.0, units), bursty_rates.fit(counts, 30.0, units, dispersion=3.0)

    assert plain is not None
    assert isinstance(bursty, BurstyRates)
    assert plain.shape < 1.1 < bursty.shape < 1.3


@given(
    st.integers(1, 80), st.integers(0, 200), st.floats(0.5, 90), st.floats(0.1, 90), st.sampled_from([1.0, 1.7, 6.0])
)
def test_more_time_more_events_and_a_nearer_goal_only_help(
    need: int, count: int, exposure: float, ahead: float, dispersion: float
) -> None:
    n, w = np.array([0.0, 5.0, 20.0, 200.0]), np.array([30.0, 30.0, 30.0, 90.0])
    rates = bursty_rates.fit(n, w, dispersion=dispersion)
    assert rates is not None

    here = rates.reaches(need, count, exposure, ahead)
    assert 0 <= here <= 1
    assert rates.reaches(need, count, exposure, ahead * 1.5) >= here - 1e-12
    assert rates.reaches(need, count + 1, exposure, ahead) >= here - 1e-9
    assert rates.reaches(need + 1, count, exposure, ahead) <= here + 1e-12


def test_the_likelihood_is_the_negative_binomial_one_up_to_a_constant() -> None:
    n = np.array([0.0, 3.0, 17.0])
    told = log_likelihood(n, np.array([10.0, 20.0, 30.0]), shape=0.7, mean=0.4)
    rate = 0.7 / 0.4
    whole = nbinom.logpmf(n, 0.7, rate / (rate + np.array([10.0, 20.0, 30.0])))
    constant = [-math.lgamma(each + 1) for each in n]

    assert told + constant == pytest.approx(whole)


@pytest.mark.parametrize(
    ("start", "bounds", "at"),
    [
        pytest.param((0.0, 0.0), ((-9, 9), (-9, 9)), (2.0, -1.0), id="inside"),
        pytest.param((0.0, 0.0), ((-9, 1), (-9, 9)), (1.0, -1.5), id="on a bound"),
        pytest.param((-5.0, 5.0), ((-9, 9), (-9, 9)), (2.0, -1.0), id="from afar"),
    ],
)
def test_climbing_ends_at_the_top(
    start: tuple[float, float], bounds: tuple[tuple[float, float], tuple[float, float]], at: tuple[float, float]
) -> None:
    found = climb(lambda p: -((p[0] - 2) ** 2) - (p[1] + 1) ** 2 + (p[0] - 2) * (p[1] + 1), start=start, bounds=bounds)

    assert found.at == pytest.approx(at, abs=1e-4)
    if at == (2.0, -1.0):
        assert found.covariance[0] == pytest.approx((2 / 3, 1 / 3), rel=1e-3)
        assert found.covariance[1] == pytest.approx((1 / 3, 2 / 3), rel=1e-3)
