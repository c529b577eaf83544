"""Labels on a line: where they fit without touching one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hypercare.reports.vega.canvas import text_width

GAP = 8
"""Pixels between two labels on one line."""


@dataclass(frozen=True)
class Label:
    """A text centred at `x`; the more important it is, the lower its `rank`."""

    x: float
    text: str
    rank: int = 0


@dataclass(frozen=True)
class Placed:
    """Where a label came to stand: its middle, and its line counted from 0."""

    label: Label
    x: float
    line: int


def placed(labels: Sequence[Label], *, room: tuple[float, float], lines: int, size: float) -> list[Placed]:
    """The labels that fit on so many lines between two pixels, the important ones first; the others are left out.

    A label is moved inwards from an edge, never away from its place else.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(lines)]
    found = []
    for label in sorted(labels, key=lambda each: (each.rank, each.x)):
        half = text_width(label.text, size) / 2
        middle = min(max(label.x, room[0] + half), room[1] - half)
        span = (middle - half - GAP, middle + half + GAP)
        line = next((n for n, others in enumerate(taken) if not _touches(span, others)), None)
        if line is not None:
            taken[line].append(span)
            found.append(Placed(label, middle, line))
    return found


def _touches(span: tuple[float, float], others: Sequence[tuple[float, float]]) -> bool:
    return any(span[0] < high and low < span[1] for low, high in others)


def side_by_side(labels: Sequence[Label], *, width: float, size: float) -> list[float]:
    """Where the middles of all labels stand on one line of `width` pixels: moved as little as it takes to be apart."""
    order = sorted(range(len(labels)), key=lambda place: labels[place].x)
    halves = [text_width(label.text, size) / 2 for label in labels]
    out = [label.x for label in labels]
    edge = 0.0
    for place in order:
        out[place] = max(out[place], edge + halves[place])
        edge = out[place] + halves[place] + GAP
    edge = width
    for place in reversed(order):
        out[place] = min(out[place], edge - halves[place])
        edge = out[place] - halves[place] - GAP
    return out


def spread(heights: Sequence[float], gap: float) -> list[float]:
    """The heights, pushed apart downwards until neighbours are `gap` apart; the order stays as it was."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    out = list(heights)
    for before, after in pairwise(order):
        out[after] = max(out[after], out[before] + gap)
    return out
