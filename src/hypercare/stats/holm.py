"""Holm's correction for several claims at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from hypercare.stats.arguments import DEFAULT_ALPHA, require_alpha


@dataclass(frozen=True)
class Holm:
    """Adjusted p-values by claim, and the claims whose null is rejected, with family-wise error at most `alpha`."""

    adjusted: Mapping[str, float]
    rejected: frozenset[str]
    alpha: float


def holm(p_values: Mapping[str, float], *, alpha: float = DEFAULT_ALPHA) -> Holm:
    """Step-down over `name -> p` (Holm 1979): the j-th smallest of m times m - j + 1, made monotone, capped at 1.

    Holds whatever the dependence of the claims, and on any day when the p-values are always valid. Raises ValueError
    for a p-value outside [0, 1].
    """
    require_alpha(alpha)
    adjusted: dict[str, float] = {}
    floor = 0.0
    for rank, name in enumerate(sorted(p_values, key=p_values.__getitem__)):
        p = p_values[name]
        if not 0 <= p <= 1:
            raise ValueError(f"a p-value must lie between 0 and 1: {name}={p!r}")
        floor = min(1.0, max(floor, (len(p_values) - rank) * p))
        adjusted[name] = floor
    return Holm(adjusted, frozenset(name for name, p in adjusted.items() if p <= alpha), alpha)
