"""Guardrails against before with the calendar taken off: peaks that came before, and a history that is too short."""

from datetime import date, timedelta

import numpy as np
import pytest

from checks.launches import Facts, Told, a_launch, asks, day, gate, guard
from hypercare.analysis.daily import Daily
from hypercare.analysis.series.calendar_fit import fit
from hypercare.analysis.series.series import Series
from hypercare.checks.gates import guardrails
from hypercare.checks.gates.levels import BothDaily
from hypercare.checks.gates.ordinary_days import (
    ENOUGH_DAYS,
    OrdinaryDays,
    Stretch,
    events_of_ordinary_days,
)
from hypercare.cycles.day_kinds import DayKinds
from hypercare.model.estimate import Counts, Estimate
from hypercare.model.launch import Launch, Peaks, Relative
from hypercare.model.verdict import MetricVerdict

LIVE = date(2026, 10, 8)
"""Two days before 10.10; the history holds 9.9 and the smaller double dates."""
KINDS = DayKinds(Peaks("id"))
COUNTS = Counts(units=1000, mature=1000, open=0, hits=0, trials=0)
PER_DAY, ACTIVE = 40, 1000


def is_double_date(day: date) -> bool:
    return any("double_dates" in kind.name for kind in KINDS.of(day))


def told(first: date, days: int, *, times: float, seed: int = 1) -> Series:
    """Tickets a day of so many active accounts, three times as many on double dates, `times` as many in all."""
    rng = np.random.default_rng(seed)
    each = [first + timedelta(days=number) for number in range(days)]
    means = np.array([PER_DAY * times * (3.0 if is_double_date(one) else 1.0) for one in each])
    return Series(first, tuple(map(int, rng.poisson(means))), (ACTIVE,) * days)


def multiple(*, times: float = 1.0, since: int = 4) -> tuple[Estimate, Estimate]:
    """Days since go-live that are mostly 10.10, as a multiple of before: the calendar taken off, and plain."""
    history = told(LIVE - timedelta(days=390), 390, times=1.0)
    window, after = history.between(LIVE - timedelta(days=28), LIVE), told(LIVE, since, times=times, seed=2)
    both = BothDaily(
        Daily(window.above, window.below, window.first.weekday()),
        Daily(after.above, after.below, LIVE.weekday()),
        COUNTS,
    )
    calendar = fit(history, KINDS, LIVE, is_volume=False)
    days = OrdinaryDays(calendar, Stretch(window.first, window.below), Stretch(LIVE, after.below))
    return events_of_ordinary_days(days, both), both.multiple(float(both.after.exposed), 1.0)


def test_a_double_date_that_was_there_before_is_no_harm() -> None:
    found, plain = multiple()
    assert plain.interval.low > 1.0
    assert found.interval.low < 1.0 < found.interval.high
    assert found.value == pytest.approx(1.0, abs=0.25)
    assert found.interval.always_valid
    assert found.interval.level == pytest.approx(0.95)


def test_harm_on_a_double_date_is_harm() -> None:
    found, _ = multiple(times=3.0, since=10)
    assert found.interval.low > 1.2


def test_doubled_tickets_are_harm_within_days() -> None:
    """Forty a day, then eighty: on the first two days, and with the double date in it on the fifth."""
    assert [multiple(times=2.0, since=since)[0].interval.low > 1.2 for since in (2, 5)] == [True, True]


def test_the_limit_is_no_harm_on_any_day() -> None:
    assert not any(multiple(times=1.2, since=since)[0].interval.low > 1.2 for since in range(1, 60, 4))


def judged(history: int, *, tickets_after: int = 2) -> MetricVerdict:
    launch: Launch = a_launch(gate(3, asks("completion")), guardrails=(guard(limit=Relative("before", 1.2)),))
    facts = Told()
    for user in range(4):
        facts.add(f"u{user}", "opened", day(0, 10))
    for number in range(-history, 10):
        for user in range(4):
            facts.add(f"u{user}", "order", day(number, 12))
        for ticket in range(2 if number < 0 else tickets_after):
            facts.add(f"u{ticket}", "ticket", day(number, 13))
    return guardrails.judge(launch, launch.guardrails[0], day(9, 12), Facts(launch, facts))


@pytest.mark.parametrize(
    ("history", "note"),
    [
        pytest.param(ENOUGH_DAYS - 1, "gate-guardrail-plain", id="a day too few"),
        pytest.param(ENOUGH_DAYS, "gate-guardrail-ordinary", id="days enough"),
    ],
)
def test_it_says_what_the_comparison_rests_on(history: int, note: str) -> None:
    verdict = judged(history)
    assert isinstance(verdict.answer, Estimate)
    assert verdict.answer.value == pytest.approx(1.0, abs=0.1)
    assert [each.id for each in verdict.reasons] == ["gate-guardrail-straddles-limit", note]
