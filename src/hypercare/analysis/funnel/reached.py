"""How far each unit came by the rules of a tool."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.rows import Mask
from hypercare.model.sequences import Ints


@dataclass(frozen=True)
class Reached:
    """Per unit, (u,) each: the steps that it came to, as bits; its last entry (NONE without one), microseconds;
    whether it may still convert; whether an exclusion removes it.
    """

    filled: Ints
    last_entry: Ints
    is_open: Mask
    removed: Mask

    @classmethod
    def of_levels(
        cls, level: NDArray[np.integer], last_entry: Ints, is_open: Mask, removed: Mask | None = None
    ) -> "Reached":
        """Units that came to so many steps, the first ones."""
        none = np.zeros(len(level), np.bool_)
        return cls((1 << level.astype(np.int64)) - 1, last_entry, is_open, none if removed is None else removed)

    @property
    def entered(self) -> Mask:
        """Whether each unit has any entry, (u,)."""
        return np.asarray(self.last_entry != NONE)

    def replace(self, units: Mask, found: "Reached") -> None:
        """Puts what was found of some units (u,), in their order, in the place of what stands of them."""
        self.filled[units], self.last_entry[units] = found.filled, found.last_entry
        self.is_open[units], self.removed[units] = found.is_open, found.removed
