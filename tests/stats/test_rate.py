"""Rates: published limits, the mixture by direct integration, and the ratio of two rates."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import gamma, poisson

from hypercare.stats.arguments import Alternative
from hypercare.stats.rate import (
    gamma_poisson_cs,
    gamma_poisson_log_evidence,
    gamma_poisson_p,
    garwood,
)

EVENTS = st.integers(0, 5000)
EXPOSURES = st.floats(0.01, 1e6)
RATES = st.floats(1e-3, 1e3)


@pytest.mark.parametrize(
    ("events", "alpha", "low", "high"),
    [
        # GraphPad, "How QuickCalcs computes the confidence interval of a count" (Garwood's method), 25 events.
        pytest.param(25, 0.10, 17.38, 34.92, id="graphpad 25 at 90 %"),
        pytest.param(25, 0.05, 16.18, 36.90, id="graphpad 25 at 95 %"),
        pytest.param(25, 0.01, 14.00, 41.00, id="graphpad 25 at 99 %"),
        # Garwood (1936), Biometrika 28:437-442, as reprinted in Biometrika Tables for Statisticians, table 40.
        pytest.param(0, 0.05, 0.00, 3.69, id="no event"),
        pytest.param(1, 0.05, 0.03, 5.57, id="one event"),
        pytest.param(10, 0.05, 4.80, 18.39, id="ten events"),
    ],
)
def test_garwood_gives_published_limits(events, alpha, low, high):
    interval = garwood(events, 1, alpha=alpha)
    assert (round(interval.low, 2), round(interval.high, 2)) == (low, high)
    assert not interval.always_valid


@given(EVENTS, EXPOSURES)
def test_garwood_ends_leave_half_of_alpha_in_each_tail(events, exposure):
    interval = garwood(events, exposure)
    assert poisson.cdf(events, interval.high * exposure) == pytest.approx(0.025, rel=1e-6)
    if events:
        assert poisson.sf(events - 1, interval.low * exposure) == pytest.approx(0.025, rel=1e-6)


@pytest.mark.parametrize("events", [0, 1, 7], ids=["none", "one", "some"])
@pytest.mark.parametrize(("prior_rate", "prior_events"), [(2.0, 5.0), (0.5, 1.0)])
def test_evidence_is_the_mixture_likelihood_over_the_likelihood(events, prior_rate, prior_events):
    """Robbins (1970): the mixture, integrated numerically over the prior. Exposure 3, null 2.5."""
    prior = gamma(prior_events, scale=prior_rate / prior_events)
    mixture, _ = quad(lambda r: poisson.pmf(events, 3 * r) * prior.pdf(r), 0, math.inf, epsabs=0, epsrel=1e-10)
    evidence = gamma_poisson_log_evidence(events, 3, null=2.5, prior_rate=prior_rate, prior_events=prior_events)
    assert float(evidence) == pytest.approx(math.log(mixture / poisson.pmf(events, 7.5)), rel=1e-7)


@given(EVENTS, EXPOSURES, RATES)
def test_the_sequence_contains_the_estimate_and_ends_where_the_evidence_does(events, exposure, prior_rate):
    interval = gamma_poisson_cs(events, exposure, prior_rate=prior_rate)
    assert 0 <= interval.low <= events / exposure <= interval.high < math.inf
    assert interval.always_valid
    for end in (interval.low, interval.high):
        if end > 0:
            evidence = gamma_poisson_log_evidence(events, exposure, null=end, prior_rate=prior_rate, prior_events=5.0)
            assert float(evidence) == pytest.approx(math.log(20), abs=1e-5)


@given(EVENTS, st.floats(1, 1e4), RATES)
def test_counting_exposure_in_thousands_only_moves_the_point(events, exposure, prior_rate):
    single = gamma_poisson_cs(events, exposure, prior_rate=prior_rate)
    thousands = gamma_poisson_cs(events, exposure / 1000, prior_rate=prior_rate * 1000)
    assert (thousands.low, thousands.high) == pytest.approx((1000 * single.low, 1000 * single.high), rel=1e-6)


@given(EVENTS, EXPOSURES, RATES, RATES)
def test_p_is_at_most_alpha_exactly_where_the_sequence_excludes(events, exposure, prior_rate, null):
    interval = gamma_poisson_cs(events, exposure, prior_rate=prior_rate)
    p = gamma_poisson_p(events, exposure, null=null, prior_rate=prior_rate)
    if abs(p - 0.05) > 1e-6:
        assert (p < 0.05) == (not interval.low <= null <= interval.high)
    sides = [
        gamma_poisson_p(events, exposure, null=null, prior_rate=prior_rate, alternative=side)
        for side in (Alternative.LESS, Alternative.GREATER)
    ]
    assert min(sides) == p
    assert max(sides) == 1.0


def test_ten_times_the_data_give_a_narrower_sequence():
    few, many = (gamma_poisson_cs(20 * k, 10 * k, prior_rate=1.0) for k in (1, 10))
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(("prior_factor", "ratio"), [(1, 1.50), (0.5, 1.72), (5, 2.06)])
def test_width_over_the_exact_interval_at_100_events(prior_factor, ratio):
    sequence, exact = gamma_poisson_cs(100, 1, prior_rate=100 * prior_factor), garwood(100, 1)
    assert (sequence.high - sequence.low) / (exact.high - exact.low) == pytest.approx(ratio, abs=0.005)


def test_in_bursts_of_three_thirty_events_tell_as_much_as_ten():
    """The rate stays 3 a day, the spread is that of 10 events in 10/3 days."""
    for bursts, single in (
        (garwood(30, 10, dispersion=3), garwood(10, 10 / 3)),
        (gamma_poisson_cs(30, 10, prior_rate=2.0, dispersion=3), gamma_poisson_cs(10, 10 / 3, prior_rate=2.0)),
    ):
        assert (bursts.low, bursts.high) == pytest.approx((single.low, single.high))
        assert bursts.method == f"dispersed {single.method}"
    p = gamma_poisson_p(30, 10, null=5.0, prior_rate=2.0, dispersion=3)
    assert p == pytest.approx(gamma_poisson_p(10, 10 / 3, null=5.0, prior_rate=2.0))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(lambda: garwood(-1, 1), "events must be finite and at least 0", id="negative events"),
        pytest.param(lambda: garwood(1, -1), "exposure must be finite and at least 0", id="negative exposure"),
        pytest.param(lambda: garwood(1, 0), "events need an exposure", id="events out of nothing"),
        pytest.param(
            lambda: gamma_poisson_cs(1, 1, prior_rate=0), "prior_rate must be finite and above 0", id="prior 0"
        ),
        pytest.param(lambda: gamma_poisson_cs(1, 1, prior_rate=1, prior_events=-1), "prior_events", id="prior weight"),
        pytest.param(
            lambda: garwood(1, 1, dispersion=0.5), "dispersion must be finite and at least 1", id="dispersion"
        ),
        pytest.param(lambda: gamma_poisson_p(1, 1, null=-1, prior_rate=1), "null must be", id="negative null"),
    ],
)
def test_numbers_out_of_range_name_themselves(call, message):
    with pytest.raises(ValueError, match=message):
        call()
