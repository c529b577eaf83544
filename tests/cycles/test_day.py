"""Day N, in zones with and without daylight saving. The odd dates are those of the IANA time zone database."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.cycles.day import date_start, day_boundaries, day_end, day_n, day_start, local_date
from hypercare.model.instant import MICROSECOND, from_micros, to_micros

ZONES = (
    "Asia/Jakarta",
    "Asia/Makassar",
    "Asia/Jayapura",
    "America/Sao_Paulo",
    "America/Havana",
    "America/St_Johns",
    "America/Toronto",
    "Europe/London",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Pacific/Apia",
    "Pacific/Kwajalein",
    "UTC",
)
ODD_DATES = (
    date(1919, 3, 31),
    date(1969, 9, 30),
    date(1993, 8, 21),
    date(2006, 10, 29),
    date(2011, 12, 30),
    date(2017, 10, 15),
    date(2018, 2, 18),
    date(2023, 11, 5),
    date(2024, 4, 26),
    date(2024, 11, 1),
    date(2026, 3, 29),
)


def at(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


zones = st.sampled_from(ZONES).map(ZoneInfo)
anywhen = st.integers(to_micros(at("1900-01-01", "UTC")), to_micros(at("2050-01-01", "UTC"))).map(from_micros)
near_odd_dates = st.builds(
    lambda day, offset: datetime(day.year, day.month, day.day, tzinfo=UTC) + offset,
    st.sampled_from(ODD_DATES),
    st.timedeltas(timedelta(days=-2), timedelta(days=2)),
)
instants = anywhen | near_odd_dates


@pytest.mark.parametrize(
    ("zone", "live", "instant", "n"),
    [
        pytest.param("Asia/Jakarta", "2026-09-22T09:00", "2026-09-22T09:00+07:00", 0, id="go-live"),
        pytest.param("Asia/Jakarta", "2026-09-22T09:00", "2026-09-22T00:00+07:00", 0, id="day 0 begins before go-live"),
        pytest.param("Asia/Jakarta", "2026-09-22T09:00", "2026-09-21T23:59:59.999999+07:00", -1, id="the day before"),
        pytest.param(
            "Asia/Jakarta", "2026-09-22T23:59", "2026-09-23T00:00+07:00", 1, id="live late, day 1 in a minute"
        ),
        pytest.param("Asia/Jakarta", "2026-09-22T09:00", "2026-09-22T17:00+00:00", 1, id="17:00 UTC is midnight WIB"),
        pytest.param("Asia/Makassar", "2026-09-22T09:00", "2026-09-22T16:00+00:00", 1, id="16:00 UTC is midnight WITA"),
        pytest.param("Asia/Jayapura", "2026-09-22T09:00", "2026-09-22T15:00+00:00", 1, id="15:00 UTC is midnight WIT"),
        pytest.param("Asia/Jakarta", "2026-09-22T09:00", "2026-12-21T00:00+07:00", 90, id="day 90"),
        pytest.param("Europe/London", "2026-03-28T12:00", "2026-03-29T23:00+00:00", 2, id="23-hour day"),
        pytest.param("Europe/London", "2026-10-24T12:00", "2026-10-25T23:59+00:00", 1, id="25-hour day"),
        pytest.param("Pacific/Apia", "2011-12-29T12:00", "2011-12-30T10:00+00:00", 2, id="skipped day still counts"),
        pytest.param(
            "America/St_Johns", "2006-10-28T12:00", "2006-10-29T02:45+00:00", 1, id="clocks back over midnight"
        ),
    ],
)
def test_day_n_counts_local_calendar_days(zone: str, live: str, instant: str, n: int) -> None:
    assert day_n(datetime.fromisoformat(instant), at(live, zone), ZoneInfo(zone)) == n


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        pytest.param("Asia/Jakarta", "2026-09-22", "2026-09-21T17:00", id="no daylight saving"),
        pytest.param("America/Sao_Paulo", "2017-10-15", "2017-10-15T03:00", id="no midnight: the day begins at 01:00"),
        pytest.param("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00", id="23:00 twice the evening before"),
        pytest.param("Africa/Cairo", "2024-04-26", "2024-04-25T22:00", id="no midnight in Cairo"),
        pytest.param("Africa/Cairo", "2024-11-01", "2024-10-31T22:00", id="Cairo back to winter time"),
        pytest.param("America/Havana", "2023-11-05", "2023-11-05T04:00", id="midnight twice: the first counts"),
        pytest.param("America/Toronto", "1919-03-31", "1919-03-31T04:30", id="23:30 jumps to 00:30"),
        pytest.param("America/St_Johns", "2006-10-29", "2006-10-29T02:30", id="00:01 falls back to 23:01"),
        pytest.param("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00", id="half an hour of daylight saving"),
        pytest.param("Pacific/Apia", "2011-12-30", "2011-12-30T10:00", id="the day that Samoa skipped"),
        pytest.param("Pacific/Apia", "2011-12-31", "2011-12-30T10:00", id="the day after it"),
    ],
)
def test_a_day_begins_at_its_first_instant(zone: str, day: str, start: str) -> None:
    assert date_start(date.fromisoformat(day), ZoneInfo(zone)) == datetime.fromisoformat(start).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "live", "hours"),
    [
        ("Europe/London", "2026-03-29T12:00", 23),
        ("Europe/London", "2026-10-25T12:00", 25),
        ("Australia/Lord_Howe", "2026-04-05T12:00", 24.5),
        ("America/Sao_Paulo", "2017-10-15T12:00", 23),
        ("Asia/Jakarta", "2026-10-25T12:00", 24),
    ],
)
def test_days_are_as_long_as_the_local_calendar_makes_them(zone: str, live: str, hours: float) -> None:
    day_0 = at(live, zone)
    assert day_end(0, day_0, ZoneInfo(zone)) - day_start(0, day_0, ZoneInfo(zone)) == timedelta(hours=hours)


def test_a_skipped_date_is_an_empty_day() -> None:
    live, zone = at("2011-12-29T12:00", "Pacific/Apia"), ZoneInfo("Pacific/Apia")
    assert day_start(1, live, zone) == day_end(1, live, zone)


def test_the_go_live_instant_is_on_day_0_even_where_clocks_go_back_over_midnight() -> None:
    live, zone = datetime(2006, 10, 29, 2, 45, tzinfo=UTC), ZoneInfo("America/St_Johns")
    assert live.astimezone(zone).date() == date(2006, 10, 28)
    assert local_date(live, zone) == date(2006, 10, 29)
    assert day_n(live, live, zone) == 0


@given(instants, instants, zones)
def test_every_instant_lies_in_its_own_day_and_in_no_other(instant: datetime, live: datetime, zone: ZoneInfo) -> None:
    n = day_n(instant, live, zone)
    assert day_start(n, live, zone) <= instant < day_end(n, live, zone)
    assert day_end(n - 1, live, zone) == day_start(n, live, zone)


@given(instants, instants, instants, zones)
def test_days_never_run_backwards(one: datetime, other: datetime, live: datetime, zone: ZoneInfo) -> None:
    earlier, later = sorted((one, other))
    assert day_n(earlier, live, zone) <= day_n(later, live, zone)


@given(st.dates(date(1900, 1, 2), date(2049, 12, 31)) | st.sampled_from(ODD_DATES), zones)
def test_no_earlier_instant_shows_the_date(day: date, zone: ZoneInfo) -> None:
    start = date_start(day, zone)
    assert start.astimezone(zone).date() >= day
    assert (start - MICROSECOND).astimezone(zone).date() < day


@given(near_odd_dates, zones, st.lists(st.timedeltas(timedelta(days=-3), timedelta(days=4)), max_size=20))
def test_boundaries_find_the_day_of_many_instants_at_once(
    live: datetime, zone: ZoneInfo, offsets: list[timedelta]
) -> None:
    times = [live + offset for offset in offsets]
    edges = day_boundaries(-5, 6, live, zone)
    found = np.searchsorted(edges, [to_micros(each) for each in times], side="right") - 1 - 5
    assert len(edges) == 13
    assert list(found) == [day_n(each, live, zone) for each in times]
