"""Fisher's exact test of many two-by-two tables at once."""

import math

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, NDArray

NEGLIGIBLE = 1e-17
"""A term of the tail below this share of the sum changes no digit of it."""


def fisher_p(hits: ArrayLike, trials: ArrayLike, other_hits: ArrayLike, other_trials: ArrayLike) -> NDArray[np.float64]:
    """The two-sided p-value of equal shares, given the totals, elementwise: twice the smaller tail, at most 1.

    Exact whatever the counts (Fisher 1935; doubled as in Agresti 1992): under equal shares it falls to alpha with
    probability at most alpha, also far out, where approximations are off by orders of magnitude for rare values. To
    nine digits up to a million units. Raises ValueError for counts out of range.
    """
    tables = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(each)) for each in (hits, trials, other_hits, other_trials))
    )
    x, n, y, m = (np.ascontiguousarray(each, np.int64) for each in tables)
    if ((x < 0) | (y < 0) | (x > n) | (y > m)).any():
        raise ValueError("hits must lie between 0 and the trials of their side")
    return np.asarray(_all(x, n, x + y, n + m), np.float64)


@njit(cache=True, nogil=True)
def _all(hits, trials, marked, total):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    p = np.empty(len(hits), np.float64)
    for i in range(len(hits)):
        p[i] = _two_sided(hits[i], trials[i], marked[i], total[i])
    return p


@njit(cache=True, nogil=True)
def _two_sided(x, n, k, total):  # type: ignore[no-untyped-def]  # compiled
    """Twice the tail from `x` away from the mean: that is the smaller one, because the median lies beside the mean."""
    if x * total < n * k:  # the lower tail of the hits is the upper tail of the misses
        x, k = n - x, total - k
    first = _log_choose(k, x) + _log_choose(total - k, n - x) - _log_choose(total, n)
    term, tail, i = 1.0, 1.0, x
    while i < min(n, k) and term > NEGLIGIBLE * tail:
        term *= (k - i) / (i + 1.0) * (n - i) / (total - k - n + i + 1.0)
        tail += term
        i += 1
    return min(1.0, 2 * math.exp(first) * tail)


@njit(cache=True, nogil=True)
def _log_choose(n, k):  # type: ignore[no-untyped-def]  # compiled
    return math.lgamma(n + 1.0) - math.lgamma(k + 1.0) - math.lgamma(n - k + 1.0)
