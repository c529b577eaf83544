"""Quiet days of the calendar in the windows of a retention, and what is read by day of a metric."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from checks.launches import a_launch
from hypercare.app.words import render
from hypercare.checks.spoken import spoken_by_day
from hypercare.model.metrics import CycleMetric
from hypercare.model.text import Text
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


@pytest.mark.parametrize(
    ("unit", "language", "said"),
    [
        ("user", "en", "3 of 9 users have lapsed (2 by their own gaps)."),
        ("account", "en", "3 of 9 accounts have lapsed (2 by their own gaps)."),
        ("device", "id", "3 dari 9 perangkat berhenti (2 menurut jedanya sendiri)."),
    ],
)
def test_who_has_lapsed_is_called_what_is_counted(unit: str, language: str, said: str) -> None:
    told = Text("cadence-lapsed-told", {"count": 3, "told": "3", "units": "9", "own": "2", "unit": unit})
    assert render(told, language) == said
