"""Scores of forecasts: by hand, against closed forms, and that honesty pays."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

from hypercare.stats.forecast_scores import Decile, crps, unit_scores, winkler


def test_units_are_scored_as_by_hand() -> None:
    """Two units at 0.9, one of whom got there, and two at 0.2, none of whom did."""
    found = unit_scores([0.9, 0.2], [2, 2], [1, 0])

    assert found.brier == pytest.approx((0.1**2 + 0.9**2 + 2 * 0.2**2) / 4)
    assert found.log == pytest.approx(-(math.log(0.9) + math.log(0.1) + 2 * math.log(0.8)) / 4)
    assert found.skill == pytest.approx(1 - found.brier / (0.25 * 0.75))
    assert found.reliability == (Decile(0.2, 0.3, 2, 0.4, 0), Decile(0.9, 1.0, 2, 1.8, 1))


def test_certainty_has_skill_one_and_the_base_rate_none() -> None:
    assert unit_scores([1.0, 0.0], [3, 5], [3, 0]).skill == 1
    assert unit_scores([0.375], [8], [3]).skill == pytest.approx(0)
    assert unit_scores([0.5], [4], [4]).skill is None


def test_what_was_called_impossible_and_came_is_dear_and_not_infinite() -> None:
    assert unit_scores([0.0], [1], [1]).log == pytest.approx(math.log(1e6))


def test_nobody_is_not_scored() -> None:
    with pytest.raises(ValueError, match="at least one unit"):
        unit_scores([], [], [])


@given(st.floats(0.05, 0.95), st.floats(0.0, 1.0))
def test_honest_chances_score_best(truth: float, told: float) -> None:
    units = 1_000
    reached = round(truth * units)
    honest, other = (unit_scores([each], [units], [reached]) for each in (reached / units, told))

    assert honest.brier <= other.brier + 1e-12
    assert honest.log <= other.log + 1e-12


@pytest.mark.parametrize(
    ("actual", "score"),
    [
        pytest.param(0.5, 0.2, id="inside: its width"),
        pytest.param(0.35, 0.2 + 40 * 0.05, id="below: forty times the distance more"),
        pytest.param(0.7, 0.2 + 40 * 0.1, id="above"),
    ],
)
def test_intervals_are_scored_by_width_and_by_what_they_miss(actual: float, score: float) -> None:
    assert winkler(0.4, 0.6, actual) == pytest.approx(score)


@pytest.mark.parametrize("actual", [-1.0, 0.0, 0.4, 2.0])
def test_crps_of_fine_quantiles_is_that_of_the_normal_distribution(actual: float) -> None:
    """Closed form: Gneiting & Raftery 2007, equation 21."""
    levels = np.linspace(0.0005, 0.9995, 2000)
    density = math.exp(-(actual**2) / 2) / math.sqrt(2 * math.pi)
    below = 0.5 * math.erfc(-actual / math.sqrt(2))

    found = crps(levels.tolist(), ndtri(levels).tolist(), actual)

    assert found == pytest.approx(actual * (2 * below - 1) + 2 * density - 1 / math.sqrt(math.pi), abs=2e-3)


def test_crps_of_a_point_is_its_distance() -> None:
    assert crps([0.025, 0.5, 0.975], [0.3, 0.3, 0.3], 0.5) == pytest.approx(0.2, rel=0.02)
