"""Events per so many unit-days."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.days import WEEK, active_days, active_units, events_by_weekday, exposed_days
from hypercare.analysis.population import Members
from hypercare.analysis.rows import matches
from hypercare.analysis.tally import Row, TallyReduction
from hypercare.analysis.within import in_scope
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient, Interval
from hypercare.model.metrics import RateMetric
from hypercare.model.sequences import Bucket
from hypercare.model.text import Text
from hypercare.stats.rate import gamma_poisson_cs, garwood


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
        if self.metric.active:
            days, units = active_days(bucket, self.scope, rows), active_units(bucket, rows)
        else:
            days = exposed_days(bucket, self.scope, who)
            units = days.any(axis=1)
        events = events_by_weekday(bucket, self.scope, rows & matches(bucket, self.metric.event))
        return np.hstack([units[:, None], events, days]).astype(np.int64)

    def answer(self, row: Row) -> Answer:
        units, events, days = row[0], sum(row[1 : 1 + WEEK]), sum(row[1 + WEEK :])
        counts = Counts(units=units, mature=units, open=0, hits=events, trials=days)
        if days == 0:
            return Insufficient(Text("metric-no-unit-days"), 1, 0, counts)
        exposure = days / self.metric.per
        return Estimate(events / exposure, self._interval(events, exposure), counts, "rate")

    def _interval(self, events: int, exposure: float) -> Interval:
        if self.judging.exact:
            return garwood(events, exposure, alpha=self.judging.alpha)
        return gamma_poisson_cs(events, exposure, prior_rate=self.judging.centre, alpha=self.judging.alpha)


def balanced_exposure(before: Row, after: Row) -> float:
    """Unit-days after, as if each weekday had the share of events that it had before (indirect standardisation).

    A weekday with no unit-days before counts as an average one. The result is in unit-days: dividing the events after by it
    gives a rate that compares with the plain rate before.
    """
    events_before, days_before = before[1 : 1 + WEEK], before[1 + WEEK :]
    overall = sum(events_before) / sum(days_before) if sum(days_before) else 0.0
    if overall == 0:
        return float(sum(after[1 + WEEK :]))
    shape = [events / days / overall if days else 1.0 for events, days in zip(events_before, days_before, strict=True)]
    return sum(weight * days for weight, days in zip(shape, after[1 + WEEK :], strict=True))
