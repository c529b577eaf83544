"""Benjamini and Hochberg's correction, and intervals of what it finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from hypercare.stats.benjamini_hochberg import benjamini_hochberg

FAMILIES = st.dictionaries(st.integers(), st.floats(0, 1), max_size=12)
PAPER = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
         0.7590, 1.0]  # fmt: skip


def test_the_example_of_the_paper():
    """Benjamini & Hochberg 1995, section 3.2: of 15 hypotheses the four smallest are rejected at 5 %."""
    result = benjamini_hochberg(dict(enumerate(PAPER)), q=0.05)
    assert result.found == {0, 1, 2, 3}
    assert result.interval_alpha == pytest.approx(4 * 0.05 / 15)


@pytest.mark.parametrize(
    ("p_values", "adjusted"),
    [
        # pingouin's documented example of `fdr_bh`: [.50, .003, .32, .054, .0003].
        pytest.param([0.50, 0.003, 0.32, 0.054, 0.0003], [0.5, 0.0075, 0.4, 0.09, 0.0015], id="pingouin"),
        pytest.param([0.04, 0.05], [0.05, 0.05], id="made monotone"),
        pytest.param([0.04], [0.04], id="one is left alone"),
        pytest.param([], [], id="none"),
    ],
)
def test_adjusted_values(p_values, adjusted):
    result = benjamini_hochberg(dict(enumerate(p_values)))
    assert list(result.adjusted.values()) == pytest.approx(adjusted)


@given(FAMILIES, st.floats(0.01, 0.5))
def test_finds_exactly_what_the_step_up_finds(p_values, q):
    """As stated: the largest k with p(k) <= k q / m, and everything up to it."""
    ordered = sorted(p_values.values())
    ranks = [rank for rank, p in enumerate(ordered, start=1) if p * len(ordered) / rank <= q]
    limit = ordered[max(ranks) - 1] if ranks else -1
    assert benjamini_hochberg(p_values, q=q).found == {name for name, p in p_values.items() if p <= limit}


@given(FAMILIES)
def test_the_order_does_not_matter(p_values):
    assert benjamini_hochberg(p_values) == benjamini_hochberg(dict(reversed(p_values.items())))


def test_nothing_found_has_no_interval():
    assert benjamini_hochberg({"a": 0.9}).interval_alpha is None


def test_intervals_of_what_was_found_miss_no_more_often_than_they_say():
    """Of 200 normal means 40 are not 0. Mean share of intervals, among those found, that miss: at most q = 10 %."""
    draw, misses, naive = np.random.default_rng(5), [], []
    truth = np.concatenate([np.zeros(160), np.linspace(0.5, 4, 40)])
    for _ in range(300):
        seen = truth + draw.standard_normal(len(truth))
        result = benjamini_hochberg(dict(enumerate((2 * ndtr(-abs(seen))).tolist())))
        found = sorted(result.found)
        off = abs(seen[found] - truth[found])
        misses.append((off > -ndtri((result.interval_alpha or 1) / 2)).mean() if found else 0.0)
        naive.append((off > -ndtri(0.05)).mean() if found else 0.0)
    assert np.mean(misses) < 0.1
    assert np.mean(naive) > 0.15


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_p_value_is_refused(p):
    with pytest.raises(ValueError, match="a p-value must lie between 0 and 1: a="):
        benjamini_hochberg({"a": p, "b": 0.5})
