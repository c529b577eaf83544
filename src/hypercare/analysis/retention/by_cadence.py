"""Retention by cadence as a whole: each day by class, by accounts and by volume, and when the rest is mature."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.clusters import WIDTH, cluster_sums
from hypercare.analysis.population import Members, members
from hypercare.analysis.retention.cells import RecurringRetention, Retention, properties
from hypercare.analysis.retention.grid import Grid, cadence_grid
from hypercare.analysis.retention.returns import Stream
from hypercare.analysis.retention.rhythm import CLASSES, HOUR_US, USUAL_DAYS, Rhythm
from hypercare.analysis.scope import Judging, Scope
from hypercare.analysis.tally import Row
from hypercare.cycles.day import local_date
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient
from hypercare.model.instant import from_micros
from hypercare.model.metrics import RetentionMetric, Unit
from hypercare.model.sequences import Bucket
from hypercare.model.text import Text
from hypercare.stats.ratio import ClusteredSums, ratio_cs
from hypercare.stats.weighted_share import WeightedShare, apart_cs

MATURE_SHARE = 0.95
"""When so many are mature a gate may speak: GATE-MATURITY."""


class ByCadenceState(msgspec.Struct, frozen=True):
    """Sums by day after the birth and class: those of the judged share, then those of volume clustered by unit; and by
    day the units that wait, by the hour (since 1970, UTC) at which they are through. They add up.
    """

    rows: dict[str, Row]
    due: dict[str, dict[int, int]]


@dataclass(frozen=True)
class Waiting:
    """Units whose window is not over: how many, the local day on which enough are mature, and the last one's."""

    units: int
    enough: date | None
    last: date | None


@dataclass(frozen=True)
class Weighted:
    """A share by accounts and by volume: what each account did before its window began, its birth included.

    `apart` is the volume's share less that of accounts, with its interval, of the same accounts.
    """

    accounts: Answer
    volume: Answer
    apart: Answer

    @property
    def disagree(self) -> str:
        """`larger_leave` or `smaller_leave` where the two shares credibly differ, `agree` where not; else `unknown`."""
        if isinstance(self.apart, Insufficient):
            return "unknown"
        if self.apart.interval.high < 0:
            return "larger_leave"
        return "smaller_leave" if self.apart.interval.low > 0 else "agree"


@dataclass(frozen=True)
class AtDay:
    """Retention at one day after the birth: of everybody, by class, and how long the rest takes."""

    day: int
    everyone: Weighted
    by_class: Mapping[str, Weighted]
    waiting: Waiting


@dataclass(frozen=True)
class ByCadence:
    """Retention by cadence of the members of a scope, under the cadence of `common_days` that they have in common.

    Finishes with what there is to say of each day that the metric names.
    """

    scope: Scope
    judging: Judging
    metric: RetentionMetric
    common: int

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return properties(self.metric) | self.scope.population.columns

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def empty(self) -> ByCadenceState:
        return ByCadenceState({}, {})

    def partial(self, bucket: Bucket) -> ByCadenceState:
        who = members(bucket, self.scope.population, self.scope.as_of)
        rhythm = Rhythm.of(bucket, self.metric, self.scope.as_of)
        cadence = rhythm.cadence(USUAL_DAYS[self.common])
        rows: dict[str, Row] = {}
        due: dict[str, dict[int, int]] = {}
        for day in self.metric.at:
            grid = cadence_grid(self.metric, (day,), self.scope, cadence)
            sums, due[str(day)] = self._measured(day, grid, bucket, who)
            for code, name in enumerate(CLASSES):
                mine = who.mask & (rhythm.own_class == code)
                rows[f"{day}/{name}"] = tuple(int(each) for each in sums[mine].sum(axis=0))
        return ByCadenceState(rows, due)

    def merge(self, left: ByCadenceState, right: ByCadenceState) -> ByCadenceState:
        rows = dict(left.rows)
        for label, row in right.rows.items():
            rows[label] = _added(rows[label], row) if label in rows else row
        due = {day: dict(hours) for day, hours in left.due.items()}
        for day, hours in right.due.items():
            mine = due.setdefault(day, {})
            for hour, units in hours.items():
                mine[hour] = mine.get(hour, 0) + units
        return ByCadenceState(rows, due)

    def finish(self, state: ByCadenceState) -> tuple[AtDay, ...]:
        return tuple(self._at(day, state) for day in self.metric.at)

    def _measured(
        self, day: int, grid: Grid, bucket: Bucket, who: Members
    ) -> tuple[NDArray[np.object_], dict[int, int]]:
        """The sums of each unit, (u, width), and the hours at which those that wait are through."""
        stream = Stream(bucket, self.scope, who, self.metric)
        births = stream.births(grid)
        found, volume = stream.returns(births, grid), stream.volumes(births, grid)[:, 0]
        over = found.over > 0
        m, y = (np.zeros(len(who.mask), np.int64) for _ in range(2))
        np.add.at(m, births.unit[over], volume[over])
        np.add.at(y, births.unit[over], (volume * (found.back & 1))[over])
        sums = np.hstack([self._share(day).on(grid, bucket, who).astype(object), cluster_sums(y, m).astype(object)])
        ends = births.at + grid.end[0] + grid.around[births.unit]
        hours, units = np.unique(-(-ends[~over] // HOUR_US), return_counts=True)
        return sums, dict(zip(hours.tolist(), units.tolist(), strict=True))

    def _share(self, day: int) -> Retention | RecurringRetention:
        """What a gate asks of one day."""
        kind = RecurringRetention if self.metric.birth == "recurring" else Retention
        return kind(self.scope, self.judging, self.metric, (day, day))

    def _at(self, day: int, state: ByCadenceState) -> AtDay:
        nothing = (0,) * (self._share(day).width + WIDTH)
        rows = {name: state.rows.get(f"{day}/{name}", nothing) for name in CLASSES}
        everyone = tuple(sum(each) for each in zip(*rows.values(), strict=True))
        return AtDay(
            day,
            self._weighted(day, everyone),
            {name: self._weighted(day, row) for name, row in rows.items()},
            self._waiting(everyone[0], state.due.get(str(day), {})),
        )

    def _weighted(self, day: int, row: Row) -> Weighted:
        share = self._share(day)
        head, volume = row[: share.width], row[share.width :]
        accounts = share.answer(head)
        return Weighted(accounts, self._by_volume(volume, accounts), self._apart(volume, accounts))

    def _by_volume(self, row: Row, accounts: Answer) -> Answer:
        units, y, m = row[:3]
        counted = accounts.counts or Counts(units, units, 0, y, m)
        counts = Counts(counted.units, units, counted.open, y, m)
        if not m:
            reason = Text("metric-no-mature-units", {"units": counts.units, "open": counts.open})
            return Insufficient(reason, 1, 0, counts)
        interval = ratio_cs(ClusteredSums(*row), n_opt=self.judging.expected_units, alpha=self.judging.alpha)
        if isinstance(interval, Insufficient):
            return Insufficient(interval.reason, interval.needed, interval.have, counts)
        inside = replace(interval, low=max(0.0, interval.low), high=min(1.0, interval.high))
        return Estimate(y / m, inside, counts, "share")

    def _apart(self, row: Row, accounts: Answer) -> Answer:
        """The share of volume less that of accounts. Births of one unit are not told apart: none where they recur."""
        units, weight_hit, weight, square_hit, square, _ = row
        if self.metric.birth == "recurring" or accounts.counts is None:
            return Insufficient(Text("retention-volume-recurring"), counts=accounts.counts)
        share = WeightedShare(units, accounts.counts.hits, weight, weight_hit, square, square_hit)
        interval = apart_cs(share, n_opt=self.judging.expected_units, alpha=self.judging.alpha)
        if isinstance(interval, Insufficient):
            return replace(interval, counts=accounts.counts)
        return Estimate(share.apart, interval, accounts.counts, "difference")

    def _waiting(self, units: int, due: Mapping[int, int]) -> Waiting:
        """How many wait; the lateness of the data is waited for too."""
        left = sum(due.values())
        if not left:
            return Waiting(0, None, None)
        late, so_far, enough = self.scope.as_of - self.scope.settled, units - left, None
        for hour in sorted(due):
            so_far += due[hour]
            if enough is None and so_far >= MATURE_SHARE * units:
                enough = self._day_of(hour, late)
        reached = units - left >= MATURE_SHARE * units
        return Waiting(left, None if reached else enough, self._day_of(max(due), late))

    def _day_of(self, hour: int, late: int) -> date:
        return local_date(from_micros(hour * HOUR_US + late), ZoneInfo(self.scope.zone))


def _added(left: Row, right: Row) -> Row:
    return tuple(a + b for a, b in zip(left, right, strict=True))
