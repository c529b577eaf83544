"""Events per so many unit-days."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hypercare.analysis.daily import Daily
from hypercare.analysis.days import active_at_all, begun, exposed_by_day, happened
from hypercare.analysis.hits import hits
from hypercare.analysis.lacking import Counted, Lacking
from hypercare.analysis.poisson import Poisson, poisson_interval, prior
from hypercare.analysis.population import NEVER, Members
from hypercare.analysis.rows import Mask
from hypercare.analysis.tally import Row
from hypercare.analysis.within import in_scope
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient
from hypercare.model.metrics import RateMetric
from hypercare.model.sequences import Bucket
from hypercare.model.text import Text
from hypercare.stats.arguments import Alternative
from hypercare.stats.needed import more_exposure
from hypercare.stats.rate import gamma_poisson_p


@dataclass(frozen=True)
class Rate(Poisson):
    """The rate of one scope. Sums: units with any unit-day, then events by local day, then unit-days by local day."""

    metric: RateMetric

    @property
    def width(self) -> int:
        return 1 + 2 * self.day_count

    @property
    def reads(self) -> frozenset[str]:
        return self.metric.event.where.keys

    def sums(self, bucket: Bucket, who: Members) -> Callable[[Mask], Row]:
        as_of, days = self.scope.as_of, self.day_count
        events = happened(in_scope(hits(bucket, self.metric.event, as_of), self.scope, who), self.scope)
        unit_days = active_at_all(bucket, self.scope, who) if self.metric.active else None
        active = None if unit_days is None else np.bincount(unit_days.unit, minlength=len(who.mask)) > 0
        counted = self._exposed(who) if active is None else active

        def add(units: Mask) -> Row:
            lived = unit_days.by_day(units, days) if unit_days else exposed_by_day(self.scope, who, units)
            return (int((units & counted).sum()), *events.by_day(units, days).tolist(), *lived.tolist())

        return add

    def answer(self, row: Row) -> Answer:
        daily = self.daily(row)
        counts = Counts(units=row[0], mature=row[0], open=0, hits=daily.total, trials=daily.exposed)
        if daily.exposed == 0:
            return Insufficient(Text("metric-no-unit-days"), 1, 0, counts)
        exposure = self.exposure(row)
        return Estimate(daily.total / exposure, poisson_interval(daily.total, exposure, self.judging), counts, "rate")

    def p(self, row: Row, *, null: float, alternative: Alternative) -> float | None:
        if self.daily(row).exposed == 0:
            return None
        rate, weight = prior(self.judging)
        return gamma_poisson_p(
            self.daily(row).total, self.exposure(row), null=null, prior_rate=rate, prior_events=weight,
            dispersion=self.judging.dispersion, alternative=alternative,
        )  # fmt: skip

    def lacking(self, row: Row, *, target: float) -> Lacking | None:
        rate, weight = prior(self.judging)
        more = more_exposure(
            self.daily(row).total, self.exposure(row), target=target, prior_rate=rate, prior_events=weight,
            dispersion=self.judging.dispersion, alpha=self.judging.alpha,
        )  # fmt: skip
        have = self.daily(row).exposed
        return None if more is None else Lacking(math.ceil(more * self.metric.per), have, Counted.UNIT_DAYS)

    def exposure(self, row: Row) -> float:
        """The unit-days, in so many as the rate is per."""
        return self.daily(row).exposed / self.metric.per

    def daily(self, row: Row) -> Daily:
        days = self.day_count
        return Daily(row[1 : 1 + days], row[1 + days :], self.scope.first_weekday)

    def _exposed(self, who: Members) -> Mask:
        """Units with any day in the scope that had begun: before go-live all of them."""
        if self.scope.before_exposure or not begun(self.scope).any():
            return np.full(len(who.mask), begun(self.scope).any())
        end = min(self.scope.stop, self.scope.as_of + 1)
        return np.asarray((who.exposed_at != NEVER) & (who.exposed_at < end))
