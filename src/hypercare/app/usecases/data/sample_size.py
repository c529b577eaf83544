"""How many units it takes until a gate on a share can tell success from failure."""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.stats.needed import more_trials

SCHEMA = "hypercare/sample-sizes.v1"
MOST_PAIRS = 100
# The search asks how many more than there are: it starts from a small sample whose share is that to half a percent.
STARTS = (200, 2_000, 10_000)
CLOSE = 0.005
DIGITS = 4
NEAREST = 0.001
"""A prior must lie inside (0, 1)."""


def sample_sizes(house: House, *, pairs: list[list[float]]) -> Document:
    """`hypercare/sample-sizes.v1`: for every pair of a success and a failure share, the units that tell them apart.

    None where no number would do. At most the first hundred pairs are answered.
    """
    del house
    return {"schema": SCHEMA, "units": list(_sizes(pairs[:MOST_PAIRS]))}


def _sizes(pairs: Iterable[list[float]]) -> Iterable[int | None]:
    return (units_needed(round(success, DIGITS), round(failure, DIGITS)) for success, failure in pairs)


def needed(pairs: Iterable[tuple[float, float]]) -> dict[tuple[float, float], int | None]:
    """The units that tell each pair of success and failure apart."""
    return {pair: units_needed(*(round(share, DIGITS) for share in pair)) for pair in pairs}


@lru_cache(maxsize=1024)
def units_needed(success: float, failure: float) -> int | None:
    """Units until a share that is truly the one is credibly not the other, looked at every day; the harder way round.

    None for two equal shares and for one outside 0 to 1.
    """
    if not (0 <= success <= 1 and 0 <= failure <= 1) or success == failure:
        return None
    ways = (_until_excluded(success, failure), _until_excluded(failure, success))
    return None if None in ways else max(each for each in ways if each is not None)


def _until_excluded(truth: float, other: float) -> int | None:
    start = _start(truth)
    centre = min(max((truth + other) / 2, NEAREST), 1 - NEAREST)
    more = more_trials(start.numerator, start.denominator, target=other, prior_mean=centre)
    return None if more is None else start.denominator + more


def _start(share: float) -> Fraction:
    found = Fraction(share)
    for largest in STARTS:
        found = Fraction(share).limit_denominator(largest)
        if abs(found - share) <= CLOSE * min(share, 1 - share):
            break
    return found
