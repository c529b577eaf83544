"""Rates before and after: weekdays balanced, and bursts told from weekdays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.analysis.daily import LEAST_DAYS, Daily, balanced_exposure, dispersion

EVEN = (1,) * 28


def daily(events: tuple[int, ...], exposure: tuple[int, ...] | None = None, first_weekday: int = 0) -> Daily:
    return Daily(events, exposure or (100,) * len(events), first_weekday)


def weeks(*week: int) -> tuple[int, ...]:
    """Four equal weeks."""
    return week * 4


TUESDAY = daily((0,), (3,), first_weekday=1)


@pytest.mark.parametrize(
    ("before", "balanced"),
    [
        pytest.param(daily(weeks(0, 0, 0, 0, 0, 0, 0)), 3.0, id="no events before: every day is alike"),
        pytest.param(daily(weeks(4, 4, 4, 4, 4, 4, 4)), 3.0, id="even weekdays"),
        # 24 events expected on four Tuesdays at 6/7 of the rest: none seen, 10 of the prior against 20.57 + 10.
        pytest.param(daily(weeks(6, 0, 6, 6, 6, 6, 6)), 3 * 10 / (4 * 36 / 7 + 10), id="no event on any Tuesday"),
        pytest.param(daily(weeks(10**6, 2 * 10**6, *(10**6,) * 5)), 3 * 14 / 8, id="twice as busy on Tuesdays"),
        pytest.param(daily((4,), (28,)), 3.0, id="a weekday that was not seen"),
    ],
)
def test_exposure_is_balanced_by_weekday(before: Daily, balanced: float) -> None:
    assert balanced_exposure(before, TUESDAY) == pytest.approx(balanced, rel=1e-4)


def test_weekdays_are_those_of_the_calendar_wherever_a_window_begins() -> None:
    before = daily(weeks(10, 90, 10, 10, 10, 10, 10), first_weekday=0)
    shifted = daily((90, 10, 10, 10, 10, 10, 10) * 4, first_weekday=1)
    assert balanced_exposure(before, TUESDAY) == pytest.approx(balanced_exposure(shifted, TUESDAY))


@given(st.lists(st.integers(0, 40), min_size=7, max_size=7), st.lists(st.integers(0, 90), min_size=7, max_size=7))
def test_days_that_were_lived_through_never_vanish(events: list[int], days: list[int]) -> None:
    balanced = balanced_exposure(daily(tuple(events)), daily((0,) * 7, tuple(days)))
    assert (balanced > 0) is (sum(days) > 0)


@given(st.lists(st.integers(0, 40), min_size=28, max_size=28), st.integers(1, 60))
def test_the_same_weeks_again_are_balanced_as_they_are(events: list[int], exposure: int) -> None:
    before = daily(tuple(events), (exposure,) * 28)
    assert balanced_exposure(before, daily((0,) * 28, (exposure,) * 28)) == pytest.approx(28 * exposure, rel=0.35)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param(daily((0,) * 28), 1.0, id="no events"),
        pytest.param(daily((50,) * (LEAST_DAYS - 1)), 1.0, id="too few days"),
        pytest.param(daily((0, 60) * 6 + (0,)), 1.0, id="too few days, however bursty"),
        pytest.param(daily((5,) * 28), 1.0, id="evenly: never below 1"),
        pytest.param(daily(weeks(50, 50, 50, 50, 50, 0, 0), weeks(9, 9, 9, 9, 9, 0, 0)), 1.0, id="nobody at weekends"),
        pytest.param(daily(weeks(50, 50, 50, 50, 50, 0, 0)), 1.0, id="quiet at weekends"),
        pytest.param(daily((0,) * 14 + (5,) * 14, (0,) * 14 + (9,) * 14), 1.0, id="tracked for the last 14 days only"),
        # 40 events on one day of 28 are 40 / 28 on each: (38.6^2 + 27 * 1.43^2) / 1.43 = 1080, over 21 to 27.
        pytest.param(daily((0,) * 9 + (40,) + (0,) * 18), 1080 / 24, id="one burst of 40 is no busy Wednesday"),
    ],
)
def test_dispersion(before: Daily, expected: float) -> None:
    assert dispersion(before) == pytest.approx(expected, rel=0.25)


def test_bursts_are_told_from_busy_weekdays_and_growth() -> None:
    rng = np.random.default_rng(7)
    exposure = np.linspace(50, 150, 28).round() * np.array(weeks(2, 2, 2, 2, 2, 1, 1))
    mean = exposure * np.array(weeks(3, 1, 1, 1, 1, 1, 1)) / 20
    calm = [
        dispersion(daily(tuple(rng.poisson(mean).tolist()), tuple(exposure.astype(int).tolist()))) for _ in range(200)
    ]
    bursts = rng.negative_binomial(mean / 2, 1 / 3, size=(200, 28))  # variance three times the mean
    wild = [dispersion(daily(tuple(each.tolist()), tuple(exposure.astype(int).tolist()))) for each in bursts]
    assert np.mean(calm) < 1.5
    assert 2.8 < np.mean(wild) < 3.8


@pytest.mark.parametrize(
    ("a_day", "truth"), [(0.5, 3), (2, 10), (5, 10), (50, 3)],
    ids=["5 bursts", "6 bursts", "14 bursts", "467 bursts"],
)  # fmt: skip
def test_few_bursts_are_not_taken_for_small_ones(a_day: float, truth: int) -> None:
    """Evidence is divided by the estimate, so it is 1 / estimate that must not be too large on average."""
    rng = np.random.default_rng(11)
    days = rng.negative_binomial(a_day / (truth - 1), 1 / truth, size=(400, 28)).tolist()
    shares = [truth / dispersion(daily(tuple(each))) for each in days if sum(each) >= 14]
    assert np.mean(shares) < 1.25


def test_all_events_are_one_burst_at_most() -> None:
    """Nine in the first two days: what they show is 5.7, and more than nine cannot be one."""
    assert dispersion(daily((6, 3) + (0,) * 26)) == 9.0
