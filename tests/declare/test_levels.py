"""Levels and shares as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from hypercare.declare.values.levels import Form, Written, format_level, parse_level, parse_share
from hypercare.model.launch import Relative


@pytest.mark.parametrize(
    ("written", "level", "form"),
    [
        ("42%", 0.42, Form.PERCENT), ("0.5%", 0.005, Form.PERCENT), ("0.1 %", 0.001, Form.PERCENT),
        ("120%", 1.2, Form.PERCENT),
        ("-5%", -0.05, Form.PERCENT), (12, 12.0, Form.NUMBER), (0.3, 0.3, Form.NUMBER), (-4, -4.0, Form.NUMBER),
        ("116% of before", Relative("before", 1.16), Form.BEFORE),
        ("95% of control", Relative("control", 0.95), Form.CONTROL),
    ],
)  # fmt: skip
def test_a_level_is_read_exactly(written: object, level: object, form: Form) -> None:
    assert parse_level(written) == Written(level, form)  # type: ignore[arg-type]  # a float or a Relative by the table


@pytest.mark.parametrize(
    "written",
    ["", "42", "42 percent", "high", True, None, [], "116% of", "116% of last year", "of before", "0% of before",
     "1e3%", 10**16, -1e300, "99999999999999999999%"],
)  # fmt: skip
def test_anything_else_is_refused(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse_level(written)


@given(st.decimals(min_value=-1000, max_value=1000, places=6))
def test_percentages_read_back(percent: object) -> None:
    level = parse_level(f"{percent:f}%").level
    assert parse_level(format_level(level, percent=True)).level == level


@given(st.floats(min_value=0.0001, max_value=1000), st.sampled_from(["before", "control"]))
def test_comparisons_read_back(factor: float, base: str) -> None:
    assert parse_level(format_level(Relative(base, factor))).level == Relative(base, factor)


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_numbers_read_back(number: float) -> None:
    assert float(format_level(number)) == number


@pytest.mark.parametrize(("written", "share"), [("0%", 0.0), ("100%", 1.0), (0.25, 0.25), (1, 1.0), ("99.95%", 0.9995)])
def test_a_share_is_a_fraction(written: object, share: float) -> None:
    assert parse_share(written) == share


@pytest.mark.parametrize("written", ["100.1%", "-1%", 42, "116% of before", "half"])
def test_no_share_beyond_the_whole(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        parse_share(written)


def test_a_bare_number_is_taken_for_a_forgotten_percent_sign() -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_share(42)
    assert caught.value.context is not None
    assert caught.value.context["nearest"] == ("42%",)
