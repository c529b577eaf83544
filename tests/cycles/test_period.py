"""Calendar periods."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.cycles.period import period_after, period_start


@pytest.mark.parametrize(
    ("day", "period", "start", "after"),
    [
        pytest.param(date(2026, 9, 22), "day", date(2026, 9, 22), date(2026, 9, 23), id="a day"),
        pytest.param(date(2026, 9, 27), "week", date(2026, 9, 21), date(2026, 9, 28), id="Sunday ends the week"),
        pytest.param(date(2026, 9, 28), "week", date(2026, 9, 28), date(2026, 10, 5), id="Monday begins it"),
        pytest.param(date(2026, 12, 31), "month", date(2026, 12, 1), date(2027, 1, 1), id="over the year's end"),
        pytest.param(date(2028, 2, 29), "month", date(2028, 2, 1), date(2028, 3, 1), id="a leap day"),
    ],
)
def test_periods(day: date, period: str, start: date, after: date) -> None:
    assert period_start(day, period) == start
    assert period_after(start, period) == after


@given(st.dates(date(1970, 1, 1), date(2200, 1, 1)), st.sampled_from(["day", "week", "month"]), st.integers(0, 60))
def test_so_many_periods_are_one_after_the_other(day: date, period: str, number: int) -> None:
    start = step = period_start(day, period)
    for _ in range(number):
        step = period_after(step, period)
    assert period_after(start, period, number) == step
    assert period_start(step, period) == step
    assert start <= day < period_after(start, period)
