"""How time after a birth is cut into the cells of retention, and births into cohorts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.analysis.scope import Scope
from hypercare.cycles.day import date_start, local_date
from hypercare.cycles.judgeable import ROLLING_DAYS
from hypercare.cycles.period import period_after, period_start
from hypercare.model.instant import DAY_US, SECOND_US, from_micros, to_micros
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Ints

HOUR_US = 3600 * SECOND_US
NONE = np.empty(0, np.int64)
NONE.flags.writeable = False
GRAINS = {"cadence": "month", "business_cycle": "month", "brackets": "week"}
"""How births are put together where neither the metric nor its grid says so."""


@dataclass(frozen=True)
class Grid:
    """The cells after a birth, in rising order: `first` and `end` (c,) say where each begins and ends, half-open.

    With `edges` they are numbers of edges, counted from the last one at or before the birth. Else they are microseconds
    after the birth, or, with a `cycle_us`, after the start of the unit's cycle in which the birth lies; cycles run from
    its exposure. Births are moved back to a whole `tick_us` beyond `offset_us`. No cell begins before the birth.

    Cells that do not overlap are told by `cell_of`, too: in which one each number of edges, or of `step_us`, lies; -1
    for none. With `around` (u,) there is no such table: each cell is wider by so many microseconds of its unit, to
    either side.

    Recurring births are born once between two edges of `recurs`, else once in each `period_us` from the unit's first
    birth (or exposure, with cycles), (1,) or (u,).
    """

    first: Ints
    end: Ints
    edges: Ints
    recurs: Ints
    period_us: Ints
    cell_of: Ints = field(default_factory=lambda: NONE)
    step_us: int = 1
    cycle_us: int = 0
    tick_us: int = 1
    offset_us: int = 0
    around: Ints = field(default_factory=lambda: NONE)


def grid_of(metric: RetentionMetric, cells: Sequence[tuple[int, int]], scope: Scope) -> Grid:
    """The grid of some cells (first and last number or day of each, both inside) that is the same for all units."""
    if metric.profile == "posthog" and metric.by == "rolling":
        return _elapsed_boundaries(metric, cells, scope)
    if metric.calendar_period:
        edges = births_edges(scope, metric.calendar_period, max(last for _, last in cells))
        return _grid(cells, 1, edges, recurs_in(metric, scope) if metric.cohorts else edges, 0)
    if metric.by == "business_cycle":
        length = (metric.every.days or 0) * DAY_US if metric.every else 0
        return _grid(cells, length, NONE, recurs_in(metric, scope), length, cycle_us=length)
    length = ROLLING_DAYS[metric.period or "day"] * DAY_US
    return _grid(cells, length, NONE, recurs_in(metric, scope), length)


def cadence_grid(metric: RetentionMetric, days: Sequence[int], scope: Scope, cadence: Ints) -> Grid:
    """One cadence of each unit, (u,) microseconds, around days after the birth: from half a cadence before on."""
    middles = np.array(days, np.int64) * DAY_US
    return Grid(middles, middles, NONE, recurs_in(metric, scope), cadence, around=cadence // 2)


def recurs_in(metric: RetentionMetric, scope: Scope) -> Ints:
    """The edges between which a unit is born once; none where its periods run from its first birth."""
    return births_edges(scope, metric.cohorts) if metric.cohorts else NONE


def cell_numbers(metric: RetentionMetric) -> tuple[tuple[int, int], ...]:
    """The first and the last number (or day) of each cell, both inside."""
    return metric.brackets or tuple((number, number) for number in metric.at)


def cell_names(metric: RetentionMetric) -> tuple[str, ...]:
    """The names of the cells: `61-90` for brackets, `60` for days and periods."""
    return tuple(f"{first}-{last}" for first, last in metric.brackets) or tuple(str(number) for number in metric.at)


def settled_at(metric: RetentionMetric, scope: Scope) -> int:
    """The instant by which a cell must be over: PostHog reads no return behind its range."""
    return min(scope.settled, scope.stop) if metric.profile == "posthog" else scope.settled


def births_until(scope: Scope) -> int:
    """The last instant at which a birth counts, microseconds UTC."""
    return max(scope.start, min(scope.stop - 1, scope.as_of))


def cohort_grain(metric: RetentionMetric) -> str:
    """The period in which births are one cohort."""
    return metric.cohorts or metric.calendar_period or metric.period or GRAINS[metric.by]


def cohort_edges(metric: RetentionMetric, scope: Scope) -> Ints:
    """Where the cohorts of births begin, and where the last one ends, (k + 1,) microseconds."""
    if metric.profile == "posthog" and metric.by == "rolling":
        return _cohorts_from_start(metric, scope)
    return births_edges(scope, cohort_grain(metric))


def births_edges(scope: Scope, period: str, more: int = 0) -> Ints:
    """The starts of all periods in which a birth can lie, of `more` after them, and the end of the last, rising."""
    return period_edges(scope.zone, period, scope.start, births_until(scope), more)


@lru_cache(maxsize=64)
def period_edges(zone: str, period: str, first: int, last: int, more: int = 0) -> Ints:
    """The starts of the periods of a zone from that of the instant `first` to `more` after that of `last`, and the end.

    Read-only, like all that kernels are given: so they are compiled once.
    """
    place = ZoneInfo(zone)
    day, final = (period_start(local_date(from_micros(each), place), period) for each in (first, last))
    end = period_after(final, period, more + 1)
    edges = []
    while day <= end:
        edges.append(to_micros(date_start(day, place)))
        day = period_after(day, period)
    found = np.array(edges, np.int64)
    found.flags.writeable = False
    return found


def _grid(
    cells: Sequence[tuple[int, int]], step: int, edges: Ints, recurs: Ints, period_us: int, *, cycle_us: int = 0
) -> Grid:
    bounds = np.array(cells, np.int64) * step
    period = np.array([period_us or DAY_US], np.int64)
    cell_of = np.full(max(last for _, last in cells) + 1, -1, np.int64)
    for cell, (first, last) in enumerate(cells):
        cell_of[first : last + 1] = cell
    return Grid(bounds[:, 0].copy(), bounds[:, 1] + step, edges, recurs, period, cell_of, step, cycle_us)


def _elapsed_boundaries(metric: RetentionMetric, cells: Sequence[tuple[int, int]], scope: Scope) -> Grid:
    """Elapsed time counted in boundaries that were crossed: hours for days, local days for weeks and months."""
    length = ROLLING_DAYS[metric.period]
    if metric.period == "day":
        plain = _grid(cells, DAY_US, NONE, NONE, DAY_US)
        return replace(plain, tick_us=HOUR_US, offset_us=_hour_offset(scope.zone))
    bounds = [(first * length, last * length + length - 1) for first, last in cells]
    edges = births_edges(scope, "day", max(last for _, last in bounds))
    return _grid(bounds, 1, edges, NONE, 0)


def _cohorts_from_start(metric: RetentionMetric, scope: Scope) -> Ints:
    """Periods of so many days in a row, from the start of the scope."""
    length = ROLLING_DAYS[metric.period]
    if metric.period == "day":
        edges = np.arange(scope.start, births_until(scope) + DAY_US + 1, DAY_US)
    else:
        edges = births_edges(scope, "day", length)[::length].copy()
    edges.flags.writeable = False
    return edges


def _hour_offset(zone: str) -> int:
    """Where the hours of a zone begin, in microseconds after those of UTC: by its offset of 1970, as in ClickHouse."""
    offset = datetime(1970, 1, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset()
    return 0 if offset is None else -int(offset.total_seconds()) % 3600 * SECOND_US
