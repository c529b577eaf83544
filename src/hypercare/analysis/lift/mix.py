"""A series as it would be if the mix of a segment had stayed what it was before go-live."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from hypercare.analysis.segments.mix import COVERED, Shares, shares
from hypercare.analysis.series.series import Series
from hypercare.analysis.series.series_of import SeriesFound
from hypercare.cycles.day import DAY

PARTS = 1_000_000
"""What is above the line is no whole number any more: it is told in millionths of what it was told in."""
OTHERS = ""
"""Whoever has no value of the property."""


def mix_of(found: SeriesFound, live: date, before: int) -> Shares:
    """Each value's share of what is below the line in the window of so many days before go-live."""
    window = {
        value: sum(each.between(live - before * DAY, live - DAY).below) for value, each in _by_value(found).items()
    }
    return shares(window)


def fixed_mix(found: SeriesFound, weights: Shares) -> Series:
    """The series of everybody with the mix of every day fixed at `weights` (direct standardisation).

    A day on which values that make up more than a twentieth of the weights have nothing below the line has nothing
    below it either.
    """
    whole, by_value = found.everyone, {value: each for value, each in _by_value(found).items() if value in weights}
    if not len(whole) or not by_value:
        return Series(whole.first, (), ())
    above, below = (np.array([getattr(each, line) for each in by_value.values()], dtype=np.float64)
                    for line in ("above", "below"))  # fmt: skip
    share = np.array([float(weights[value]) for value in by_value])[:, None] * (below > 0)
    covered = share.sum(axis=0)
    told = covered >= float(COVERED)
    rate = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    of_all = np.where(told, np.array(whole.below, dtype=np.float64), 0.0)
    fixed = np.divide((share * rate).sum(axis=0), covered, out=np.zeros(len(whole)), where=told) * of_all * PARTS
    return Series(whole.first, tuple(map(int, np.rint(fixed))), tuple(map(int, of_all)), whole.scale * PARTS)


def _by_value(found: SeriesFound) -> Mapping[str, Series]:
    """The series by value, and that of whoever has none, where there are any."""
    whole, parts = found.everyone, tuple(found.by_value.values())
    above = tuple(all_of - sum(each.above[day] for each in parts) for day, all_of in enumerate(whole.above))
    below = tuple(all_of - sum(each.below[day] for each in parts) for day, all_of in enumerate(whole.below))
    others = {OTHERS: Series(whole.first, above, below, whole.scale)} if any(below) else {}
    return {**found.by_value, **others}
