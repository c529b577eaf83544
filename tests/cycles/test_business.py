"""Business cycles: which one is the first full one, and who belongs to it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.launches import JAKARTA, MONTH, NO_CYCLE, QUARTER, a_launch, from_activation, trailing, wib
from hypercare.cycles.business import CycleWindow, cohort_end, first_full_cycle, next_cycle, unit_cycle
from hypercare.cycles.cohort import cohort, cycle_complete
from hypercare.cycles.day import local_date
from hypercare.model.metrics import Cycle

calendar_cycles = st.sampled_from([MONTH, QUARTER])
zones = st.sampled_from(["Asia/Jakarta", "America/Sao_Paulo", "Africa/Cairo", "Europe/London"]).map(ZoneInfo)
lives = st.datetimes(datetime.fromisoformat("2010-01-01"), datetime.fromisoformat("2040-01-01"), timezones=zones)


@pytest.mark.parametrize(
    ("cycle", "live", "start", "end"),
    [
        pytest.param(QUARTER, "2026-09-22T09:00", "2026-10-01", "2027-01-01", id="live in September: October-December"),
        pytest.param(
            QUARTER, "2026-07-01T09:00", "2026-07-01", "2026-10-01", id="live on its first day, from midnight"
        ),
        pytest.param(QUARTER, "2026-07-02T00:00", "2026-10-01", "2027-01-01", id="live a day into it: the next"),
        pytest.param(QUARTER, "2026-12-31T23:59", "2027-01-01", "2027-04-01", id="last minute of the year"),
        pytest.param(MONTH, "2026-09-22T09:00", "2026-10-01", "2026-11-01", id="month"),
        pytest.param(MONTH, "2026-12-02T09:00", "2027-01-01", "2027-02-01", id="month over the year's end"),
        pytest.param(MONTH, "2028-02-01T09:00", "2028-02-01", "2028-03-01", id="leap February"),
    ],
)
def test_a_calendar_cycle_counts_from_the_go_live_date_on(cycle: Cycle, live: str, start: str, end: str) -> None:
    assert first_full_cycle(cycle, wib(live), JAKARTA) == CycleWindow(wib(start), wib(end))


def test_the_go_live_date_is_the_launch_zones_not_utcs() -> None:
    # 30 September 18:00 UTC is 1 October 01:00 in Jakarta.
    live = datetime.fromisoformat("2026-09-30T18:00+00:00")
    assert first_full_cycle(QUARTER, live, JAKARTA) == CycleWindow(wib("2026-10-01"), wib("2027-01-01"))


@pytest.mark.parametrize("cycle", [from_activation(90), trailing(90), NO_CYCLE], ids=lambda cycle: cycle.kind)
def test_rolling_cycles_have_no_common_window(cycle: Cycle) -> None:
    assert first_full_cycle(cycle, wib("2026-09-22"), JAKARTA) is None
    assert next_cycle(cycle, CycleWindow(wib("2026-10-01"), wib("2027-01-01")), JAKARTA) is None


def test_the_next_cycle_starts_where_this_one_ends() -> None:
    window = CycleWindow(wib("2026-10-01"), wib("2027-01-01"))
    assert next_cycle(QUARTER, window, JAKARTA) == CycleWindow(wib("2027-01-01"), wib("2027-04-01"))


@pytest.mark.parametrize(
    ("start", "end", "cohort_over"),
    [
        pytest.param("2026-10-01", "2027-01-01", "2026-11-01", id="92 days: 31, all of October"),
        pytest.param("2027-01-01", "2027-04-01", "2027-01-31", id="90 days: 30"),
        pytest.param("2027-04-01", "2027-07-01", "2027-05-02", id="91 days: 31"),
        pytest.param("2026-11-01", "2026-12-01", "2026-11-11", id="30 days: 10"),
        pytest.param("2026-10-01", "2026-11-01", "2026-10-12", id="31 days: 11"),
        pytest.param("2027-02-01", "2027-03-01", "2027-02-11", id="28 days: 10"),
    ],
)
def test_the_cohort_of_a_cycle_closes_with_the_day_of_its_first_third(start: str, end: str, cohort_over: str) -> None:
    assert cohort_end(CycleWindow(wib(start), wib(end)), JAKARTA) == wib(cohort_over)


@pytest.mark.parametrize(
    ("cycle", "length"), [(from_activation(90), timedelta(days=90)), (trailing(30), timedelta(days=30)), (MONTH, None)]
)
def test_a_rolling_cycle_is_so_many_times_24_hours(cycle: Cycle, length: timedelta | None) -> None:
    assert unit_cycle(cycle) == length


@pytest.mark.parametrize(
    ("cycle", "end"),
    [
        pytest.param(None, "2026-10-22", id="declared days 0-29"),
        pytest.param(QUARTER, "2026-11-01", id="calendar: until the first third of the quarter is over"),
        pytest.param(from_activation(90), "2026-10-22", id="rolling: the declared days"),
    ],
)
def test_the_cohort_runs_from_day_0(cycle: Cycle | None, end: str) -> None:
    assert cohort(a_launch(), cycle) == CycleWindow(wib("2026-09-22"), wib(end))


def test_the_cohort_days_can_be_declared() -> None:
    assert cohort(a_launch(cohort_days=7)).end == wib("2026-09-29")


@pytest.mark.parametrize(
    ("cycle", "complete"),
    [
        pytest.param(QUARTER, "2027-01-01", id="quarter: for all at once"),
        pytest.param(from_activation(90), "2027-01-20", id="90 days after the cohort closed on 22 October"),
        pytest.param(trailing(30), "2026-11-21", id="30 days after it"),
        pytest.param(NO_CYCLE, None, id="none"),
    ],
)
def test_a_cycle_is_complete_for_the_last_unit_of_the_cohort(cycle: Cycle, complete: str | None) -> None:
    assert cycle_complete(a_launch(), cycle) == (complete and wib(complete))


@given(calendar_cycles, lives)
def test_the_first_full_cycle_is_the_first_that_starts_no_earlier_than_the_go_live_date(
    cycle: Cycle, live: datetime
) -> None:
    zone = live.tzinfo
    assert isinstance(zone, ZoneInfo)
    window = first_full_cycle(cycle, live, zone)
    assert window is not None
    first, live_date = local_date(window.start, zone), local_date(live, zone)
    assert first.day == 1
    assert first >= live_date
    # Nobody waits a whole cycle for the next one to begin.
    assert window.start - live <= window.end - window.start + timedelta(days=3)
    assert window.start < cohort_end(window, zone) < window.end


@given(calendar_cycles, lives, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_later_go_live_never_has_an_earlier_cycle(cycle: Cycle, live: datetime, later: timedelta) -> None:
    zone = live.tzinfo
    assert isinstance(zone, ZoneInfo)
    early, late = first_full_cycle(cycle, live, zone), first_full_cycle(cycle, live + later, zone)
    assert early is not None
    assert late is not None
    assert early.start <= late.start
