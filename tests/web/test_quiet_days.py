"""Quiet days of the calendar in the windows of a retention, and what is read by day of a metric."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from checks.launches import a_launch
from hypercare.checks.spoken import spoken_by_day
from hypercare.model.metrics import CycleMetric
from hypercare.web.pages.retention.cadence import AtDay, quiet_days

ZONE = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("live", "names"),
    [
        pytest.param(date(2026, 1, 20), ["peak-eid-trough"], id="Eid lies in the windows of day 60"),
        pytest.param(date(2026, 9, 22), [], id="no quiet days until then"),
    ],
)
def test_quiet_days_that_windows_lie_in_are_told(live: date, names: list[str]) -> None:
    launch = a_launch(live=datetime(live.year, live.month, live.day, 9, tzinfo=ZONE), timezone="Asia/Jakarta")
    as_of = datetime(live.year, live.month, live.day, 12, tzinfo=ZONE) + timedelta(days=75)
    at = AtDay(day=60, rows=[], waiting=0, enough=None, last=None)
    found = list(quiet_days(launch, as_of.isoformat(), [at], 7))
    assert [each.name["id"] for each in found] == names
    assert all(each.first <= each.last and each.times < 1 for each in found)


def test_a_goal_is_read_by_day_as_the_event_that_counts_towards_it() -> None:
    for metric in a_launch().metrics.values():
        told = spoken_by_day(metric)
        assert (told == f"“{metric.event.event}”") if isinstance(metric, CycleMetric) else ("“" not in told)
