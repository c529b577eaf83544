"""The units behind a number: what the very reduction of a metric sums for each of them alone."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.clusters import WIDTH, Clustered
from hypercare.analysis.count import Count
from hypercare.analysis.population import Members, members
from hypercare.analysis.proportion import HEAD, Share
from hypercare.analysis.rate import Rate
from hypercare.analysis.retention.cadence import CadenceRetention
from hypercare.analysis.tally import PerUnit, Row, TallyReduction
from hypercare.model.sequences import Bucket, Ints


class State(StrEnum):
    """What a unit is to a metric. Only those of a share can be open, converted or missed; the others are counted."""

    CONVERTED = "converted"
    OPEN = "open"
    MISSED = "missed"
    COUNTED = "counted"
    OUT = "out"


@dataclass(frozen=True)
class Standing:
    """One unit's part in a number: what it adds to the numerator and to the denominator, and whether it may add more.

    `is_open`: its window is not over, so it is in no denominator yet.
    """

    state: State
    numerator: float
    denominator: int
    is_open: bool


@dataclass(frozen=True)
class UnitRows:
    """The members of one bucket: `names` (m,), `exposed_at` (m,) microseconds UTC, and the sums of the i-th of them.

    Added up over all members of all buckets the sums are those of the number. `is_cheap`: all rows at once cost as
    much as the number itself; else each costs a pass over its bucket.
    """

    names: tuple[str, ...]
    exposed_at: Ints
    row: Callable[[int], Row]
    is_cheap: bool


def unit_rows(question: TallyReduction, bucket: Bucket) -> UnitRows:
    """The members of a bucket, in its order, with what each adds to the sums."""
    who = members(bucket, question.scope.population, question.scope.as_of)
    places = np.flatnonzero(who.mask)
    names = tuple(bucket.ids)
    row = _measured(question, bucket, who) if isinstance(question, PerUnit) else _summed(question, bucket, who)
    return UnitRows(
        names=tuple(names[place] for place in places),
        exposed_at=who.exposed_at[places],
        row=lambda number: row(int(places[number])),
        is_cheap=isinstance(question, PerUnit),
    )


def standing(question: TallyReduction, row: Row, everyone: Row) -> Standing:
    """What the sums of one unit say of it; `everyone` are the sums of the number."""
    match question:
        case CadenceRetention():
            return standing(question.retention, question.part(row, everyone), everyone)
        case Share():
            return _of_share(row)
        case Clustered():
            waiting = len(row) > WIDTH and row[-1] > 0  # births of which the window is open
            return _counted(row[1] / question.micro, row[2], is_open=waiting)
        case Rate():
            daily = question.daily(row)
            return _counted(daily.total, daily.exposed)
        case Count():
            return _counted(question.daily(row).total, row[1])
        case _:
            raise TypeError(f"no standing of a unit in a {type(question).__name__}")


def _of_share(row: Row) -> Standing:
    units, mature, hits, reached, is_open = row[:HEAD]
    state = State.CONVERTED if reached else State.OPEN if is_open else State.MISSED if units else State.OUT
    return Standing(state, hits, mature, is_open=bool(units and not mature))


def _counted(numerator: float, denominator: int, *, is_open: bool = False) -> Standing:
    state = State.COUNTED if denominator else State.OPEN if is_open else State.OUT
    return Standing(state, numerator, denominator, is_open)


def _measured(question: PerUnit, bucket: Bucket, who: Members) -> Callable[[int], Row]:
    measured: NDArray[np.int64] | NDArray[np.object_] = question.measure(bucket, who)
    return lambda place: tuple(int(each) for each in measured[place])


def _summed(question: TallyReduction, bucket: Bucket, who: Members) -> Callable[[int], Row]:
    sums = question.sums(bucket, who)
    return lambda place: sums(np.arange(len(who.mask)) == place)
