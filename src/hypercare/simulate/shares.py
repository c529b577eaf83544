"""Whole numbers in given proportions, exactly: how a planted count is spread without rounding it away."""

import numpy as np
from numpy.typing import ArrayLike

from hypercare.model.sequences import Ints


def apportioned(total: int, weights: ArrayLike) -> Ints:
    """`total` split in proportion to `weights`, (w,), by largest remainder (Hamilton): the parts add up to it."""
    shares = np.asarray(weights, np.float64)
    exact = total * shares / shares.sum()
    parts: Ints = np.floor(exact).astype(np.int64)
    parts[np.argsort(parts - exact, kind="stable")[: total - int(parts.sum())]] += 1
    return parts


def scaled(planted: int, *, of: int, to: int) -> int:
    """A count planted among `of` accounts, for a company of `to` accounts: the nearest whole number."""
    return round(planted * to / of)
