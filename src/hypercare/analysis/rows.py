"""Which rows of a bucket a question is about."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hypercare.model.metrics import Condition, Filter, Op, Scalar
from hypercare.model.sequences import Bucket, Codes, Column, Ints

Mask = NDArray[np.bool_]

# How flag values are written in the wild, so that `flag.new_upload: off` matches what SDKs send.
SWITCHED = {"on": True, "true": True, "off": False, "false": False}


def passes(bucket: Bucket, where: Filter) -> Mask:
    """Whether each row passes all conditions, (n,). A property that is absent passes only `not` and `exists: false`."""
    kept = np.ones(len(bucket.ts), bool)
    for condition in where.conditions:
        kept &= _passing_codes(bucket.columns[condition.key], condition)[bucket.columns[condition.key].codes]
    return kept


def passes_at(bucket: Bucket, where: Filter, rows: Codes | Ints) -> Mask:
    """Whether each of some rows (m,) passes all conditions, (m,)."""
    kept = np.ones(len(rows), bool)
    for condition in where.conditions:
        column = bucket.columns[condition.key]
        kept &= _passing_codes(column, condition)[column.codes[rows]]
    return kept


def known_by(bucket: Bucket, as_of: int) -> Mask:
    """Whether each row had happened and was known at `as_of` (microseconds UTC), (n,)."""
    return (bucket.ts <= as_of) & (bucket.known <= as_of)


def kept(bucket: Bucket, where: Filter) -> Bucket:
    """The bucket with only the rows that pass a filter; units without any are still there, empty."""
    if not where.conditions:
        return bucket
    rows = np.flatnonzero(passes(bucket, where))
    columns = {key: replace(column, codes=column.codes[rows]) for key, column in bucket.columns.items()}
    return replace(
        bucket,
        offsets=np.searchsorted(rows, bucket.offsets),
        ts=bucket.ts[rows],
        known=bucket.known[rows],
        event=bucket.event[rows],
        columns=columns,
        stored_index=None,
    )


def _passing_codes(column: Column, condition: Condition) -> Mask:
    """By code whether its value passes; an absent property has code -1: the last entry, None."""
    test = TESTS[condition.op]
    return np.array([test(value, condition.values) for value in (*column.values, None)], bool)


def _same(value: Scalar, wanted: Scalar) -> bool:
    if value is None or wanted is None:
        return value is wanted
    if isinstance(value, bool) or isinstance(wanted, bool):
        return _switch(value) == _switch(wanted)
    if isinstance(value, str) and isinstance(wanted, str):
        return value == wanted
    return _number(value) is not None and _number(value) == _number(wanted)


def _switch(value: Scalar) -> Scalar:
    return SWITCHED.get(value.lower(), value) if isinstance(value, str) else value


def _number(value: Scalar) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(value)
    except ValueError:
        return None


def _is(value: Scalar, wanted: tuple[Scalar, ...]) -> bool:
    return any(
        _same(value, one) or (_switch(one) is _switch(value) and isinstance(_switch(one), bool)) for one in wanted
    )


def _compare(holds: Callable[[float, float], bool]) -> Callable[[Scalar, tuple[Scalar, ...]], bool]:
    def test(value: Scalar, wanted: tuple[Scalar, ...]) -> bool:
        left, right = _number(value), _number(wanted[0])
        return left is not None and right is not None and holds(left, right)

    return test


TESTS: dict[Op, Callable[[Scalar, tuple[Scalar, ...]], bool]] = {
    Op.IS: _is,
    Op.NOT: lambda value, wanted: not _is(value, wanted),
    Op.ABOVE: _compare(lambda left, right: left > right),
    Op.AT_LEAST: _compare(lambda left, right: left >= right),
    Op.BELOW: _compare(lambda left, right: left < right),
    Op.AT_MOST: _compare(lambda left, right: left <= right),
    Op.CONTAINS: lambda value, wanted: isinstance(value, str) and str(wanted[0]) in value,
    Op.EXISTS: lambda value, wanted: (value is not None) is (wanted[0] is not False),
}
