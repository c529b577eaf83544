"""Cycle metrics beside their gates: how far the cohort is, and how many will have reached the goal at the cycle's end.

What is forecast decides nothing: no gate reads it, and no word changes by it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.cycle.exposure import DayWeights
from hypercare.analysis.cycle.forecast import DEFAULT_SHOCK, Abstained, Asking, Forecast, forecast
from hypercare.analysis.cycle.outlook import Outlook, OutlookOf
from hypercare.analysis.cycle.progress import CycleProgress
from hypercare.analysis.cycle.report import CycleStanding
from hypercare.analysis.cycle.window import CycleDays
from hypercare.analysis.launch_scope import days_scope, days_until
from hypercare.analysis.series.calendar_fit import CalendarFit, days_between, fit, is_volume
from hypercare.analysis.series.series import Series
from hypercare.checks.ask import Ask, question
from hypercare.checks.series import asked_series
from hypercare.checks.validation.foreseeable import broken, harmed
from hypercare.cycles.day import DAY, date_start, local_date
from hypercare.cycles.day_kinds import calendar_of
from hypercare.cycles.judgeable import judgeable
from hypercare.cycles.peaks import OWN_SIZE
from hypercare.model.launch import Launch, Relative, Threshold
from hypercare.model.metrics import CycleMetric
from hypercare.stats.level_walk import LEAST_WEEKS, PRIOR_FREEDOM, wander

Floats = NDArray[np.float64]

SEED_BYTES = 8
WEEK = 7
MOST_WEEKS = 52
"""A year: what came before says little of how restless a business is now."""
NOTHING = 0.5
"""What a week without any event counts for: it has no logarithm."""


@dataclass(frozen=True)
class Shock:
    """The sd of the logarithm of a shock to the common rate, and how many past cycles it was learnt from."""

    sd: float = DEFAULT_SHOCK
    learnt_from: int = 0


UNLEARNT = Shock()
"""Where there are no past forecasts to learn from."""


@dataclass(frozen=True)
class CycleFound:
    """A cycle metric: the gate that asks for it last, with its threshold; the days of its cycle; how far the cohort is
    (None before the cycle begins), and what its end will be, or why nobody can say.
    """

    metric: CycleMetric
    gate: str | None
    success: float | None
    failure: float | None
    days: CycleDays
    standing: CycleStanding | None
    forecast: Forecast | Abstained


def find(launch: Launch, at: datetime, ask: Ask, shock: Shock) -> tuple[CycleFound, ...]:
    """What there is to say of each cycle metric, in the order of the launch file, as known at `at`."""
    return tuple(found(launch, metric, at, ask, shock) for metric in cycle_metrics(launch))


def cycle_metrics(launch: Launch) -> Iterator[CycleMetric]:
    """The declared cycle metrics."""
    return (metric for metric in launch.metrics.values() if isinstance(metric, CycleMetric))


def found(launch: Launch, metric: CycleMetric, at: datetime, ask: Ask, shock: Shock) -> CycleFound:
    """What there is to say of one of them."""
    scope = days_scope(launch, metric, days_until(launch, at), at)
    progress = ask(question(f"cycle/{metric.name}/progress", at), CycleProgress(scope, metric))
    gate, threshold = _asking(launch, metric)
    success, failure = (_level(threshold.success), _level(threshold.failure)) if threshold else (None, None)
    said = cautious(foretold(launch, metric, at, ask, shock), launch, metric, at, ask)
    standing = next(iter(progress.cycles), None)
    return CycleFound(metric, gate, success, failure, said.outlook.days, standing, said.forecast)


@dataclass(frozen=True, eq=False)
class Foretold:
    """A forecast, or why there is none, and what it was made from."""

    outlook: Outlook
    weights: DayWeights
    forecast: Forecast | Abstained


def foretold(launch: Launch, metric: CycleMetric, at: datetime, ask: Ask, shock: Shock) -> Foretold:
    """The forecast of a metric's cycle as known at `at`, whether what is measured can be trusted or not.

    The same facts and the same shock give the same digits.
    """
    scope = days_scope(launch, metric, days_until(launch, at), at)
    outlook = ask(question(f"cycle/{metric.name}/outlook", at), OutlookOf(scope, metric))
    weights = day_weights(launch, metric, outlook, at, ask)
    _, threshold = _asking(launch, metric)
    success = _level(threshold.success) if threshold else None
    learnt, weeks = by_history(shock, launch, metric, outlook.days, asked_series(launch, metric, at, ask).everyone)
    asking = Asking(success, learnt, shock.learnt_from, weeks, _seed(launch, metric, outlook))
    return Foretold(outlook, weights, forecast(outlook, weights, asking))


def cautious(said: Foretold, launch: Launch, metric: CycleMetric, at: datetime, ask: Ask) -> Foretold:
    """What was foretold, unless the measurement is broken or a harm goes on at `at`: then why there is no forecast.

    Where there is nothing to forecast nothing is asked. What a broken measurement makes of the course of things is no
    reason beside it: it is as wrong as the rest.
    """
    basis = said.forecast.basis
    if not basis.units or not 0 < basis.elapsed < 1:
        return said
    flaws, harms = broken(launch, metric, at, ask), harmed(launch, at, ask)
    others = said.forecast.reasons if isinstance(said.forecast, Abstained) and not flaws else ()
    return replace(said, forecast=Abstained(basis, flaws + harms + others)) if flaws or harms else said


def cycle_over(launch: Launch, days: CycleDays) -> datetime:
    """When every unit's cycle is over and its data are in."""
    return date_start(days.on(days.closes), launch.zone) + launch.lateness


def day_weights(launch: Launch, metric: CycleMetric, outlook: Outlook, at: datetime, ask: Ask) -> DayWeights:
    """What each day of a cycle weighs, as the metric's own history and the launch's calendar tell."""
    calendar = _calendar(launch, metric, asked_series(launch, metric, at, ask).everyone)
    days = outlook.days
    return DayWeights(
        weights=tuple(calendar.weights(days.first, days.on(days.closes)).tolist()),
        spread=_spread(calendar, days),
        unknown=_unknown(calendar, days),
    )


def _calendar(launch: Launch, metric: CycleMetric, series: Series) -> CalendarFit:
    return fit(series, calendar_of(launch), local_date(launch.live, launch.zone), is_volume=is_volume(metric))


def by_history(shock: Shock, launch: Launch, metric: CycleMetric, days: CycleDays, series: Series) -> tuple[float, int]:
    """The sd of a shock by what the metric did before go-live as well, and how many whole weeks that were.

    How far its level wandered then is how far it may wander in the cycle; peaks and weekdays are taken off.
    """
    events, weights = _weeks_before(launch, metric, series)
    if len(events) < LEAST_WEEKS:
        return shock.sd, 0
    counted = np.maximum(events, NOTHING)
    sd = wander(
        np.log(counted / weights),
        1 / counted,
        weeks=(days.length or days.closes - days.opens) / WEEK,
        before=shock.sd,
        freedom=PRIOR_FREEDOM + shock.learnt_from,
    )
    return sd, len(events)


def _weeks_before(launch: Launch, metric: CycleMetric, series: Series) -> tuple[Floats, Floats]:
    """The events and the weights of the whole weeks before go-live, (w,) each, from the first that has any event."""
    last = local_date(launch.live, launch.zone) - DAY
    weeks = max(min(((last - series.first).days + 1) // WEEK, MOST_WEEKS), 0)
    past = series.between(last - (weeks * WEEK - 1) * DAY, last)
    if not weeks or len(past) < weeks * WEEK:
        return np.empty(0), np.empty(0)
    events = np.array(past.above, np.float64).reshape(weeks, WEEK).sum(axis=1) / past.scale
    weights = _calendar(launch, metric, series).weights(past.first, past.last).reshape(weeks, WEEK).sum(axis=1)
    begun = int(np.argmax(events > 0)) if events.any() else weeks
    return events[begun:], weights[begun:]


def _spread(calendar: CalendarFit, days: CycleDays) -> float:
    """The sd of the logarithm of what the days ahead weigh against those seen: what each unknown of the calendar does
    to the one and to the other, weighted by the days (the delta method).
    """
    seen = min(max(days.known - days.opens, 1), days.closes - days.opens - 1)
    dates = list(days_between(days.on(days.opens), days.ends))
    weights = calendar.weights(dates[0], dates[-1])
    moved = np.concatenate((-weights[:seen] / weights[:seen].sum(), weights[seen:] / weights[seen:].sum()))
    return float(np.linalg.norm(moved @ calendar.errors(dates)))


def _unknown(calendar: CalendarFit, days: CycleDays) -> tuple[str, ...]:
    """The launch's own peaks that lie ahead and of which no day has been seen: how large they are, nothing tells."""
    ahead = days_between(days.on(max(days.known, days.opens)), days.ends)
    kinds = {kind.name: kind for day in ahead for kind in calendar.kinds.of(day)}
    own = {name for name, kind in kinds.items() if kind.size == OWN_SIZE}
    return tuple(sorted(own - {name for name, seen in calendar.seen.items() if seen}))


def _asking(launch: Launch, metric: CycleMetric) -> tuple[str | None, Threshold | None]:
    """The gate that asks for the metric last, and how."""
    asking = [(gate, each) for gate in launch.gates for each in gate.thresholds if each.metric == metric.name]
    gate, threshold = max(asking, key=lambda each: judgeable(launch, each[0]), default=(None, None))
    return (gate.name if gate else None), threshold


def _level(value: float | Relative | None) -> float | None:
    return None if isinstance(value, Relative) else value


def _seed(launch: Launch, metric: CycleMetric, outlook: Outlook) -> int:
    """From the question: so that whoever asks it again draws the same."""
    name = f"{launch.id}/{metric.name}/{outlook.days.on(outlook.days.known)}"
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:SEED_BYTES], "big")
