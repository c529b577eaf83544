"""Every metric raw, normalised and without peaks: of planted days, side by side."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checks.launches import LIVE, Facts, Told, a_launch, asks, day, gate
from hypercare.app.documents.outcome.season import season_part
from hypercare.app.documents.texts import with_words
from hypercare.checks.judge import judge_launch
from hypercare.checks.validation import season
from hypercare.checks.validation.season import SeasonFound, Span
from hypercare.model.launch import Launch, PeakDays, Peaks

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "outcome.v1.json").read_text())
USERS = 6
PER_DAY = 10


def busy(launch: Launch, last: int, *, lift: float = 1.0, sale: float = 1.0) -> Told:
    """Orders of a few users on every day: so many times as many since go-live, and on double dates."""
    told = Told()
    for number in range(-40, last + 1):
        at = day(number)
        size = PER_DAY * (lift if number >= 0 else 1.0) * (sale if at.day == at.month else 1.0)
        for order in range(round(size)):
            told.add(f"u{order % USERS}", "order", at + timedelta(minutes=60 + 11 * order))
        if number >= 0:
            for user in range(USERS):
                told.add(f"u{user}", "opened", at + timedelta(minutes=30))
    return told


def found(launch: Launch, told: Told, at: datetime) -> dict[str, SeasonFound]:
    facts = Facts(launch, told)
    verdict = judge_launch(launch, at, facts, {})
    seasons = season.find(launch, verdict, facts)
    document = season_part(seasons)
    jsonschema.validate(with_words(document, "en"), {"$ref": "#/$defs/season", "$defs": SCHEMA["$defs"]})
    return {each.metric: each for each in seasons}


def spans(found: SeasonFound) -> dict[str, Span]:
    return {each.name: each for each in found.spans}


WATCHING = Peaks("id", ("double_dates",))


def test_an_illusion_is_raw_and_a_lift_is_normalised() -> None:
    # Nothing changed but 10.10, with eight times as many orders.
    illusion = a_launch(gate(30, asks("orders_per_user", 1.0, 0.5)), peaks=WATCHING)
    orders = found(illusion, busy(illusion, 32, sale=8), day(32, 7))["orders"]
    early = spans(orders)["early"]
    assert early.raw is not None
    assert early.normalised is not None
    assert early.without_peaks is not None
    assert early.raw.factor == pytest.approx((31 + 7) / 31 / ((27 + 8) / 28), rel=1e-9), "9.9 lies in the window before"
    assert early.without_peaks.factor == 1.0
    assert early.normalised.factor == pytest.approx(1.0, abs=0.03)
    assert (early.reading.days, early.reading.peak_days, early.reading.total) == (31, 1, 380.0)


def test_a_lift_shows_in_all_three_and_apart_by_early_and_steady_days() -> None:
    launch = a_launch(gate(30, asks("orders_per_user", 1.0, 0.5)), gate(60, asks("orders_per_user", 1.0, 0.5)))
    told = busy(launch, 61, lift=1.2)
    orders = spans(found(launch, told, day(61, 7))["orders_per_user"])
    assert list(orders) == ["before", "early", "steady", "day 30", "day 60"]
    for name in ("early", "steady", "day 30", "day 60"):
        for change in (orders[name].raw, orders[name].normalised, orders[name].without_peaks):
            assert change is not None
            assert change.low is not None
            assert change.high is not None
            assert change.low <= 1.2 <= change.high
    live = date(2026, 9, 22)
    assert (orders["steady"].first, orders["steady"].last) == (live + timedelta(31), live + timedelta(60))
    assert (orders["before"].first, orders["before"].last) == (live - timedelta(28), live - timedelta(1))


def test_what_is_not_settled_is_in_no_span() -> None:
    launch = a_launch(gate(30, asks("orders_per_user", 1.0, 0.5)))
    told = busy(launch, 10)
    # Data may be six hours late: at five in the morning of day 9, day 8 is not in yet.
    orders = found(launch, told, day(9, 5))["orders"]
    assert (orders.series.last, orders.today) == (date(2026, 9, 29), date(2026, 10, 1))
    assert spans(orders)["early"].last == date(2026, 9, 29)


def test_peaks_that_carry_the_result_are_a_mirage() -> None:
    launch = a_launch(gate(30, asks("orders_per_user", 1.0, 0.5)), peaks=WATCHING)
    carried = found(launch, busy(launch, 32, sale=8), day(32, 7))["orders"].peaks
    assert carried is not None
    assert (carried.days, carried.value) == (pytest.approx(1 / 32), pytest.approx(80 / 390))
    assert carried.is_mirage
    even = found(launch, busy(launch, 32), day(32, 7))["orders"].peaks
    assert even is not None
    assert not even.is_mirage


def test_before_the_first_peak_nothing_is_said_of_peaks() -> None:
    launch = a_launch(gate(30, asks("orders_per_user", 1.0, 0.5)), peaks=WATCHING)
    assert found(launch, busy(launch, 9), day(9, 7))["orders"].peaks is None


def test_a_peak_that_the_launch_file_dates_is_left_out() -> None:
    own = replace(WATCHING, days=(PeakDays("our_sale", ((date(2026, 10, 1), date(2026, 10, 2)),)),))
    launch = a_launch(gate(30, asks("orders_per_user", 1.0, 0.5)), peaks=own)
    early = spans(found(launch, busy(launch, 32), day(32, 7))["orders"])["early"]
    assert early.reading.peak_days == 3


def test_without_a_history_there_is_nothing_to_compare_with() -> None:
    launch = a_launch(gate(30, asks("orders_per_user", 1.0, 0.5)))
    told = Told()
    for number in range(20):
        told.add("u", "opened", day(number, 9)).add("u", "order", day(number, 10))
    early = spans(found(launch, told, day(20, 7))["orders_per_user"])["early"]
    assert (early.raw, early.normalised, early.without_peaks) == (None, None, None)
    assert early.reading.raw == 1.0


def test_before_go_live_there_is_only_the_history() -> None:
    launch = a_launch(gate(30, asks("orders_per_user", 1.0, 0.5)))
    told = busy(launch, 0)
    for each in found(launch, told, LIVE - timedelta(days=2)).values():
        assert [span.name for span in each.spans] == ["before"]
        assert len(each.series) == 0


def test_the_same_days_give_the_same_digits() -> None:
    launch = a_launch(gate(30, asks("orders_per_user", 1.0, 0.5)), peaks=WATCHING)
    told = busy(launch, 32, sale=3)
    one, two = (season_part(tuple(found(launch, told, day(32, 7)).values())) for _ in range(2))
    assert json.dumps(one) == json.dumps(two)


def marks(document: Any) -> list[tuple[str, str, str]]:
    return [(each["peak"], each["first"], each["last"]) for each in document["marks"]]


def test_marks_are_whole_peaks_on_the_days_that_are_told() -> None:
    launch = a_launch(gate(30, asks("orders_per_user", 1.0, 0.5)), peaks=Peaks("id", ("payday",)))
    document = season_part(tuple(found(launch, busy(launch, 20), day(20, 7)).values()))
    assert marks(document) == [
        ("payday", "2026-08-25", "2026-09-01"),
        ("double_dates", "2026-09-09", "2026-09-09"),
        ("payday", "2026-09-25", "2026-10-01"),
        ("double_dates", "2026-10-10", "2026-10-10"),
    ]
