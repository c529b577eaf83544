"""By how much the units of one platform do something less often than before, beside those of the other platforms."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from hypercare.analysis.integrity.paired import AFTER, BEFORE, SKIPPED
from hypercare.model.sequences import Ints

LOST = 0.2
"""Platforms differ by campaigns and by who uses them; the same units do not drift apart by a fifth for nothing."""
FLAW_P = 0.001
"""As for a sample-ratio mismatch: a broken measurement is no matter of one launch in twenty."""
FEWEST_UNITS = 8.0
"""Units' worth on either side (Kish): fewer tell no spread, and Student's t with fewer degrees is a guess."""
FEWEST_EVENTS = 30
"""Events before, on either side: fewer make the logarithm of a ratio anything but normal."""
FIRST_WEEK = 1 + SKIPPED
"""Week 0 is the launch's own doing: what falls with go-live is an effect, and a platform's harm is a segment's."""


@dataclass(frozen=True)
class Fall:
    """What a platform lost since the beginning of a week after go-live: the share of what was to be expected."""

    client: str
    week: int
    share: float
    p: float


@dataclass(frozen=True)
class Ratio:
    """How often units do something against before: the log of it, its variance, and the units that carry it."""

    log: float
    variance: float
    units: float


def fall(found: Mapping[str, Ints]) -> Fall | None:
    """The platform and the week since which most is known to be lost, if that is credible.

    Units are compared with themselves, so that who they are does not matter, and with those of the other platforms, so
    that the calendar does not. One test for each platform, week k after go-live and stretch, at `FLAW_P` over their
    number and k (k + 1), whose inverses add up to one: however long a launch is looked at, every day, there are no more
    false alarms (Bonferroni). A stretch is of whole weeks, so that a day more is no new test.
    """
    tried = [each for each in _tried(found) if each.p < FLAW_P]
    return min(tried, key=lambda each: (each.p, each.week), default=None)


def _tried(found: Mapping[str, Ints]) -> Iterator[Fall]:
    for client in found if len(found) > 1 else ():
        own, rest = found[client], np.sum([found[name] for name in found if name != client], axis=0)
        for week in range(FIRST_WEEK, len(own)):
            tests = len(found) * len(AFTER) * (week - FIRST_WEEK + 1) * (week - FIRST_WEEK + 2)
            for place, after in enumerate(AFTER):
                longer = after / min(BEFORE, week - SKIPPED)
                fallen = _compared(own[week, place], rest[week, place], longer)
                if fallen is not None:
                    yield Fall(client, week, fallen[0], min(1.0, fallen[1] * tests))


def _compared(own: NDArray[np.int64], rest: NDArray[np.int64], longer: float) -> tuple[float, float] | None:
    """The share that is lost beside what others do, and how likely it would be if it were `LOST` (one-sided).

    What others gain is no loss of the platform's. The time after is `longer` by that factor than the one before.
    """
    mine, others = _ratio(own), _ratio(rest)
    if mine is None or others is None:
        return None
    apart = mine.log - math.log(longer) - min(0.0, others.log - math.log(longer))
    error = math.sqrt(mine.variance + others.variance)
    score = (apart - math.log(1 - LOST)) / error
    # Welch's degrees of freedom (1947), of units' worth.
    freedom = error**4 / (mine.variance**2 / (mine.units - 1) + others.variance**2 / (others.units - 1))
    return 1 - math.exp(apart), float(stdtr(freedom, score))


def _ratio(sums: NDArray[np.int64]) -> Ratio | None:
    """The ratio of two totals of the same units, linearised (Cochran 1977, equation 6.13), at least as uncertain as
    events that come by chance. None where there are too few.
    """
    before, after, xx, xy, yy = (float(each) for each in sums)
    if before < FEWEST_EVENTS:
        return None
    units = (before + after) ** 2 / (xx + 2 * xy + yy)
    if units < FEWEST_UNITS:
        return None
    # Half an event, so that a platform that sends none any more has a ratio.
    told = after + 0.5
    slope = told / before
    spread = (yy - 2 * slope * xy + slope**2 * xx) / told**2
    return Ratio(math.log(slope), max(spread, 1 / before + 1 / told), units)
