"""Regression with AR(1) errors: against statsmodels where it knows the strength, and its misses where nobody does."""

import numpy as np
import pytest

from hypercare.model.estimate import Insufficient
from hypercare.stats.autoregression import Regression, given, regress, whitened

# 40 values: 1 + .5 from the 21st on + an AR(1) of .6, numpy default_rng(20260922).
Y = np.array([
    1.0, 3.395, 3.936, 2.945, 2.161, 2.993, 0.076, -1.841, -2.289, -1.326, 0.083, 0.025, 1.182, 1.945, 1.707, 2.057,
    1.872, 0.824, -0.332, -0.738, 0.961, 0.415, 0.844, 0.458, 1.397, 1.962, 2.083, 2.402, 3.364, 3.143, 2.588, 3.442,
    2.342, 3.422, 2.674, 3.361, 1.544, 1.762, 1.524, 1.239,
])  # fmt: skip
DAYS = np.arange(40)
X = np.column_stack([np.ones(40), DAYS >= 20, DAYS >= 30]).astype(float)
GAPS = np.array([0, 1, 2, 5, 6, 9, 10, 11, 12, 13, 17, 18, 19, 20, 23, 24, 25, 26, 28, 30])
STEP = np.column_stack([np.ones(20), np.arange(20) >= 10]).astype(float)


@pytest.mark.parametrize(
    ("y", "x", "at", "correlation", "noise", "coefficients", "errors"),
    [
        pytest.param(Y, X, DAYS, 0.0, 0.0, [0.98375, 0.71915, 0.6869],
                     [0.3185119969949792, 0.5516789616155297, 0.6370239939899588], id="ordinary least squares"),
        pytest.param(Y, X, DAYS, 0.5, 0.0, [0.9231509153884221, 1.0545846115784272, 0.1747622464126663],
                     [0.4322732549008025, 0.6679482711148104, 0.7423829973407395], id="AR .5"),
        pytest.param(Y, X, DAYS, 0.9, 0.0, [0.7605912998429812, 1.6254683077271719, -0.5526250692094807],
                     [1.4071870659360752, 0.9675064128631358, 0.9755879633050577], id="AR .9"),
        pytest.param(Y[:20], STEP, GAPS, 0.7, 0.5, [1.1739199437838637, -0.39106411504955113],
                     [0.7892798474376468, 1.0833416835813545], id="AR .7, noise, days missing"),
    ],
)  # fmt: skip
def test_it_agrees_with_statsmodels(y, x, at, correlation, noise, coefficients, errors) -> None:
    """statsmodels 0.15.0: GLS(y, x, sigma), sigma = correlation ** |t - s|, plus the noise on its diagonal."""
    found, covariance = given(y, x, at, correlation=correlation, noise=noise)
    assert found == pytest.approx(coefficients, rel=1e-9)
    assert np.sqrt(np.diag(covariance)) == pytest.approx(errors, rel=1e-9)


@pytest.mark.parametrize("walk", [0.0, 0.01, 0.7])
@pytest.mark.parametrize(("correlation", "noise"), [(0.0, 0.0), (0.8, 0.0), (0.5, 1.5)])
def test_whitened_rows_are_those_of_the_covariance_written_out(correlation: float, noise: float, walk: float) -> None:
    """correlation ** |t - s| + noise + walk * min(t, s): a random walk from 0 (Harvey 1989, section 2.3)."""
    thin = np.linspace(0.5, 3, 20)
    apart = np.abs(GAPS[:, None] - GAPS[None, :]).astype(float)
    dense = correlation**apart + np.diag(noise * thin) + walk * np.minimum(GAPS[:, None], GAPS[None, :])
    columns = np.column_stack([STEP, Y[:20]])
    gaps = np.diff(GAPS, prepend=GAPS[:1]).astype(float)
    white, log_det = whitened(columns, gaps, correlation, noise * thin, walk)
    assert white.T @ white == pytest.approx(columns.T @ np.linalg.solve(dense, columns), rel=1e-9)
    assert log_det == pytest.approx(np.linalg.slogdet(dense)[1], abs=1e-9)


def walking(seed: int, step: float) -> tuple[Regression, Regression]:
    """230 days that hang together by .5, off by a tenth, and a level that walks; without walks allowed, and with."""
    rng = np.random.default_rng([11, seed])
    y = 0.1 * series(rng, 0.5, 0.0, 230) + np.cumsum(rng.normal(0, step, 230))
    day = np.arange(230)
    x = np.column_stack([np.ones(230), day < 112, (day >= 140) & (day < 170), day >= 170]).astype(float)
    found = tuple(regress(y, x, day, walks=walks) for walks in (False, True))
    assert all(isinstance(each, Regression) for each in found)
    return found


def test_a_level_that_walks_makes_a_step_less_certain() -> None:
    stays, walks = (np.mean([[each.estimate([0, 0, 0, 1])[1] for each in walking(seed, step)] for seed in range(8)], 0)
                    for step in (0.0, 0.02))  # fmt: skip
    assert walks[1] > 1.25 * walks[0], "steps of 2 % a day"
    assert stays[1] < 1.25 * stays[0], "none at all"
    assert walking(0, 0.02)[0].walk == 0 < walking(0, 0.02)[1].walk


def fitted(y, x, at=None, errors=None) -> Regression:
    found = regress(y, x, np.arange(len(y)) if at is None else at, offset_errors=errors)
    assert isinstance(found, Regression)
    return found


def test_what_is_averaged_lies_among_its_parts_and_is_wider() -> None:
    """GLSAR(Y, X, 1).iterative_fit of statsmodels 0.15.0 finds a correlation of .777."""
    found = fitted(Y, X)
    assert found.freedom == 37
    assert 0.6 < found.correlation < 0.95
    _, covariance = given(Y, X, DAYS, correlation=0.7)
    assert found.estimate([0, 1, 0])[1] > np.sqrt(covariance[1, 1]) * 0.95


def test_an_interval_is_students() -> None:
    """Student's t of 37 degrees at 97.5 %: 2.02619 (Abramowitz & Stegun, table 26.10, between 30 and 40)."""
    found = fitted(Y, X)
    value, error = found.estimate([0, 0, 1])
    plain, wider = found.interval([0, 0, 1]), found.interval_of(value, 1.5 * error)
    assert plain.high - value == pytest.approx(2.0261925 * error, rel=1e-6)
    assert wider.high - value == pytest.approx(1.5 * (plain.high - value))
    assert not plain.always_valid


def test_what_was_taken_off_and_is_not_known_widens_only_what_it_touches() -> None:
    unknown = np.zeros((40, 1))
    unknown[35:] = 0.5
    plain, unsure = fitted(Y, X), fitted(Y, X, errors=unknown)
    assert unsure.coefficients == pytest.approx(plain.coefficients)
    assert unsure.estimate([0, 0, 1])[1] > plain.estimate([0, 0, 1])[1]
    known = fitted(Y, X, errors=np.zeros((40, 2)))
    assert known.covariance == pytest.approx(plain.covariance)


def test_it_moves_with_its_data() -> None:
    plain, moved = fitted(Y, X), fitted(3 * Y + 2 * X[:, 1], X)
    assert moved.coefficients == pytest.approx(3 * plain.coefficients + [0, 2, 0])
    assert moved.covariance == pytest.approx(9 * plain.covariance)
    assert moved.correlation == pytest.approx(plain.correlation)


def series(rng, correlation: float, noise: float, days: int) -> np.ndarray:
    shocks = rng.normal(size=days + 100)
    u = np.zeros(days + 100)
    for t in range(1, days + 100):
        u[t] = correlation * u[t - 1] + np.sqrt(1 - correlation**2) * shocks[t]
    return u[100:] + np.sqrt(noise) * rng.normal(size=days)


@pytest.mark.parametrize(("correlation", "noise"), [(0.0, 0.0), (0.5, 0.0), (0.8, 0.0), (0.8, 1.0)])
def test_a_step_that_is_none_is_seldom_found(correlation: float, noise: float) -> None:
    """120 series of 120 days, nominal 5 %: 6 expected, at most 13 (99.5 %). Ordinary least squares finds 31 to 60."""
    rng = np.random.default_rng([7, round(10 * correlation), round(noise)])
    x = np.column_stack([np.ones(120), (np.arange(120) >= 29) & (np.arange(120) < 60), np.arange(120) >= 60])
    found = [fitted(series(rng, correlation, noise, 120), x.astype(float)).interval([0, 0, 1]) for _ in range(120)]
    assert sum(each.low > 0 or each.high < 0 for each in found) <= 13


def test_a_short_series_says_nothing() -> None:
    found = regress(Y[:8], X[:8, :1] + 0, DAYS[:8])
    assert isinstance(found, Regression)
    short = regress(Y[15:23], np.column_stack([X[15:23, :2], DAYS[:8] == 3]), DAYS[:8])
    assert isinstance(short, Insufficient)
    assert (short.needed, short.have) == (9, 8)


@pytest.mark.parametrize(
    ("x", "at", "message"),
    [
        pytest.param(np.ones((40, 2)), DAYS, "independent", id="columns that hang together"),
        pytest.param(X[:39], DAYS, "rows", id="a row too few"),
        pytest.param(X, DAYS[::-1], "rise", id="backwards"),
        pytest.param(X[:, 0], DAYS, "n, p", id="one column as a vector"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(x, at, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        regress(Y, x, at)


@pytest.mark.parametrize("se", [-0.1, float("inf"), float("nan")])
def test_a_standard_error_is_a_number_from_0_on(se: float) -> None:
    with pytest.raises(ValueError, match="se must"):
        fitted(Y, X).interval_of(0.0, se)


def test_thin_periods_count_for_less() -> None:
    """A wild last day moves the step less when it is known to rest on a hundredth of the events."""
    wild = Y + np.where(DAYS == 39, 8.0, 0.0)
    plain, aware = (regress(wild, X, DAYS, thinness=each) for each in (None, np.where(DAYS == 39, 100.0, 1.0)))
    assert isinstance(plain, Regression)
    assert isinstance(aware, Regression)
    assert aware.estimate([0, 0, 1])[0] < plain.estimate([0, 0, 1])[0]
