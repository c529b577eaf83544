"""Means from exact sums."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.estimate import Insufficient, Interval
from hypercare.stats.arguments import Alternative
from hypercare.stats.asymptotic import Minimum
from hypercare.stats.mean import Sums, mean_cs, mean_p

SMALL = Minimum(units=2, effective=0)


def sums_of(values, scale=1):
    return Sums(len(values), sum(values), sum(value * value for value in values), scale)


VALUES = st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=50)


@given(VALUES, st.sampled_from([1, 100]))
def test_mean_and_variance_are_those_of_the_values(values, scale):
    sums = sums_of(values, scale)
    exact = [Fraction(value, scale) for value in values]
    assert sums.mean == float(statistics.mean(exact))
    assert sums.variance == float(statistics.variance(exact))


def test_large_sums_lose_no_digit():
    """Where floats cancel: values 10¹² and 10¹² + 1 have variance 1/2."""
    assert sums_of([10**12, 10**12 + 1]).variance == 0.5


def test_the_sequence_at_the_size_it_is_tuned_for():
    """300 values 0 and 2, half each: mean 1, variance 300/299; width factor 3.0353 / sqrt(300) by hand."""
    interval = mean_cs(sums_of([0, 2] * 150), n_opt=300)
    assert isinstance(interval, Interval)
    half = 3.0353 / 300**0.5 * (300 / 299) ** 0.5
    assert (interval.low, interval.high) == pytest.approx((1 - half, 1 + half), abs=1e-5)
    assert interval.always_valid


@given(VALUES, st.floats(-20_000, 20_000))
def test_p_is_at_most_alpha_exactly_where_the_sequence_excludes(values, null):
    sums = sums_of(values)
    interval = mean_cs(sums, n_opt=30, minimum=SMALL)
    p = mean_p(sums, null=null, n_opt=30, minimum=SMALL)
    if isinstance(interval, Insufficient):
        assert p == interval
    elif abs(p - 0.05) > 1e-9:
        assert (p < 0.05) == (not interval.low <= null <= interval.high)


@given(VALUES)
def test_turning_the_sign_mirrors_the_sequence(values):
    one, other = (mean_cs(sums_of(side), n_opt=30, minimum=SMALL) for side in (values, [-v for v in values]))
    if isinstance(one, Interval) and isinstance(other, Interval):
        assert (one.low, one.high) == (-other.high, -other.low)


def test_one_sided_p_speaks_against_its_own_null_only():
    sums = sums_of([1, 2, 3, 4] * 100)
    assert mean_p(sums, null=4, n_opt=300, alternative=Alternative.LESS) < 1e-6
    assert mean_p(sums, null=4, n_opt=300, alternative=Alternative.GREATER) == 1.0


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        pytest.param([], "stats-too-few-units", id="nobody"),
        pytest.param([3], "stats-too-few-units", id="one unit"),
        pytest.param([1, 2] * 124, "stats-too-few-units", id="248 units"),
        pytest.param([7] * 300, "stats-no-variation", id="all alike"),
        pytest.param([0] * 300, "stats-no-variation", id="all 0"),
        pytest.param([0] * 960 + [1] * 40, "stats-too-concentrated", id="40 of 1000 carry it"),
    ],
)
def test_too_little_is_said_and_never_an_interval(values, reason):
    sums = sums_of(values)
    for answer in (mean_cs(sums, n_opt=300), mean_p(sums, null=1, n_opt=300)):
        assert isinstance(answer, Insufficient)
        assert answer.reason.id == reason


def test_the_declared_minimum_is_enough():
    assert isinstance(mean_cs(sums_of([1, 2] * 125), n_opt=300), Interval)
    assert isinstance(mean_cs(sums_of([0] * 950 + [1] * 50), n_opt=300), Interval)


@pytest.mark.parametrize(
    "call",
    [lambda: Sums(-1, 0, 0), lambda: Sums(2, 4, 7), lambda: Sums(0, 1, 0), lambda: Sums(1, 1, 1, scale=0)],
    ids=["negative n", "spread below 0", "sum of nobody", "scale 0"],
)
def test_sums_that_no_values_have_are_refused(call):
    with pytest.raises(ValueError, match=r"n must be at least 0|values have the sum"):
        call()
