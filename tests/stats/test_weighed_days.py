"""Days weighed by chance and by what is not known of them."""

import numpy as np
import pytest

from hypercare.stats.weighed_days import told_apart, weighed


def test_days_that_are_known_add_up() -> None:
    found = weighed(np.array([3.0, 30.0]), np.array([2.0, 20.0]), np.zeros((2, 1)))
    assert (found.events, found.expected, found.variance) == pytest.approx((33.0, 22.0, 0.0))


def test_days_without_anything_expected_tell_nothing() -> None:
    found = weighed(np.array([5.0, 30.0]), np.array([0.0, 20.0]), np.ones((2, 1)))
    assert (found.events, found.expected, found.variance) == pytest.approx((30.0, 20.0, 1.0))


def test_a_peak_of_which_little_is_known_counts_little() -> None:
    """An ordinary day of 100 has a variance of 0.01; a peak of 100 whose size is off by half has 0.26."""
    found = weighed(np.array([100.0, 300.0]), np.array([100.0, 100.0]), np.array([[0.0], [0.5]]))
    weights = np.array([1 / 0.01, 1 / 0.26]) / (1 / 0.01 + 1 / 0.26)
    assert found.events / found.expected == pytest.approx(weights @ [1.0, 3.0])
    assert found.variance == pytest.approx((0.5 * weights[1]) ** 2)
    assert found.expected == pytest.approx(100 / (weights @ weights))


def test_what_is_unknown_of_all_days_alike_moves_no_weights() -> None:
    found = weighed(np.array([3.0, 30.0]), np.array([2.0, 20.0]), np.full((2, 1), 0.3))
    assert (found.events, found.expected, found.variance) == pytest.approx((33.0, 22.0, 0.09))


def test_no_day_speaks_against_itself() -> None:
    """The best weights of a day that is off thrice as far as the other would be below 0."""
    found = weighed(np.array([100.0, 300.0]), np.array([1e4, 1e4]), np.array([[0.1], [0.3]]))
    assert (found.events, found.expected, found.variance) == pytest.approx((100.0, 1e4, 0.01))


def test_noise_is_told_apart_into_what_is_new_and_what_lasts() -> None:
    """Two of its own and three that lasts, of which 0.7 is left on the next day, known for 80 days, told of 100."""
    covariances = 3.0 * 0.7 ** np.arange(80) + np.where(np.arange(80) == 0, 2.0, 0.0)
    anew, lasting = told_apart(covariances, 100)
    assert anew == pytest.approx(2.0 + 3.0 * 0.3 / 1.7)
    apart = np.abs(np.subtract.outer(np.arange(100), np.arange(100)))
    assert anew * np.eye(100) + lasting @ lasting.T == pytest.approx(3.0 * 0.7**apart + 2.0 * np.eye(100), abs=1e-6)


def test_days_that_are_all_new_have_nothing_that_lasts() -> None:
    anew, lasting = told_apart(np.array([0.8, 0.0, 0.0]), 5)
    assert anew == 1.0
    assert not lasting.any()


def test_days_that_hang_together_tell_less_than_as_many_others() -> None:
    covariances = 4.0 * 0.8 ** np.arange(30)
    _, lasting = told_apart(covariances, 30)
    counts, expected = np.full(30, 100.0), np.full(30, 100.0)
    apart, together = weighed(counts, expected, np.zeros((30, 1))), weighed(counts, expected, lasting / 10)
    assert apart.events / apart.expected == pytest.approx(together.events / together.expected)
    assert together.variance > 5 / apart.expected
