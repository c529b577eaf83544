"""Sorted rows: the events of one bucket by (unit, time, arrival), as arrays."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, overload

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hypercare.lake.coding import encoded, from_codes, sorted_codes
from hypercare.lake.json_values import plain_text, scalar, text_of
from hypercare.lake.keyed import PROPERTY
from hypercare.lake.traits import USER, Holder, Timelines, TraitBook
from hypercare.model.metrics import Unit, UnitKind
from hypercare.model.sequences import USERS, Bucket, Codes, Column, EventIndex, Ints, index_of

# A column in which traits stand where an event lacks the property.
JOINED = "c:"
TIMES = ("ts", "known", "arrival")
Whole = TypeVar("Whole", np.int32, np.int64)


@dataclass(frozen=True)
class SortedRows:
    """The rows of one bucket. Equal rows give equal arrays, whatever way they came together.

    `offsets` (u + 1,) and `ids` (u,) as in `Bucket`; `times` (n,) holds ts, known and arrival; `codes` (n,) with -1 for
    absent and `texts`, sorted, hold event, user, groups, each `p:KEY` (the property) and, where there are such traits,
    each `c:KEY` (the property, else the trait). `index` finds the rows of an event.
    """

    offsets: Ints
    ids: pa.Array
    times: Mapping[str, Ints]
    codes: Mapping[str, Codes]
    texts: Mapping[str, pa.Array]
    index: EventIndex

    @property
    def rows(self) -> int:
        return len(self.times["ts"])

    @classmethod
    def of(cls, keyed: pa.Table) -> "SortedRows":
        """Sorts keyed rows. None of them may lack its unit."""
        units, ids = sorted_codes(keyed["unit"])
        times = {name: keyed[name].to_numpy() for name in TIMES}
        order = _order(units, times["ts"], times["arrival"])
        coded = {name: sorted_codes(keyed[name]) for name in sorted({*keyed.column_names} - {*TIMES, "unit"})}
        offsets = np.concatenate([[0], np.cumsum(np.bincount(units, minlength=len(ids)))]).astype(np.int64)
        times = {name: column[order] for name, column in times.items()}
        codes = {name: codes[order] for name, (codes, _) in coded.items()}
        texts = {name: texts for name, (_, texts) in coded.items()}
        index = index_of(offsets, times["ts"], times["known"], codes["event"], len(texts["event"]))
        return cls(offsets, ids, times, codes, texts, index)

    @property
    def units(self) -> Codes:
        """(n,) the number of each row's unit."""
        return np.repeat(np.arange(len(self.ids), dtype=np.int32), np.diff(self.offsets))

    def keyed(self) -> pa.Table:
        """The rows as they were before sorting, without what traits added."""
        columns = {"unit": from_codes(self.units, self.ids)}
        columns |= {name: pa.array(times) for name, times in self.times.items()}
        columns |= {
            name: from_codes(codes, self.texts[name])
            for name, codes in self.codes.items()
            if not name.startswith(JOINED)
        }
        return pa.table(columns)

    def with_traits(self, unit: Unit, book: TraitBook) -> "SortedRows":
        """The rows with a column `c:KEY` for each property that is also a trait: the property, else the trait.

        The trait is the one at the event's time: of its user, else of its account (for another unit than an account: of
        the first of its groups, by name, that has the trait).
        """
        codes = {name: column for name, column in self.codes.items() if not name.startswith(JOINED)}
        texts = {name: self.texts[name] for name in codes}
        for key in sorted(name.removeprefix(PROPERTY) for name in codes if name.startswith(PROPERTY)):
            if key in book.timelines:
                joined = self._joined(key, unit, book.timelines[key])
                codes[JOINED + key], texts[JOINED + key] = joined
        return replace(self, codes=codes, texts=texts)

    def _joined(self, key: str, unit: Unit, trait: Timelines) -> tuple[Codes, pa.Array]:
        own = self.texts[PROPERTY + key]
        codes = self.codes[PROPERTY + key].copy()
        for lines in self._holders(unit, trait):
            rows = np.flatnonzero((codes < 0) & (lines >= 0))
            found = trait.at(lines[rows], self.times["ts"][rows])
            codes[rows] = np.where(found < 0, -1, found + len(own))
        both = pa.concat_arrays([own, trait.texts])
        return sorted_codes(encoded(both.take(from_codes(codes, both).indices)))

    def _holders(self, unit: Unit, trait: Timelines) -> list[Ints]:
        """Per row (n,) whose trait it may be: the user's, the account's, a group's; -1 for none."""
        users = trait.lines_of((USER, user) for user in self.texts["user"].to_pylist())
        holders = [np.append(users, -1)[self.codes["user"]]]
        if unit.kind is UnitKind.ACCOUNT:
            holders.append(trait.lines_of((unit.key, account) for account in self.ids.to_pylist())[self.units])
        groups = [_group_line(trait, text) for text in self.texts["groups"].to_pylist()]
        return [*holders, np.array([*groups, -1], np.int64)[self.codes["groups"]]]

    def bucket(self, columns: frozenset[str]) -> Bucket:
        """The rows as the analyses read them, with the columns asked for. No array can be written to."""
        return Bucket(
            _sealed(self.offsets),
            Names(self.ids),
            _sealed(self.times["ts"]),
            _sealed(self.times["known"]),
            _sealed(self.codes["event"]),
            tuple(self.texts["event"].to_pylist()),
            {key: self._column(key) for key in sorted(columns)},
            _sealed_index(self.index),
        )

    def _column(self, key: str) -> Column:
        name = "user" if key == USERS else JOINED + key if JOINED + key in self.codes else PROPERTY + key
        if name == "user":
            return Column(_sealed(self.codes[name]), tuple(self.texts[name].to_pylist()))
        return Column(_sealed(self.codes[name]), tuple(scalar(text) for text in self.texts[name].to_pylist()))


class Names(Sequence[str]):
    """The names of units, decoded when they are asked for: most questions name nobody."""

    def __init__(self, texts: pa.Array) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> "Names": ...

    def __getitem__(self, place: int | slice) -> "str | Names":
        if isinstance(place, slice):
            return Names(self._texts[place])
        name: str = self._texts[place].as_py()
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts.to_pylist())


def _sealed_index(index: EventIndex) -> EventIndex:
    """The index, as read-only views."""
    return EventIndex(_sealed(index.rows), _sealed(index.keys), _sealed(index.starts), index.latest, index.clock)


def _sealed(array: NDArray[Whole]) -> NDArray[Whole]:
    """A read-only view: arrays in memory and mapped ones are one type to a kernel, which is compiled once for both."""
    view = array.view()
    view.flags.writeable = False
    return view


def _order(units: Codes, ts: Ints, arrival: Ints) -> Ints:
    """The permutation that sorts by (unit, ts, arrival).

    One sort of (unit, ts) as a single number, where it fits, takes a fifth of the time of three, and next to none where
    most rows are sorted already. Rows usually come by arrival, or sorted ones before newer ones, so that a stable sort
    leaves ties in their order; where it does not, all three are sorted by.
    """
    key = _unit_and_time(units, ts)
    if key is not None:
        order = np.argsort(key, kind="stable")
        ordered, arrived = key[order], arrival[order]
        if not ((ordered[1:] == ordered[:-1]) & (arrived[1:] < arrived[:-1])).any():
            return order
    return np.lexsort((arrival, ts, units))


def _unit_and_time(units: Codes, ts: Ints) -> Ints | None:
    """(unit, ts) as one number that sorts alike; None where it takes more than 63 bits."""
    if not len(ts):
        return None
    first = int(ts.min())
    span = int(ts.max()) - first + 1
    return units * np.int64(span) + (ts - first) if span * (int(units.max()) + 1) < 1 << 63 else None


def _group_line(trait: Timelines, groups: str) -> int:
    """The first of an event's groups, by name, that has the trait; -1 for none."""
    for holder in _groups(groups):
        if holder in trait.lines:
            return trait.lines[holder]
    return -1


def _groups(text: str) -> list[Holder]:
    try:
        groups = json.loads(text)
    except ValueError:
        return []
    if not isinstance(groups, dict):
        return []
    named = [(kind, plain_text(text_of(value))) for kind, value in sorted(groups.items())]
    return [(kind, name) for kind, name in named if name is not None]
