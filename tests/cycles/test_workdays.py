"""Working days."""

from datetime import date

import pytest

from hypercare.cycles.workdays import is_workday
from hypercare.model.errors import NotFound


@pytest.mark.parametrize(
    ("day", "calendar", "works"),
    [
        pytest.param(date(2026, 9, 25), "id", True, id="Friday"),
        pytest.param(date(2026, 9, 26), "id", False, id="Saturday"),
        pytest.param(date(2026, 9, 27), None, False, id="Sunday"),
        pytest.param(date(2026, 8, 17), "id", False, id="Independence Day"),
        pytest.param(date(2026, 8, 17), None, True, id="without a calendar"),
    ],
)
def test_a_working_day(day: date, calendar: str | None, works: bool) -> None:
    assert is_workday(day, calendar) is works


def test_an_unknown_calendar() -> None:
    with pytest.raises(NotFound):
        is_workday(date(2026, 9, 25), "atlantis")
