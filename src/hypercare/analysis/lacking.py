"""What an undecided answer still lacks."""

from dataclasses import dataclass
from enum import StrEnum


class Counted(StrEnum):
    """What more of would decide."""

    UNITS = "units"
    UNIT_DAYS = "unit-days"


@dataclass(frozen=True)
class Lacking:
    """So many more, at today's estimate, until the interval leaves its threshold; `have` is what there is."""

    more: int
    have: int
    counted: Counted
