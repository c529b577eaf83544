"""Business cycles: calendar months and quarters, which end for all at once, and rolling ones, one for each unit."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from hypercare.cycles.day import date_start, local_date
from hypercare.model.metrics import Cycle, CycleKind

MONTHS_PER_YEAR = 12
# Units that join later than this have too little of the cycle left to reach its goal: they belong to the next one.
COHORT_SHARE = 3


@dataclass(frozen=True)
class CycleWindow:
    """A stretch of time, half-open: `start` (aware, UTC) is in it, `end` is not."""

    start: datetime
    end: datetime


def first_full_cycle(cycle: Cycle, live: datetime, zone: ZoneInfo) -> CycleWindow | None:
    """The first calendar cycle that starts on or after the local go-live date; None for rolling cycles and for none.

    It starts at local midnight: of a launch live on 1 July at 09:00, the quarter July to September counts from 00:00.
    """
    months = _months(cycle)
    return None if months is None else _calendar_window(_first_month(local_date(live, zone), months), months, zone)


def next_cycle(cycle: Cycle, window: CycleWindow, zone: ZoneInfo) -> CycleWindow | None:
    """The calendar cycle that starts where `window` ends; None for rolling cycles and for none."""
    months = _months(cycle)
    return (
        None if months is None else _calendar_window(_first_month(local_date(window.end, zone), months), months, zone)
    )


def cohort_end(window: CycleWindow, zone: ZoneInfo) -> datetime:
    """The end of a calendar cycle's first third: units exposed before it belong to this cycle, later ones to the next.

    Counted in whole local days, rounded up: the day in which the third is reached still belongs to it. A quarter of 92
    days takes its first 31 (of October to December: all of October), one of 90 its first 30, a month of 30 days ten.
    """
    first = local_date(window.start, zone)
    days = (local_date(window.end, zone) - first).days
    return date_start(first + timedelta(days=-(-days // COHORT_SHARE)), zone)


def unit_cycle(cycle: Cycle) -> timedelta | None:
    """How long a rolling cycle runs from a unit's activation: N times 24 hours. None for the other kinds."""
    return timedelta(days=cycle.days) if cycle.days is not None else None


def _months(cycle: Cycle) -> int | None:
    match cycle.kind:
        case CycleKind.CALENDAR_MONTH:
            return 1
        case CycleKind.CALENDAR_QUARTER:
            return 3
        case CycleKind.FROM_ACTIVATION | CycleKind.TRAILING | CycleKind.NONE:
            return None
        case _:
            assert_never(cycle.kind)


def _first_month(day: date, months: int) -> date:
    """The first day, on or after `day`, of a cycle of so many months."""
    begun = day.replace(month=day.month - (day.month - 1) % months, day=1)
    return begun if begun == day else _add_months(begun, months)


def _add_months(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, MONTHS_PER_YEAR)
    return date(first.year + years, month + 1, 1)


def _calendar_window(first: date, months: int, zone: ZoneInfo) -> CycleWindow:
    return CycleWindow(date_start(first, zone), date_start(_add_months(first, months), zone))
