"""Cycle metrics in the validation: how far the cohort is, what days weigh, and that a forecast decides nothing."""

from datetime import date, timedelta

import pytest

from checks.launches import Facts, Told, a_launch, asks, cycle_end, day
from hypercare.analysis.cycle.forecast import Abstained
from hypercare.checks.judge import judge_launch
from hypercare.checks.series import asked_series
from hypercare.checks.validation.cycle import CycleFound, Foretold, Shock, by_history, cycle_over, find, foretold
from hypercare.model.launch import Launch, PeakDays, Peaks
from hypercare.model.metrics import CycleMetric

PRO = cycle_end(asks("pro", 0.35, 0.25))
"""Three orders in the quarter October to December, which begins on day 9."""


def people(number: int, orders: int) -> Told:
    """So many users, exposed on day 1, each with as many orders from day 10 on, one every second day."""
    told = Told()
    for user in range(number):
        told.add(f"u{user}", "opened", day(1, 9))
        for each in range(orders):
            told.add(f"u{user}", "order", day(10 + 2 * each, 12))
    return told


def pro(found: tuple[CycleFound, ...]) -> CycleFound:
    (one,) = found
    return one


def test_a_cycle_is_told_with_the_gate_that_asks_for_it() -> None:
    launch = a_launch(PRO)

    found = pro(find(launch, day(20, 12), Facts(launch, people(4, 2)), Shock()))

    assert (found.metric.name, found.gate, found.success, found.failure) == ("pro", "cycle end", 0.35, 0.25)
    assert (found.days.on(found.days.opens), found.days.ends) == (date(2026, 10, 1), date(2026, 12, 31))
    assert found.standing is not None
    assert (found.standing.units, found.standing.reached, found.standing.still_open) == (4, 0, 4)
    assert found.forecast.basis.units == 4


@pytest.mark.parametrize(
    ("at", "reasons"),
    [
        pytest.param(3, {"forecast-not-begun"}, id="before the quarter"),
        pytest.param(20, {"forecast-too-soon", "forecast-few-units", "forecast-few-events"}, id="early, and few"),
        pytest.param(102, {"forecast-over"}, id="after it"),
    ],
)
def test_it_abstains_in_words(at: int, reasons: set[str]) -> None:
    launch = a_launch(PRO)

    found = pro(find(launch, day(at, 12), Facts(launch, people(4, 2)), Shock())).forecast

    assert isinstance(found, Abstained)
    assert {text.id for text in found.reasons} == reasons


def test_a_gate_reads_no_forecast() -> None:
    """Everybody is there on day 30, and the gate still waits for the quarter's end."""
    launch = a_launch(PRO)
    facts = Facts(launch, people(4, 4))

    verdict = judge_launch(launch, day(30), facts, {})

    assert verdict.gates[0].word == "TOO_EARLY"
    assert not [name for name in facts.asked if name.startswith("cycle/")]


def test_a_cycle_is_over_when_its_data_are_in() -> None:
    launch = a_launch(PRO)
    found = pro(find(launch, day(20, 12), Facts(launch, people(4, 2)), Shock()))

    assert cycle_over(launch, found.days) == day(101, 6)


def said(launch: Launch, at: int) -> Foretold:
    metric = launch.metrics["pro"]
    assert isinstance(metric, CycleMetric)
    return foretold(launch, metric, day(at, 12), Facts(launch, people(40, 20)), Shock())


def test_peaks_ahead_weigh_more_and_are_not_known_exactly() -> None:
    plain, busy = (said(a_launch(PRO, timezone="UTC", peaks=each), 45) for each in (None, Peaks("id")))
    sale = (date(2026, 12, 12) - busy.outlook.days.first).days

    assert busy.weights.weights[sale] > 1.5 * plain.weights.weights[sale]
    assert busy.weights.spread > plain.weights.spread


@pytest.mark.parametrize(
    ("weeks", "told"),
    [
        pytest.param(10, 10, id="ten weeks in which nothing wandered"),
        pytest.param(3, 0, id="too few weeks"),
        pytest.param(0, 0, id="what nobody did before go-live"),
    ],
)
def test_the_shock_is_learnt_from_the_weeks_before_go_live(weeks: int, told: int) -> None:
    launch = a_launch(PRO, timezone="UTC")
    facts = people(40, 20)
    for number in range(-7 * weeks, 0):
        for user in range(40):
            facts.add(f"u{user}", "order", day(number, 12))
    metric = launch.metrics["pro"]
    assert isinstance(metric, CycleMetric)
    outlook = said(launch, 45).outlook

    series = asked_series(launch, metric, day(45, 12), Facts(launch, facts)).everyone
    sd, found = by_history(Shock(), launch, metric, outlook.days, series)

    assert found == told
    assert (sd < 0.15) if told else (sd == Shock().sd)


def test_a_peak_of_the_launchs_own_that_lies_ahead_is_unknown_until_it_was_seen() -> None:
    first = date(2026, 11, 20)
    own = PeakDays("founders_day", ((first, first + timedelta(days=1)),))
    launch = a_launch(PRO, peaks=Peaks("id", days=(own,)))

    assert said(launch, 45).weights.unknown == ("founders_day",)
    assert said(launch, 70).weights.unknown == ()
