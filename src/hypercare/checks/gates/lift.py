"""A metric against before, net of a control where there is one: by days that hang together, and held to a fixed mix."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from hypercare.analysis.lift.lift import (
    GROWTH,
    GROWTH_OF_SHARES,
    Comparison,
    Controlled,
    DayWeights,
    Effect,
    Lift,
    lacking,
    lift_of,
)
from hypercare.analysis.lift.mix import fixed_mix, mix_of
from hypercare.analysis.series.calendar_fit import days_between, fit, is_volume
from hypercare.analysis.series.series import Series
from hypercare.analysis.series.series_of import SeriesFound
from hypercare.checks.ask import Ask
from hypercare.checks.series import Comparable, asked_control, asked_series
from hypercare.cycles.day import DAY, local_date
from hypercare.cycles.day_kinds import calendar_of
from hypercare.model.estimate import Counts, Estimate, Insufficient
from hypercare.model.launch import Launch
from hypercare.model.metrics import FunnelMetric, MeanMetric, Metric


@dataclass(frozen=True)
class Asked:
    """The lift of a metric over spans of days since go-live, as known at `at`."""

    launch: Launch
    metric: Metric
    at: datetime
    ask: Ask
    spans: tuple[tuple[int, int], ...]

    @property
    def has_series(self) -> bool:
        """Whether the metric's daily values are the metric."""
        return isinstance(self.metric, Comparable)


def lift(asked: Asked) -> Lift | Insufficient:
    """The lift net of the control where one is declared that has a history, else against before alone."""
    if asked.launch.control is not None:
        found = net_of_control(asked)
        if isinstance(found, Lift):
            return found
    return against_before(asked)


def against_before(asked: Asked) -> Lift | Insufficient:
    """The lift against before, whatever else changed."""
    own = asked_series(asked.launch, asked.metric, asked.at, asked.ask)
    compared = _comparison(asked, own, None)
    # A calendar takes longer to learn than it takes to see that there is nothing to compare with.
    found = lacking(compared, asked.spans)
    if found is not None:
        return found
    return lift_of(replace(compared, weights=_weights(asked, compared.treated)), asked.spans)


def net_of_control(asked: Asked) -> Lift | Insufficient:
    """The lift of the quotient to the declared control. Raises ValueError where none is declared."""
    own = asked_series(asked.launch, asked.metric, asked.at, asked.ask)
    control = asked_control(asked.launch, asked.metric, asked.at, asked.ask)
    return lift_of(_comparison(asked, own, control), asked.spans)


def with_fixed_mix(asked: Asked, by: str, controlled: Controlled) -> Lift | Insufficient:
    """The same lift with the mix of a segment's values fixed at what it was in the window before go-live."""
    own = asked_series(asked.launch, asked.metric, asked.at, asked.ask, by)
    weights = mix_of(own, _live(asked.launch), asked.launch.before // DAY)
    compared = _comparison(asked, own, None)
    if controlled is Controlled.CONTROL:
        control = asked_control(asked.launch, asked.metric, asked.at, asked.ask, by)
        compared = replace(compared, control=fixed_mix(control, weights))
    else:
        compared = replace(compared, weights=_weights(asked, own.everyone))
    return lift_of(replace(compared, treated=fixed_mix(own, weights)), asked.spans)


def as_estimate(effect: Effect, counts: Counts) -> Estimate:
    """An effect as a multiple of before: 1.16 is "116 % of before"."""
    return Estimate(effect.factor, effect.factor_interval, counts, "relative")


def _comparison(asked: Asked, own: SeriesFound, control: SeriesFound | None) -> Comparison:
    return Comparison(
        treated=own.everyone,
        live=_live(asked.launch),
        before=asked.launch.before // DAY,
        control=control.everyone if control else None,
        counted=not (isinstance(asked.metric, MeanMetric) and asked.metric.of),
        part=isinstance(asked.metric, FunnelMetric),
        growth=GROWTH if is_volume(asked.metric) else GROWTH_OF_SHARES,
    )


def _weights(asked: Asked, series: Series) -> DayWeights:
    """What the calendar makes of each day of a series, as it was learnt from it and from what is known beforehand."""
    found = fit(series, calendar_of(asked.launch), _live(asked.launch), is_volume=is_volume(asked.metric))
    days = list(days_between(series.first, series.last))
    return DayWeights(series.first, np.log(found.weights(series.first, series.last)), found.errors(days))


def _live(launch: Launch) -> date:
    return local_date(launch.live, launch.zone)
