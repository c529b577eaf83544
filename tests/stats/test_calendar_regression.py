"""Quasi-Poisson regression with priors and noise that lasts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hypercare.stats.calendar_regression import LEAST_DISPERSION, MOST_AUTOCORRELATION, Regression, regress

Floats = NDArray[np.float64]

COUNTS = np.array([12, 9, 14, 11, 0, 3, 25, 13, 10, 15, 9, 2, 4, 31, 14, 8, 16, 10, 1, 5], float)
EXPOSURE = np.array([100, 100, 110, 110, 90, 90, 120, 100, 105, 100, 95, 90, 92, 118, 101, 99, 104, 100, 88, 91], float)
DAYS = np.arange(20)
QUIET, BUSY = (DAYS % 7 >= 4) & (DAYS % 7 < 6), DAYS % 7 == 6
DESIGN = np.column_stack([np.ones(20), QUIET, BUSY, DAYS / 10]).astype(float)
START = np.array([np.log(COUNTS.sum() / EXPOSURE.sum()), 0, 0, 0])


def fitted(
    counts: Floats, exposure: Floats, design: Floats, sd: float | Floats, days: NDArray[np.int64] | None = None
) -> Regression:
    prior = np.zeros(design.shape[1])
    prior[0] = np.log(counts.sum() / exposure.sum())
    spread = np.full(design.shape[1], sd) if isinstance(sd, float) else sd
    return regress(
        counts, exposure, design, np.arange(len(counts)) if days is None else days, prior_mean=prior, prior_sd=spread
    )


def test_without_priors_it_is_the_quasi_poisson_regression_of_statsmodels() -> None:
    # statsmodels 0.15.0: GLM(COUNTS, DESIGN, family=Poisson(), offset=log(EXPOSURE)).fit(scale="X2", tol=1e-14). The
    # residuals of neighbouring days are correlated by -0.42 there, so that nothing lasts.
    found = fitted(COUNTS, EXPOSURE, DESIGN, 1e4)
    assert found.autocorrelation == 0.0
    assert found.mean == pytest.approx([-2.26125052215, -1.45989763753, 0.70343040006, 0.11622702339], rel=1e-6)
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx(
        [0.12524095274, 0.24237794093, 0.13978969671, 0.11434472111], rel=1e-3
    )
    assert found.dispersion == pytest.approx(0.77987745024, rel=1e-3)


def test_parts_without_priors_are_the_logistic_regression_by_hand() -> None:
    # A level and a kind of day, saturated: the coefficients are log odds, and dispersion is Pearson's of what is left.
    kind = np.arange(20) % 2 == 1
    parts, whole = np.where(kind, 30.0, 10.0), np.full(20, 40.0)
    design = np.column_stack([np.ones(20), kind]).astype(float)
    found = regress(
        parts, whole, design, DAYS, prior_mean=np.array([0.0, 0.0]), prior_sd=np.array([1e3, 1e3]), parts=True
    )
    assert found.mean == pytest.approx([np.log(10 / 30), 2 * np.log(3)], rel=1e-5)
    assert found.dispersion == LEAST_DISPERSION
    # The variance of a logit of n trials: 1 / (n p (1 - p)).
    assert found.covariance[0, 0] == pytest.approx(LEAST_DISPERSION / (10 * 40 * 0.25 * 0.75), rel=1e-5)


@pytest.mark.parametrize("parts", [pytest.param([3.0, 1.0], id="more"), pytest.param([2.0, 2.0], id="all")])
def test_what_are_no_parts(parts: list[float]) -> None:
    with pytest.raises(ValueError, match="at most what they are parts of"):
        regress(
            np.array(parts), np.full(2, 2.0), np.ones((2, 1)), np.arange(2), prior_mean=np.zeros(1),
            prior_sd=np.ones(1), parts=True,
        )  # fmt: skip


def dense(found: Regression, counts: Floats, exposure: Floats, design: Floats, days: NDArray[np.int64]) -> Floats:
    """The working covariance of the days, written out (Liang & Zeger 1986, equation 4)."""
    expected = exposure * np.exp(design @ found.mean)
    kept = found.autocorrelation ** np.abs(days[:, None] - days[None, :]).astype(float)
    del counts
    return np.asarray(found.dispersion * np.sqrt(expected[:, None] * expected[None, :]) * kept)


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000), size=st.integers(16, 60), level=st.sampled_from([0.3, 5.0, 400.0]),
    sd=st.sampled_from([0.1, 0.5, 3.0]),
)  # fmt: skip
def test_the_posterior_solves_its_equations_written_out(seed: int, size: int, level: float, sd: float) -> None:
    rng = np.random.default_rng(seed)
    days = np.sort(rng.choice(np.arange(2 * size), size, replace=False))
    design = np.column_stack([np.ones(size), days % 7 == 6, rng.random(size) < 0.2, days / 30]).astype(float)
    lasting = np.convolve(rng.normal(0, 0.3, size + 4), np.ones(5) / 2, "valid")
    exposure = rng.uniform(0.5, 2.0, size)
    counts = rng.poisson(level * exposure * np.exp(design @ [0.0, -0.6, 0.7, 0.1] + lasting)).astype(float)
    counts[0] += 1
    spread = np.array([10.0, sd, sd, sd])
    found = fitted(counts, exposure, design, spread, days)
    expected = exposure * np.exp(design @ found.mean)
    inverse = np.linalg.inv(dense(found, counts, exposure, design, days))
    slopes = expected[:, None] * design
    prior = np.zeros(4)
    prior[0] = np.log(counts.sum() / exposure.sum())
    curvature = slopes.T @ inverse @ slopes + np.diag(spread**-2)
    score = slopes.T @ inverse @ (counts - expected) - (found.mean - prior) / spread**2
    assert score / np.sqrt(np.diag(curvature)) == pytest.approx(np.zeros(4), abs=1e-5)
    assert found.covariance == pytest.approx(np.linalg.inv(curvature), rel=1e-6, abs=1e-10)
    assert found.dispersion >= LEAST_DISPERSION


def test_a_column_that_no_day_has_keeps_its_prior() -> None:
    design = np.column_stack([DESIGN, np.zeros(20)])
    found = regress(
        COUNTS, EXPOSURE, design, DAYS, prior_mean=np.array([*START, 1.1]), prior_sd=np.array([9.0, 9, 9, 9, 0.6])
    )
    assert (found.mean[4], np.sqrt(found.covariance[4, 4])) == pytest.approx((1.1, 0.6))


def test_a_prior_and_a_day_meet_by_their_precision() -> None:
    # A level that is known, one day of 400 and a prior of twice as much: with so many counts the logarithm is nearly
    # normal, and the posterior the mean weighted by precision.
    level, prior, sd = np.log(200.0), np.log(2.0), 0.1
    counts = np.array([200.0] * 60 + [300.0])
    design = np.column_stack([np.ones(61), np.arange(61) == 60]).astype(float)
    found = regress(
        counts, np.ones(61), design, np.arange(61), prior_mean=np.array([level, prior]), prior_sd=np.array([9.0, sd])
    )
    noise = found.dispersion / (200 * np.exp(found.mean[1]))
    seen = np.log(1.5)
    closed = (seen / noise + prior / sd**2) / (1 / noise + 1 / sd**2)
    assert found.mean[1] == pytest.approx(closed, abs=0.005)


def test_days_without_counts_are_days() -> None:
    rng = np.random.default_rng(5)
    counts = rng.poisson(0.15, 200).astype(float)
    weekend = np.arange(200) % 7 >= 5
    counts[weekend] = 0
    found = fitted(counts, np.ones(200), np.column_stack([np.ones(200), weekend]).astype(float), 1.0)
    assert np.isfinite(found.mean).all()
    assert found.mean[1] < -0.5
    assert np.exp(found.mean[0]) == pytest.approx(counts[~weekend].mean(), rel=0.1)


def test_noise_that_lasts_is_found_and_makes_errors_wider() -> None:
    rng = np.random.default_rng(11)
    lasting = np.zeros(400)
    for number in range(1, 400):
        lasting[number] = 0.7 * lasting[number - 1] + rng.normal(0, 0.1)
    design = np.column_stack([np.ones(400), np.arange(400) >= 200]).astype(float)
    counts = rng.poisson(5000 * np.exp(lasting)).astype(float)
    found = fitted(counts, np.ones(400), design, 2.0)
    assert found.autocorrelation == pytest.approx(0.7, abs=0.1)
    alone = np.sqrt(found.dispersion * (1 / counts[:200].sum() + 1 / counts[200:].sum()))
    assert np.sqrt(found.covariance[1, 1]) > 1.8 * alone


def test_a_level_that_wanders_explains_everything_and_is_then_said_to_be_noise() -> None:
    # Sixteen days, most without any count, under priors that say next to nothing: with noise that lasts, Newton's
    # steps run away; without it there is one answer, and its errors are those of noise that lasts.
    counts = np.array([2, 0, 0, 0, 0, 0, 0, 2, 0, 1, 1, 1, 1, 1, 1, 0], float)
    days = np.array([1, 3, 7, 8, 10, 11, 14, 16, 18, 20, 22, 24, 25, 27, 28, 31])
    weekly = days % 7 == 6
    design = np.column_stack([np.ones(16), weekly, np.arange(16) % 5 == 2, days / 30]).astype(float)
    found = fitted(counts, np.linspace(0.5, 2.0, 16), design, np.array([10.0, 3, 3, 3]), days)
    assert np.abs(found.mean).max() < 6
    assert 0.2 < np.sqrt(found.covariance[0, 0]) < 5


@settings(max_examples=200)
@given(st.integers(0, 100_000))
def test_whatever_was_counted_there_is_an_answer(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 40))
    kinds = [rng.random(size) < rng.random() for _ in range(int(rng.integers(0, 6)))]
    design = np.column_stack([np.ones(size), *kinds]).astype(float)
    counts = np.floor(np.exp(rng.normal(0, 4, size)) * (rng.random(size) < rng.random()))
    counts[0] = max(counts[0], 1)
    width = design.shape[1]
    found = regress(
        counts, np.exp(rng.normal(0, 3, size)), design, np.sort(rng.choice(np.arange(3 * size), size, replace=False)),
        prior_mean=rng.normal(0, 5, width), prior_sd=np.exp(rng.normal(0, 1.5, width)),
    )  # fmt: skip
    assert np.isfinite(found.mean).all()
    assert (np.diag(found.covariance) > 0).all()
    assert 0 <= found.autocorrelation <= MOST_AUTOCORRELATION


@pytest.mark.parametrize(
    ("counts", "exposure"),
    [
        pytest.param([0.0, 0.0], [1.0, 1.0], id="nothing ever happened"),
        pytest.param([-1.0, 2.0], [1.0, 1.0], id="values below 0"),
        pytest.param([1.0, 2.0], [1.0, 0.0], id="a day without exposure"),
        pytest.param([], [], id="no days"),
    ],
)
def test_what_is_no_series_of_counts(counts: list[float], exposure: list[float]) -> None:
    with pytest.raises(ValueError, match="counts are at least 0"):
        fitted_or_fails(np.array(counts), np.array(exposure))


def fitted_or_fails(counts: Floats, exposure: Floats) -> Regression:
    size = len(counts)
    return regress(
        counts, exposure, np.ones((size, 1)), np.arange(size), prior_mean=np.zeros(1), prior_sd=np.ones(1)
    )  # fmt: skip
