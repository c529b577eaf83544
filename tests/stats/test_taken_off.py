"""An interval from which a factor was taken off: certain, uncertain, and numbers that are none."""

import math
from typing import Any

import pytest

from hypercare.model.estimate import Interval
from hypercare.stats.taken_off import taken_off

PLAIN = Interval(0.9, 1.8, 0.96, "cs", always_valid=True)


def test_a_factor_that_is_certain_moves_both_ends() -> None:
    found = taken_off(PLAIN, 1.5, 0.0, unknowns=3, alpha=0.01)
    assert (found.low, found.high) == pytest.approx((0.6, 1.2))
    assert (found.level, found.always_valid) == (pytest.approx(0.95), True)


@pytest.mark.parametrize(("unknowns", "quantile"), [(1, 2.575829), (5, 3.090232)], ids=["one", "five share it"])
def test_an_uncertain_one_widens_by_the_normal_quantile(unknowns: int, quantile: float) -> None:
    """The quantiles of 0.995 and 0.999 (any table of the normal distribution)."""
    found = taken_off(PLAIN, 1.0, 0.1, unknowns=unknowns, alpha=0.01)
    assert math.log(PLAIN.low / found.low) == pytest.approx(0.1 * quantile, rel=1e-6)
    assert math.log(found.high / PLAIN.high) == pytest.approx(0.1 * quantile, rel=1e-6)


@pytest.mark.parametrize("wrong", [{"factor": 0.0}, {"sd": -0.1}, {"unknowns": 0}, {"alpha": 0.0}], ids=str)
def test_what_is_no_number_of_that_kind(wrong: dict[str, Any]) -> None:
    given = {"factor": 1.0, "sd": 0.1, "unknowns": 1, "alpha": 0.01} | wrong
    with pytest.raises(ValueError, match=r"must|above 0"):
        taken_off(PLAIN, given.pop("factor"), given.pop("sd"), **given)
