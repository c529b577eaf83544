"""Who is counted: the units that were exposed, in the segment, in the cohort."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.hits import Hits, all_hits, hits, remembered, sealed
from hypercare.analysis.rows import passes_at
from hypercare.model.cohorts import cohort_name
from hypercare.model.metrics import EventRef, Filter, Unit
from hypercare.model.sequences import Bucket, Ints

NEVER = np.iinfo(np.int64).max
"""The exposure time of a unit that was not exposed."""
ALWAYS = np.iinfo(np.int64).min
"""From here on everything has happened."""
EVERYONE = "all"
"""The label of all members together."""


@dataclass(frozen=True)
class Population:
    """Units first exposed in [exposed_from, exposed_until), microseconds UTC, whose first exposure passes `where`.

    They are exposed by the first row that matches one of `exposing`, or that carries the flag and passes `seen`; with
    neither, by any row. Membership and the value of `by` (a segment's property) are frozen at the first exposure.
    """

    unit: Unit = Unit()
    where: Filter = Filter()
    exposing: tuple[EventRef, ...] = ()
    flag: str | None = None
    seen: Filter = Filter()
    exposed_from: int = ALWAYS
    exposed_until: int = NEVER
    by: str | None = None

    @property
    def columns(self) -> frozenset[str]:
        """The properties that membership reads."""
        refs = frozenset().union(*(ref.where.keys for ref in self.exposing)) if self.exposing else frozenset[str]()
        return (
            refs
            | self.where.keys
            | self.seen.keys
            | ({f"flag.{self.flag}"} if self.flag else set())
            | ({self.by} if self.by else set())
        )


@dataclass(frozen=True)
class Members:
    """The members of one bucket: `mask` (u,), and `labels` (u,) codes into `names`, the values of the segment's
    property; -1 where it is absent or none was asked for.

    `first` (u,) is the row of each unit's first exposure, -1 without one; None where it is the first row of each, so
    that no row of a unit comes before its exposure.
    """

    bucket: Bucket
    first: Ints | None
    mask: NDArray[np.bool_]
    labels: NDArray[np.int32]
    names: tuple[str, ...]

    @property
    def all_rows_count(self) -> bool:
        """Whether no row comes before the exposure of its unit."""
        return self.first is None

    @cached_property
    def exposed_at(self) -> Ints:
        """When each unit was exposed first, (u,) microseconds; NEVER if it was not."""
        return _instants(self.bucket, self.bucket.offsets[:-1] if self.first is None else self.first)

    def labelled(self, by: str) -> tuple[NDArray[np.int32], tuple[str, ...]]:
        """The `labels` and `names` of another property."""
        rows = np.maximum(self.bucket.offsets[:-1] if self.first is None else self.first, 0)
        return _labels(self.bucket, by, rows, self.mask)


def members(bucket: Bucket, population: Population, as_of: int) -> Members:
    """The population's members in a bucket, as known at `as_of`."""
    if _exposed_by_first_row(bucket, population, as_of):
        first, mask = None, np.ones(len(bucket.offsets) - 1, np.bool_)
    else:
        first = _remembered_exposures(bucket, population, as_of)
        mask = (first >= 0) & (_instants(bucket, first) < population.exposed_until)
    rows = np.maximum(bucket.offsets[:-1] if first is None else first, 0)
    if population.where.conditions and len(bucket.ts):
        mask &= passes_at(bucket, population.where, rows)
    labels, names = _labels(bucket, population.by, rows, mask)
    return Members(bucket, first, mask, labels, names)


def _exposed_by_first_row(bucket: Bucket, population: Population, as_of: int) -> bool:
    """Whether each unit has a row, and the first of each exposes it at any time."""
    conditional = population.flag or population.exposing or population.exposed_until != NEVER
    if conditional or population.exposed_from > ALWAYS or as_of < bucket.index.latest:
        return False
    return bool(len(bucket.ts)) and bool((bucket.offsets[1:] > bucket.offsets[:-1]).all())


def _instants(bucket: Bucket, rows: Ints) -> Ints:
    """The times of some rows; NEVER for -1."""
    if not len(bucket.ts):
        return np.full(len(rows), NEVER)
    return np.where(rows >= 0, bucket.ts[rows], NEVER)


def _remembered_exposures(bucket: Bucket, population: Population, as_of: int) -> Ints:
    """The same as `_first_exposures`: many metrics are asked of the members of one population."""
    exposing = (population.exposing, population.flag, population.seen, population.exposed_from)
    refs = (ref.where.keys for ref in population.exposing)

    def found() -> tuple[Ints]:
        return (sealed(_first_exposures(bucket, population, as_of)),)

    # A cohort goes by rules that its name does not tell. In words: values 1 and true are equal, and not the same.
    known = not any(map(cohort_name, population.seen.keys.union(*refs)))
    return (remembered(bucket, as_of, repr(exposing), found) if known else found())[0]


def _first_exposures(bucket: Bucket, population: Population, as_of: int) -> Ints:
    """The row of each unit's first exposure, (u,); -1 where there is none. Rows that came before do not expose."""
    first = np.full(len(bucket.offsets) - 1, len(bucket.ts), np.int64)
    for found in sights(bucket, population, as_of):
        since = found.where(found.ts >= population.exposed_from)
        opening = np.flatnonzero(np.diff(since.units, prepend=-1))
        units = since.units[opening]
        first[units] = np.minimum(first[units], since.rows[opening])
    return np.where(first < len(bucket.ts), first, -1)


def sights(bucket: Bucket, population: Population, as_of: int) -> list[Hits]:
    """The rows that expose their unit, at any time that is known at `as_of`, in parts that are each in order."""
    if population.flag:
        found = all_hits(bucket, as_of)
        carried = bucket.columns[f"flag.{population.flag}"].codes[found.rows] >= 0
        found = found.where(carried)
        return [found.where(passes_at(bucket, population.seen, found.rows))]
    if population.exposing:
        return [hits(bucket, ref, as_of) for ref in dict.fromkeys(population.exposing)]
    return [all_hits(bucket, as_of)]


def _labels(
    bucket: Bucket, by: str | None, rows: Ints, mask: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    if by is None or not len(bucket.ts):
        return np.full(len(mask), -1, np.int32), ()
    column = bucket.columns[by]
    return np.where(mask, column.codes[rows], np.int32(-1)).astype(np.int32), tuple(
        str(value) for value in column.values
    )
