"""Silence over Eid: who does not ship while logistics stands still has not lapsed; who stopped before has."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from checks.launches import ORDER, ZONE, Facts, Told, a_launch, asks, gate
from hypercare.analysis.retention.lapse import Lapses
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation.retention import find
from hypercare.cycles.packs import pack
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch, Peaks
from hypercare.model.metrics import RetentionMetric

METRIC = RetentionMetric("shipping", ORDER, by="cadence", at=(60, 90))
LIVE = datetime(2026, 12, 15, 9, tzinfo=ZONE)
EID = date(2027, 3, 10)
START = LIVE.replace(hour=0)
DAYS, ACCOUNTS, STOPPED = 110, 60, 6
SUNDAY = 0.4
WEEKLY = 6.4
"""Ordinary days of a week whose Sunday is worth 0.4."""


def launch() -> Launch:
    return a_launch(gate(90, asks("shipping", 0.5, 0.3)), metrics={"shipping": METRIC}, live=LIVE, peaks=Peaks("id"))


def shipping(trough: float, spread: float = 0.15) -> Told:
    """Weekly accounts whose gaps vary by `spread` on the clock of the days; the first ones stop 20 days before Eid."""
    rng, told = np.random.default_rng(20270310), Told()
    since = (EID - START.date()).days
    weights = np.array([SUNDAY if (START + timedelta(days=day)).weekday() == 6 else 1.0 for day in range(DAYS)])
    weights[since : since + 8] *= trough
    shown = np.concatenate([[0], np.cumsum(weights)])
    for number in range(ACCOUNTS):
        told.add(f"u{number}", "opened", LIVE + timedelta(hours=1))
        end, at = since - 20 if number < STOPPED else DAYS - 1, 1 + rng.random() * WEEKLY
        while (day := float(np.interp(at, shown, np.arange(DAYS + 1)))) < end:
            told.add(f"u{number}", "order", START + timedelta(days=day))
            at += WEEKLY * float(np.exp(rng.normal(0, spread)))
    return told


def lapses(told: Told, days_after: float) -> Lapses:
    at = datetime(EID.year, EID.month, EID.day, 12, tzinfo=ZONE) + timedelta(days=days_after)
    known = Told([each for each in told.events if each.ts_event <= to_micros(at)])
    facts = Facts(launch(), known)
    (found,) = find(launch(), judge_launch(launch(), at, facts, {}), facts)
    return found.lapses


def test_the_date_of_eid_is_the_calendars() -> None:
    """What is simulated here is what the calendar takes for the trough."""
    (window,) = pack("id").kinds["eid_trough"].windows("ID", range(2027, 2028))
    assert (window.first, (window.last - window.first).days) == (EID, 7)


@pytest.mark.parametrize(("days_after", "by_days"), [(5, 15), (9, 35)], ids=["in its middle", "just after it"])
def test_a_trough_makes_nobody_silent(days_after: float, by_days: int) -> None:
    """Where days are days, a quarter and more than half of the accounts that go on would be called in vain."""
    found = lapses(shipping(trough=0.05), days_after).everyone
    assert found.by_days - STOPPED >= by_days
    assert STOPPED <= found.lapsed <= STOPPED + 2


def test_where_eid_is_a_day_like_others_nothing_is_excused() -> None:
    """The calendar expects four tenths of an ordinary day; the launch's own days teach it better."""
    found = lapses(shipping(trough=1.0), 12).everyone
    assert STOPPED <= found.lapsed <= STOPPED + 4
    assert abs(found.lapsed - found.by_days) <= 2


def test_who_stopped_is_found_before_the_trough_too() -> None:
    found = lapses(shipping(trough=0.05), -3).everyone
    assert found.lapsed == found.by_days == STOPPED
