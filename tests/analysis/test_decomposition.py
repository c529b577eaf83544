"""A change taken apart into better numbers and another mix, to the digit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.analysis.segments.decomposition import Quotient, decomposed, total, weights

VALUES = st.dictionaries(
    st.sampled_from(["ios", "android", "web", ""]),
    st.builds(Quotient, st.integers(0, 500), st.integers(0, 500)),
    max_size=4,
)


def test_a_change_by_hand() -> None:
    """Before 60 of 100 and 10 of 100, so 35 %. Now 130 of 200 (65 %) and 3 of 20 (15 %), so 133 of 220."""
    before = {"a": Quotient(60, 100), "b": Quotient(10, 100)}
    now = {"a": Quotient(130, 200), "b": Quotient(3, 20)}
    found = decomposed(before, now)
    assert found is not None
    assert found.change == Fraction(133, 220) - Fraction(35, 100)
    assert found.rate == Fraction(1, 2) * Fraction(5, 100) + Fraction(1, 2) * Fraction(5, 100)
    assert found.mix == (Fraction(10, 11) - Fraction(1, 2)) * (Fraction(65, 100) - Fraction(15, 100))
    assert found.unmatched == 0


def test_every_value_worse_and_the_average_better() -> None:
    """Simpson 1951: both values lose five points, and the average gains because the better one comes more."""
    before = {"a": Quotient(60, 100), "b": Quotient(10, 100)}
    found = decomposed(before, {"a": Quotient(110, 200), "b": Quotient(1, 20)})
    assert found is not None
    assert found.change > 0 > found.rate


@given(VALUES, VALUES)
def test_the_parts_add_up_to_the_digit(before: dict[str, Quotient], now: dict[str, Quotient]) -> None:
    found = decomposed(before, now)
    first, last = total(before), total(now)
    if found is None:
        assert first is None or last is None or not weights(before).keys() & weights(now).keys()
        return
    assert first is not None
    assert last is not None
    assert found.rate + found.mix + found.unmatched == found.change == last - first
    if weights(before).keys() == weights(now).keys():
        assert found.unmatched == 0


@pytest.mark.parametrize("now", [{}, {"a": Quotient(0, 0)}, {"b": Quotient(1, 2)}], ids=["none", "empty", "another"])
def test_nothing_in_common_is_no_change(now: dict[str, Quotient]) -> None:
    assert decomposed({"a": Quotient(1, 2)}, now) is None
