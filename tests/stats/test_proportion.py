"""Shares: published intervals, the mixture by direct integration, and what must hold for all counts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import betaincinv
from scipy.stats import beta as beta_prior
from scipy.stats import binom

from hypercare.stats.arguments import Alternative
from hypercare.stats.proportion import (
    beta_binomial_cs,
    beta_binomial_log_evidence,
    beta_binomial_p,
    clopper_pearson,
)

SHARES = st.floats(0.01, 0.99)
STRENGTHS = st.floats(1.0, 500.0)
TRIALS = st.integers(0, 5000)


@st.composite
def counted(draw):
    trials = draw(st.integers(1, 5000))
    return draw(st.integers(0, trials)), trials


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 5 (Clopper-Pearson exact).
        pytest.param(81, 263, 0.2527, 0.3676, id="newcombe 81/263"),
        pytest.param(15, 148, 0.0578, 0.1617, id="newcombe 15/148"),
        pytest.param(0, 20, 0.0000, 0.1684, id="newcombe 0/20, no hit"),
        pytest.param(1, 29, 0.0009, 0.1776, id="newcombe 1/29"),
        # Standard table of Clopper & Pearson limits (Documenta Geigy, Scientific Tables, binomial): n = 10.
        pytest.param(5, 10, 0.1871, 0.8129, id="geigy 5/10, symmetric"),
        pytest.param(10, 10, 0.6915, 1.0000, id="geigy 10/10, all hits"),
    ],
)
def test_clopper_pearson_gives_published_limits(hits, trials, low, high):
    interval = clopper_pearson(hits, trials)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)
    assert interval.method == "clopper-pearson"
    assert not interval.always_valid


@given(counted(), st.floats(0.001, 0.5))
def test_clopper_pearson_ends_leave_half_of_alpha_in_each_tail(counts, alpha):
    hits, trials = counts
    interval = clopper_pearson(hits, trials, alpha=alpha)
    if hits:
        assert binom.sf(hits - 1, trials, interval.low) == pytest.approx(alpha / 2, rel=1e-6)
    if hits < trials:
        assert binom.cdf(hits, trials, interval.high) == pytest.approx(alpha / 2, rel=1e-6)


@pytest.mark.parametrize(("trials", "truth"), [(1284, 0.394), (300, 0.442), (100, 0.509), (30, 0.662)])
def test_a_gate_judged_once_at_35_percent_has_90_percent_power_at(trials, truth):
    """Independent computation: the least share whose chance of reaching the least passing count is 90 %."""
    passing = next(hits for hits in range(trials + 1) if clopper_pearson(hits, trials).low >= 0.35)
    assert betaincinv(passing, trials - passing + 1, 0.9) == pytest.approx(truth, abs=0.0005)


@pytest.mark.parametrize(("trials", "truth"), [(1284, 0.415), (300, 0.499), (100, 0.656)])
def test_the_sequence_at_a_gate_of_25_to_35_percent_has_90_percent_power_at(trials, truth):
    passing = next(hits for hits in range(trials + 1) if beta_binomial_cs(hits, trials, prior_mean=0.30).low >= 0.35)
    assert betaincinv(passing, trials - passing + 1, 0.9) == pytest.approx(truth, abs=0.0005)


def test_thirty_units_cannot_pass_that_gate_by_the_sequence():
    assert beta_binomial_cs(30, 30, prior_mean=0.30).low < 0.35


@pytest.mark.parametrize(
    ("prior_mean", "prior_strength", "ratio"),
    [
        pytest.param(0.12, 200, 1.45, id="strength 200 on the estimate"),
        pytest.param(0.12, 20, 1.64, id="strength 20 on the estimate"),
        pytest.param(0.5, 2, 1.89, id="uniform prior"),
    ],
)
def test_width_over_the_wald_interval_at_180_of_1500(prior_mean, prior_strength, ratio):
    interval = beta_binomial_cs(180, 1500, prior_mean=prior_mean, prior_strength=prior_strength)
    wald = 2 * 1.959964 * math.sqrt(0.12 * 0.88 / 1500)
    assert (interval.high - interval.low) / wald == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("hits", [0, 1, 9, 20], ids=["none", "one", "some", "all"])
@pytest.mark.parametrize(("prior_mean", "prior_strength"), [(0.5, 2.0), (0.385, 100.0), (0.05, 20.0)])
def test_evidence_is_the_mixture_likelihood_over_the_likelihood(hits, prior_mean, prior_strength):
    """Robbins (1970): the mixture, integrated numerically over the prior."""
    prior = beta_prior(prior_strength * prior_mean, prior_strength * (1 - prior_mean))
    mixture, _ = quad(
        lambda p: p**hits * (1 - p) ** (20 - hits) * prior.pdf(p), 0, 1, points=[0.05, 0.4], epsabs=0, epsrel=1e-10
    )
    evidence = beta_binomial_log_evidence(hits, 20, null=0.4, prior_mean=prior_mean, prior_strength=prior_strength)
    assert float(evidence) == pytest.approx(math.log(mixture / (0.4**hits * 0.6 ** (20 - hits))), rel=1e-7)


@given(counted(), SHARES, STRENGTHS)
def test_the_ends_are_where_the_evidence_reaches_its_threshold(counts, prior_mean, prior_strength):
    hits, trials = counts
    prior = {"prior_mean": prior_mean, "prior_strength": prior_strength}
    interval = beta_binomial_cs(hits, trials, **prior)
    for end, closed in ((interval.low, hits == 0), (interval.high, hits == trials)):
        # Nearer to 1 a float cannot name the end closely enough for the evidence to be read off it.
        if not closed and 1e-300 < end < 1 - 1e-6:
            evidence = beta_binomial_log_evidence(hits, trials, null=end, **prior)
            assert float(evidence) == pytest.approx(math.log(20), abs=1e-5)


@given(counted(), SHARES, STRENGTHS, st.floats(0.001, 0.5))
def test_the_sequence_contains_the_estimate(counts, prior_mean, prior_strength, alpha):
    hits, trials = counts
    interval = beta_binomial_cs(hits, trials, prior_mean=prior_mean, prior_strength=prior_strength, alpha=alpha)
    assert 0 <= interval.low <= hits / trials <= interval.high <= 1
    assert interval.always_valid


@given(counted(), SHARES, STRENGTHS)
def test_calling_a_hit_a_miss_mirrors_the_sequence(counts, prior_mean, prior_strength):
    hits, trials = counts
    one = beta_binomial_cs(hits, trials, prior_mean=prior_mean, prior_strength=prior_strength)
    other = beta_binomial_cs(trials - hits, trials, prior_mean=1 - prior_mean, prior_strength=prior_strength)
    assert (other.low, other.high) == pytest.approx((1 - one.high, 1 - one.low), abs=1e-9)


@given(counted(), SHARES, STRENGTHS, st.floats(0.005, 0.995))
def test_p_is_at_most_alpha_exactly_where_the_sequence_excludes(counts, prior_mean, prior_strength, null):
    hits, trials = counts
    prior = {"prior_mean": prior_mean, "prior_strength": prior_strength}
    p = beta_binomial_p(hits, trials, null=null, **prior)
    interval = beta_binomial_cs(hits, trials, **prior)
    if abs(p - 0.05) > 1e-6:
        assert (p < 0.05) == (not interval.low <= null <= interval.high)
    less = beta_binomial_p(hits, trials, null=null, alternative=Alternative.LESS, **prior)
    greater = beta_binomial_p(hits, trials, null=null, alternative=Alternative.GREATER, **prior)
    assert {less, greater} >= {1.0}
    assert min(less, greater) == p


@pytest.mark.parametrize("hits_of_100", [0, 2, 42, 100])
def test_ten_times_the_data_give_a_narrower_sequence(hits_of_100):
    few = beta_binomial_cs(hits_of_100, 100, prior_mean=0.42)
    many = beta_binomial_cs(10 * hits_of_100, 1000, prior_mean=0.42)
    assert many.high - many.low < few.high - few.low


def test_without_trials_nothing_is_known():
    for interval in (beta_binomial_cs(0, 0, prior_mean=0.4), clopper_pearson(0, 0)):
        assert (interval.low, interval.high) == (0.0, 1.0)
    assert beta_binomial_p(0, 0, null=0.4, prior_mean=0.4) == 1.0


def test_an_impossible_null_is_refuted_by_one_unit():
    assert beta_binomial_p(1, 1, null=0.0, prior_mean=0.4) == 0.0
    assert beta_binomial_p(0, 1, null=1.0, prior_mean=0.4) == 0.0


def test_a_prior_far_from_the_data_widens_but_does_not_break():
    interval = beta_binomial_cs(1, 1_000_000, prior_mean=0.42, prior_strength=100_000)
    assert 0 <= interval.low < 1e-6 < interval.high < 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(lambda: beta_binomial_cs(3, 2, prior_mean=0.4), "hits must not exceed trials", id="too many hits"),
        pytest.param(lambda: clopper_pearson(-1, 2), "hits must be finite and at least 0", id="negative hits"),
        pytest.param(lambda: clopper_pearson(0, -2), "trials must be finite and at least 0", id="negative trials"),
        pytest.param(lambda: beta_binomial_cs(1, 2, prior_mean=1.0), "prior_mean must lie strictly", id="prior at 1"),
        pytest.param(lambda: beta_binomial_cs(1, 2, prior_mean=0.4, prior_strength=0), "prior_strength", id="no prior"),
        pytest.param(lambda: clopper_pearson(1, 2, alpha=0), "alpha must lie strictly", id="alpha 0"),
        pytest.param(
            lambda: beta_binomial_p(1, 2, null=1.5, prior_mean=0.4), "null must lie between", id="null above 1"
        ),
        pytest.param(lambda: beta_binomial_cs(1, math.nan, prior_mean=0.4), "trials must be finite", id="not a number"),
    ],
)
def test_numbers_out_of_range_name_themselves(call, message):
    with pytest.raises(ValueError, match=message):
        call()
