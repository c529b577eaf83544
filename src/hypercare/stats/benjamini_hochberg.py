"""Benjamini and Hochberg's correction for looking at many things to find some, and intervals for what was found."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from hypercare.stats.arguments import require_share

K = TypeVar("K", bound=Hashable)

EXPLORING = 0.10
"""Of what an exploration finds, at most this share is expected to be false: what is found is a question to ask next,
not a claim."""


@dataclass(frozen=True)
class BenjaminiHochberg(Generic[K]):
    """Adjusted p-values by name, and those that are found, of which at most a share `q` is expected to be false."""

    adjusted: Mapping[K, float]
    found: frozenset[K]
    q: float

    @property
    def interval_alpha(self) -> float | None:
        """The alpha of the intervals of what was found; None where nothing was.

        Of those intervals at most a share `q` is expected to miss the truth (Benjamini & Yekutieli 2005: R q / m for R
        found of m). Intervals of 1 - q would miss far more often: only what looked large by chance was picked.
        """
        return len(self.found) * self.q / len(self.adjusted) if self.found else None


def benjamini_hochberg(p_values: Mapping[K, float], *, q: float = EXPLORING) -> BenjaminiHochberg[K]:
    """Step-up over `name -> p` (Benjamini & Hochberg 1995): the j-th smallest of m times m / j, made monotone.

    Holds for independent and for positively dependent p-values. Of a property's values, which exclude each other, the
    p-values are a little negatively dependent; docs/statistics.md has what was measured there. Raises ValueError for a
    p-value outside [0, 1].
    """
    require_share("q", q)
    adjusted: dict[K, float] = {}
    ceiling, many = 1.0, len(p_values)
    for rank, name in reversed(list(enumerate(sorted(p_values, key=p_values.__getitem__), start=1))):
        p = p_values[name]
        if not 0 <= p <= 1:
            raise ValueError(f"a p-value must lie between 0 and 1: {name}={p!r}")
        ceiling = min(ceiling, p * many / rank)
        adjusted[name] = ceiling
    return BenjaminiHochberg(
        {name: adjusted[name] for name in p_values}, frozenset(name for name, p in adjusted.items() if p <= q), q
    )
