"""Times and how they spread: exact sums, quantiles to within 0.8 %, and how many it has not happened to yet."""

from collections.abc import Sequence
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.analysis.funnel.durations import Durations, durations_by, durations_of, spread
from hypercare.analysis.funnel.survival import MOST_POINTS, survival
from hypercare.model.instant import DAY_US, SECOND_US

TIMES = st.lists(st.integers(0, 400 * DAY_US) | st.integers(0, 300), min_size=1, max_size=40)


def durations(times: Sequence[int]) -> Durations:
    return durations_of(np.array(times, np.int64))


@given(TIMES)
def test_the_mean_is_exact_and_the_median_within_its_promise(times: list[int]) -> None:
    found = spread(durations(times))
    assert found is not None
    assert found.count == len(times)
    assert found.mean == sum(times) / len(times) / SECOND_US
    assert found.median * SECOND_US == pytest.approx(median(times), rel=0.008)
    assert found.p25 <= found.median <= found.p75


@given(TIMES, TIMES, TIMES)
def test_they_add_up_in_any_order(a: list[int], b: list[int], c: list[int]) -> None:
    parts = [durations(each) for each in (a, b, c)]
    assert parts[0] + parts[1] + parts[2] == parts[2] + (parts[1] + parts[0]) == durations([*a, *b, *c])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10**15)), max_size=30))
def test_by_label_they_are_those_of_each_label(pairs: list[tuple[int, int]]) -> None:
    labels, times = (np.array([pair[place] for pair in pairs], np.int64) for place in (0, 1))
    expected = [durations([time for label, time in pairs if label == wanted]) for wanted in range(4)]
    assert durations_by(labels, times, 4) == expected


QUARTILES = [
    pytest.param([7], (7, 7, 7), id="one"),
    pytest.param([1, 3], (1, 2, 3), id="the median of two is between them"),
    pytest.param([1, 2, 3, 4], (1.5, 2.5, 3.5), id="all between two"),
    pytest.param([5] * 9, (5, 5, 5), id="all alike"),
]


@pytest.mark.parametrize(("seconds", "quartiles"), QUARTILES)
def test_quartiles(seconds: list[int], quartiles: tuple[float, float, float]) -> None:
    found = spread(durations([second * SECOND_US for second in seconds]))
    assert found is not None
    assert (found.p25, found.median, found.p75) == quartiles


def test_sums_beyond_64_bits_are_exact() -> None:
    assert sum(total for _, _, total in durations([2**61] * 40)) == 40 * 2**61


def test_of_nothing_there_is_no_spread_and_no_curve() -> None:
    assert spread(Durations()) is None
    assert survival(Durations(), Durations()) is None


def test_survival_of_a_published_trial() -> None:
    """Weeks of remission under 6-MP: Freireich et al. (1963); the product limits of Kalbfleisch & Prentice (2002)."""
    relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    found = survival(*(durations([week * SECOND_US for week in each]) for each in (relapsed, censored)))
    assert found is not None
    assert {week: round(left, 3) for week, left in found.points} == {
        0: 1.0, 6: 0.857, 7: 0.807, 10: 0.753, 13: 0.69, 16: 0.627, 22: 0.538, 23: 0.448,
    }  # fmt: skip
    assert found.median == 23


def test_a_long_curve_is_thinned_between_its_ends() -> None:
    found = survival(durations([second * SECOND_US * 37 for second in range(1, 500)]), Durations())
    assert found is not None
    assert len(found.points) == MOST_POINTS
    assert found.points[0] == (0.0, 1.0)
    assert found.points[-1][1] == 0.0
