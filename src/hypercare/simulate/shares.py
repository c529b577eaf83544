"""Whole numbers in given proportions, exactly: how a planted count is spread without rounding it away."""

import numpy as np
from numpy.typing import ArrayLike

from hypercare.model.sequences import Ints

FULL_COMPANY = 1284
"""Planted counts are stated for a company of so many accounts."""


def apportioned(total: int, weights: ArrayLike) -> Ints:
    """`total` split in proportion to `weights`, (w,), by largest remainder (Hamilton): the parts add up to it."""
    shares = np.asarray(weights, np.float64)
    exact = total * shares / shares.sum()
    parts: Ints = np.floor(exact).astype(np.int64)
    parts[np.argsort(parts - exact, kind="stable")[: total - int(parts.sum())]] += 1
    return parts


def scaled(planted: int, accounts: int) -> int:
    """A count that is stated for the full company, for one of so many accounts: the nearest whole number."""
    return round(planted * accounts / FULL_COMPANY)
