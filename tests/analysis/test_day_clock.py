"""The clock of the calendar's days."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.analysis.retention.day_clock import LEAST, PLAIN, DayClock
from hypercare.model.instant import DAY_US

THREE_DAYS = DayClock.of((0, DAY_US, 2 * DAY_US, 3 * DAY_US), (1.0, 0.25, 2.0))
instants = st.integers(-400 * DAY_US, 400 * DAY_US)
clocks = st.lists(st.floats(0.0, 3.0), max_size=30).map(
    lambda weights: DayClock.of([DAY_US * day for day in range(len(weights) + 1)], weights)
)


def at(days: float) -> np.ndarray:
    return np.array([round(days * DAY_US)], np.int64)


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [(0, 1, 1.0), (0, 1.5, 1.125), (1.5, 2.5, 1.125), (0, 3, 3.25), (-2, 0.5, 2.5), (2, 5, 4.0), (2, 1, 0.0)],
    ids=["an ordinary day", "half of a quiet day", "into a busy one", "all", "from before", "beyond", "never below 0"],
)
def test_days_weigh_what_they_weigh(since: float, until: float, days: float) -> None:
    assert THREE_DAYS.days(at(since), int(at(until)[0])) / DAY_US == days


def test_the_last_days_are_told_in_its_own() -> None:
    assert THREE_DAYS.before(3 * DAY_US, np.array([0, 1, 2, 3, 5])).tolist() == [
        0, 2 * DAY_US, 9 * DAY_US // 4, 13 * DAY_US // 4, 21 * DAY_US // 4,
    ]  # fmt: skip


def test_no_day_weighs_nothing() -> None:
    assert DayClock.of((0, DAY_US), (0.0,)).weights == (LEAST,)


def test_days_need_their_edges() -> None:
    with pytest.raises(ValueError, match="2 days have 3 edges, not 2"):
        DayClock((0, DAY_US), (1000, 1000))


@given(clock=clocks, one=instants, other=instants)
@settings(max_examples=100, deadline=None)
def test_it_never_runs_backwards(clock: DayClock, one: int, other: int) -> None:
    first, second = clock.read(np.array(sorted((one, other)), np.int64)).tolist()
    assert first <= second


@given(ts=st.lists(instants, max_size=20))
@settings(max_examples=50, deadline=None)
def test_without_days_it_shows_the_time(ts: list[int]) -> None:
    assert PLAIN.read(np.array(ts, np.int64)).tolist() == ts
