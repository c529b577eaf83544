"""Peaks of the Indonesian calendar. Eid as decreed by the Indonesian government, the rest as in its sources."""

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.cycles.packs import known_calendars, known_peaks
from hypercare.cycles.peaks import Peak, peaks
from hypercare.model.errors import NotFound

days = st.dates(date(2015, 1, 1), date(2040, 1, 1))


def of_year(name: str, year: int) -> list[tuple[str, str, bool]]:
    found = peaks("id", [name], date(year, 1, 1), date(year, 12, 31))
    return [(each.first.isoformat(), each.last.isoformat(), each.estimated) for each in found]


@pytest.mark.parametrize(
    ("name", "year", "first", "last", "estimated"),
    [
        pytest.param("harbolnas", 2016, "2016-12-12", "2016-12-14", False, id="harbolnas of three days"),
        pytest.param("harbolnas", 2018, "2018-12-11", "2018-12-12", False, id="harbolnas of two days"),
        pytest.param("harbolnas", 2024, "2024-12-10", "2024-12-16", False, id="harbolnas of a week"),
        pytest.param("harbolnas", 2026, "2026-12-10", "2026-12-12", True, id="harbolnas not announced yet"),
        pytest.param("ramadan", 2024, "2024-03-12", "2024-04-09", False, id="ramadan of 29 days"),
        pytest.param("ramadan", 2026, "2026-02-19", "2026-03-20", False, id="ramadan of 30 days"),
        pytest.param("ramadan", 2027, "2027-02-08", "2027-03-09", True, id="ramadan to come"),
        pytest.param("pre_eid", 2025, "2025-03-17", "2025-03-27", False, id="surge before 31 March 2025"),
        pytest.param("eid_trough", 2026, "2026-03-21", "2026-03-28", False, id="quiet from 21 March 2026"),
        pytest.param("lebaran", 2026, "2026-03-07", "2026-03-28", False, id="season 2026"),
        pytest.param("lebaran", 2027, "2027-02-24", "2027-03-17", True, id="season around an estimated Eid"),
        pytest.param("eid_trough", 2021, "2021-05-13", "2021-05-20", False, id="Eid on Ascension Day"),
        pytest.param("independence_day", 2026, "2026-08-17", "2026-08-17", False, id="17 August"),
    ],
)
def test_the_peak_of_a_year(name: str, year: int, first: str, last: str, estimated: bool) -> None:
    assert of_year(name, year) == [(first, last, estimated)]


def test_two_eids_fall_into_2033() -> None:
    assert [row[0] for row in of_year("eid_trough", 2033)] == ["2033-01-03", "2033-12-23"]


def test_double_dates() -> None:
    assert [row[0][5:] for row in of_year("double_dates", 2026)] == ["09-09", "10-10", "11-11", "12-12"]
    assert [row[0][5:] for row in of_year("small_double_dates", 2026)] == [
        f"0{month}-0{month}" for month in range(1, 9)
    ]


def test_payday_runs_over_the_end_of_the_month_and_of_the_year() -> None:
    found = peaks("id", ["payday"], date(2026, 12, 1), date(2027, 1, 1))
    assert [(each.first, each.last) for each in found] == [
        (date(2026, 11, 25), date(2026, 12, 1)),
        (date(2026, 12, 25), date(2027, 1, 1)),
    ]


def test_a_peak_that_only_reaches_into_the_dates_is_given_whole() -> None:
    new_year = date(2027, 1, 1)
    assert peaks("id", ["nataru"], new_year, new_year) == (
        Peak("nataru", date(2026, 12, 24), new_year, estimated=False),
    )


def test_peaks_of_several_names_come_in_order_of_date_and_once() -> None:
    found = peaks("id", ["harbolnas", "double_dates", "harbolnas"], date(2026, 11, 1), date(2026, 12, 31))
    assert [(each.name, each.first.day) for each in found] == [
        ("double_dates", 11),
        ("harbolnas", 10),
        ("double_dates", 12),
    ]


def test_an_unknown_peak_lists_the_valid_ones() -> None:
    with pytest.raises(NotFound, match="fix: write harbolnas") as caught:
        peaks("id", ["harbolnass"], date(2026, 1, 1), date(2026, 12, 31))
    assert all(name in caught.value.expected for name in known_peaks("id"))


def test_an_unknown_calendar_lists_the_valid_ones() -> None:
    with pytest.raises(NotFound, match="one of id"):
        known_peaks("xx")


def test_the_dates_do_not_depend_on_the_language_of_the_process() -> None:
    ask = (
        "from datetime import date; from hypercare.cycles.peaks import peaks;"
        "print(len(peaks('id', ['lebaran'], date(2026, 1, 1), date(2027, 12, 31))))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", ask],
            env=os.environ | {"LANGUAGE": language},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for language in ("id", "en_US")
    }
    assert answers == {"2"}


def test_the_library_of_holidays_is_loaded_only_for_holidays() -> None:
    ask = (
        "import sys; from datetime import date; from hypercare.cycles.peaks import peaks;"
        "peaks('id', ['payday'], date(2026, 1, 1), date(2026, 2, 1)); print('holidays' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert answer.stdout.strip() == "False"


@given(st.sampled_from(known_calendars()), days, st.integers(0, 500), st.data())
def test_all_and_only_peaks_that_touch_the_dates(calendar: str, first: date, length: int, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(known_peaks(calendar))))
    last = first + timedelta(days=length)
    found = peaks(calendar, names, first, last)
    assert all(each.first <= each.last and each.first <= last and first <= each.last for each in found)
    assert len(set(found)) == len(found)
    wide = peaks(calendar, names, first - timedelta(days=100), last + timedelta(days=100))
    assert [each for each in wide if each.first <= last and first <= each.last] == list(found)
