"""What an undecided answer still lacks."""

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Counted(StrEnum):
    """What more of would decide."""

    UNITS = "units"
    UNIT_DAYS = "unit-days"
    DAYS = "days"


@dataclass(frozen=True)
class Lacking:
    """So many more, at today's estimate, until the interval leaves its threshold; `have` is what there is."""

    more: int
    have: int
    counted: Counted


@dataclass(frozen=True)
class OutOfReach:
    """No amount within reach would do: the interval stays at least `half` wide on each side, as a share of the value,
    and the threshold is `away` from it.
    """

    half: float
    away: float
    counted: Counted


@dataclass(frozen=True)
class Ahead:
    """How the interval of a comparison would narrow, on the log scale: its `value`, `have` of what is counted, and by
    how much more, rising from 0, half of its width.
    """

    value: float
    have: int
    halves: tuple[tuple[int, float], ...]
    counted: Counted

    def lacking(self, target: float) -> Lacking | OutOfReach | None:
        """What it lacks to be told from a factor `target` if the value stays; None where it is told already, or is it.

        Between two amounts the width is taken for a straight line. It may grow again: a level that walks goes further
        astray the longer it is waited for.
        """
        away = abs(self.value - math.log(target)) if target > 0 else math.inf
        if not away or self.halves[0][1] <= away:
            return None
        for (less, wide), (more, narrow) in pairwise(self.halves):
            if narrow <= away:
                part = (wide - away) / (wide - narrow) if wide > narrow else 1.0
                return Lacking(math.ceil(less + part * (more - less)), self.have, self.counted)
        narrowest = min(half for _, half in self.halves)
        return OutOfReach(math.expm1(narrowest), math.expm1(away), self.counted)
