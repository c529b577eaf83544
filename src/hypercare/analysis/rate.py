"""Events per so many unit-days."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.days import WEEK, active_days, events_by_weekday, exposed_days
from hypercare.analysis.poisson import poisson_interval
from hypercare.analysis.population import Members
from hypercare.analysis.rows import matches
from hypercare.analysis.tally import Row, TallyReduction
from hypercare.analysis.within import in_scope
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient
from hypercare.model.metrics import RateMetric
from hypercare.model.sequences import Bucket
from hypercare.model.text import Text

WEEKDAY_EVENTS = 10.0
"""A weekday on which two tickets came in four weeks is not known to be twice as busy as one with a single ticket, and
one without any is not known to be without tickets: so many events outweigh what was seen by chance."""


@dataclass(frozen=True)
class Rate(TallyReduction):
    """The rate of one scope. Sums: units, then events by weekday, then unit-days by weekday (Monday first)."""

    metric: RateMetric

    @property
    def width(self) -> int:
        return 1 + 2 * WEEK

    @property
    def reads(self) -> frozenset[str]:
        return self.metric.event.where.keys

    def measure(self, bucket: Bucket, who: Members) -> NDArray[np.int64]:
        rows = in_scope(bucket, self.scope, who)
        days = active_days(bucket, self.scope, rows) if self.metric.active else exposed_days(bucket, self.scope, who)
        events = events_by_weekday(bucket, self.scope, rows & matches(bucket, self.metric.event))
        return np.column_stack([days.sum(axis=1) > 0, events, days]).astype(np.int64)

    def answer(self, row: Row) -> Answer:
        units, events, days = row[0], sum(_events(row)), unit_days(row)
        counts = Counts(units=units, mature=units, open=0, hits=events, trials=days)
        if days == 0:
            return Insufficient(Text("metric-no-unit-days"), 1, 0, counts)
        exposure = days / self.metric.per
        return Estimate(events / exposure, poisson_interval(events, exposure, self.judging), counts, "rate")


def unit_days(row: Row) -> int:
    """The unit-days of a scope."""
    return sum(_days(row))


def balanced_days(before: Row, after: Row) -> float:
    """Unit-days after, as if each weekday had the share of events that it had before (indirect standardisation).

    A weekday's factor is the mean of a gamma posterior around 1, `WEEKDAY_EVENTS` strong: above 0, and average where
    there is little to learn from. Dividing the events after by the result gives a rate that compares with the plain
    rate before.
    """
    overall = sum(_events(before)) / unit_days(before) if unit_days(before) else 0.0
    if overall == 0:
        return float(unit_days(after))
    weekdays = zip(_events(before), _days(before), strict=True)
    shape = [(events + WEEKDAY_EVENTS) / (days * overall + WEEKDAY_EVENTS) for events, days in weekdays]
    return sum(weight * days for weight, days in zip(shape, _days(after), strict=True))


def _events(row: Row) -> Row:
    return row[1 : 1 + WEEK]


def _days(row: Row) -> Row:
    return row[1 + WEEK :]
