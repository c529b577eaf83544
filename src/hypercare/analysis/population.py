"""Who is counted: the units that were exposed, in the segment, in the cohort."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.hits import Hits, all_hits, hits, remembered, sealed
from hypercare.analysis.rows import Mask, passes_at
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

    @cached_property
    def in_words(self) -> str:
        """All that it is. In words: values 1 and true are equal, and not the same."""
        return repr(self)

    @cached_property
    def exposure_in_words(self) -> str:
        """What decides who is exposed and when."""
        return repr((self.exposing, self.flag, self.seen, self.exposed_from))

    @cached_property
    def where_in_words(self) -> str:
        """Which first exposures count."""
        return repr(self.where)

    @cached_property
    def exposed_by_facts(self) -> bool:
        """Whether all that decides who is exposed are properties of the facts."""
        return remembers(self.seen.keys.union(*(ref.where.keys for ref in self.exposing)))

    @cached_property
    def goes_by_facts(self) -> bool:
        """Whether its properties are all of the facts, so that what was found of it may be kept."""
        return remembers(self.columns)


class Exposed(NamedTuple):
    """The first exposure of each unit, (u,) each: its row, -1 without one, and when, in microseconds; NEVER without."""

    row: Ints
    at: Ints


@dataclass(frozen=True)
class Members:
    """The members of one bucket: `mask` (u,), and `labels` (u,) codes into `names`, the values of the segment's
    property; -1 where it is absent or none was asked for.

    `exposed` is None where it is the first row of each unit that exposes it, so that no row comes before its exposure.
    """

    bucket: Bucket
    exposed: Exposed | None
    mask: NDArray[np.bool_]
    labels: NDArray[np.int32]
    names: tuple[str, ...]

    @property
    def all_rows_count(self) -> bool:
        """Whether no row comes before the exposure of its unit."""
        return self.exposed is None

    @cached_property
    def exposed_at(self) -> Ints:
        """When each unit was exposed first, (u,) microseconds; NEVER if it was not."""
        return _instants(self.bucket, self.bucket.offsets[:-1]) if self.exposed is None else self.exposed.at

    @property
    def told_by(self) -> Ints:
        """The row of each unit that tells its properties, (u,): its first exposure, or any without one."""
        return _told_by(self.bucket, self.exposed)

    def labelled(self, by: str) -> tuple[NDArray[np.int32], tuple[str, ...]]:
        """The `labels` and `names` of another property."""
        return _labels(self.bucket, by, self.told_by, self.mask)


def members(bucket: Bucket, population: Population, as_of: int) -> Members:
    """The population's members in a bucket, as known at `as_of`.

    A dozen metrics are asked of the members of one population: who they are is found once.
    """
    if _exposed_by_first_row(bucket, population, as_of):
        exposed, mask = None, np.ones(len(bucket.offsets) - 1, np.bool_)
    else:
        exposed = _remembered_exposures(bucket, population, as_of)
        mask = exposed.at < population.exposed_until
    rows = _told_by(bucket, exposed)
    if population.where.conditions and len(bucket.ts):
        mask &= _remembered_passes(bucket, population, rows, as_of)
    labels, names = _labels(bucket, population.by, rows, mask)
    return Members(bucket, exposed, mask, labels, names)


def _told_by(bucket: Bucket, exposed: Exposed | None) -> Ints:
    return bucket.offsets[:-1] if exposed is None else np.maximum(exposed.row, 0)


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


def _remembered_exposures(bucket: Bucket, population: Population, as_of: int) -> Exposed:
    """The same as `_first_exposures`, with their times: found once for all metrics of a population."""

    def found() -> tuple[Ints, Ints]:
        row = _first_exposures(bucket, population, as_of)
        return sealed(row), sealed(_instants(bucket, row))

    known = population.exposed_by_facts
    return Exposed(*(remembered(bucket, as_of, population.exposure_in_words, found) if known else found()))


def _remembered_passes(bucket: Bucket, population: Population, rows: Ints, as_of: int) -> Mask:
    """Whether the first exposure of each unit passes `where`, (u,)."""

    def found() -> tuple[Mask]:
        return (sealed(passes_at(bucket, population.where, rows)),)

    what = (population.exposure_in_words, population.where_in_words)
    known = population.exposed_by_facts and remembers(population.where.keys)
    return (remembered(bucket, as_of, what, found) if known else found())[0]


def remembers(keys: frozenset[str]) -> bool:
    """Whether what goes by some properties may be kept: a cohort goes by rules that its name does not tell."""
    return not any(map(cohort_name, keys))


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
