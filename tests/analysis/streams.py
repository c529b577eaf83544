"""Small streams of events by unit, as buckets: what the tests of the analyses are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from hypercare.analysis.population import Population
from hypercare.analysis.scope import Scope
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import Scalar
from hypercare.model.sequences import Bucket, Column, Reduction

FAR = 10**15


@dataclass(frozen=True)
class Row:
    """An event: when it happened, its name, its properties, and when it was known (when it happened, by default)."""

    ts: int
    event: str
    props: Mapping[str, Scalar] = field(default_factory=dict)
    known: int | None = None


Streams = Mapping[str, Sequence[Row]]


def bucket_of(streams: Streams, keys: Sequence[str] = ()) -> Bucket:
    """One bucket of some units. Rows of one instant keep the order in which they are given: that of their arrival."""
    rows = [(unit, row) for unit in streams for row in sorted(streams[unit], key=lambda row: row.ts)]
    names = tuple(dict.fromkeys(row.event for _, row in rows))
    sizes = [len(streams[unit]) for unit in streams]
    return Bucket(
        offsets=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        ids=tuple(streams),
        ts=np.array([row.ts for _, row in rows], np.int64),
        known=np.array([row.ts if row.known is None else row.known for _, row in rows], np.int64),
        event=np.array([names.index(row.event) for _, row in rows], np.int32),
        names=names,
        columns={key: _column([row.props.get(key) for _, row in rows]) for key in keys},
    )


def _column(cells: list[Scalar]) -> Column:
    values: list[Scalar] = []
    codes = [-1 if cell is None else _code(values, cell) for cell in cells]
    return Column(np.array(codes, np.int32), tuple(values))


def _code(values: list[Scalar], cell: Scalar) -> int:
    """The code of a cell; values that differ in type only (1, True, "1") are different values."""
    for code, value in enumerate(values):
        if value == cell and type(value) is type(cell):
            return code
    values.append(cell)
    return len(values) - 1


def scope_of(
    stop: int = FAR,
    *,
    start: int = 0,
    as_of: int = FAR,
    settled: int | None = None,
    population: Population | None = None,
    first_weekday: int = 0,
) -> Scope:
    """A scope whose days are those of UTC, counted from `start`, where it is shorter than a year."""
    days = -(-(stop - start) // DAY_US)
    edges = tuple(start + DAY_US * day for day in range(days + 1)) if days <= 366 else ()
    who = population or Population()
    return Scope(who, start, stop, as_of, as_of if settled is None else settled, edges, first_weekday)


def answered(question: Reduction[object, object], *buckets: Bucket) -> object:
    """What a reduction says of some buckets."""
    state = question.empty
    for bucket in buckets:
        state = question.merge(state, question.partial(bucket))
    return question.finish(state)
