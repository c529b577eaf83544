"""The calendar of a scope: its local days, and the weeks, months and quarters that they lie in."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.analysis.scope import Scope
from hypercare.cycles.day import DAY, date_start, local_date
from hypercare.cycles.period import GRAINS, period_after, period_start
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.sequences import Codes, Ints


@dataclass(frozen=True)
class Period:
    """A local period: its first day, the last one inside, and [start, end) in microseconds UTC.

    `complete` says whether the scope holds all of it, and whether it was over for certain.
    """

    first: date
    last: date
    start: int
    end: int
    complete: bool


@dataclass(frozen=True)
class Calendar:
    """The days of a scope, and its periods of each grain. `edges` (d + 1,) bound the days, cut to the scope, in
    microseconds UTC; `places` (4, d) say in which period of each grain of `GRAINS` a day lies, counted through all
    grains: `bounds` (5,) is where the periods of each grain begin.
    """

    edges: Ints
    periods: dict[str, tuple[Period, ...]]
    places: Codes
    bounds: tuple[int, ...]


def calendar_of(scope: Scope) -> Calendar:
    """The calendar of a scope, as far as it had begun by `as_of`. A date that its zone skipped is none of its days."""
    zone, stop = ZoneInfo(scope.zone), max(scope.start, min(scope.stop, scope.as_of + 1))
    starts = _days(scope.start, stop, zone)
    days = list(starts)
    periods = {grain: _periods(days, grain, scope, zone) for grain in GRAINS}
    bounds = np.cumsum([0, *(len(periods[grain]) for grain in GRAINS)])
    places = [_places(days, periods[grain]) + bounds[number] for number, grain in enumerate(GRAINS)]
    edges = [max(scope.start, start) for start in starts.values()]
    return Calendar(
        np.array([*edges, stop], np.int64),
        periods,
        np.array(places, np.int32).reshape(len(GRAINS), len(days)),
        tuple(int(each) for each in bounds),
    )


def last_complete(scope: Scope, grain: str, until: int) -> Period | None:
    """The last period of a grain that begins in the scope and was over by `until` (microseconds UTC), and for certain.

    None where there is none.
    """
    zone, over = ZoneInfo(scope.zone), min(until, scope.settled)
    if over <= scope.start:
        return None
    after = period_start(local_date(from_micros(over), zone), grain)
    first = period_after(after, grain, -1)
    start, end = _instant(first, zone), _instant(after, zone)
    return Period(first, after - DAY, start, end, complete=True) if start >= scope.start else None


def _days(start: int, stop: int, zone: ZoneInfo) -> dict[date, int]:
    """The local dates that [start, stop) touches, each with its first instant."""
    if stop <= start:
        return {}
    first, last = (local_date(from_micros(each), zone) for each in (start, stop - 1))
    dates = [first + number * DAY for number in range((last - first).days + 1)]
    begun = [_instant(day, zone) for day in [*dates, last + DAY]]
    return {day: begun[number] for number, day in enumerate(dates) if begun[number] < begun[number + 1]}


def _periods(days: list[date], grain: str, scope: Scope, zone: ZoneInfo) -> tuple[Period, ...]:
    firsts = dict.fromkeys(period_start(day, grain) for day in days)
    return tuple(_period(first, grain, scope, zone) for first in firsts)


def _period(first: date, grain: str, scope: Scope, zone: ZoneInfo) -> Period:
    after = period_after(first, grain)
    start, end = _instant(first, zone), _instant(after, zone)
    complete = start >= scope.start and end <= min(scope.stop, scope.settled)
    return Period(first, after - DAY, start, end, complete)


def _places(days: list[date], periods: tuple[Period, ...]) -> Ints:
    """In which of the periods each day lies."""
    firsts = np.array([each.first.toordinal() for each in periods], np.int64)
    return np.searchsorted(firsts, [day.toordinal() for day in days], side="right") - 1


def _instant(day: date, zone: ZoneInfo) -> int:
    return to_micros(date_start(day, zone))
