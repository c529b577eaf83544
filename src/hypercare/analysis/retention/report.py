"""What a table of retention says: cohorts by cells, and the average over cohorts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.analysis.retention.grid import births_until, cell_names, cell_numbers, cohort_grain, settled_at
from hypercare.analysis.scope import Scope
from hypercare.analysis.tally import Row
from hypercare.cycles.day import local_date
from hypercare.model.estimate import Interval
from hypercare.model.instant import from_micros
from hypercare.model.metrics import RetentionMetric
from hypercare.model.sequences import Ints
from hypercare.stats.proportion import clopper_pearson

MOST_COHORTS = 1100
"""Three years of days: one event of a clock that was never set must not make a table of fifty years."""


@dataclass(frozen=True)
class Volume:
    """What accounts did before a cell, from their birth on: those for which it is over, of these that came back."""

    mature: int
    retained: int

    @property
    def share(self) -> float | None:
        """The share of volume that came back, of those for which the cell is over."""
        return self.retained / self.mature if self.mature else None


@dataclass(frozen=True)
class Cell:
    """One cell of one cohort: for how many births it is over, how many of these came back, and how many of all did so
    far. It is `complete` when no birth can join the cohort any more and the last one has had the whole cell.
    """

    name: str
    mature: int
    retained: int
    so_far: int
    waiting: int
    complete: bool
    volume: Volume | None = None

    @property
    def share(self) -> float | None:
        """The share that came back; None until the cell is complete, and where nobody was born."""
        return self.retained / self.mature if self.complete and self.mature else None


@dataclass(frozen=True)
class Cohort:
    """The births of a period: its first and last local day, whether it is over, and its cells."""

    first: date
    last: date
    units: int
    complete: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Average:
    """A cell over all cohorts in which it is complete: the share and their units. The interval is exact, for one look;
    None where births are not independent, and where cohorts do not weigh what they count.
    """

    name: str
    share: float | None
    units: int
    interval: Interval | None


@dataclass(frozen=True)
class RetentionReport:
    """A table of retention. `cadence_days` is the cadence that units have in common, `left_out` the number of older
    cohorts that are not listed; the average reads them too.
    """

    metric: RetentionMetric
    grain: str
    cohorts: tuple[Cohort, ...]
    average: tuple[Average, ...]
    left_out: int = 0
    cadence_days: int | None = None
    by_value: Mapping[str, "RetentionReport"] = field(default_factory=dict)


@dataclass(frozen=True)
class _Frame:
    """What all tables of one question share."""

    scope: Scope
    metric: RetentionMetric
    edges: Ints
    cadence_days: int | None

    def table(self, rows: Mapping[int, Row], by_value: Mapping[str, RetentionReport]) -> RetentionReport:
        """The table of some rows by the start of their cohort."""
        places = sorted(int(np.searchsorted(self.edges, start)) for start in rows)
        every = range(places[0], places[-1] + 1) if places else range(0)
        listed = every[-MOST_COHORTS:]
        nothing = (0,) * max((len(row) for row in rows.values()), default=0)
        cohorts = [self.cohort(place, rows.get(int(self.edges[place]), nothing)) for place in listed]
        older = [self.cohort(place, rows[int(self.edges[place])]) for place in places if place < listed[0]]
        average = tuple(_average(self.metric, name, [*older, *cohorts]) for name in cell_names(self.metric))
        grain = cohort_grain(self.metric)
        return RetentionReport(
            self.metric, grain, tuple(cohorts), average, len(every) - len(listed), self.cadence_days, by_value
        )

    def cohort(self, place: int, row: Row) -> Cohort:
        """The cohort between two edges."""
        zone = ZoneInfo(self.scope.zone)
        start, end = int(self.edges[place]), int(self.edges[place + 1])
        over = end <= settled_at(self.metric, self.scope)
        names, shown = cell_names(self.metric), self._shown(place)
        cells = tuple(_cell(names, number, row, over=over) for number in range(shown))
        return Cohort(_date(start, zone), _date(end - 1, zone), row[0] if row else 0, over, cells)

    def _shown(self, place: int) -> int:
        """How many cells a cohort has: in PostHog those that begin in the range."""
        numbers = cell_numbers(self.metric)
        if self.metric.profile != "posthog":
            return len(numbers)
        periods = int(np.searchsorted(self.edges, births_until(self.scope), side="right"))
        return sum(place + first < periods for first, _ in numbers)


def report_of(
    scope: Scope,
    metric: RetentionMetric,
    edges: Ints,
    everyone: Mapping[int, Row],
    labelled: Mapping[str, Mapping[int, Row]],
    *,
    cadence_days: int | None,
) -> RetentionReport:
    """The table of all births, and of those of each value of the segment's property. `edges` bound the cohorts."""
    frame = _Frame(scope, metric, edges, cadence_days)
    return frame.table(everyone, {value: frame.table(rows, {}) for value, rows in labelled.items()})


def _cell(names: tuple[str, ...], number: int, row: Row, *, over: bool) -> Cell:
    units, (mature, retained, so_far) = row[0], row[1 + 3 * number : 4 + 3 * number]
    weights = row[1 + 3 * len(names) :][2 * number : 2 * number + 2]
    volume = Volume(*weights) if weights else None
    return Cell(names[number], mature, retained, so_far, units - mature, over and mature == units, volume)


def _average(metric: RetentionMetric, name: str, cohorts: list[Cohort]) -> Average:
    cells = [cell for cohort in cohorts for cell in cohort.cells if cell.name == name and cell.complete]
    units, retained = sum(cell.mature for cell in cells), sum(cell.retained for cell in cells)
    if not units:
        return Average(name, None, 0, None)
    if metric.average == "mixpanel_weighted":
        weighted = sum(cell.retained * cell.mature for cell in cells) / sum(cell.mature**2 for cell in cells)
        return Average(name, weighted, units, None)
    independent = metric.birth != "recurring"
    return Average(name, retained / units, units, clopper_pearson(retained, units) if independent else None)


def _date(instant: int, zone: ZoneInfo) -> date:
    return local_date(from_micros(instant), zone)
