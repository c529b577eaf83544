"""Rates before and after are compared as if each weekday had the share of events that it had before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.analysis.rate import balanced_days, unit_days

Week = tuple[int, ...]
EVEN: Week = (28,) * 7
TUESDAYS: Week = (0, 3, 0, 0, 0, 0, 0)


def row(events: Week, days: Week) -> Week:
    """The sums of a rate: units, events by weekday, unit-days by weekday."""
    return (1, *events, *days)


@pytest.mark.parametrize(
    ("before", "after", "balanced"),
    [
        pytest.param(row((0,) * 7, EVEN), TUESDAYS, 3.0, id="no events before: every day is alike"),
        pytest.param(row((4,) * 7, EVEN), TUESDAYS, 3.0, id="even weekdays"),
        pytest.param(row((6, 0, 6, 6, 6, 6, 6), EVEN), TUESDAYS, 3 * 10 / (36 / 7 + 10), id="no event on any Tuesday"),
        pytest.param(row((10**6, 2 * 10**6, *(10**6,) * 5), (10**6,) * 7), TUESDAYS, 3 * 14 / 8, id="twice as busy"),
        pytest.param(row((4, 0, *(4,) * 5), (28, 0, *(28,) * 5)), TUESDAYS, 3.0, id="a weekday that was not seen"),
    ],
)
def test_balanced_days(before: Week, after: Week, balanced: float) -> None:
    assert balanced_days(before, row((0,) * 7, after)) == pytest.approx(balanced, rel=1e-4)


@given(st.lists(st.integers(0, 40), min_size=7, max_size=7), st.lists(st.integers(0, 90), min_size=7, max_size=7))
def test_days_that_were_lived_through_never_vanish(events: list[int], days: list[int]) -> None:
    after = row((0,) * 7, tuple(days))
    balanced = balanced_days(row(tuple(events), EVEN), after)
    assert (balanced > 0) is (unit_days(after) > 0)
