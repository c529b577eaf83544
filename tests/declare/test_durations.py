"""Lengths of time as people write them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from hypercare.declare.values.durations import LONGEST, format_duration, parse_duration


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("28 days", 28 * 86_400), ("1 day", 86_400), ("6 hours", 21_600), ("6h", 21_600), ("1.5 hours", 5_400),
        ("30 minutes", 1_800), ("90 min", 5_400), ("2 seconds", 2), ("800 ms", 0.8), ("0.001 ms", 0.000001),
        ("2 weeks", 1_209_600),
        ("0 hours", 0), ("1 Day", 86_400),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_exactly(written: str, seconds: float) -> None:
    assert parse_duration(written) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "written",
    [28, 1.5, True, None, "", "28", "days", "28 dayz", "-1 day", "1 month", "1 year", "1 day 2 hours", "1e3 days",
     "٣ days", "0.0001 ms", "4000 days", "999999999999 weeks", "9" * 40 + " days", ["1 day"]],
)  # fmt: skip
def test_anything_else_is_refused(written: object) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_duration(written)
    assert caught.value.context is not None
    assert caught.value.context["expected"]


@given(st.timedeltas(min_value=timedelta(0), max_value=LONGEST))
def test_what_is_written_reads_back(length: timedelta) -> None:
    assert parse_duration(format_duration(length)) == length


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(days=28), "28 days"), (timedelta(hours=24), "1 day"), (timedelta(hours=36), "36 hours"),
        (timedelta(milliseconds=800), "800 ms"), (timedelta(0), "0 days"), (timedelta(microseconds=1), "0.001 ms"),
    ],
)  # fmt: skip
def test_the_largest_whole_unit_is_written(length: timedelta, written: str) -> None:
    assert format_duration(length) == written
