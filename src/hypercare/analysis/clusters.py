"""Ratios of sums clustered by unit: the exact sums that they need, and their answer."""

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.scope import Judging
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient
from hypercare.model.text import Text
from hypercare.stats.ratio import ClusteredSums, ratio_cs

WIDTH = 6
"""Units with a denominator, sum of y, sum of m, sum of y squared, sum of m squared, sum of y times m."""


def cluster_sums(y: NDArray[np.int64], m: NDArray[np.int64]) -> NDArray[np.object_]:
    """The sums of each unit, (u, 6), as Python integers: squares of millionths do not fit 64 bits."""
    y_exact, m_exact = np.where(m > 0, y, 0).astype(object), m.astype(object)
    return np.stack([(m > 0).astype(object), y_exact, m_exact, y_exact**2, m_exact**2, y_exact * m_exact], axis=1)


def clustered_ratio(row: tuple[int, ...], judging: Judging, *, scale: str, micro: int = 1) -> Answer:
    """The ratio of the sums, y in units of 1 / `micro`, with the confidence sequence over units."""
    units, y, m, yy, mm, ym = row
    counts = Counts(units=units, mature=units, open=0, hits=y // micro, trials=m)
    if m == 0:
        return Insufficient(Text("metric-no-denominator"), 1, 0, counts)
    sums = ClusteredSums(accounts=units, y=y, m=m, yy=yy, mm=mm, ym=ym, scale=micro)
    interval = ratio_cs(sums, n_opt=judging.expected_units, alpha=judging.alpha)
    if isinstance(interval, Insufficient):
        return Insufficient(interval.reason, interval.needed, interval.have, counts)
    return Estimate(sums.ratio, interval, counts, scale)
