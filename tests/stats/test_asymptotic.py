"""The asymptotic sequence: its published widths, and the Gaussian mixture behind it by direct integration."""

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from hypercare.stats.arguments import Alternative
from hypercare.stats.asymptotic import Minimum, always_valid_p, effective_units, half_width, rho_squared


@pytest.mark.parametrize(("day", "ratio"), [(30, 1.55), (60, 1.56), (90, 1.58)])
def test_width_over_the_fixed_interval_when_tuned_for_day_30(day, ratio):
    n = 50 * day
    assert float(half_width(n, n_opt=1500, alpha=0.05)) / (1.959964 / math.sqrt(n)) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("n", [10, 300, 5000])
def test_its_edge_is_where_the_gaussian_mixture_reaches_one_over_alpha(n):
    """Robbins (1970): the likelihood ratio of drift t, integrated over t ~ N(0, rho²), at S = n · half-width."""
    rho = math.sqrt(rho_squared(300))
    total = n * float(half_width(n, n_opt=300, alpha=0.05))
    mixture, _ = quad(lambda t: norm.pdf(t, scale=rho) * math.exp(t * total - n * t * t / 2), -12 * rho, 12 * rho)
    assert mixture == pytest.approx(20, rel=1e-6)


def test_it_is_near_its_tightest_at_the_size_it_is_tuned_for():
    tuned = [float(half_width(1000, n_opt=n_opt, alpha=0.05)) for n_opt in (250, 1000, 4000)]
    assert min(tuned) == tuned[1]


def test_widths_shrink_with_units_and_grow_with_the_level():
    widths = half_width(np.arange(1, 5000), n_opt=300, alpha=0.05)
    assert np.all(np.diff(widths) < 0)
    assert float(half_width(300, n_opt=300, alpha=0.01)) > widths[299]


@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.2])
def test_p_is_alpha_at_the_edge_of_the_sequence_of_every_level(alpha):
    edge = 3.0 * float(half_width(400, n_opt=300, alpha=alpha))
    p = always_valid_p(edge, 0.0, sd=3.0, n=400, n_opt=300, alternative=Alternative.TWO_SIDED)
    assert p == pytest.approx(alpha, rel=1e-9)


@pytest.mark.parametrize(
    ("estimate", "alternative"), [(1.0, Alternative.LESS), (-1.0, Alternative.GREATER), (0.0, Alternative.TWO_SIDED)]
)
def test_an_estimate_on_the_side_of_the_null_is_no_evidence(estimate, alternative):
    assert always_valid_p(estimate, 0.0, sd=1.0, n=400, n_opt=300, alternative=alternative) == 1.0


def test_effective_units_count_equal_carriers():
    assert effective_units(10, 10) == 10  # ten ones
    assert effective_units(10, 100) == 1  # one ten
    assert effective_units(0, 0) == 0


def test_the_minimum_says_what_is_lacking():
    minimum = Minimum(units=250, effective=50)
    assert minimum.lacking(250, 50.0) is None
    few = minimum.lacking(249, 249.0)
    assert few is not None
    assert (few.reason.id, few.needed, few.have) == ("stats-too-few-units", 250, 249)
    thin = minimum.lacking(1000, 12.7)
    assert thin is not None
    assert (thin.reason.id, dict(thin.reason.params)) == ("stats-too-concentrated", {"needed": 50, "have": 12})
    assert minimum.units_at(1000, 25.0) == 2000


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Minimum(units=1, effective=0), "2 units at least"),
        (lambda: half_width(10, n_opt=0, alpha=0.05), "n_opt must be finite and above 0"),
        (lambda: half_width(10, n_opt=10, alpha=1), "alpha must lie strictly"),
    ],
    ids=["no spread", "n_opt", "alpha"],
)
def test_numbers_out_of_range_name_themselves(call, message):
    with pytest.raises(ValueError, match=message):
        call()
