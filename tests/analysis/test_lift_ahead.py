"""How a lift's interval would narrow: against what it is when those days have come, and where no day would help."""

import math
from dataclasses import replace

import numpy as np
import pytest

from analysis.test_lift import LIVE, days, series, shocks
from hypercare.analysis.lacking import Ahead, Counted, Lacking, OutOfReach
from hypercare.analysis.lift.ahead import FURTHEST_DAYS, units_ahead
from hypercare.analysis.lift.lift import Comparison, DayWeights, Lift, lift_of
from hypercare.stats.quotient_change import QuotientChange

FEW, MORE = ((0, 20),), ((0, 62),)
HALVES = ((0, 0.2), (10, 0.15), (20, 0.1))


def told(compared: Comparison, spans: tuple[tuple[int, int], ...]) -> Lift:
    found = lift_of(compared, spans)
    assert isinstance(found, Lift)
    return found


def half(found: Lift) -> float:
    interval = found.effects[-1].interval
    return (interval.high - interval.low) / 2


def test_it_begins_with_the_interval_that_there_is_and_never_widens() -> None:
    found = told(Comparison(series(shocks(3, len(days(160)), 0.5)), LIVE, 28), FEW)
    more, halves = zip(*found.ahead.halves, strict=True)
    assert halves[0] == pytest.approx(half(found))
    assert (more[0], more[-1]) == (0, FURTHEST_DAYS)
    assert list(halves) == sorted(halves, reverse=True)
    assert (found.ahead.have, found.ahead.value) == (21, found.effects[0].value)


@pytest.mark.parametrize("before", [40, 160, 364], ids=lambda number: f"{number} days before")
def test_days_that_come_narrow_it_as_was_said(before: int) -> None:
    """By 42 more days; which correlation the days show is chance, so that the median over launches is held to it."""
    quotients = []
    for seed in range(12):
        compared = Comparison(series(shocks(seed, len(days(before)), 0.4)), LIVE, 28)
        few = told(compared, FEW).ahead
        said = float(np.interp(42, *zip(*few.halves, strict=True)))
        quotients.append(half(told(compared, MORE)) / said)
    assert np.median(quotients) == pytest.approx(1.0, abs=0.12)


def test_what_the_calendar_leaves_open_no_day_takes_away() -> None:
    day = days(160)
    errors = np.where(day[:, None] >= 0, 0.2, 0.0)
    weights = DayWeights(series(np.zeros(len(day))).first, np.zeros(len(day)), errors)
    found = told(Comparison(series(shocks(5, len(day), 0.2, 0.02)), LIVE, 28, weights=weights), FEW)
    assert found.ahead.halves[-1][1] > 1.9 * 0.2
    lacking = replace(found.ahead, value=0.3).lacking(1.2)
    assert isinstance(lacking, OutOfReach)
    assert lacking.half == pytest.approx(math.expm1(found.ahead.halves[-1][1]))
    assert lacking.away == pytest.approx(math.exp(0.3) / 1.2 - 1)


@pytest.mark.parametrize(
    ("value", "target", "expected"),
    [
        pytest.param(0.125, 1.0, Lacking(15, 31, Counted.DAYS), id="between two amounts"),
        pytest.param(-0.125, 1.0, Lacking(15, 31, Counted.DAYS), id="from below"),
        pytest.param(0.15, 1.0, Lacking(10, 31, Counted.DAYS), id="an amount itself"),
        pytest.param(0.25, 1.0, None, id="told already"),
        pytest.param(0.0, 1.0, None, id="the threshold itself"),
        pytest.param(0.0, math.exp(0.05), OutOfReach(math.expm1(0.1), math.expm1(0.05), Counted.DAYS), id="never"),
        pytest.param(0.125, 0.0, None, id="a threshold of 0 is far away"),
    ],
)
def test_what_is_lacking(value: float, target: float, expected: object) -> None:
    found = Ahead(value, 31, HALVES, Counted.DAYS).lacking(target)
    if isinstance(expected, OutOfReach):
        assert isinstance(found, OutOfReach)
        assert (found.half, found.away) == pytest.approx((expected.half, expected.away))
    else:
        assert found == expected


def test_four_times_the_units_halve_the_width() -> None:
    ahead = units_ahead(QuotientChange(0.1, 0.05, 500.0, 0.8), 1000, alpha=0.05)
    by_units = dict(ahead.halves)
    assert by_units[3000] == pytest.approx(by_units[0] / 2)
    assert (ahead.have, ahead.counted) == (1000, Counted.UNITS)
