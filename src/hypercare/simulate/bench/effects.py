"""What a launch does to how often units act, by the time since it reached them."""

from dataclasses import dataclass

import numpy as np

from hypercare.simulate.bench.trial import Floats


@dataclass(frozen=True)
class Effect:
    """A factor on a unit's pace that begins at `start` when the launch reaches it and ends up at `level`.

    It closes the gap by 1 - 1/e in `days`; with `start` equal to `level` it is a step. Start above level is novelty
    that wears off, below it a slow burner.
    """

    level: float = 1.0
    start: float = 1.0
    days: float = 1.0

    @classmethod
    def step(cls, level: float) -> "Effect":
        """An effect that is there at once and stays."""
        return cls(level, level)

    @property
    def changes(self) -> bool:
        return self.start != self.level

    @property
    def highest(self) -> float:
        return max(1.0, self.start, self.level)

    def at(self, days: Floats) -> Floats:
        """The factor so many days after the launch reached a unit, (n,); 1 before."""
        since = np.exp(-np.maximum(days, 0.0) / self.days)
        return np.where(days < 0, 1.0, self.level + (self.start - self.level) * since)


@dataclass(frozen=True)
class Outage:
    """A region in which nearly nothing works from day `first` to day `last`, both inside; `left` is what does."""

    region: int
    first: int
    last: int
    left: float
