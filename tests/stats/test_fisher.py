"""Fisher's exact test, against published values and against sums over all tables."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.stats.fisher import fisher_p


@pytest.mark.parametrize(
    ("table", "p"),
    [
        # Fisher 1935: the lady tasting tea, three of four; R's fisher.test prints 0.2429 one-sided, 0.4857 two-sided.
        pytest.param((3, 4, 1, 4), 0.4857143, id="tea"),
        # Convicted twins of criminals (Fisher 1962, R's help page): 0.0004652 one-sided.
        pytest.param((2, 12, 15, 18), 2 * 0.0004652, id="twins"),
        pytest.param((0, 5, 0, 7), 1.0, id="no hits"),
        pytest.param((5, 5, 7, 7), 1.0, id="nothing but hits"),
        pytest.param((1, 2, 2, 4), 1.0, id="equal shares"),
    ],
)
def test_published_tables(table, p):
    assert fisher_p(*table) == pytest.approx([p], rel=2e-4)


@st.composite
def tables(draw):
    n, m = draw(st.integers(0, 40)), draw(st.integers(0, 40))
    return draw(st.integers(0, n)), n, draw(st.integers(0, m)), m


def exactly(x, n, y, m):
    """Twice the smaller tail, in fractions, as it is defined."""
    ways = {i: math.comb(n, i) * math.comb(m, x + y - i) for i in range(max(0, x + y - m), min(n, x + y) + 1)}
    tails = (sum(w for i, w in ways.items() if i >= x), sum(w for i, w in ways.items() if i <= x))
    return float(min(Fraction(1), 2 * Fraction(min(tails), sum(ways.values()))))


@given(tables())
def test_is_twice_the_smaller_tail(table):
    assert fisher_p(*table) == pytest.approx([exactly(*table)], rel=1e-9)


def test_many_tables_at_once_are_each_alone():
    x, n, y, m = np.array([3, 0, 9]), np.array([4, 7, 10]), np.array([1, 3, 2]), np.array([4, 9, 30])
    assert fisher_p(x, n, y, m).tolist() == [fisher_p(*map(int, each))[0] for each in zip(x, n, y, m, strict=True)]


def test_large_counts_agree_with_the_normal_approximation():
    assert fisher_p(50_800, 100_000, 500_000, 1_000_000)[0] == pytest.approx(1.3e-6, rel=0.1)


def test_more_hits_than_trials_are_refused():
    with pytest.raises(ValueError, match="hits must lie between 0 and the trials"):
        fisher_p(5, 4, 1, 4)
