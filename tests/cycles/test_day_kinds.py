"""What kind of day a date is: by the calendar, by the holidays of its country, and as a launch says itself."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.launches import a_launch
from hypercare.cycles.day_kinds import DayKinds, calendar_of
from hypercare.cycles.packs import known_peaks, pack
from hypercare.cycles.peaks import OWN_SIZE, kinds_of, watched
from hypercare.model.launch import PeakDays, Peaks

ID = DayKinds(Peaks("id"))
DAY = timedelta(days=1)


def places(kinds: DayKinds, written: str) -> set[tuple[str, str]]:
    return {(kind.name, kind.place) for kind in kinds.of(date.fromisoformat(written))}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2026-10-13", set(), id="an ordinary Tuesday"),
        pytest.param("2026-10-10", {("double_dates", "10-10")}, id="a sale"),
        pytest.param("2026-12-12", {("harbolnas", "12-12")}, id="Harbolnas takes the place of 12.12"),
        pytest.param("2026-12-11", {("harbolnas", "12-11")}, id="a day of Harbolnas that is no 12.12"),
        pytest.param("2026-10-31", {("payday", "31")}, id="payday by the day of the month"),
        pytest.param("2026-03-10", {("ramadan", "-11"), ("pre_eid", "-11")}, id="by the days to Eid"),
        pytest.param("2026-03-21", {("eid_trough", "+0")}, id="Eid is no holiday beside its trough"),
        pytest.param("2026-03-23", {("eid_trough", "+2")}, id="nor is its joint leave"),
        pytest.param(
            "2026-03-20", {("ramadan", "-1"), ("joint_leave", "Cuti Bersama Hari Raya Idul Fitri")}, id="leave"
        ),
        pytest.param("2026-06-16", {("public_holiday", "Tahun Baru Islam")}, id="a public holiday by its name"),
        pytest.param("2026-08-17", {("independence_day", "08-17")}, id="17 August"),
        pytest.param("2026-12-24", {("nataru", "12-24")}, id="Christmas leave is Nataru"),
        pytest.param("2027-01-01", {("nataru", "01-01"), ("payday", "01")}, id="New Year is no 1.1"),
    ],
)
def test_the_kinds_of_a_day(day: str, expected: set[tuple[str, str]]) -> None:
    assert places(ID, day) == expected


def test_moving_days_come_back_at_the_same_place() -> None:
    # Eid on 31 March 2025, on 21 March 2026, estimated for 10 March 2027: other dates, other weekdays.
    assert places(ID, "2025-03-23") == places(ID, "2026-03-13") == {("ramadan", "-8"), ("pre_eid", "-8")}
    assert places(ID, "2027-03-02") == {("ramadan", "-8"), ("pre_eid", "-8")}
    ascension = ("public_holiday", "Kenaikan Yesus Kristus")
    assert places(ID, "2025-05-29") == {ascension, ("payday", "29")}
    assert places(ID, "2026-05-14") == places(ID, "2027-05-06") == {ascension}
    # An estimate is the same holiday.
    assert places(ID, "2027-05-17") == {("public_holiday", "Hari Raya Idul Adha")}


def test_occurrences_are_told_apart() -> None:
    begun = [{kind.begun for kind in ID.of(day)} for day in (date(2026, 10, 27), date(2026, 11, 1), date(2026, 11, 27))]
    assert begun == [{date(2026, 10, 25)}, {date(2026, 10, 25)}, {date(2026, 11, 25)}]


def test_paydays_are_peaks_for_those_who_watch_them() -> None:
    payday, sale = date(2026, 10, 27), date(2026, 10, 10)
    assert (ID.is_peak(payday), ID.is_peak(sale), ID.is_peak(date(2026, 6, 16))) == (False, True, False)
    assert DayKinds(Peaks("id", ("payday",))).is_peak(payday)
    assert ID.is_peak(date(2026, 3, 22)), "a trough is a peak too"


def test_a_launch_dates_a_peak_itself_in_the_years_that_it_names() -> None:
    own = Peaks("id", ("harbolnas",), days=(PeakDays("harbolnas", ((date(2026, 12, 11), date(2026, 12, 14)),)),))
    kinds = DayKinds(own)
    assert places(kinds, "2026-12-10") == set()
    assert places(kinds, "2026-12-14") == {("harbolnas", "12-14")}
    assert places(kinds, "2024-12-16") == {("harbolnas", "12-16")}
    assert [(each.first.day, each.estimated) for each in watched(own, date(2026, 12, 1), date(2026, 12, 31))] == [
        (11, False)
    ]
    assert [each.first.day for each in watched(own, date(2027, 12, 1), date(2027, 12, 31))] == [10]


def test_a_launch_has_peaks_of_its_own_and_none_of_others() -> None:
    sale = (date(2026, 11, 3), date(2026, 11, 4))
    own = Peaks("id", ("our_sale",), days=(PeakDays("our_sale", (sale,)), PeakDays("payday")))
    kinds = DayKinds(own)
    assert places(kinds, "2026-11-04") == {("our_sale", "2")}
    assert kinds.is_peak(date(2026, 11, 4))
    assert kinds.sizes["our_sale"] == OWN_SIZE
    assert places(kinds, "2026-10-27") == set()
    assert "payday" not in kinds.sizes
    (peak,) = watched(own, date(2026, 11, 1), date(2026, 12, 1))
    assert (peak.name, peak.first, peak.last, peak.text.params) == ("our_sale", *sale, {"peak": "our_sale"})


def test_a_peak_that_is_switched_off_never_comes() -> None:
    own = Peaks("id", ("payday",), days=(PeakDays("payday"),))
    assert watched(own, date(2026, 1, 1), date(2027, 1, 1)) == ()


def test_the_calendar_of_a_launch_is_that_of_its_country_where_it_names_none() -> None:
    launch = replace(a_launch(), timezone="Asia/Makassar", peaks=None)
    assert places(calendar_of(launch), "2026-10-10") == {("double_dates", "10-10")}
    assert calendar_of(replace(launch, timezone="Europe/Berlin")).of(date(2026, 10, 10)) == ()
    assert calendar_of(replace(launch, timezone="Europe/Berlin")).sizes == {}


def test_every_peak_but_a_season_has_a_size() -> None:
    assert {name for name in known_peaks("id") if kinds_of(Peaks("id"))[name].size is None} == {"lebaran"}
    assert set(ID.sizes) == {*known_peaks("id"), *pack("id").holidays} - {"lebaran"}


@given(day=st.dates(date(2016, 1, 1), date(2039, 12, 31)))
def test_a_day_is_of_each_kind_once_and_its_occurrence_had_begun(day: date) -> None:
    kinds = ID.of(day)
    assert len({kind.name for kind in kinds}) == len(kinds)
    assert all(kind.begun <= day < kind.begun + 31 * DAY for kind in kinds)


def test_the_manual_has_every_size() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "seasons.md").read_text(encoding="utf-8")
    for name, size in ID.sizes.items():
        assert f"| `{name}` | {size.times} | {size.spread} |" in manual
    assert f"| one of the launch's own | {OWN_SIZE.times} | {OWN_SIZE.spread} |" in manual
