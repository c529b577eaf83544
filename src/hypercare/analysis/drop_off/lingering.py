"""How long something took, as counts that add up exactly and stay few."""

from collections.abc import Mapping

import numpy as np

from hypercare.model.instant import SECOND_US
from hypercare.model.sequences import Ints

EXACT_BITS = 11
"""Below 2^11 seconds (34 minutes) each second is counted by itself; beyond, a bin is a thousandth of its time wide."""


def bins(micros: Ints) -> Ints:
    """The bin of each duration (n,), microseconds from 0 on, as the whole seconds that the bin begins with."""
    seconds = micros // SECOND_US
    shift = np.maximum(np.frexp(seconds.astype(np.float64))[1] - EXACT_BITS, 0)
    return np.asarray((seconds >> shift) << shift, np.int64)


def histogram(micros: Ints) -> dict[int, int]:
    """How many durations fall into each bin."""
    found, counts = np.unique(bins(micros), return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def added(left: Mapping[int, int], right: Mapping[int, int]) -> dict[int, int]:
    """The sum of two histograms."""
    return {each: left.get(each, 0) + right.get(each, 0) for each in sorted(left.keys() | right.keys())}


def quantile(counts: Mapping[int, int], *, numerator: int, denominator: int) -> int:
    """The bin of the smallest duration up to which at least so many of all lie: 1 of 2 is the (lower) median.

    Needs one duration at least.
    """
    total, so_far = sum(counts.values()), 0
    for each in sorted(counts):
        so_far += counts[each]
        if so_far * denominator >= total * numerator:
            return each
    raise ValueError("a quantile needs one duration at least")
