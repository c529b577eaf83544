import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.simulate.shares import apportioned, scaled


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        pytest.param(10, [1, 1], [5, 5], id="even"),
        pytest.param(100, [62, 25, 13], [62, 25, 13], id="whole"),
        pytest.param(1284, [0.62, 0.25, 0.13], [796, 321, 167], id="the company's zones"),
        pytest.param(1, [1, 1, 1], [1, 0, 0], id="equal remainders go to the first"),
        pytest.param(0, [1, 2], [0, 0], id="nothing to split"),
        # American apportionment of 1880's kind: quotas 21.4, 14.7, 3.9 of 40 seats.
        pytest.param(40, [5_350, 3_675, 975], [21, 15, 4], id="largest remainders"),
    ],
)
def test_apportioned(total: int, weights: list[float], parts: list[int]) -> None:
    assert apportioned(total, weights).tolist() == parts


@given(st.integers(0, 10**6), st.lists(st.floats(0.01, 100), min_size=1, max_size=40))
def test_parts_add_up_and_stay_within_one_of_their_quota(total: int, weights: list[float]) -> None:
    parts = apportioned(total, weights)
    quota = total * np.array(weights) / sum(weights)
    assert parts.sum() == total
    assert (np.abs(parts - quota) < 1 + 1e-6).all()


@given(st.integers(0, 1284), st.integers(20, 5000))
def test_a_scaled_count_keeps_its_share(planted: int, to: int) -> None:
    assert 2 * abs(scaled(planted, to) * 1284 - planted * to) <= 1284  # in whole numbers: half a unit of `to` at most
    assert scaled(planted, 1284) == planted
