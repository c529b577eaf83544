"""Histograms of durations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.analysis.drop_off.lingering import added, bins, histogram, quantile
from hypercare.model.instant import SECOND_US

DURATIONS = st.lists(st.integers(0, 400 * 86_400), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("seconds", "begins"),
    [(0, 0), (1, 1), (2047, 2047), (2048, 2048), (2049, 2048), (4095, 4094), (4097, 4096), (86_400, 86_400)],
)
def test_the_bin_of_a_duration(seconds, begins):
    assert bins(np.array([seconds * SECOND_US + 999_999])).tolist() == [begins]


@given(st.integers(0, 2**40))
def test_a_bin_is_at_most_a_thousandth_wide(seconds):
    (begins,) = bins(np.array([seconds * SECOND_US])).tolist()
    assert begins <= seconds <= begins * 1.001
    assert bins(np.array([begins * SECOND_US])).tolist() == [begins]


@given(DURATIONS, st.integers(0, 40))
def test_halves_add_up(seconds, at):
    micros = np.array(seconds) * SECOND_US
    assert added(histogram(micros[:at]), histogram(micros[at:])) == histogram(micros)


@given(DURATIONS, st.sampled_from([(1, 4), (1, 2), (3, 4)]))
def test_a_quantile_is_the_bin_of_that_duration(seconds, part):
    numerator, denominator = part
    ordered = sorted(seconds)
    wanted = ordered[-(-len(ordered) * numerator // denominator) - 1]
    found = quantile(histogram(np.array(seconds) * SECOND_US), numerator=numerator, denominator=denominator)
    assert found == bins(np.array([wanted * SECOND_US]))[0]


def test_nothing_has_no_quantile():
    with pytest.raises(ValueError, match="one duration at least"):
        quantile({}, numerator=1, denominator=2)
