"""Has a peak been survived? With what it did to traffic, technical health, conversion and tickets."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checks.launches import Facts, Told, a_launch, asks, day, gate, guard
from hypercare.app.documents.outcome.peaks import peaks_part
from hypercare.app.documents.texts import with_words
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation import peaks
from hypercare.checks.validation.peaks import PeaksFound, PeakStress, Survived
from hypercare.model.facts import Request
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch, PeakDays, Peaks, Relative, StabilityKind, StabilityLimit

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "outcome.v1.json").read_text())
SALE = 18
"""10.10, by days since 22 September."""
ERRORS = StabilityLimit(StabilityKind.ERROR_RATE, 0.01, at_most=True)
GATE = gate(30, asks("orders_per_open", 1.0, 0.5))


def launch_with(**more: Any) -> Launch:
    found: Launch = a_launch(GATE, **{"peaks": Peaks("id", ("double_dates",))} | more)
    return found


def days(last: int = 40, *, orders: int = 4, tickets: int = 0, silent: bool = False) -> Told:
    """Ten users open and half of them order on every day; on 10.10 each orders so often, and so many complain."""
    told = Told()
    for number in range(-28, last + 1):
        at = day(number, 10)
        if silent and number == SALE:
            continue
        for user in range(10):
            told.add(f"u{user}", "opened", at)
            for order in range((orders if number == SALE else 1) if user % 2 else 0):
                told.add(f"u{user}", "order", at + timedelta(minutes=1 + order))
        for ticket in range(tickets if number == SALE else int(number % 4 == 0)):
            told.add(f"u{ticket % 10}", "ticket", at + timedelta(hours=1, minutes=ticket))
    return told


def requests(failing: int = 0) -> list[Request]:
    """Ten thousand requests a day, of which ten fail; on 10.10 so many."""
    rows = []
    for number in range(-28, 41):
        at = to_micros(day(number, 12))
        failed = failing if number == SALE else 10
        rows += [Request("api", "GET /", at, at, at, bytes(16), True, False, 10_000 - failed)]
        rows += [Request("api", "GET /", at, at, at, bytes(16), True, True, failed)] if failed else []
    return rows


def found(launch: Launch, told: Told, at: datetime, **tables: Any) -> PeaksFound:
    facts = Facts(launch, told, **tables)
    seen = peaks.find(launch, judge_launch(launch, at, facts, {}), facts)
    jsonschema.validate(with_words(peaks_part(seen), "en"), {"$ref": "#/$defs/peaks", "$defs": SCHEMA["$defs"]})
    assert seen is not None
    return seen


def only(launch: Launch, told: Told, **tables: Any) -> PeakStress:
    (stress,) = found(launch, told, day(40, 7), **tables).over
    return stress


def test_figures_of_a_peak() -> None:
    stress = only(launch_with(guardrails=(guard("tickets", 100.0),)), days(), requests=requests())
    # 10 opened and 5 ordered on an ordinary day, 20 on the day of the sale; a ticket came every fourth day.
    assert stress.events == 10 + 20
    assert stress.traffic == pytest.approx(30 / 15.25, rel=0.01)
    shares = {each.metric: each for each in stress.metrics}
    assert set(shares) == {"orders_per_open", "tickets"}
    assert (shares["orders_per_open"].value, shares["orders_per_open"].around) == (2.0, 0.5)
    change = shares["orders_per_open"].change
    assert change is not None
    assert change.low is not None
    assert change.factor == 4.0
    assert change.low > 2
    assert shares["orders_per_open"].beyond is None


@pytest.mark.parametrize(
    ("limits", "told", "tables", "survived", "reason"),
    [
        pytest.param({}, days(), {}, Survived.UNKNOWN, "peak-nothing-watched", id="nothing has a limit"),
        pytest.param({"stability": (ERRORS,)}, days(), {"requests": requests()}, Survived.YES, "peak-held",
                     id="the error rate held"),
        pytest.param({"stability": (ERRORS,)}, days(), {"requests": requests(failing=900)}, Survived.NO, "peak-broken",
                     id="the error rate broke"),
        pytest.param({"stability": (ERRORS,)}, days(), {"requests": requests(failing=110)}, Survived.UNKNOWN,
                     "peak-in-doubt", id="a little beyond"),
        pytest.param({"stability": (ERRORS,)}, days(), {"requests": []}, Survived.UNKNOWN, "peak-nothing-watched",
                     id="nothing reported"),
        pytest.param({"stability": (ERRORS,)}, days(silent=True), {"requests": requests()}, Survived.UNKNOWN,
                     "peak-no-data", id="nobody was there"),
        pytest.param({"guardrails": (guard("tickets", 900.0),)}, days(tickets=3), {}, Survived.YES, "peak-held",
                     id="tickets held a level"),
        pytest.param({"guardrails": (guard("tickets", 100.0),)}, days(tickets=30), {}, Survived.NO, "peak-broken",
                     id="tickets broke a level"),
        pytest.param({"guardrails": (guard("tickets", Relative("before", 1.5)),)}, days(tickets=30), {}, Survived.NO,
                     "peak-broken", id="tickets broke a factor"),
        pytest.param({"guardrails": (guard("tickets", Relative("before", 1.5)),)}, days(tickets=1), {}, Survived.YES,
                     "peak-held", id="tickets held a factor"),
    ],
)  # fmt: skip
def test_survived(limits: dict[str, Any], told: Told, tables: dict[str, Any], survived: Survived, reason: str) -> None:
    stress = only(launch_with(**limits), told, **tables)
    assert (stress.survived, stress.reason.id) == (survived, reason)


def test_a_peak_that_runs_or_had_begun_before_is_not_over() -> None:
    seen = found(launch_with(), days(), day(SALE, 20))
    assert (seen.over, [each.first.isoformat() for each in seen.coming]) == ((), ["2026-10-10"])
    before = Peaks("id", ("our_sale",), days=(PeakDays("our_sale", ((day(-1).date(), day(2).date()),)),))
    assert found(launch_with(peaks=before), days(), day(9)).over == ()


def test_of_each_peak_the_next_one_is_to_come() -> None:
    seen = found(launch_with(peaks=Peaks("id", ("double_dates", "payday", "harbolnas"))), days(), day(40, 7))
    assert [(each.name, each.first.isoformat()) for each in seen.coming] == [
        ("payday", "2026-10-25"),
        ("double_dates", "2026-11-11"),
        ("harbolnas", "2026-12-10"),
    ]


def test_ordinary_days_are_those_of_no_peak() -> None:
    # A sale of the launch's own in the fortnight after 10.10 is left out of what 10.10 is held against.
    own = PeakDays("our_sale", ((day(25).date(), day(25).date()),))
    told = days()
    for order in range(500):
        told.add("u1", "order", day(25, 12) + timedelta(seconds=order))
    with_own = only(launch_with(peaks=Peaks("id", ("double_dates",), days=(own,))), told)
    without = only(launch_with(), told)
    assert with_own.traffic is not None
    assert without.traffic is not None
    assert with_own.traffic == pytest.approx(30 / 15.25, rel=0.01)
    assert without.traffic < 1


def test_who_watches_no_peak_is_told_of_none() -> None:
    launch = launch_with(peaks=None)
    facts = Facts(launch, days())
    assert peaks.find(launch, judge_launch(launch, day(40), facts, {}), facts) is None
    assert peaks_part(None) is None
