"""Sieves: which rows of a table go, and which stay changed."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Sifted:
    """Rows of a table, told apart: `kept` stay, `gone` go. `blanked` of the kept ones are not as they were."""

    kept: pa.Table
    gone: pa.Table
    blanked: int = 0

    @classmethod
    def by(cls, rows: pa.Table, goes: Mask) -> "Sifted":
        """Rows told apart by a mask (n,) of those that go."""
        if not goes.any():
            return cls(rows, rows.slice(0, 0))
        return cls(rows.filter(pa.array(~goes)), rows.filter(pa.array(goes)))

    @property
    def is_clean(self) -> bool:
        """Whether every row stays as it is."""
        return not len(self.gone) and not self.blanked


class Sieve(Protocol):
    """Tells the rows of a table apart. Sifting what was kept changes nothing more."""

    def spares(self, table: str, earliest: int) -> bool:
        """Whether a file stays whole whose first row is of `earliest` (microseconds UTC, by the table's own time)."""
        ...

    def sift(self, table: str, rows: pa.Table) -> Sifted:
        """The rows, with all columns of their table, told apart."""
        ...
