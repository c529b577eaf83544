"""What a slope makes likely of the days ahead: Bayes' rule with a spike and a slab."""

import math
from dataclasses import replace

import numpy as np
import pytest

from hypercare.analysis.cycle.drift import CHANGES, MOST, drift_of, worthless
from hypercare.analysis.cycle.exposure import Cells
from hypercare.model.estimate import Insufficient, Interval
from hypercare.model.text import Text
from hypercare.stats.slope import TYPICAL_SLOPE, Course, Slope


def open_units(days: float) -> Cells:
    """Ten units that need five events more, so many days from the middle of those seen to that of those ahead."""
    one = {name: np.ones(1) for name in ("count", "seen", "ahead")}
    return Cells(np.zeros(1, np.int64), **one, more=np.full(1, 5.0), units=np.full(1, 10.0), distance=np.full(1, days))


def slope(value: float, error: float) -> Slope:
    interval = Interval(value - 3 * error, value + 3 * error, 0.95, "any", always_valid=True)
    return Slope(value, error, interval, Course.UNKNOWN, 1.0, 30, 1000)


UNSEEN = Insufficient(Text("stats-slope-too-few-days", {"needed": 7, "have": 3}), 7, 3)


def test_the_odds_are_those_of_two_normal_densities() -> None:
    """The estimate is N(0, e^2) where nothing changes and N(0, t^2 + e^2) where something does."""
    value, error = 0.3, 0.2
    wide = math.hypot(TYPICAL_SLOPE, error)
    steady = math.exp(-((value / error) ** 2) / 2) / error
    changing = math.exp(-((value / wide) ** 2) / 2) / wide

    found = drift_of(slope(value, error), open_units(45))

    assert found.chance == pytest.approx(changing / (changing + steady))
    assert found.mean == pytest.approx(1.5 * value * (TYPICAL_SLOPE / wide) ** 2)
    assert found.sd == pytest.approx(1.5 * TYPICAL_SLOPE * error / wide)
    assert found.spread == pytest.approx(math.sqrt(found.chance * (found.mean**2 + found.sd**2)))


def test_without_a_slope_it_is_as_beforehand() -> None:
    found = drift_of(UNSEEN, open_units(30))

    assert (found.chance, found.mean, found.sd) == (CHANGES, 0.0, TYPICAL_SLOPE)


def test_a_sure_slope_of_nothing_leaves_next_to_nothing_and_a_steep_one_all() -> None:
    calm, steep = (drift_of(slope(value, 0.01), open_units(45)) for value in (0.0, -1.0))

    assert calm.spread < 0.01
    assert steep.chance == pytest.approx(1.0)
    assert steep.mean == pytest.approx(-1.5, rel=0.01)


def test_nobody_open_is_not_moved() -> None:
    done = replace(open_units(45), more=np.zeros(1))

    assert drift_of(slope(-1.0, 0.1), done).spread == 0.0


@pytest.mark.parametrize(
    ("seen", "days", "reasons"),
    [
        pytest.param(slope(0.0, 0.05), 45, [], id="surely steady"),
        pytest.param(slope(-0.8, 0.1), 45, ["forecast-novelty"], id="falls"),
        pytest.param(slope(0.8, 0.1), 45, ["forecast-slow-burn"], id="rises"),
        pytest.param(slope(-0.8, 0.1), 3, [], id="falls, but the cycle is nearly over"),
        pytest.param(slope(0.2, 0.5), 45, ["forecast-not-excluded"], id="unsure"),
        pytest.param(UNSEEN, 45, ["forecast-course-unknown", "stats-slope-too-few-days"], id="nothing seen, far to go"),
        pytest.param(UNSEEN, 15, [], id="nothing seen, near the end"),
    ],
)
def test_what_may_move_more_than_a_shock_makes_it_worthless(
    seen: Slope | Insufficient, days: float, reasons: list[str]
) -> None:
    found = drift_of(seen, open_units(days))

    assert [text.id for text in worthless(found)] == reasons
    assert (found.spread > MOST) == bool(reasons)
