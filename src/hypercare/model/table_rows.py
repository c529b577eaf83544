"""Rows of a table as arrays, and the contract of an analysis that reads them: for facts that no unit owns in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from hypercare.model.sequences import Column, Ints

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TableRows:
    """Some rows of a table, in no order: `count` of them.

    `numbers` are whole numbers (n,), times among them in microseconds UTC; `values` fractions (n,), not a number where
    a row has none; `texts` dictionary-coded columns.
    """

    count: int
    numbers: Mapping[str, Ints]
    values: Mapping[str, Floats]
    texts: Mapping[str, Column]


S = TypeVar("S")
R_co = TypeVar("R_co", covariant=True)


@runtime_checkable
class TableReduction(Protocol[S, R_co]):
    """An analysis of a table in three pure parts, as `Reduction` is one of sequences.

    Merging partials in any order and any split gives the same digits. `S` is a msgspec Struct of exact integers.
    """

    @property
    def table(self) -> str:
        """The table that is read."""
        ...

    @property
    def reads(self) -> frozenset[str]:
        """Its columns that must be at hand."""
        ...

    @property
    def as_of(self) -> int:
        """The instant as of which facts count, microseconds UTC."""
        ...

    @property
    def empty(self) -> S:
        """The state of no rows: merging it changes nothing."""
        ...

    def rows_partial(self, rows: TableRows) -> S: ...

    def merge(self, left: S, right: S) -> S: ...

    def finish(self, state: S) -> R_co: ...
