"""A forecast abstains where the measurement is broken or a harm goes on, and says so."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from checks.launches import METRICS, ORDER, SUBMITTED, Facts, Told, a_launch, asks, cycle_end, day, guard
from hypercare.analysis.cycle.forecast import Abstained, Forecast
from hypercare.checks.gates.measured import broken_measurement
from hypercare.checks.validation.cycle import CycleFound, Shock, find
from hypercare.model.launch import Launch
from hypercare.model.metrics import Cycle, CycleKind, CycleMetric, MeanMetric

BUSY = CycleMetric("busy", ORDER, 30, Cycle(CycleKind.CALENDAR_QUARTER))
"""Thirty orders in the quarter October to December, which begins on day 9."""
FILES = MeanMetric("files", SUBMITTED)
METRIC_BY_NAME = {metric.name: metric for metric in (*METRICS, BUSY, FILES)}
LAUNCH = a_launch(cycle_end(asks("busy", 0.5, 0.3)), metrics=METRIC_BY_NAME)
AT = day(45, 12)
USERS = 60
SECOND = timedelta(seconds=1)
COPIED = ["forecast-broken", "gate-twice"]
HARMED = ["forecast-harm", "gate-harm-limit"]


def ordering(*, copied_from: int = 999, tickets_from: int = 999, orders: float = 0.35, late: float = 0) -> Told:
    """Units that order about every third day; from some day on each order comes twice, or each unit asks for help.

    Of three units in four facts are known so many days late.
    """
    rng, told = Random(7), Told()
    for place in range(USERS):
        user, waits = f"u{place}", timedelta(days=late * (place % 4 > 0))
        told.add(user, "opened", day(0, 10))
        for number in range(-27, 45):
            at = day(number, rng.uniform(8, 20))
            if rng.random() < orders:
                told.add(user, "order", at, known=at + waits)
                if number >= copied_from:
                    told.add(user, "order", at + SECOND)
            if number >= tickets_from:
                told.add(user, "ticket", at)
    return told


def submitted_twice(told: Told) -> Told:
    """Files are submitted every day, since day 14 each of them twice."""
    for user in (f"u{number}" for number in range(USERS)):
        for number in range(1, 45):
            at = day(number, 9) + timedelta(minutes=len(told.events) % 600)
            told.add(user, "submitted", at)
            if number >= 14:
                told.add(user, "submitted", at + SECOND)
    return told


def found(told: Told, launch: Launch = LAUNCH, at: datetime = AT) -> CycleFound:
    (one,) = (each for each in find(launch, at, Facts(launch, told), Shock()) if each.metric == BUSY)
    return one


def reasons(found: CycleFound) -> list[str]:
    assert isinstance(found.forecast, Abstained)
    return [each.id for each in found.forecast.reasons]


def test_where_all_is_sound_a_forecast_is_given() -> None:
    assert isinstance(found(ordering()).forecast, Forecast)
    assert isinstance(found(ordering(late=0.2)).forecast, Forecast)


@pytest.mark.parametrize(
    ("told", "launch", "why"),
    [
        pytest.param(ordering(copied_from=14), LAUNCH, COPIED, id="orders come twice"),
        pytest.param(ordering(late=6), LAUNCH, ["forecast-broken", "gate-late"], id="three in four hand in late"),
        pytest.param(ordering(tickets_from=9), replace(LAUNCH, guardrails=(guard(),)), HARMED, id="tickets"),
        pytest.param(
            ordering(copied_from=14, tickets_from=9), replace(LAUNCH, guardrails=(guard(),)), COPIED + HARMED, id="both"
        ),
        pytest.param(
            ordering(tickets_from=9, orders=0.02),
            replace(LAUNCH, guardrails=(guard(),)),
            [*HARMED, "forecast-few-events"],
            id="tickets, and too few orders besides",
        ),
    ],
)
def test_it_abstains_and_says_what_was_found(told: Told, launch: Launch, why: list[str]) -> None:
    assert reasons(found(told, launch)) == why


def test_what_is_broken_for_another_metric_does_not_touch_it() -> None:
    launch = replace(LAUNCH, gates=(cycle_end(asks("busy"), asks("files", 10, 5)),), cycle=BUSY.every)
    told = submitted_twice(ordering())

    assert broken_measurement(launch, launch.gates[0], AT, Facts(launch, told))
    assert isinstance(found(told, launch).forecast, Forecast)


@pytest.mark.parametrize("at", [pytest.param(3, id="before the quarter"), pytest.param(102, id="after it")])
def test_where_nothing_is_to_be_forecast_nothing_is_asked(at: int) -> None:
    facts = Facts(LAUNCH, ordering(copied_from=14))

    (one,) = (each for each in find(LAUNCH, day(at, 12), facts, Shock()) if each.metric == BUSY)

    assert isinstance(one.forecast, Abstained)
    assert not [name for name in facts.asked if name.startswith("copies/busy")]
