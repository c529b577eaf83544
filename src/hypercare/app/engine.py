"""Answers the questions of the checks from sequences, on threads, and keeps what was merged as evidence."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache, reduce
from threading import Lock
from typing import Any, TypeVar

import msgspec

from hypercare.model.errors import Damaged
from hypercare.model.memo import Memo
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket, Reduction
from hypercare.model.table_rows import TableReduction, TableRows

S = TypeVar("S")
R = TypeVar("R")
Buckets = Callable[[Unit, frozenset[str], int], Iterable[Bucket]]
Rows = Callable[[str, frozenset[str]], Iterable[TableRows]]
Question = Reduction[S, R] | TableReduction[S, R]
MOST_KEPT_BYTES = 256 << 20
"""What an engine keeps of what was found in rows: the events of ten million rows as of one instant take half of it."""


def no_rows(_table: str, _columns: frozenset[str]) -> Iterable[TableRows]:
    """The rows of tables where there are none: facts that are sequences alone."""
    return ()


class Engine:
    """Runs reductions over the buckets that `buckets(unit, columns, as_of)` yields, and those of tables over the rows
    that `rows(table, columns)` yields. It is an `Ask`.

    Partials run on threads and are merged as they come; merging adds exact integers, so neither the number of threads
    nor their order nor the layout of the buckets changes a digit.

    `before` is an engine that asked the same facts: what it asked as well is not counted again. A day of a trend asks
    much that the day next to it asked, of gates that were settled earlier.

    A dozen metrics ask for the same events as of the same instant: they are found once, while there is room for them.
    What two names ask alike is counted once, and kept under both.
    """

    def __init__(
        self, buckets: Buckets, rows: Rows = no_rows, *, threads: int | None = None, before: "Engine | None" = None
    ) -> None:
        self._buckets, self._rows = buckets, rows
        self._threads = threads or os.cpu_count() or 1
        self._asked: dict[str, tuple[Question[Any, Any], Any]] = {}
        self._before = before._asked if before else {}
        self._states: dict[type, list[tuple[Question[Any, Any], Any]]] = {}
        self._memo = Memo(MOST_KEPT_BYTES)

    @property
    def states(self) -> Mapping[str, Any]:
        """The merged state of every question that was asked, by its name, as JSON values."""
        return {name: msgspec.to_builtins(state, str_keys=True) for name, (_, state) in self._asked.items()}

    def __call__(self, name: str, reduction: Question[S, R]) -> R:
        if name not in self._asked:
            asked, known = self._before.get(name, (None, None))
            self._asked[name] = (reduction, known if asked == reduction else self._counted(reduction))
        state: S = self._asked[name][1]
        return reduction.finish(state)

    def _counted(self, reduction: Question[S, R]) -> S:
        """The state of a question, which may have been asked under another name before."""
        counted = self._states.setdefault(type(reduction), [])
        for asked, state in counted:
            if _same(asked, reduction):
                known: S = state
                return known
        counted.append((reduction, found := self._merged(reduction)))
        return found

    def _merged(self, reduction: Question[S, R]) -> S:
        if isinstance(reduction, TableReduction):
            return self._of_table(reduction)
        return self._of_units(reduction)

    def _of_table(self, reduction: TableReduction[S, R]) -> S:
        rows = self._rows(reduction.table, reduction.reads)
        return reduce(reduction.merge, map(reduction.rows_partial, rows), reduction.empty)

    def _of_units(self, reduction: Reduction[S, R]) -> S:
        buckets = _Shared(map(self._remembering, self._buckets(reduction.unit, reduction.columns, reduction.as_of)))

        def share(_thread: int) -> S:
            return reduce(reduction.merge, map(reduction.partial, buckets), reduction.empty)

        return reduce(reduction.merge, _pool(self._threads).map(share, range(self._threads)), reduction.empty)

    def _remembering(self, bucket: Bucket) -> Bucket:
        index = bucket.stored_index
        return bucket if index is None else replace(bucket, stored_index=replace(index, memo=self._memo))


def _same(left: Question[Any, Any], right: Question[Any, Any]) -> bool:
    """Whether two questions are one. In words too: values 1 and true are equal, and not the same."""
    return bool(left == right) and repr(left) == repr(right)


class _Shared(Iterator[Bucket]):
    """Buckets that several threads take one by one, so that each holds one of them at a time."""

    def __init__(self, buckets: Iterable[Bucket]) -> None:
        self._buckets, self._lock = iter(buckets), Lock()

    def __next__(self) -> Bucket:
        with self._lock:
            return next(self._buckets)


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    """The threads of this process: to start them anew would take longer than a short question."""
    return ThreadPoolExecutor(threads, thread_name_prefix="engine")


class Recall:
    """Answers the same questions from the states that a record kept: an `Ask` without facts.

    `by_other_code`: the record was made by another version of the code, which may not have asked every question of
    today; what it did not ask is answered as it answered it then, with nothing.
    """

    def __init__(self, states: Mapping[str, Any], *, by_other_code: bool = False) -> None:
        self._states, self._by_other_code = states, by_other_code

    def __call__(self, name: str, reduction: Question[S, R]) -> R:
        if name not in self._states and self._by_other_code:
            return reduction.finish(reduction.empty)
        if name not in self._states:
            raise Damaged(
                f"the record kept no state for {name!r}",
                expected="every question that its verdict asked",
                fix="hypercare audit",
            )
        try:
            state = msgspec.convert(self._states[name], type(reduction.empty), strict=False)
        except msgspec.ValidationError as error:
            raise Damaged(f"the state kept for {name!r} does not read back ({error})", fix="hypercare audit") from error
        return reduction.finish(state)
