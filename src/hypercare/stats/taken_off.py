"""The interval of a multiple from which a factor was taken off that is itself not known for sure."""

import math

from scipy.special import ndtri

from hypercare.model.estimate import Interval
from hypercare.stats.arguments import require_alpha, require_not_negative


def taken_off(interval: Interval, factor: float, sd: float, *, unknowns: int, alpha: float) -> Interval:
    """The interval of `multiple / factor`, of a factor above 0 whose logarithm is off by a normal with deviation `sd`.

    Both hold at once with at least `interval.level - alpha`, whatever their dependence (Bonferroni). Under daily looks
    the factor's error moves with the days that have come: it is a combination of so many `unknowns`, each drawn once
    for all looks, and is allowed for at the quantile of `alpha` shared among them. `always_valid` stays as it was:
    bench/guardrail_calendar.py measures that it may. Raises ValueError for numbers out of range.
    """
    require_alpha(alpha)
    require_not_negative("sd", sd)
    if factor <= 0 or unknowns < 1:
        raise ValueError(f"a factor above 0 and at least one unknown: {factor!r}, {unknowns!r}")
    wide = math.exp(-float(ndtri(alpha / (2 * unknowns))) * sd)
    method = f"{interval.method}, calendar taken off"
    return Interval(
        interval.low / factor / wide, interval.high / factor * wide, interval.level - alpha, method,
        interval.always_valid,
    )  # fmt: skip
