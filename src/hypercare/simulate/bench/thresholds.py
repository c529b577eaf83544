"""Where the thresholds of a gate lie against the truth: what makes a launch good or bad."""

from dataclasses import dataclass

import numpy as np

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.gauges import Gauge, Reading

SURE = 4.0
"""Standard errors of the truth between it and the threshold, so that no launch is called good by chance."""
NEAREST, FARTHEST = 0.006, 0.30
"""How far a share lies from success, drawn evenly on the log scale: from a hair's breadth to overwhelming."""
NEAREST_TIMES, FARTHEST_TIMES = 0.01, 0.40
"""The same of a relative level, in parts of the reference."""
GAP_LOW, GAP_HIGH = 0.03, 0.10
"""Between failure and success, of shares; squads declare a few points."""
GAP_TIMES_LOW, GAP_TIMES_HIGH = 0.04, 0.12
LOWEST, HIGHEST = 0.02, 0.97
"""Levels that a squad would still write down."""
MODEST = 0.4
"""No squad calls a share a success that is less than this part of what is there."""
NARROWEST = 0.012


@dataclass(frozen=True)
class Placed:
    """A gauge with its true value and the levels that the launch file declares, as fractions or multiples."""

    gauge: Gauge
    reading: Reading
    success: float
    failure: float

    @property
    def is_good(self) -> bool:
        return self.reading.value >= self.success

    @property
    def is_below_failure(self) -> bool:
        return self.reading.value < self.failure

    def text(self) -> str:
        """The threshold as YAML in flow style."""
        return f"{{success: {self._level(self.success)}, failure: {self._level(self.failure)}{self.gauge.beside}}}"

    def _level(self, level: float) -> str:
        return f"{100 * level:.1f}%" + (f" of {self.gauge.base}" if self.gauge.base else "")


def place(brief: Brief, gauge: Gauge, reading: Reading, *, good: bool, distance: float | None = None) -> Placed:
    """Thresholds around a truth. `distance` says how far success lies from it where the scenario does."""
    nearest, farthest = (NEAREST_TIMES, FARTHEST_TIMES) if gauge.base else (NEAREST, FARTHEST)
    least = max(nearest, SURE * reading.error)
    drawn = float(np.exp(brief.between(np.log(least), np.log(max(farthest, 1.5 * least)))))
    away = max(least, drawn if distance is None else distance)
    gap = brief.between(*((GAP_TIMES_LOW, GAP_TIMES_HIGH) if gauge.base else (GAP_LOW, GAP_HIGH)))
    success = reading.value - away if good else reading.value + away
    if not gauge.base:
        success = _within(success, reading.value, least)
    failure = success - gap if gauge.base else max(LOWEST / 2, success - gap, 0.3 * success)
    return Placed(gauge, reading, round(success, 3), round(min(failure, success - NARROWEST / 2), 3))


def _within(success: float, value: float, least: float) -> float:
    """A level that can be declared, on the same side of the truth."""
    bounded = float(np.clip(success, max(LOWEST, MODEST * value), HIGHEST))
    if (bounded - value) * (success - value) > 0 and abs(bounded - value) >= least:
        return bounded
    return value - least if success < value else value + least
