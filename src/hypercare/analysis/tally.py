"""The shape that most analyses share: a row of exact integers per unit, added up by segment value."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import starmap
from operator import add

import msgspec
import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.lacking import Lacking
from hypercare.analysis.population import EVERYONE, Members, members
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Judging, Scope
from hypercare.model.estimate import Answer
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket
from hypercare.stats.arguments import Alternative

Row = tuple[int, ...]
VALUE = "="
"""Sets labels of segment values apart from `all`."""


class Tally(msgspec.Struct, frozen=True):
    """Sums by label: `all`, and `=value` for each value of the segment's property. They add up exactly in any order."""

    rows: dict[str, Row]


@dataclass(frozen=True)
class Measured:
    """What a tally says: the answer for all members and for each segment value, and the sums behind each."""

    answers: Mapping[str, Answer]
    rows: Mapping[str, Row]

    @property
    def answer(self) -> Answer:
        """The answer for all members."""
        return self.answers[EVERYONE]

    @property
    def row(self) -> Row:
        """The sums of all members."""
        return self.rows[EVERYONE]

    @property
    def by_value(self) -> dict[str, Answer]:
        """The answers by the value of the segment's property."""
        return {label.removeprefix(VALUE): each for label, each in self.answers.items() if label != EVERYONE}

    @property
    def rows_by_value(self) -> dict[str, Row]:
        """The sums by the value of the segment's property."""
        return {label.removeprefix(VALUE): each for label, each in self.rows.items() if label != EVERYONE}


@dataclass(frozen=True)
class TallyReduction(ABC):
    """A reduction whose state is a `Tally`. A kind says what it sums over units, and what the sums mean."""

    scope: Scope
    judging: Judging

    @property
    @abstractmethod
    def width(self) -> int:
        """How many integers are summed."""

    @property
    @abstractmethod
    def reads(self) -> frozenset[str]:
        """The properties that the metric itself reads."""

    @abstractmethod
    def sums(self, bucket: Bucket, who: Members) -> Callable[[Mask], Row]:
        """Adds up a bucket: from the units to count, (u,), to their `width` sums."""

    @abstractmethod
    def answer(self, row: Row) -> Answer:
        """What the sums say."""

    @abstractmethod
    def p(self, row: Row, *, null: float, alternative: Alternative) -> float | None:
        """The always-valid p-value of the sums against `null`, dual to the interval; None where they do not say."""

    @abstractmethod
    def lacking(self, row: Row, *, target: float) -> Lacking | None:
        """How much more of the same it takes until the interval leaves `target`; None where no amount would do."""

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def empty(self) -> Tally:
        return Tally({})

    @property
    def columns(self) -> frozenset[str]:
        return self.reads | self.scope.population.columns

    def partial(self, bucket: Bucket) -> Tally:
        who = members(bucket, self.scope.population, self.scope.as_of)
        everyone, by_label = self.totals(bucket, who)
        rows = {EVERYONE: everyone}
        for code, row in by_label.items():
            # Values that differ in type only ("1" and 1) are one value in words: they are added, not overwritten.
            label = f"{VALUE}{who.names[code]}"
            rows[label] = _plus(rows[label], row) if label in rows else row
        return Tally(rows)

    def totals(self, bucket: Bucket, who: Members) -> tuple[Row, dict[int, Row]]:
        """The sums of a bucket's members, and of those of each label that occurs among them."""
        sums = self.sums(bucket, who)
        return sums(who.mask), {code: sums(who.mask & (who.labels == code)) for code in occurring(who)}

    def merge(self, left: Tally, right: Tally) -> Tally:
        return merged(left, right)

    def finish(self, state: Tally) -> Measured:
        rows = {EVERYONE: (0,) * self.width} | dict(sorted(state.rows.items()))
        return Measured({label: self.answer(row) for label, row in rows.items()}, rows)


@dataclass(frozen=True)
class PerUnit(TallyReduction):
    """A tally of integers that each unit has of its own."""

    @abstractmethod
    def measure(self, bucket: Bucket, who: Members, /) -> NDArray[np.int64] | NDArray[np.object_]:
        """The integers of each unit, (u, width). Rows of units that are not members are ignored."""

    def sums(self, bucket: Bucket, who: Members) -> Callable[[Mask], Row]:
        measured = self.measure(bucket, who)
        return lambda units: _sum(measured[units], self.width)


def occurring(who: Members) -> list[int]:
    """The labels that occur among members, in order."""
    if not who.names:
        return []
    return np.flatnonzero(np.bincount(who.labels[who.mask & (who.labels >= 0)], minlength=1)).tolist()


def merged(left: Tally, right: Tally) -> Tally:
    """The sum of two tallies, label by label."""
    rows = dict(left.rows)
    for label, row in right.rows.items():
        rows[label] = _plus(rows[label], row) if label in rows else row
    return Tally(rows)


def _plus(left: Row, right: Row) -> Row:
    return tuple(starmap(add, zip(left, right, strict=True)))


def _sum(measured: NDArray[np.int64] | NDArray[np.object_], width: int) -> Row:
    if not len(measured):
        return (0,) * width
    return tuple(int(total) for total in measured.sum(axis=0))
