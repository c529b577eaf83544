"""The trend of a leading indicator since launch: by days since exposure, and by date."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.series.series import Series
from hypercare.analysis.trend.since_exposure import Ages
from hypercare.cycles.day import DAY
from hypercare.model.estimate import Insufficient
from hypercare.stats.slope import STEADY_MARGIN, Slope, slope_of

Floats = NDArray[np.float64]

GROUP_DAYS = 7
"""Units that were exposed in one week are a group with a level of its own: finer ones cost more than they balance."""


@dataclass(frozen=True)
class Trend:
    """Slopes of the normalised value, per 30 days on the log scale: `since` exposure, which names the course, and by
    `date` since go-live, which a season moves as well.
    """

    since: Slope | Insufficient
    date: Slope | Insufficient


def since_exposure(ages: Ages, busy: Floats | None = None, *, margin: float = STEADY_MARGIN) -> Slope | Insufficient:
    """The slope by days since exposure. `busy` (d,) says how busy the calendar made each day from go-live on, 1 for an
    ordinary one: what was to be expected of a day then rises with it.
    """
    above, below = ages.above, ages.below
    exposures, since = below.shape
    if busy is not None and below.size:
        day = np.minimum(np.arange(exposures)[:, None] + np.arange(1, since + 1)[None, :], len(busy) - 1)
        below = below * busy[day]
    groups = np.arange(exposures) // GROUP_DAYS
    return slope_of(*(_grouped(each, groups) for each in (_events(above, below, ages.scale), below)), margin=margin)


def by_date(
    series: Series, live: date, busy: Floats | None = None, *, margin: float = STEADY_MARGIN
) -> Slope | Insufficient:
    """The slope by local day from go-live on."""
    after = series.between(live, series.last) if len(series) else series
    above, below = (np.array(each, dtype=np.float64) for each in (after.above, after.below))
    first = (after.first - live) // DAY
    if busy is not None and len(below):
        below = below * busy[np.minimum(np.arange(first, first + len(below)), len(busy) - 1)]
    return slope_of(_events(above, below, after.scale), below, margin=margin)


def _events(above: Floats, below: Floats, scale: int) -> Floats:
    """Sums of values in mean values, so that they count as so many events as there are; counts as they are."""
    total = float(above.sum())
    return above * (float(below.sum()) / total) if scale != 1 and total else above


def _grouped(cells: Floats, groups: NDArray[np.int64]) -> Floats:
    found = np.zeros((int(groups[-1]) + 1 if len(groups) else 1, cells.shape[1]))
    np.add.at(found, groups, cells)
    return found
