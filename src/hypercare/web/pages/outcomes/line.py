"""A line on which values, intervals and thresholds stand, in percent from its left."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

ROOM = 0.12
"""Of the width, free on either side, so that nothing stands on the edge."""
WHOLE = 100.0


@dataclass(frozen=True)
class Band:
    """From where to where something reaches on a line."""

    at: float
    width: float


@dataclass(frozen=True)
class Line:
    """A line from one number to another."""

    low: float
    high: float

    @classmethod
    def holding(cls, values: Iterable[float | None], *, is_share: bool = False) -> "Line | None":
        """A line with room for the values; None for none. Shares have no room beyond 0 and 1."""
        known = [each for each in values if each is not None and math.isfinite(each)]
        if not known:
            return None
        low, high = min(known), max(known)
        room = ROOM * ((high - low) or abs(high) or 1.0)
        return cls(max(low - room, 0.0), min(high + room, 1.0)) if is_share else cls(low - room, high + room)

    def place(self, value: float | None) -> float | None:
        """Where a value stands; None for none."""
        return None if value is None else self._at(value)

    def _at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return round(WHOLE * min(max(share, 0.0), 1.0), 2)

    def band(self, low: float | None, high: float | None) -> Band:
        """From where to where an interval reaches; an end that is not bounded is the line's."""
        start, end = self._at(self.low if low is None else low), self._at(self.high if high is None else high)
        return Band(start, round(end - start, 2))


@dataclass(frozen=True)
class Drawn:
    """What stands on a line: the interval with its value, what a forecast expects, and the thresholds."""

    value: float | None = None
    known: Band | None = None
    foreseen: Band | None = None
    expected: float | None = None
    open: Band | None = None
    success: float | None = None
    failure: float | None = None
