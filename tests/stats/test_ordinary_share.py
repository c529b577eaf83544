"""The share that days would have had, had they all been ordinary."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from hypercare.stats.ordinary_share import ordinary_share

DAYS = st.lists(st.tuples(st.integers(0, 500), st.floats(-3, 3)), min_size=1, max_size=40)


def test_one_day_divides_its_odds() -> None:
    # 90 of 100 on a day whose odds are 3 times the ordinary ones: 9 / 3 = 3 to 1.
    found = ordinary_share(90, np.array([100.0]), np.array([np.log(3.0)]))
    assert found is not None
    assert found.value == pytest.approx(0.75, rel=1e-12)


def test_without_a_calendar_it_is_the_share_and_varies_as_one() -> None:
    found = ordinary_share(30, np.array([40.0, 60.0]), np.zeros(2))
    assert found is not None
    assert found.value == pytest.approx(0.3, rel=1e-12)
    # The delta method on a binomial share: (1 - p) / (n p), twice of it under a dispersion of 2.
    assert found.log_variance(2.0) == pytest.approx(2 * 0.7 / 30, rel=1e-12)
    assert found.pull == pytest.approx([0.4, 0.6])


@given(days=DAYS, part=st.floats(0.001, 0.999))
def test_it_leads_to_expect_what_there_was_and_lies_within_0_and_1(days: list[tuple[int, float]], part: float) -> None:
    below, log_odds = (np.array(each, float) for each in zip(*days, strict=True))
    above = part * float(below.sum())
    found = ordinary_share(above, below, log_odds)
    if not below.any():
        assert found is None
        return
    assert found is not None
    assert 0 < found.value < 1
    level = np.log(found.value / (1 - found.value))
    assert float(below @ expit(level + log_odds)) == pytest.approx(above, rel=1e-8)
    assert found.pull.sum() == pytest.approx(1)


@given(days=DAYS, moved=st.floats(-1e-4, 1e-4))
def test_a_day_pulls_as_much_as_it_says(days: list[tuple[int, float]], moved: float) -> None:
    below, log_odds = (np.array(each, float) for each in zip(*days, strict=True))
    found = ordinary_share(0.4 * float(below.sum()), below, log_odds)
    if found is None:
        return
    shifted = log_odds.copy()
    shifted[0] += moved
    other = ordinary_share(0.4 * float(below.sum()), below, shifted)
    assert other is not None
    logit = [np.log(each.value / (1 - each.value)) for each in (found, other)]
    assert logit[1] - logit[0] == pytest.approx(-found.pull[0] * moved, abs=1e-7)


@pytest.mark.parametrize("above", [0, 100])
def test_all_and_nothing_say_nothing_of_a_calendar(above: int) -> None:
    assert ordinary_share(above, np.array([60.0, 40.0]), np.array([0.5, -0.5])) is None
