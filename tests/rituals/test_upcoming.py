"""The next meeting: on the declared days and times, in the launch's zone."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from checks.launches import LIVE, ZONE, a_launch, asks, day, gate
from hypercare.model.errors import BadInput
from hypercare.model.launch import Launch, Peaks, Rituals
from hypercare.model.metrics import Cycle, CycleKind
from hypercare.rituals.upcoming import (
    Ritual,
    RitualKind,
    monthly_day,
    reviews,
    reviews_ahead,
    standups,
    upcoming,
    weekly_day,
)

ALL = Rituals(standup=time(9, 30), weekly="Monday 10:00", mbr="first Tuesday")
LAUNCH = a_launch(gate(30, asks("completion")), rituals=ALL)
"""Live on Tuesday, 22 September 2026, 09:00 in Jakarta; without a business cycle its outcome phase ends with day 90."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("as_of", "kind", "then"),
    [
        pytest.param(day(-20), RitualKind.STANDUP, "2026-09-22 09:30", id="before go-live: the first stand-up"),
        pytest.param(LIVE, RitualKind.STANDUP, "2026-09-22 09:30", id="on the day"),
        pytest.param(at("2026-09-22 09:30"), RitualKind.STANDUP, "2026-09-22 09:30", id="now"),
        pytest.param(at("2026-09-22 09:31"), RitualKind.STANDUP, "2026-09-23 09:30", id="tomorrow"),
        pytest.param(at("2026-09-25 10:00"), RitualKind.STANDUP, "2026-09-28 09:30", id="after the weekend"),
        pytest.param(at("2026-09-28 09:40"), RitualKind.WEEKLY, "2026-09-28 10:00", id="the weekly is nearer"),
        pytest.param(at("2026-10-06 09:31"), RitualKind.WEEKLY, "2026-10-12 10:00", id="after day 14 none stands up"),
        pytest.param(at("2026-10-19 10:01"), RitualKind.MBR, "2026-11-03 09:00", id="after month one the monthly"),
        pytest.param(at("2026-12-02 00:00"), RitualKind.MBR, "2027-01-05 09:00", id="the one that shows the outcome"),
    ],
)
def test_the_next_meeting(as_of: datetime, kind: RitualKind, then: str) -> None:
    assert upcoming(LAUNCH, as_of) == Ritual(kind, at(then))


def test_nothing_comes_after_the_last_review() -> None:
    assert upcoming(LAUNCH, at("2027-01-05 09:01")) is None


def test_nothing_is_declared() -> None:
    assert upcoming(replace(LAUNCH, rituals=Rituals()), LIVE) is None


def test_the_zone_of_the_launch_counts() -> None:
    papua: Launch = replace(LAUNCH, timezone="Asia/Jayapura")
    found = upcoming(papua, LIVE)
    assert found is not None
    assert found.at.isoformat() == "2026-09-23T09:30:00+09:00"  # 09:30 there is 07:30 in Jakarta, before go-live


def test_nobody_stands_up_on_a_public_holiday() -> None:
    # 17 August 2026, a Monday, is Independence Day.
    live = datetime(2026, 8, 14, 8, tzinfo=ZONE)
    without = replace(LAUNCH, live=live)
    declared = replace(without, peaks=Peaks("id"))
    assert date(2026, 8, 17) in {each.date() for each in standups(without)}
    assert date(2026, 8, 17) not in {each.date() for each in standups(declared)}


def test_reviews_run_from_day_30_until_the_outcome_is_known() -> None:
    assert [each.date().isoformat() for each in reviews(LAUNCH)] == ["2026-11-03", "2026-12-01", "2027-01-05"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("first Tuesday", (date(2026, 12, 1), time(9)), id="without a time"),
        pytest.param("fourth Friday 14:00", (date(2026, 12, 25), time(14)), id="fourth"),
        pytest.param("last Thursday 08:15", (date(2026, 12, 31), time(8, 15)), id="last is a fifth"),
        pytest.param("last Wednesday", (date(2026, 12, 30), time(9)), id="last of five"),
    ],
)
def test_a_day_of_the_month(words: str, expected: tuple[date, time]) -> None:
    assert monthly_day(words, 2026, 12) == expected


@pytest.mark.parametrize(
    "words", ["", "tuesday", "first", "fifth Monday", "first Tuesday 24:00", "first Tuesday 9:00", "first  Tuesday"]
)
def test_other_words_are_no_day_of_the_month(words: str) -> None:
    with pytest.raises(BadInput):
        monthly_day(words, 2026, 12)


@pytest.mark.parametrize("words", ["", "monday", "Monday ", "Monday 10", "Monday 10:60", "Monday 10:00 sharp"])
def test_other_words_are_no_weekly_day(words: str) -> None:
    with pytest.raises(BadInput):
        weekly_day(words)


QUARTERLY = replace(LAUNCH, cycle=Cycle(CycleKind.CALENDAR_QUARTER))


@pytest.mark.parametrize(
    ("launch", "as_of", "ahead"),
    [
        pytest.param(LAUNCH, LIVE, [(30, False)], id="day 90 shows it all"),
        pytest.param(LAUNCH, day(40), [(60, False)], id="the next one"),
        pytest.param(QUARTERLY, LIVE, [(30, False), (90, True)], id="the extended one is told from the first day"),
        pytest.param(QUARTERLY, day(95), [(90, True)], id="and after day 90"),
        pytest.param(QUARTERLY, day(110), [], id="until it is over"),
    ],
)
def test_the_reviews_to_come(launch: Launch, as_of: datetime, ahead: list[tuple[int, bool]]) -> None:
    assert [(each.day, each.is_extended) for each in reviews_ahead(launch, as_of)] == ahead
