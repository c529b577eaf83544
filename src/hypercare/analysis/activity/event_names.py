"""Which event names are told apart where names come from outside, and could be any number."""

from collections.abc import Iterable

MOST_NAMES = 1000
"""Products have some hundred names of events; a client that puts ids into them sends any number."""


def told_apart(names: Iterable[str], most: int = MOST_NAMES) -> frozenset[str]:
    """The names that are told apart: all, else the shortest (of one length in the order of the alphabet).

    Whether a name stays depends on names alone. What is among the first of all is among the first of each part, so
    that sums by name add up exactly, whatever is dropped on the way and in which order parts are merged. Names with
    ids in them are longer than those that people chose.
    """
    distinct = set(names)
    return frozenset(distinct if len(distinct) <= most else in_order(distinct)[:most])


def in_order(names: Iterable[str]) -> list[str]:
    """Names from the shortest on, those of one length in the order of the alphabet."""
    return sorted(names, key=_first)


def _first(name: str) -> tuple[int, str]:
    return len(name), name
