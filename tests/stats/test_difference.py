"""Two shares and two rates apart, against published values."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from hypercare.stats.difference import newcombe, newcombe_p, rate_difference, rate_difference_p


@pytest.mark.parametrize(
    ("sides", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17:873, table II, method 10, contrasts (a) to (h).
        pytest.param((56, 70, 48, 80), 0.0524, 0.3339, id="a"),
        pytest.param((9, 10, 3, 10), 0.1705, 0.8090, id="b"),
        pytest.param((6, 7, 2, 7), 0.0582, 0.8062, id="c"),
        pytest.param((5, 56, 0, 29), -0.0381, 0.1926, id="d"),
        pytest.param((0, 10, 0, 20), -0.1611, 0.2775, id="e"),
        pytest.param((0, 10, 0, 10), -0.2775, 0.2775, id="f"),
        pytest.param((10, 10, 0, 20), 0.6791, 1.0000, id="g"),
        pytest.param((10, 10, 0, 10), 0.6075, 1.0000, id="h"),
    ],
)
def test_newcombes_table(sides, low, high):
    interval = newcombe(*sides)
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)
    assert not interval.always_valid


TRIALS = st.integers(1, 400)


@st.composite
def sides(draw):
    trials, others = draw(TRIALS), draw(TRIALS)
    return draw(st.integers(0, trials)), trials, draw(st.integers(0, others)), others


@given(sides(), st.floats(0.001, 0.5))
def test_a_share_lies_in_its_interval_and_p_is_dual_to_it(counts, alpha):
    interval, p = newcombe(*counts, alpha=alpha), newcombe_p(*counts)
    assert -1 <= interval.low <= counts[0] / counts[1] - counts[2] / counts[3] <= interval.high <= 1
    assume(abs(p - alpha) > 1e-9)
    assert (p < alpha) == (interval.low > 0 or interval.high < 0)


@given(sides())
def test_sides_exchanged_mirror_the_interval(counts):
    there, back = newcombe(*counts), newcombe(*counts[2:], *counts[:2])
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    assert newcombe_p(*counts) == pytest.approx(newcombe_p(*counts[2:], *counts[:2]))


def missed(pairs, interval, truth):
    """The probability of the pairs whose interval misses the truth; `pairs` yields (probability, counts)."""
    return math.fsum(chance for chance, counts in pairs if not interval(*counts).low <= truth <= interval(*counts).high)


def test_newcombe_misses_at_one_look_as_often_as_it_says():
    """Summed over all outcomes of 30 and 40 units with shares of 20 % and 30 %: 5.5 %."""
    pairs = [
        (binom.pmf(x, 30, 0.2) * binom.pmf(y, 40, 0.3), (x, 30, y, 40))
        for x in range(31)
        for y in range(41)
        if binom.pmf(x, 30, 0.2) * binom.pmf(y, 40, 0.3) > 1e-9
    ]
    assert 0.03 < missed(pairs, newcombe, 0.2 - 0.3) < 0.06


def test_rates_apart_miss_at_one_look_at_most_as_often_as_they_say():
    """Summed over all counts around 6 events in 2 and 8 in 4: 3.2 %, as exact as the ends that it is made of."""
    pairs = [
        (poisson.pmf(x, 6) * poisson.pmf(y, 8), (x, 2.0, y, 4.0))
        for x in range(25)
        for y in range(30)
        if poisson.pmf(x, 6) * poisson.pmf(y, 8) > 1e-9
    ]
    assert 0.02 < missed(pairs, rate_difference, 6 / 2 - 8 / 4) < 0.05


RATES = st.tuples(st.integers(0, 300), st.floats(0.1, 100), st.integers(0, 300), st.floats(0.1, 100))


@given(RATES, st.floats(1, 5), st.floats(0.001, 0.5))
def test_a_rate_lies_in_its_interval_and_p_is_dual_to_it(counts, dispersion, alpha):
    events, exposure, others, other_exposure = counts
    interval = rate_difference(*counts, dispersion=dispersion, alpha=alpha)
    p = rate_difference_p(*counts, dispersion=dispersion)
    assert interval.low <= events / exposure - others / other_exposure <= interval.high
    assume(abs(p - alpha) > 1e-9)
    assert (p < alpha) == (interval.low > 0 or interval.high < 0)


def test_bursts_widen_the_interval_of_rates():
    plain, bursts = rate_difference(60, 10.0, 30, 10.0), rate_difference(60, 10.0, 30, 10.0, dispersion=4.0)
    assert bursts.low < plain.low
    assert bursts.high > plain.high
    assert rate_difference_p(60, 10.0, 30, 10.0, dispersion=4.0) > rate_difference_p(60, 10.0, 30, 10.0)


def test_what_lies_very_far_apart_has_the_smallest_p_there_is():
    assert newcombe_p(10**6, 10**6, 0, 10**6) == 0
    assert rate_difference_p(10**6, 1.0, 0, 1.0) == 1e-300


@pytest.mark.parametrize("counts", [(0, 0, 1, 2), (1, 2, 0, 0)])
def test_a_side_without_trials_is_refused(counts):
    with pytest.raises(ValueError, match="both sides need trials"):
        newcombe(*counts)


def test_a_side_without_exposure_is_refused():
    with pytest.raises(ValueError, match="both sides need an exposure"):
        rate_difference(0, 0.0, 1, 1.0)
