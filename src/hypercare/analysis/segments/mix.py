"""The mix of a segment: which share of its units has which value of a property, before go-live and now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

import msgspec
import numpy as np

from hypercare.analysis.hits import all_hits
from hypercare.analysis.rows import passes_at
from hypercare.cycles.day import day_start
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch
from hypercare.model.metrics import Filter, Metric, Unit
from hypercare.model.sequences import Bucket

Shares = Mapping[str, Fraction]
COVERED = Fraction(95, 100)
"""Values that make up less of the mix leave a standardised number undefined: the missing ones could move it by more
than the 5 % that an interval allows for."""


class MixState(msgspec.Struct, frozen=True):
    """Units by value. They add up."""

    units: dict[str, int]


@dataclass(frozen=True)
class MixOf:
    """Counts the units that are active in [start, stop), microseconds UTC, and in the segment, by a property's value.

    A unit is in the segment when any row that is known of it passes `where`: who belongs is often told by few events
    only. Its value is that of its first row in the stretch that has any; units without one are not counted. Finishes
    with the counts.
    """

    unit: Unit
    where: Filter
    by: str
    start: int
    stop: int
    as_of: int

    @property
    def columns(self) -> frozenset[str]:
        return self.where.keys | {self.by}

    @property
    def empty(self) -> MixState:
        return MixState({})

    def partial(self, bucket: Bucket) -> MixState:
        known, column = all_hits(bucket, self.as_of), bucket.columns[self.by]
        inside = np.zeros(len(bucket.offsets) - 1, np.bool_)
        inside[known.units[passes_at(bucket, self.where, known.rows)]] = True
        found = known.between(self.start, self.stop)
        valued = found.where((column.codes[found.rows] >= 0) & inside[found.units])
        opening = np.flatnonzero(np.diff(valued.units, prepend=-1))
        counts = np.bincount(column.codes[valued.rows[opening]], minlength=len(column.values)).tolist()
        units: dict[str, int] = {}
        for value, count in zip(column.values, counts, strict=True):
            if count:
                units[str(value)] = units.get(str(value), 0) + count
        return MixState(units)

    def merge(self, left: MixState, right: MixState) -> MixState:
        return MixState({value: left.units.get(value, 0) + right.units.get(value, 0)
                         for value in {**left.units, **right.units}})  # fmt: skip

    def finish(self, state: MixState) -> Mapping[str, int]:
        return dict(sorted(state.units.items()))


def mix_before(launch: Launch, metric: Metric, by: str, at: datetime) -> MixOf:
    """The units of the segment that were active in the `before` window, by value of a property: the fixed weights."""
    stop = day_start(0, launch.live, launch.zone)
    return _mix(launch, metric, by, at, (to_micros(stop - launch.before), to_micros(stop)))


def mix_since(launch: Launch, metric: Metric, by: str, at: datetime) -> MixOf:
    """Those that were active since go-live, exposed or not: the weights where nobody was seen before."""
    start = to_micros(day_start(0, launch.live, launch.zone))
    return _mix(launch, metric, by, at, (start, max(start, to_micros(at) + 1)))


def _mix(launch: Launch, metric: Metric, by: str, at: datetime, stretch: tuple[int, int]) -> MixOf:
    return MixOf(metric.unit or launch.unit, launch.segment.where, by, *stretch, as_of=to_micros(at))


def shares(counts: Mapping[str, int]) -> dict[str, Fraction]:
    """Each value's share of the total, exact; nothing of nothing. Values without any have no share."""
    total = sum(counts.values())
    return {value: Fraction(count, total) for value, count in counts.items() if count}


def covered(weights: Shares, values: Mapping[str, Fraction]) -> Fraction:
    """The part of the weights that lies on values of which a number is known."""
    return sum((weight for value, weight in weights.items() if value in values), Fraction(0))


def standardised(weights: Shares, values: Mapping[str, Fraction]) -> Fraction | None:
    """The number that there would be if the mix were `weights`: sum of w r over the values that are known, by their w.

    None where less than `COVERED` of the weights lies on known values (direct standardisation; Kitagawa 1955).
    """
    known = covered(weights, values)
    if known < COVERED or not known:
        return None
    return sum((weights[value] * rate for value, rate in values.items() if value in weights), Fraction(0)) / known
