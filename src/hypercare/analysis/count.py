"""How many events there were."""

from collections.abc import Callable
from dataclasses import dataclass

from hypercare.analysis.daily import Daily
from hypercare.analysis.days import begun, happened
from hypercare.analysis.hits import hits
from hypercare.analysis.lacking import Lacking
from hypercare.analysis.poisson import Poisson, poisson_interval
from hypercare.analysis.population import Members
from hypercare.analysis.rows import Mask
from hypercare.analysis.tally import Row
from hypercare.analysis.within import in_scope
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient
from hypercare.model.metrics import CountMetric
from hypercare.model.sequences import Bucket
from hypercare.model.text import Text
from hypercare.stats.arguments import Alternative


@dataclass(frozen=True)
class Count(Poisson):
    """The count of one scope. Sums: members, units with the event, then events by local day."""

    metric: CountMetric

    @property
    def width(self) -> int:
        return 2 + self.day_count

    @property
    def reads(self) -> frozenset[str]:
        return self.metric.event.where.keys

    def sums(self, bucket: Bucket, who: Members) -> Callable[[Mask], Row]:
        found = in_scope(hits(bucket, self.metric.event, self.scope.as_of), self.scope, who)
        events, doing = happened(found, self.scope), found.by_unit > 0

        def add(units: Mask) -> Row:
            by_day = events.by_day(units, self.day_count)
            return (int(units.sum()), int((units & doing).sum()), *by_day.tolist())

        return add

    def answer(self, row: Row) -> Answer:
        members, doing, events = row[0], row[1], self.daily(row).total
        counts = Counts(units=members, mature=members, open=0, hits=events, trials=doing)
        if members == 0:
            return Insufficient(Text("metric-no-units"), 1, 0, counts)
        return Estimate(float(events), poisson_interval(events, 1.0, self.judging), counts, "count")

    def p(self, row: Row, *, null: float, alternative: Alternative) -> float | None:
        """None: a threshold is for all events, and no part of them is expected to reach it."""

    def lacking(self, row: Row, *, target: float) -> Lacking | None:
        """None: the days of a gate are over when it is judged, and no more of them can come."""

    def daily(self, row: Row) -> Daily:
        """The events by local day; each day that had begun is an exposure of one."""
        return Daily(row[2:], tuple(begun(self.scope).astype(int).tolist()), self.scope.first_weekday)
