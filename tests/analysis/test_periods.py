"""The calendar of a scope: local days, weeks, months and quarters, whatever the clocks do."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import scope_of
from hypercare.analysis.activity.periods import calendar_of, last_complete
from hypercare.analysis.scope import Scope
from hypercare.cycles.period import GRAINS
from hypercare.model.instant import from_micros, to_micros


def instant(written: str, zone: str = "UTC") -> int:
    return to_micros(datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone)))


def scoped(start: str, stop: str, now: str | None = None, zone: str = "UTC") -> Scope:
    first, end, known = (instant(each, zone) for each in (start, stop, now or stop))
    return replace(scope_of(end, start=first, as_of=known), zone=zone)


def test_a_quarter_and_a_bit() -> None:
    found = calendar_of(scoped("2026-03-30", "2026-04-08"))
    assert [(each.first, each.last, each.complete) for each in found.periods["week"]] == [
        (date(2026, 3, 30), date(2026, 4, 5), True),
        (date(2026, 4, 6), date(2026, 4, 12), False),
    ]
    assert [(each.first, each.last) for each in found.periods["quarter"]] == [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
    ]
    assert found.bounds == (0, 9, 11, 13, 15)
    assert found.places.tolist() == [list(range(9)), [9] * 7 + [10] * 2, [11] * 2 + [12] * 7, [13] * 2 + [14] * 7]


def test_what_had_not_begun_is_no_day_of_it() -> None:
    found = calendar_of(scoped("2026-03-01", "2026-04-01", now="2026-03-03T10:00"))
    assert [(each.first.day, each.complete) for each in found.periods["day"]] == [(1, True), (2, True), (3, False)]
    assert found.edges[-1] == instant("2026-03-03T10:00") + 1


def test_a_scope_that_lies_ahead_has_no_days() -> None:
    found = calendar_of(scoped("2026-03-01", "2026-04-01", now="2026-02-01"))
    assert (len(found.edges), found.bounds, found.places.shape) == (1, (0, 0, 0, 0, 0), (4, 0))


def test_a_date_that_a_zone_skipped_is_no_day() -> None:
    days = calendar_of(scoped("2011-12-29", "2012-01-01", zone="Pacific/Apia")).periods["day"]
    assert [each.first.day for each in days] == [29, 31]


@pytest.mark.parametrize(
    ("grain", "until", "expected"),
    [
        pytest.param("day", "2026-03-20T12:00", date(2026, 3, 19), id="yesterday"),
        pytest.param("day", "2026-03-20", date(2026, 3, 19), id="as the day is over"),
        pytest.param("week", "2026-03-20", date(2026, 3, 9), id="last week"),
        pytest.param("month", "2026-03-20", None, id="a month that began before the scope"),
        pytest.param("month", "2026-04-01", date(2026, 3, 1), id="a month from its first day"),
        pytest.param("quarter", "2026-07-01", date(2026, 4, 1), id="a quarter"),
    ],
)
def test_the_last_complete_period(grain: str, until: str, expected: date | None) -> None:
    found = last_complete(scoped("2026-02-28", "2027-01-01"), grain, instant(until))
    assert (found and found.first) == expected


def test_no_period_is_complete_before_the_lateness_of_the_data_is_over() -> None:
    scope = replace(scoped("2026-02-01", "2026-04-01"), settled=instant("2026-03-31T18:00"))
    march = last_complete(scope, "month", scope.stop)
    assert march is not None
    assert march.first == date(2026, 2, 1)
    assert [each.complete for each in calendar_of(scope).periods["month"]] == [True, False]


ZONES = ["UTC", "Asia/Jakarta", "Europe/London", "America/St_Johns", "Australia/Lord_Howe"]
SCOPES = st.builds(
    lambda zone, start, hours, now: replace(
        scope_of(start + hours * 3_600_000_000, start=start, as_of=start + now * 3_600_000_000), zone=zone
    ),
    st.sampled_from(ZONES), st.integers(instant("2026-01-01"), instant("2026-12-31")),
    st.integers(0, 24 * 120), st.integers(0, 24 * 140),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(SCOPES, st.data())
def test_every_instant_lies_in_the_periods_of_its_local_date(scope: Scope, data: st.DataObject) -> None:
    found = calendar_of(scope)
    stop = min(scope.stop, scope.as_of + 1)
    if stop == scope.start:
        assert len(found.edges) == 1
        return
    at = data.draw(st.integers(scope.start, stop - 1))
    local = from_micros(at).astimezone(ZoneInfo(scope.zone)).date()
    day = int(np.searchsorted(found.edges, at, side="right")) - 1
    for number, grain in enumerate(GRAINS):
        period = found.periods[grain][found.places[number, day] - found.bounds[number]]
        assert period.first <= local <= period.last
        assert period.start <= at < period.end
        assert period.complete == (period.start >= scope.start and period.end <= min(scope.stop, scope.settled))
        lengths = {"day": [0], "week": [6], "month": [27, 28, 29, 30], "quarter": [89, 90, 91]}
        assert (period.last - period.first) // timedelta(days=1) in lengths[grain]
