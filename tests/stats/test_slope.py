"""Slopes of daily counts: their value, their interval, and the name of what they say."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.estimate import Insufficient, Interval
from hypercare.stats.slope import Course, Slope, course_of, slope_of

FIFTH = math.log(0.8)


def found(events, exposure) -> Slope:
    slope = slope_of(events, exposure)
    assert isinstance(slope, Slope)
    return slope


def falling(per_30_days: float, days: int = 60, level: float = 200.0) -> np.ndarray:
    return np.round(level * np.exp(per_30_days * np.arange(days) / 30))


@pytest.mark.parametrize(
    ("slope", "course"),
    [
        pytest.param(-0.7, Course.NOVELTY, id="novelty"),
        pytest.param(0.7, Course.SLOW_BURN, id="slow burn"),
        pytest.param(0.0, Course.STEADY, id="steady"),
    ],
)
def test_a_planted_slope_is_found_and_named(slope: float, course: Course) -> None:
    told = found(falling(slope), np.ones(60))
    assert told.value == pytest.approx(slope, abs=0.01)
    assert told.interval.low < slope < told.interval.high
    assert told.course is course
    assert told.interval.always_valid


def test_it_agrees_with_a_poisson_regression() -> None:
    """statsmodels 0.15.0: GLM(events, [1, day], Poisson, exposure), slope per day times 30, its standard error."""
    rng = np.random.default_rng(20260922)
    exposure = 50 + np.arange(40) % 7 * 10.0
    events = rng.poisson(exposure * 0.4 * np.exp(-0.01 * np.arange(40)))
    told = found(events, exposure)
    assert told.value == pytest.approx(-0.4171597651037693, rel=1e-9)


def test_what_is_left_of_the_units_is_not_a_slope() -> None:
    """Heavy users came first and are the only ones seen on late days: by group nothing rises."""
    exposure = np.array([[100.0] * 60, [100.0] * 30 + [0.0] * 30])
    events = exposure * np.array([[3.0], [1.0]])
    assert found(events.sum(axis=0), exposure.sum(axis=0)).value > 0.3
    assert found(events, exposure).value == pytest.approx(0.0, abs=1e-9)


def test_bursts_and_runs_of_days_widen_it() -> None:
    rng = np.random.default_rng(1)
    plain = found(rng.poisson(50, 60), np.ones(60))
    bursts = found(rng.negative_binomial(50 / 4, 1 / 5, 60), np.ones(60))
    runs = found(np.repeat(rng.negative_binomial(50 / 4, 1 / 5, 12), 5), np.ones(60))
    widths = [each.interval.high - each.interval.low for each in (plain, bursts, runs)]
    assert widths == sorted(widths)


def test_days_without_exposure_say_nothing() -> None:
    events, exposure = falling(-0.5), np.ones(60)
    exposure[[3, 40]] = 0
    assert found(events, exposure).days == 58
    assert found(events, exposure).value == pytest.approx(-0.5, abs=0.01)


@pytest.mark.parametrize(
    ("events", "exposure", "reason"),
    [
        pytest.param([100.0] * 20, [1.0] * 20, "stats-slope-too-few-days", id="20 days"),
        pytest.param([1.0] * 29, [1.0] * 29, "stats-slope-too-few-events", id="29 events"),
        pytest.param([0.0] * 60, [1.0] * 60, "stats-slope-too-few-events", id="no event"),
        pytest.param([], [], "stats-slope-too-few-days", id="no day"),
        pytest.param(np.eye(30) * 9, np.eye(30), "stats-slope-too-few-days", id="a day each"),
    ],
)
def test_what_says_too_little_is_said(events, exposure, reason: str) -> None:
    slope = slope_of(events, exposure)
    assert isinstance(slope, Insufficient)
    assert slope.reason.id == reason


@pytest.mark.parametrize(("events", "exposure"), [([1.0], [1.0, 2.0]), ([-1.0], [1.0]), ([1.0], [math.inf])])
def test_numbers_out_of_range_are_refused(events, exposure) -> None:
    with pytest.raises(ValueError, match="events and exposure"):
        slope_of(events, exposure)


@pytest.mark.parametrize(
    ("low", "high", "course"),
    [
        (-0.3, -0.1, Course.NOVELTY),
        (-0.1, 0.3, Course.UNKNOWN),
        (0.01, 0.4, Course.SLOW_BURN),
        (-0.1, 0.1, Course.STEADY),
        (-0.15, -0.05, Course.STEADY),
    ],
)
def test_the_names_of_intervals(low: float, high: float, course: Course) -> None:
    assert course_of(Interval(low, high, 0.95, "", always_valid=True)) is course


@given(st.lists(st.integers(0, 40), min_size=21, max_size=60), st.integers(1, 9))
def test_the_unit_of_exposure_does_not_matter(events: list[int], unit: int) -> None:
    plain, scaled = (slope_of(events, np.full(len(events), each)) for each in (1.0, float(unit)))
    if isinstance(plain, Insufficient):
        assert plain == scaled
    else:
        assert isinstance(scaled, Slope)
        assert scaled.value == pytest.approx(plain.value, abs=1e-9)
        assert plain.interval.low <= plain.value <= plain.interval.high


def test_daily_looks_at_steady_counts_seldom_call_them_a_slope() -> None:
    rng = np.random.default_rng(2)
    missed = 0
    for _ in range(60):
        counts = rng.negative_binomial(30 / 2, 1 / 3, 90)
        looks = [found(counts[:days], np.ones(days)) for days in range(21, 91, 3)]
        missed += any(each.interval.low > 0 or each.interval.high < 0 for each in looks)
    assert missed <= 3
