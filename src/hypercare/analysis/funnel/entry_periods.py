"""The local days, weeks or months in which chains may enter."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.analysis.scope import Scope
from hypercare.cycles.day import DAY, date_start, local_date
from hypercare.cycles.period import period_after, period_start
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.sequences import Ints

MOST_PERIODS = 400
"""A year of days, and what is left of the month: an event of a clock that was never set must not make fifty years."""


@dataclass(frozen=True)
class EntryPeriods:
    """The last periods of a scope, in the calendar of its zone: `firsts` (p,) their first days, and `edges` (p + 1,)
    their bounds in microseconds UTC. At most 400; none where the scope had not begun by `as_of`.
    """

    firsts: tuple[date, ...]
    edges: Ints

    def place(self, instants: Ints) -> Ints:
        """The period that each instant lies in, from 0; -1 before the first. None may lie after the last."""
        return np.searchsorted(self.edges, instants, side="right") - 1

    def last_day(self, number: int, grain: str) -> date:
        """The last day of a period, inside."""
        return period_after(self.firsts[number], grain) - DAY


def entry_periods(scope: Scope, grain: str) -> EntryPeriods:
    """The periods ("day", "week", "month") of a scope, as far as it had begun by `as_of`."""
    zone, stop = ZoneInfo(scope.zone), min(scope.stop, scope.as_of + 1)
    if stop <= scope.start:
        return EntryPeriods((), np.empty(0, np.int64))
    last = period_start(local_date(from_micros(stop - 1), zone), grain)
    firsts, edges = [last], [_start(period_after(last, grain), zone), _start(last, zone)]
    while edges[-1] > scope.start and len(firsts) < MOST_PERIODS:
        firsts.append(period_after(firsts[-1], grain, -1))
        edges.append(_start(firsts[-1], zone))
    return EntryPeriods(tuple(firsts[::-1]), np.array(edges[::-1], np.int64))


def _start(day: date, zone: ZoneInfo) -> int:
    return to_micros(date_start(day, zone))
