"""Which values of properties are more frequent among some units than among others, of many that are looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hypercare.stats.benjamini_hochberg import EXPLORING, benjamini_hochberg
from hypercare.stats.difference import newcombe, newcombe_p
from hypercare.stats.fisher import fisher_p

LEAST_UNITS = 5
"""A value of fewer units is not looked at: it could not be told from chance among many. It is of both sides together,
so that it says nothing of how they differ."""

_Table = tuple[int, int, int, int]
"""Hits and trials of both sides."""


@dataclass(frozen=True)
class Compared:
    """How many units are compared: those that dropped, and those that went on."""

    dropped: int
    went_on: int


@dataclass(frozen=True)
class Held:
    """A value of a property (None: it is absent) at some place, with how many of the units on each side have it."""

    place: int
    key: str
    value: str | None
    dropped: int
    went_on: int


@dataclass(frozen=True)
class Shared:
    """A value with its share on each side. `p_adjusted` is corrected for everything that was looked at.

    `low` and `high` are the ends of the interval of the difference, for what was found; None for what was not: an
    interval of what merely looks large promises too much.
    """

    key: str
    value: str | None
    dropped_share: float
    went_on_share: float
    low: float | None
    high: float | None
    p_adjusted: float

    @property
    def difference(self) -> float:
        """The share among those that dropped less that among those that went on."""
        return self.dropped_share - self.went_on_share

    @property
    def is_found(self) -> bool:
        """Whether the value is told from chance."""
        return self.low is not None


def over_represented(held: Sequence[Held], sides: Sequence[Compared]) -> list[list[Shared]]:
    """By place, the values that were looked at: found ones first, of those the over-represented ones, then by p.

    Each value is a question of its own: Fisher's exact test, because rare values are many, and where that says
    something also the test of the interval, so that the two never contradict each other. Of what is found at most a
    share of 10 % is expected to be false (Benjamini & Hochberg 1995, over all places, keys and values together), and of
    the intervals of what is found as many to miss (Benjamini & Yekutieli 2005). Simultaneous intervals (Bonferroni)
    would hold for all values, but could contain 0 for what was found.
    """
    asked = [each for each in held if _says_something(each, sides[each.place])]
    if not asked:
        return [[] for _ in sides]
    corrected = benjamini_hochberg(dict(enumerate(_p_values([_table(each, sides[each.place]) for each in asked]))))
    found: list[list[Shared]] = [[] for _ in sides]
    for number, each in enumerate(asked):
        alpha = corrected.interval_alpha if number in corrected.found else None
        found[each.place].append(_shared(each, sides[each.place], alpha, corrected.adjusted[number]))
    return [sorted(values, key=_telling) for values in found]


def _says_something(each: Held, of: Compared) -> bool:
    units = each.dropped + each.went_on
    return of.dropped > 0 and of.went_on > 0 and LEAST_UNITS <= units < of.dropped + of.went_on


def _p_values(tables: Sequence[_Table]) -> list[float]:
    """The larger p of two tests; of the exact one alone where that cannot be found anyway."""
    exact = fisher_p(*np.array(tables).T).tolist()
    return [max(p, newcombe_p(*table)) if p <= EXPLORING else p for p, table in zip(exact, tables, strict=True)]


def _table(each: Held, of: Compared) -> _Table:
    return each.dropped, of.dropped, each.went_on, of.went_on


def _shared(each: Held, of: Compared, alpha: float | None, p_adjusted: float) -> Shared:
    interval = None if alpha is None else newcombe(*_table(each, of), alpha=alpha)
    return Shared(
        key=each.key,
        value=each.value,
        dropped_share=each.dropped / of.dropped,
        went_on_share=each.went_on / of.went_on,
        low=None if interval is None else interval.low,
        high=None if interval is None else interval.high,
        p_adjusted=p_adjusted,
    )


def _telling(shared: Shared) -> tuple[bool, bool, float, float, str, str]:
    under, size = shared.difference < 0, -abs(shared.difference)
    return not shared.is_found, under, shared.p_adjusted, size, shared.key, shared.value or ""
