"""The lift against before and against a control: planted effects, none at all, peaks, thin and missing days."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.analysis.lift.lift import Comparison, Controlled, DayWeights, Lift, lift_of
from hypercare.analysis.series.series import Series
from hypercare.model.estimate import Insufficient

LIVE = date(2026, 9, 22)
SPANS = ((0, 30), (31, 90))


def days(before: int) -> np.ndarray:
    return np.arange(-before, 91)


def series(logs: np.ndarray, level: float = 500.0, units: int = 1000) -> Series:
    """Events a day of so many units, rounded, from logarithms around a level."""
    above = tuple(int(each) for each in np.round(level * np.exp(logs)))
    first = LIVE - timedelta(days=len(logs) - 91)
    return Series(first, above, (units,) * len(logs))


def shocks(seed: int, number: int, correlation: float, spread: float = 0.1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    found = np.zeros(number + 50)
    for t in range(1, number + 50):
        found[t] = correlation * found[t - 1] + math.sqrt(1 - correlation**2) * rng.normal()
    return spread * found[50:]


def effects(day: np.ndarray, early: float, steady: float) -> np.ndarray:
    return np.where(day > 30, steady, np.where(day >= 0, early, 0.0))


def lifted(compared: Comparison, spans=SPANS) -> Lift:
    found = lift_of(compared, spans)
    assert isinstance(found, Lift)
    return found


@pytest.mark.parametrize("before", [28, 60, 364])
def test_a_planted_lift_and_its_novelty_are_found(before: int) -> None:
    day = days(before)
    found = lifted(Comparison(series(effects(day, 0.3, 0.1) + shocks(1, len(day), 0.5, 0.03)), LIVE, 28))
    early, steady = found.effects
    assert early.interval.low < 0.3 < early.interval.high
    assert 0 < steady.interval.low < 0.1 < steady.interval.high
    assert found.novelty is not None
    assert found.novelty.value == pytest.approx(early.value - steady.value)
    assert found.novelty.interval.low > 0
    assert steady.factor == pytest.approx(math.exp(steady.value))
    assert found.period == "day"


@pytest.mark.parametrize(
    ("before", "controlled", "placebos"),
    [(28, Controlled.UNCONTROLLED, 1), (125, Controlled.UNCONTROLLED, 7), (126, Controlled.HISTORY, 8)],
)
def test_eight_placebo_launches_of_fourteen_days_control_it(before: int, controlled: Controlled, placebos: int) -> None:
    found = lifted(Comparison(series(shocks(2, before + 91, 0.3)), LIVE, 28))
    assert (found.controlled, found.placebos) == (controlled, placebos)


def test_what_the_errors_miss_is_learnt_from_placebo_launches() -> None:
    day = days(364)
    waves = 0.3 * np.sin(2 * np.pi * day / 56)
    found = lifted(Comparison(series(waves + shocks(3, len(day), 0.0, 0.02)), LIVE, 28))
    assert found.inflation >= 1
    assert found.effects[-1].interval.low < 0 < found.effects[-1].interval.high


def test_a_business_that_grows_anyway_is_no_lift() -> None:
    """A fifth a quarter: days 31 to 90 lie 15 % above the window before, which least squares call a lift."""
    day = days(140)
    growing = series(math.log(1.2) * day / 90 + shocks(12, len(day), 0.3, 0.02))
    found = lifted(Comparison(growing, LIVE, 28))
    assert found.effects[1].interval.low < 0 < found.effects[1].interval.high
    short = lifted(Comparison(growing.between(LIVE - timedelta(days=60), growing.last), LIVE, 28))
    assert short.controlled is Controlled.UNCONTROLLED


def test_a_control_takes_off_what_moves_both() -> None:
    day = days(60)
    common = shocks(4, len(day), 0.9, 0.4) + np.where((day >= 40) & (day <= 44), math.log(4), 0)
    own = effects(day, 0.2, 0.2) + shocks(5, len(day), 0.3, 0.03)
    other = common + shocks(6, len(day), 0.3, 0.03)
    found = lifted(Comparison(series(common + own), LIVE, 28, control=series(other, level=90)))
    steady = found.effects[-1]
    assert found.controlled is Controlled.CONTROL
    assert 0.1 < steady.interval.low < 0.2 < steady.interval.high < 0.3


def test_a_control_that_moves_the_same_way_leaves_nothing() -> None:
    day = days(60)
    both = effects(day, 0.3, 0.3) + shocks(7, len(day), 0.8)
    found = lifted(Comparison(series(both + shocks(8, len(day), 0, 0.02)), LIVE, 28, control=series(both)))
    assert found.effects[-1].interval.low < 0 < found.effects[-1].interval.high


def test_peaks_are_taken_off_as_far_as_they_are_known() -> None:
    day = days(126)
    peak = np.isin(day, (19, 20, 50, 51, 81, 82, 83))
    raw = series(np.where(peak, math.log(3), 0.0) + shocks(9, len(day), 0.3, 0.03))
    log = np.where(peak, math.log(3), 0.0)
    known = DayWeights(raw.first, log, np.zeros((len(day), 0)))
    unsure = DayWeights(raw.first, log, np.where(peak, 0.6, 0.0)[:, None])
    plain, off, wide = (lifted(Comparison(raw, LIVE, 28, weights=each)) for each in (None, known, unsure))
    assert abs(off.effects[1].value) < abs(plain.effects[1].value)
    assert off.effects[1].interval.low < 0 < off.effects[1].interval.high
    assert wide.effects[1].se > off.effects[1].se


def test_weekdays_are_balanced() -> None:
    day = days(28)
    found = lifted(Comparison(series(np.where(day % 7 == 2, 1.2, 0.0)), LIVE, 28), spans=((0, 7),))
    assert found.effects[0].value == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(("level", "period"), [(10, "day"), (3, "week"), (0.9, "fortnight")])
def test_thin_counts_are_told_by_the_finest_period_that_has_enough(level: float, period: str) -> None:
    rng = np.random.default_rng(10)
    counts = rng.poisson(level, 364 + 91)
    thin = Series(LIVE - timedelta(days=364), tuple(map(int, counts)), (50,) * 455)
    found = lifted(Comparison(thin, LIVE, 28))
    assert found.period == period
    assert found.effects[1].interval.low < 0 < found.effects[1].interval.high


def test_days_without_anything_below_the_line_are_missing_not_zero() -> None:
    day = days(60)
    whole = series(effects(day, 0.2, 0.2))
    holes = np.isin(day, (-20, -3, 12, 40, 41))
    above, below = (tuple(0 if hole else n for n, hole in zip(each, holes, strict=True))
                    for each in (whole.above, whole.below))  # fmt: skip
    found = lifted(Comparison(Series(whole.first, above, below), LIVE, 28))
    assert found.effects[1].value == pytest.approx(0.2, abs=0.01)


def test_a_day_on_which_nothing_happened_is_no_logarithm_of_zero() -> None:
    day = days(60)
    closed = np.where(np.isin(day, (-10, 50)), 0, 400)
    found = lifted(Comparison(Series(LIVE - timedelta(days=60), tuple(map(int, closed)), (100,) * 151), LIVE, 28))
    assert all(math.isfinite(each.value) and math.isfinite(each.se) for each in found.effects)


def test_nothing_is_known_better_than_counting_allows() -> None:
    """A series that never varies: 28 days of 20 and 60 days of 20 leave sqrt(1/560 + 1/1200) = 0.0512 open."""
    flat = Series(LIVE - timedelta(days=28), (20,) * 119, (100,) * 119)
    assert lifted(Comparison(flat, LIVE, 28)).effects[1].se == pytest.approx(math.sqrt(1 / 560 + 1 / 1200))
    share = lifted(Comparison(flat, LIVE, 28, part=True)).effects[1].se
    assert share == pytest.approx(math.sqrt(0.8 / 560 + 0.8 / 1200))


def test_values_have_no_events_of_their_own() -> None:
    day = days(60)
    orders = tuple(50 for _ in day)
    worth = tuple(int(1_000_000 * 50 * 120_000 * math.exp(each)) for each in effects(day, 0.2, 0.2))
    found = lifted(
        Comparison(Series(LIVE - timedelta(days=60), worth, orders, scale=1_000_000), LIVE, 28, counted=False)
    )
    assert found.effects[1].value == pytest.approx(0.2, abs=1e-3)


@pytest.mark.parametrize(
    ("before", "level", "last", "reason"),
    [
        pytest.param(13, 500, 90, "lift-no-before", id="13 days before"),
        pytest.param(0, 500, 90, "lift-no-before", id="nothing before"),
        pytest.param(28, 0, 90, "lift-nothing-before", id="nothing happened"),
        pytest.param(28, 500, 36, "lift-no-after", id="six days of a span"),
        pytest.param(28, 0.2, 90, "lift-too-thin", id="six events a month"),
        pytest.param(28, 0.9, 90, "stats-regression-too-short", id="too few fortnights"),
    ],
)
def test_what_cannot_be_compared_is_said(before: int, level: float, last: int, reason: str) -> None:
    counts = np.random.default_rng(11).poisson(level, before + 91)
    told = Series(LIVE - timedelta(days=before), tuple(map(int, counts)), (50,) * len(counts))
    found = lift_of(Comparison(told.between(told.first, LIVE + timedelta(days=last)), LIVE, 28), SPANS)
    assert isinstance(found, Insufficient)
    assert found.reason.id == reason


@pytest.mark.parametrize(
    ("silent", "reason", "told"),
    [
        pytest.param(range(28), "lift-nothing-before", {"days": 28, "sides": 1}, id="before go-live"),
        pytest.param(range(28, 59), "lift-nothing-after", {"days": 31, "sides": 1}, id="in the first span"),
        pytest.param(range(59, 119), "lift-nothing-after", {"days": 60, "sides": 1}, id="in the second span"),
    ],
)
def test_days_on_which_nothing_happened_are_days(silent: range, reason: str, told: dict[str, int]) -> None:
    counts = tuple(0 if day in silent else 20 for day in range(119))
    found = lift_of(Comparison(Series(LIVE - timedelta(days=28), counts, (50,) * 119), LIVE, 28), SPANS)
    assert isinstance(found, Insufficient)
    assert (found.reason.id, found.reason.params) == (reason, told)


def test_a_control_in_which_nothing_happened_is_named() -> None:
    own = Series(LIVE - timedelta(days=28), (20,) * 119, (50,) * 119)
    silent = Series(own.first, (0,) * 119, own.below)
    found = lift_of(Comparison(own, LIVE, 28, control=silent), SPANS)
    assert isinstance(found, Insufficient)
    assert found.reason.params == {"days": 28, "sides": 2}


@pytest.mark.parametrize("spans", [(), ((0, 30), (30, 60)), ((31, 90), (0, 30)), ((-5, 30),), ((9, 3),)])
def test_spans_rise(spans) -> None:
    with pytest.raises(ValueError, match="spans"):
        lift_of(Comparison(series(np.zeros(119)), LIVE, 28), spans)


def test_no_effect_in_days_that_hang_together_is_seldom_found() -> None:
    """AR .8, 60 days before: 100 launches at nominal 5 %, at most 14 (99.9 % of a method that misses 7 %)."""
    missed = 0
    for seed in range(100):
        steady = lifted(Comparison(series(shocks(100 + seed, 151, 0.8)), LIVE, 28)).effects[1]
        missed += steady.interval.low > 0 or steady.interval.high < 0
    assert missed <= 14


def walk(rng: np.random.Generator, day: np.ndarray) -> np.ndarray:
    """A hundredth and a half up or down a day."""
    return np.cumsum(rng.normal(0, 0.015, len(day)))


def jump(rng: np.random.Generator, day: np.ndarray) -> np.ndarray:
    """A fifth more from two months before go-live on."""
    del rng
    return np.where(day >= -60, math.log(1.2), 0.0)


@pytest.mark.parametrize("moved", [walk, jump])
def test_a_level_that_moves_by_itself_is_seldom_a_lift(moved) -> None:
    """140 days before: 80 launches at nominal 5 %, at most 12 (99 % of a method that misses 8 %); had the level been
    taken to stay, 17 to 20 % would be lifts."""
    day, missed = days(140), 0
    for seed in range(80):
        own = moved(np.random.default_rng([1, seed]), day) + shocks(500 + seed, len(day), 0.5)
        steady = lifted(Comparison(series(own), LIVE, 28)).effects[1]
        missed += steady.interval.low > 0 or steady.interval.high < 0
    assert missed <= 12


def test_a_level_that_stays_still_shows_its_lift() -> None:
    """A fifth more, in days off by a tenth that hang together by .5: 40 launches, of which four in five are found."""
    day = days(140)
    found = [lifted(Comparison(series(effects(day, 0.18, 0.18) + shocks(700 + seed, len(day), 0.5)), LIVE, 28))
             for seed in range(40)]  # fmt: skip
    assert sum(each.effects[1].interval.low > 0 for each in found) >= 26


@given(st.lists(st.integers(20, 400), min_size=119, max_size=119), st.integers(2, 9))
@settings(max_examples=15, deadline=None)
def test_the_unit_of_exposure_does_not_matter_and_sides_mirror(counts: list[int], unit: int) -> None:
    first = LIVE - timedelta(days=28)
    one = Series(first, tuple(counts), (1000,) * 119)
    other = Series(first, tuple(reversed(counts)), (1000 * unit,) * 119)
    there, back = (lifted(Comparison(a, LIVE, 28, control=b)) for a, b in ((one, other), (other, one)))
    for forth, mirrored in zip(there.effects, back.effects, strict=True):
        assert forth.value == pytest.approx(-mirrored.value, abs=1e-9)
        assert forth.se == pytest.approx(mirrored.se)
    rescaled = lifted(Comparison(Series(first, one.above, (1000 * unit,) * 119), LIVE, 28))
    plain = lifted(Comparison(one, LIVE, 28))
    assert [each.value for each in rescaled.effects] == pytest.approx([each.value for each in plain.effects], abs=1e-9)
