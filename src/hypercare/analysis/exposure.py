"""Who was exposed: units of a segment, and units outside of it, by what kept them out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.analysis.population import Population, members, sights
from hypercare.analysis.rows import Mask, passes_at
from hypercare.model.metrics import Filter, Op, Unit
from hypercare.model.sequences import Bucket, Ints

Values = dict[str, dict[str, int]]
"""Units by key and value."""


class Exposures(msgspec.Struct, frozen=True):
    """Units of the segment that were exposed: how many, when the first and the last of them were for the first time,
    and when any of them was at last (microseconds UTC), None for nobody. They add up.

    `outside` units do not pass the segment's filter, for the values `by`; the last of them came at `outside_last`. Of
    `unplaced` ones a property that decides is absent, so that nobody knows.
    """

    units: int = 0
    first: int | None = None
    last: int | None = None
    seen: int | None = None
    outside: int = 0
    outside_last: int | None = None
    unplaced: int = 0
    by: Values = {}


@dataclass(frozen=True)
class ExposureOf:
    """Counts the members of a population, as known at `as_of`, that pass the segment's filter, and those that do not.

    A unit is in the segment or not by its first exposure, as everywhere.
    """

    population: Population
    as_of: int
    segment: Filter = Filter()

    @property
    def unit(self) -> Unit:
        return self.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.population.columns | self.segment.keys

    @property
    def empty(self) -> Exposures:
        return Exposures()

    def partial(self, bucket: Bucket) -> Exposures:
        found = members(bucket, self.population, self.as_of)
        if not found.mask.any():
            return Exposures()
        rows = found.told_by
        inside = found.mask & passes_at(bucket, self.segment, rows)
        outside = found.mask & self._kept_out(bucket, rows)
        at = found.exposed_at
        return Exposures(
            units=int(inside.sum()),
            first=_least(at[inside]),
            last=_most(at[inside]),
            seen=self._seen(bucket, inside),
            outside=int(outside.sum()),
            outside_last=_most(at[outside]),
            unplaced=int((found.mask & ~inside & ~outside).sum()),
            by={key: values for key, values in self._values(bucket, rows, outside) if values},
        )

    def _kept_out(self, bucket: Bucket, rows: Ints) -> Mask:
        """Units that a value keeps out. What is absent says nothing, but to the question whether it is there."""
        out = np.zeros(len(rows), bool)
        for condition in self.segment.conditions:
            is_told = bucket.columns[condition.key].codes[rows] >= 0
            fails = ~passes_at(bucket, Filter((condition,)), rows)
            out |= fails & (is_told | (condition.op is Op.EXISTS))
        return out

    def _values(self, bucket: Bucket, rows: Ints, outside: Mask) -> Iterator[tuple[str, dict[str, int]]]:
        """By key how many units each value keeps out."""
        for key in sorted(self.segment.keys):
            conditions = Filter(tuple(each for each in self.segment.conditions if each.key == key))
            column = bucket.columns[key]
            codes = column.codes[rows[outside & ~passes_at(bucket, conditions, rows)]]
            counted = zip(*np.unique(codes[codes >= 0], return_counts=True), strict=True)
            yield key, {str(column.values[code]): int(count) for code, count in counted}

    def _seen(self, bucket: Bucket, inside: Mask) -> int | None:
        """When any of the segment's units was exposed at last, again or for the first time."""
        who = self.population
        hits = [each.between(who.exposed_from, who.exposed_until) for each in sights(bucket, who, self.as_of)]
        lasts = [_most(each.ts[inside[each.units]]) for each in hits]
        return max((last for last in lasts if last is not None), default=None)

    def merge(self, left: Exposures, right: Exposures) -> Exposures:
        return Exposures(
            units=left.units + right.units,
            first=min(_told(left.first, right.first), default=None),
            last=max(_told(left.last, right.last), default=None),
            seen=max(_told(left.seen, right.seen), default=None),
            outside=left.outside + right.outside,
            outside_last=max(_told(left.outside_last, right.outside_last), default=None),
            unplaced=left.unplaced + right.unplaced,
            by={key: _added(left.by.get(key, {}), right.by.get(key, {})) for key in sorted({*left.by, *right.by})},
        )

    def finish(self, state: Exposures) -> Exposures:
        return state


def _told(*instants: int | None) -> list[int]:
    return [each for each in instants if each is not None]


def _added(left: Mapping[str, int], right: Mapping[str, int]) -> dict[str, int]:
    return {value: left.get(value, 0) + right.get(value, 0) for value in sorted({*left, *right})}


def _least(instants: Ints) -> int | None:
    return int(instants.min()) if len(instants) else None


def _most(instants: Ints) -> int | None:
    return int(instants.max()) if len(instants) else None
