"""Forecasts of a cycle's end as they were made while it ran, and how good they were when it was over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from hypercare.analysis.cycle.forecast import Forecast
from hypercare.checks.ask import Ask
from hypercare.checks.validation.cycle import UNLEARNT, CycleFound, cycle_metrics, find
from hypercare.cycles.cohort import cohort
from hypercare.cycles.day import day_n
from hypercare.model.launch import Launch


@dataclass(frozen=True)
class Foretold:
    """What was forecast of a metric on a day, when so much of the cycle's days was over.

    `expected`, `low`, `high` are shares, `meets` the chance to be at success; all None where it abstained, with the ids
    of its `reasons`.
    """

    metric: str
    day: int
    elapsed: float
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    meets: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A forecast beside what came of it: the realised share, and whether it was at success."""

    foretold: Foretold
    realised: float
    succeeded: bool

    @property
    def holds(self) -> bool | None:
        """Whether the interval holds what came; None where it abstained."""
        told = self.foretold
        return None if told.low is None or told.high is None else told.low <= self.realised <= told.high

    @property
    def brier(self) -> float | None:
        """The squared error of the chance to succeed (Brier 1950)."""
        return None if self.foretold.meets is None else (self.foretold.meets - self.succeeded) ** 2


def forecasts_at_cohort_end(launch: Launch, ask: Ask) -> Iterator[Foretold]:
    """The forecast of each cycle metric when the last unit of its cohort has come: the first that is of all of them.

    That is about day 30, or the end of the first third of a calendar cycle.
    """
    for metric in cycle_metrics(launch):
        at = cohort(launch, metric.every).end + launch.lateness
        yield from (_foretold(launch, at, found) for found in find(launch, at, ask, UNLEARNT) if found.metric == metric)


def _foretold(launch: Launch, at: datetime, found: CycleFound) -> Foretold:
    told, name, day = found.forecast, found.metric.name, day_n(at, launch.live, launch.zone)
    if isinstance(told, Forecast):
        return Foretold(name, day, told.basis.elapsed, told.expected, told.low, told.high, told.meets)
    return Foretold(name, day, told.basis.elapsed, reasons=tuple(dict.fromkeys(each.id for each in told.reasons)))


def checked(foretold: Iterable[Foretold], realised: Mapping[str, float], success: Mapping[str, float]) -> list[Checked]:
    """Forecasts beside what came of them, of metrics of which that is known."""
    return [
        Checked(each, realised[each.metric], realised[each.metric] >= success[each.metric])
        for each in foretold
        if each.metric in realised
    ]
