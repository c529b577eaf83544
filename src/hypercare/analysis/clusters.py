"""Ratios of sums clustered by unit: what ratios and means have in common."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.lacking import Counted, Lacking
from hypercare.analysis.tally import PerUnit, Row
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient
from hypercare.model.text import Text
from hypercare.stats.arguments import Alternative
from hypercare.stats.asymptotic import Minimum
from hypercare.stats.needed import more_accounts
from hypercare.stats.ratio import ClusteredSums, ratio_cs, ratio_p

WIDTH = 6
"""Units with a denominator, sum of y, sum of m, sum of y squared, sum of m squared, sum of y times m."""


@dataclass(frozen=True)
class Clustered(PerUnit):
    """The sum of y over the sum of m, clustered by unit. y is counted in parts of 1 / `micro`."""

    micro: ClassVar[int]
    minimum: ClassVar[Minimum]

    @property
    @abstractmethod
    def scale(self) -> str:
        """The scale of the estimate."""

    @property
    def width(self) -> int:
        return WIDTH

    def answer(self, row: Row) -> Answer:
        units, y, m = row[:3]
        counts = Counts(units=units, mature=units, open=0, hits=y // self.micro, trials=m)
        if m == 0:
            return Insufficient(Text("metric-no-denominator"), 1, 0, counts)
        sums = self._sums(row)
        interval = ratio_cs(sums, n_opt=self.judging.expected_units, minimum=self.minimum, alpha=self.judging.alpha)
        if isinstance(interval, Insufficient):
            return Insufficient(interval.reason, interval.needed, interval.have, counts)
        return Estimate(sums.ratio, interval, counts, self.scale)

    def p(self, row: Row, *, null: float, alternative: Alternative) -> float | None:
        n_opt = self.judging.expected_units
        p = ratio_p(self._sums(row), null=null, n_opt=n_opt, minimum=self.minimum, alternative=alternative)
        return None if isinstance(p, Insufficient) else p

    def lacking(self, row: Row, *, target: float) -> Lacking | None:
        n_opt, alpha = self.judging.expected_units, self.judging.alpha
        more = more_accounts(self._sums(row), target=target, n_opt=n_opt, minimum=self.minimum, alpha=alpha)
        return None if more is None else Lacking(more, row[0], Counted.UNITS)

    def _sums(self, row: Row) -> ClusteredSums:
        units, y, m, yy, mm, ym = row
        return ClusteredSums(accounts=units, y=y, m=m, yy=yy, mm=mm, ym=ym, scale=self.micro)


LARGEST = 1 << 20
"""Up to here, the squares of as many units as a bucket holds add up within 64 bits."""


def cluster_sums(
    y: NDArray[np.int64] | NDArray[np.object_], m: NDArray[np.int64]
) -> NDArray[np.int64] | NDArray[np.object_]:
    """The sums of each unit, (u, 6), as Python integers where 64 bits may not do: for squares of millionths."""
    y_exact, m_exact = np.where(m > 0, y, 0), m
    if max(np.abs(y_exact).max(initial=0), m_exact.max(initial=0)) > LARGEST:
        y_exact, m_exact = y_exact.astype(object), m_exact.astype(object)
    columns = [(m > 0).astype(m_exact.dtype), y_exact, m_exact, y_exact**2, m_exact**2, y_exact * m_exact]
    return np.stack(columns, axis=1)
