"""Quotients of intervals: every corner of the two boxes lies inside."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.estimate import Interval
from hypercare.stats.relative import relative_interval


def interval(low, high, *, always_valid=True):
    return Interval(low, high, 0.975, "made up", always_valid)


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        pytest.param((2, 6), (1, 4), 0.5, 6, id="all above 0"),
        pytest.param((-2, 6), (1, 4), -2, 6, id="after may be below 0"),
        pytest.param((-6, -2), (1, 4), -6, -0.5, id="after is below 0"),
        pytest.param((2, 6), (0, 4), 0.5, math.inf, id="before may be 0"),
        pytest.param((2, 6), (-1, 4), 0.5, math.inf, id="before may be below 0"),
        pytest.param((-2, 6), (0, 4), -math.inf, math.inf, id="nothing known"),
        pytest.param((0, math.inf), (1, math.inf), 0, math.inf, id="infinite ends"),
    ],
)
def test_the_quotient_of(after, before, low, high):
    quotient = relative_interval(interval(*after), interval(*before))
    assert (quotient.low, quotient.high) == (low, high)


def test_levels_add_up_and_validity_follows_the_running_side():
    quotient = relative_interval(interval(1, 2), interval(1, 2, always_valid=False))
    assert quotient.level == pytest.approx(0.95)
    assert quotient.always_valid
    assert not relative_interval(interval(1, 2, always_valid=False), interval(1, 2)).always_valid


ENDS = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=2).map(sorted)


@given(ENDS, ENDS, st.floats(0, 1), st.floats(0, 1))
def test_every_pair_of_values_has_its_quotient_inside(after, before, share_after, share_before):
    value = after[0] + share_after * (after[1] - after[0])
    base = before[0] + share_before * (before[1] - before[0])
    if base > 1e-6:
        quotient = relative_interval(interval(*after), interval(*before))
        slack = 1e-9 * max(1, abs(value / base))
        assert quotient.low - slack <= value / base <= quotient.high + slack


def test_a_base_that_cannot_be_above_0_is_refused():
    with pytest.raises(ValueError, match="before must be able to be above 0"):
        relative_interval(interval(1, 2), interval(-1, 0))
