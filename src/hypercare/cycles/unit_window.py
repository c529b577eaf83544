"""Windows of many units at once: which stretch of time each unit's cycle is, and whether it is over."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from hypercare.cycles.business import cohort_end, first_full_cycle, next_cycle, unit_cycle
from hypercare.model.instant import MICROSECOND, to_micros
from hypercare.model.metrics import Cycle
from hypercare.model.sequences import Ints


def unit_windows(cycle: Cycle, activations: Ints, live: datetime, zone: ZoneInfo) -> tuple[Ints, Ints] | None:
    """The starts and ends (n,) of each unit's business cycle, microseconds UTC, half-open; None where there is none.

    `activations` (n,) are microseconds UTC. Rolling: from the activation, N times 24 hours. Calendar: the first cycle
    whose first third is not over at the activation, so the launch's first full one, or for late units one after it.
    """
    length = unit_cycle(cycle)
    if length is not None:
        return activations, activations + length // MICROSECOND
    windows = _calendar_windows(cycle, int(activations.max(initial=to_micros(live))), live, zone)
    if windows is None:
        return None
    closings, starts, ends = windows
    which = np.searchsorted(closings, activations, side="right")
    return starts[which], ends[which]


def complete(ends: Ints, as_of: datetime, lateness: timedelta) -> NDArray[np.bool_]:
    """Whether each window (n,) is over at `as_of` with its data in. At end + lateness exactly it is."""
    return ends <= to_micros(as_of - lateness)


def _calendar_windows(cycle: Cycle, last: int, live: datetime, zone: ZoneInfo) -> tuple[Ints, Ints, Ints] | None:
    """Cohort ends, starts and ends (k,) of the cycles from the first full one to that of a unit activated at `last`."""
    window = first_full_cycle(cycle, live, zone)
    rows: list[tuple[int, int, int]] = []
    while window is not None and (not rows or rows[-1][0] <= last):
        rows.append((to_micros(cohort_end(window, zone)), to_micros(window.start), to_micros(window.end)))
        window = next_cycle(cycle, window, zone)
    if not rows:
        return None
    closings, starts, ends = np.array(rows, dtype=np.int64).T
    return closings, starts, ends
