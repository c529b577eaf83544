"""Retention by cadence in the validation: accounts counted by hand."""

from datetime import date

import pytest

from checks.launches import ORDER, Facts, Told, a_launch, asks, day, gate
from hypercare.analysis.retention.by_cadence import AtDay
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation.retention import CadenceRetention, find
from hypercare.model.estimate import Estimate, Insufficient
from hypercare.model.launch import Launch
from hypercare.model.metrics import RetentionMetric

METRIC = RetentionMetric("shipping", ORDER, by="cadence", at=(60, 90))
WEEKS = tuple(range(1, 120, 7))
MONTHS = (-59, -29, 1, 31, 61, 91, 121)


def launch() -> Launch:
    return a_launch(gate(90, asks("shipping", 0.5, 0.3)), metrics={"shipping": METRIC}, segments=("platform",))


def ships(told: Told, user: str, days: tuple[int, ...], platform: str = "web", orders: int = 1) -> None:
    """An account that opens the feature on day 0.5 and orders at noon of some days."""
    told.add(user, "opened", day(0, 12), platform=platform)
    for number in days:
        for order in range(orders):
            told.add(user, "order", day(number, 12 + order / 10))


def a_few() -> Told:
    """Four weekly accounts, one of which stops after day 29; two monthly ones, one of which stops after day 61; and a
    newcomer with two orders."""
    told = Told()
    for user in ("w1", "w2", "w3"):
        ships(told, user, WEEKS)
    ships(told, "w4", WEEKS[:5], "ios", orders=4)
    ships(told, "m1", MONTHS)
    ships(told, "m2", MONTHS[:5], "ios")
    ships(told, "new", (1, 58))
    return told


def found(told: Told, on: float) -> CadenceRetention:
    facts = Facts(launch(), told)
    verdict = judge_launch(launch(), day(on), facts, {})
    (one,) = find(launch(), verdict, facts)
    return one


def counts(at: AtDay, name: str) -> tuple[int, int, int]:
    """Eligible, retained, not yet mature."""
    answer = (at.everyone if name == "all" else at.by_class[name]).accounts
    assert answer.counts is not None
    return answer.counts.mature, answer.counts.hits, answer.counts.units - answer.counts.mature


def test_three_counts_by_class() -> None:
    """On day 78: weekly windows around day 61 end at day 64.5 to 65, monthly ones at day 75 to 76.5."""
    at_60, at_90 = found(a_few(), 78).days
    assert counts(at_60, "weekly") == (4, 3, 0)
    assert counts(at_60, "monthly") == (2, 2, 0)
    assert counts(at_60, "not_shown") == (1, 1, 0)
    assert counts(at_60, "all") == (7, 6, 0)
    assert counts(at_90, "all") == (0, 0, 7)
    assert isinstance(at_90.everyone.accounts, Insufficient)
    assert at_60.waiting.units == 0


def test_monthly_accounts_wait_longer_than_weekly_ones() -> None:
    """On day 98 the weekly windows around day 91 are over (at 95), the monthly ones not (near day 105)."""
    _, at_90 = found(a_few(), 98).days
    assert counts(at_90, "weekly") == (4, 3, 0)
    assert counts(at_90, "monthly") == (0, 0, 2)
    assert at_90.waiting.units == 2
    # Five gaps of 30 days among weekly accounts: 28.6 days, so half is 14.3; and six hours of lateness after day 105.8.
    assert at_90.waiting.last == at_90.waiting.enough == date(2027, 1, 6)
    _, later = found(a_few(), 107).days
    assert counts(later, "all") == (7, 4, 0)


def test_volume_weighs_what_accounts_did_before_their_window() -> None:
    """Before day 57.5 the lost account had 20 orders; the weekly ones nine each (1, 8, ... 57), monthly ones two, the
    newcomer one."""
    at_60, _ = found(a_few(), 78).days
    volume = at_60.everyone.volume
    assert volume.counts is not None
    assert (volume.counts.hits, volume.counts.trials) == (3 * 9 + 2 * 2 + 1, 3 * 9 + 2 * 2 + 1 + 20)
    assert at_60.everyone.disagree == "unknown"


def test_large_accounts_that_leave_are_told() -> None:
    """Of 300 weekly accounts every fourth is ten times as large and leaves."""
    told = Told()
    for number in range(300):
        ships(told, f"u{number}", WEEKS[:4] if number % 4 == 0 else WEEKS[:12], orders=10 if number % 4 == 0 else 1)
    at_60, _ = found(told, 78).days
    accounts, volume = at_60.everyone.accounts, at_60.everyone.volume
    assert isinstance(accounts, Estimate)
    assert isinstance(volume, Estimate)
    assert accounts.value == 0.75
    # 225 accounts did 9 orders before day 57.5, 75 did 40: 2025 of 5025.
    assert volume.value == pytest.approx(2025 / 5025)
    assert volume.interval.high < accounts.interval.low
    assert at_60.everyone.disagree == "larger_leave"


def test_who_is_silent_for_longer_than_its_rhythm_explains() -> None:
    told = Told()
    for number in range(30):
        ships(told, f"u{number}", WEEKS[:9] if number else WEEKS[:5], "ios" if number < 10 else "web")
    ships(told, "m", MONTHS[:4])
    lapses = found(told, 62).lapses
    assert (lapses.everyone.units, lapses.everyone.lapsed, lapses.by_class["weekly"].lapsed) == (31, 1, 1)
    assert (lapses.by_value["platform"]["ios"].lapsed, lapses.by_value["platform"]["web"].lapsed) == (1, 0)
    assert lapses.everyone.volume == 5


def test_of_few_accounts_only_regular_ones_can_be_told() -> None:
    told = Told()
    ships(told, "w", WEEKS[:8])
    ships(told, "m", MONTHS[:3])
    lapses = found(told, 90).lapses
    assert (lapses.everyone.units, lapses.everyone.told, lapses.everyone.lapsed, lapses.everyone.own) == (2, 1, 1, 1)
