"""Traffic: events counted by source, name and quarter hour, a data file at a time. Files never change: each is once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from hypercare.lake.rows import ARRIVAL
from hypercare.lake.table_facts import open_file
from hypercare.lake.tables import DataFile, Tables
from hypercare.lake.tallies import Known, is_known
from hypercare.model.instant import SECOND_US
from hypercare.model.sequences import Ints

QUARTER_US = 900 * SECOND_US
SKEW_US = 300 * SECOND_US
"""A clock that is further off is wrong: networks and batches take less between sending and receipt."""
REMEMBERED = 2_000
"""Data files whose traffic is kept: one of 1.6 million events of 50 names is some 400 KB."""
_COLUMNS = ["source", "event", "ts_event", "ts_received", "ts_known", "ts_sent", ARRIVAL]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Place:
    """Where the first row of a name stands: its arrival number, its file and its row there."""

    arrival: int
    path: str
    row: int


@dataclass(frozen=True, eq=False)
class Traffic:
    """The events of one source and name: how many in each quarter hour since 1970 (k,), ascending, by event time.

    `last_event` is in microseconds UTC. Of `timed` events the client said when it sent them, of these `skewed` more
    than five minutes from their receipt, the worst by `skew_us` (received less sent). `first` came before all others.
    """

    source: str
    event: str
    last_event: int
    quarters: Ints
    counts: Ints
    timed: int
    skewed: int
    skew_us: int
    first: Place

    @property
    def events(self) -> int:
        """How many there are."""
        return int(self.counts.sum())


def traffic(tables: Tables, files: Iterable[DataFile], known: Known, *, since: int) -> tuple[Traffic, ...]:
    """The events of some data files since an instant (microseconds UTC), by source and name, in their order.

    Quarter hours are whole: what happened in the one that `since` lies in is counted. Raises OSError where a file is
    gone.
    """
    quarter = since // QUARTER_US
    young = [file for file in files if file.max_ts >= quarter * QUARTER_US]
    held: dict[tuple[str, str], list[Traffic]] = {}
    for part in (each for file in young for each in file_traffic(tables, file, known)):
        late = _later(part, quarter)
        if late is not None:
            held.setdefault((part.source, part.event), []).append(late)
    return tuple(_sum(held[name]) for name in sorted(held))


def file_traffic(tables: Tables, file: DataFile, known: Known) -> tuple[Traffic, ...]:
    """The events of one data file by source and name."""
    counted = _counted(_In(tables.root, file.path, tables))
    last = counted.last_known if known.past else counted.last_import
    return counted.parts if last <= known.by else _read(tables, file.path, known).parts


@dataclass(frozen=True)
class _In:
    """A data file, by which its traffic is remembered."""

    root: str
    path: str
    tables: Tables = field(compare=False)


@dataclass(frozen=True, eq=False)
class _Counted:
    """All of a file; and when the last of its facts, and of its imported facts, is known."""

    parts: tuple[Traffic, ...]
    last_known: int
    last_import: int


@lru_cache(REMEMBERED)
def _counted(place: _In) -> _Counted:
    return _read(place.tables, place.path, None)


def _read(tables: Tables, path: str, known: Known | None) -> _Counted:
    with pq.ParquetFile(open_file(tables, "events", path), read_dictionary=["source", "event"]) as parquet:
        rows = parquet.read(columns=_COLUMNS)
    numbers = np.arange(rows.num_rows)
    if known is not None:
        fits = is_known(rows, known)
        rows, numbers = rows.filter(fits), numbers[fits.to_numpy()]
    if not rows.num_rows:
        return _Counted((), -(2**63), -(2**63))
    rows = rows.unify_dictionaries().combine_chunks()
    times = {name: _micros(rows, name) for name in ("ts_event", "ts_received", "ts_known")}
    imported = times["ts_known"] != times["ts_received"]
    last_import = int(times["ts_known"][imported].max()) if imported.any() else -(2**63)
    parts = tuple(_parts(rows, times["ts_event"], _skews(rows, times["ts_received"]), path, numbers))
    return _Counted(parts, int(times["ts_known"].max()), last_import)


def _skews(rows: pa.Table, received: Ints) -> tuple[Bools, Ints]:
    """Which rows say when they were sent, and how long before their receipt, (n,)."""
    sent = rows["ts_sent"].combine_chunks()
    timed: Bools = sent.is_valid().to_numpy(zero_copy_only=False)
    skew = received - np.asarray(sent.cast(pa.int64()).fill_null(0))
    return timed, np.where(timed, skew, 0)


def _parts(rows: pa.Table, ts: Ints, skews: tuple[Bools, Ints], path: str, numbers: Ints) -> Iterator[Traffic]:
    sources, events = (_coded(rows, name) for name in ("source", "event"))
    codes = sources[0] * len(events[1]) + events[0]
    timed, skew = skews
    quarters = ts // QUARTER_US
    base = int(quarters.min())
    width = int(quarters.max()) - base + 1
    cells, counts = _cells(codes * width + (quarters - base), len(sources[1]) * len(events[1]) * width)
    found = np.unique(cells // width)
    edges = np.searchsorted(cells, np.append(found, found[-1] + 1) * width)
    last = np.full(len(sources[1]) * len(events[1]), -(2**63), np.int64)
    np.maximum.at(last, codes, ts)
    first = _first(codes, len(last))
    off = np.abs(skew) > SKEW_US
    how_many = [np.bincount(codes[which], minlength=len(last)) for which in (timed, off)]
    worst = _worst(codes[off], skew[off])
    arrivals = rows[ARRIVAL].to_numpy()
    for at, code in enumerate(found.tolist()):
        inside = slice(edges[at], edges[at + 1])
        yield Traffic(
            source=sources[1][code // len(events[1])],
            event=events[1][code % len(events[1])],
            last_event=int(last[code]),
            quarters=cells[inside] % width + base,
            counts=counts[inside],
            timed=int(how_many[0][code]),
            skewed=int(how_many[1][code]),
            skew_us=worst.get(code, 0),
            first=Place(int(arrivals[first[code]]), path, int(numbers[first[code]])),
        )


DENSE = 8_000_000
"""Cells up to which counting into an array of all of them is faster than sorting: 64 MB for a moment."""


def _cells(cells: Ints, size: int) -> tuple[Ints, Ints]:
    """The different cells (k,), ascending, and how often each is there."""
    if size > DENSE:
        return np.unique(cells, return_counts=True)
    counts = np.bincount(cells, minlength=size)
    found = np.flatnonzero(counts)
    return found, counts[found]


def _first(codes: Ints, size: int) -> Ints:
    """The first row of each code: rows are in the order of arrival."""
    first = np.zeros(size, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first


def _worst(codes: Ints, skew: Ints) -> dict[int, int]:
    """The largest skew of each code, by its size."""
    order = np.argsort(np.abs(skew), kind="stable")
    return dict(zip(codes[order].tolist(), skew[order].tolist(), strict=True))


def _coded(rows: pa.Table, name: str) -> tuple[Ints, list[str]]:
    column = rows[name].combine_chunks()
    codes: Ints = column.indices.to_numpy().astype(np.int64)
    return codes, column.dictionary.to_pylist()


def _micros(rows: pa.Table, name: str) -> Ints:
    values: Ints = rows[name].cast(pa.int64()).to_numpy()
    return values


def _later(part: Traffic, quarter: int) -> Traffic | None:
    """What of it is in a quarter hour or later."""
    start = int(np.searchsorted(part.quarters, quarter))
    if start == len(part.quarters):
        return None
    return part if start == 0 else replace(part, quarters=part.quarters[start:], counts=part.counts[start:])


def _sum(parts: Sequence[Traffic]) -> Traffic:
    if len(parts) == 1:
        return parts[0]
    quarters, places = np.unique(np.concatenate([part.quarters for part in parts]), return_inverse=True)
    counts = np.zeros(len(quarters), np.int64)
    np.add.at(counts, places, np.concatenate([part.counts for part in parts]))
    return replace(
        parts[0],
        last_event=max(part.last_event for part in parts),
        quarters=quarters,
        counts=counts,
        timed=sum(part.timed for part in parts),
        skewed=sum(part.skewed for part in parts),
        skew_us=max((part.skew_us for part in parts), key=abs),
        first=min((part.first for part in parts), key=lambda place: place.arrival),
    )
