"""Who is counted: the units that were exposed, in the segment, in the cohort."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.rows import known_by, matches_any, passes
from hypercare.model.metrics import EventRef, Filter, Unit
from hypercare.model.sequences import Bucket, Ints

NEVER = np.iinfo(np.int64).max
"""The exposure time of a unit that was not exposed."""
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
    exposed_from: int = np.iinfo(np.int64).min
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
    """The members of one bucket: `mask` (u,), `exposed_at` (u,) microseconds (NEVER if not exposed), `labels` (u,)
    codes into `names`, the values of the segment's property; -1 where it is absent or none was asked for.
    """

    mask: NDArray[np.bool_]
    exposed_at: Ints
    labels: NDArray[np.int32]
    names: tuple[str, ...]


def members(bucket: Bucket, population: Population, as_of: int) -> Members:
    """The population's members in a bucket, as known at `as_of`."""
    first = _first_exposures(bucket, population, as_of)
    exposed = first >= 0
    rows = np.where(exposed, first, 0)
    exposed_at = np.where(exposed, bucket.ts[rows], NEVER) if len(bucket.ts) else np.full(len(first), NEVER)
    mask = exposed & (exposed_at < population.exposed_until)
    if population.where.conditions and len(bucket.ts):
        mask &= passes(bucket, population.where)[rows]
    labels, names = _labels(bucket, population.by, rows, mask)
    return Members(mask=mask, exposed_at=exposed_at, labels=labels, names=names)


def _first_exposures(bucket: Bucket, population: Population, as_of: int) -> Ints:
    """The row of each unit's first exposure, (u,); -1 where there is none. Rows that came before do not expose."""
    exposing = known_by(bucket, as_of) & (bucket.ts >= population.exposed_from)
    if population.flag:
        exposing &= (bucket.columns[f"flag.{population.flag}"].codes >= 0) & passes(bucket, population.seen)
    elif population.exposing:
        exposing &= matches_any(bucket, population.exposing)
    hits = np.flatnonzero(exposing)
    at = np.searchsorted(hits, bucket.offsets[:-1])
    first = np.append(hits, len(bucket.ts))[at]
    return np.where(first < bucket.offsets[1:], first, -1)


def _labels(
    bucket: Bucket, by: str | None, rows: Ints, mask: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    if by is None or not len(bucket.ts):
        return np.full(len(mask), -1, np.int32), ()
    column = bucket.columns[by]
    return np.where(mask, column.codes[rows], np.int32(-1)).astype(np.int32), tuple(
        str(value) for value in column.values
    )
