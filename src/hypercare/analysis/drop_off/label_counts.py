"""Exact counts by label, where labels come from outside and could be any number."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.activity.event_names import MOST_NAMES, told_apart
from hypercare.analysis.tally import Row


class LabelCounts(msgspec.Struct, frozen=True):
    """Sums by label for the labels that are told apart, and the sums of all others together.

    Which labels those are depends on the labels alone (`told_apart`), so sums add up exactly in any order and any
    split: a label that is told apart in the end was told apart in every part, and none of its counts is lost.
    """

    rows: dict[str, Row]
    others: Row

    @property
    def is_whole(self) -> bool:
        """Whether every label is told apart."""
        return not any(self.others)


def no_counts(width: int) -> LabelCounts:
    """The counts of nothing."""
    return LabelCounts({}, (0,) * width)


def label_counts(labels: Sequence[str], counts: NDArray[np.int64]) -> LabelCounts:
    """Counts (n, width) by label (n,), where a label may come more than once."""
    rows: dict[str, Row] = {}
    for label, row in zip(labels, counts.tolist(), strict=True):
        rows[label] = _sum((rows[label], row)) if label in rows else tuple(row)
    return _bounded(rows, (0,) * counts.shape[1])


def together(left: LabelCounts, right: LabelCounts) -> LabelCounts:
    """The sum of both."""
    rows = dict(left.rows)
    for label, row in right.rows.items():
        rows[label] = _sum((rows[label], row)) if label in rows else row
    return _bounded(rows, _sum((left.others, right.others)))


def _bounded(rows: Mapping[str, Row], others: Row) -> LabelCounts:
    if len(rows) <= MOST_NAMES:
        return LabelCounts(dict(rows), others)
    kept = told_apart(rows)
    dropped = (row for label, row in rows.items() if label not in kept)
    return LabelCounts({label: row for label, row in rows.items() if label in kept}, _sum((others, *dropped)))


def _sum(rows: Iterable[Sequence[int]]) -> Row:
    return tuple(map(sum, zip(*rows, strict=True)))
