"""Columns of sequences: property columns that are asked for later, added beside the buckets that stand."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.coding import TEXT, sorted_codes
from hypercare.lake.facts import Facts
from hypercare.lake.keyed import PROPERTY, Keying
from hypercare.lake.rows import ARRIVAL
from hypercare.lake.sequences.bucket_files import BucketFile, Mapped, stored_rows, write_columns
from hypercare.lake.sequences.build import SCRATCH, THREADS, Resolved, shelves_for
from hypercare.lake.sequences.sorted_rows import JOINED, SortedRows
from hypercare.lake.sequences.state import State
from hypercare.lake.shelves import Shelves
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Ints

NOWHERE = -1


def widen(facts: Facts, resolved: Resolved, state: State, added: frozenset[str], folder: Path) -> State:
    """Adds property columns to a set that holds these facts, and gives the state with them.

    `resolved` is of all columns, old and new. Only the JSON of the events is read: its rows find their places in the
    buckets by their arrival. No file of the old state is touched; if this is cut short, the old state stands.
    """
    with TemporaryDirectory(dir=folder, prefix=SCRATCH) as scratch, shelves_for(state.events, folder) as shelves:
        homes = _homes(folder, state, Path(scratch))
        for values in _values(facts, Keying(Unit(), tuple(sorted(added)), resolved.identity)):
            _spread(values, homes, shelves)
        del homes  # the file is unlinked with its folder
        stored = _written(folder, state, resolved, added, shelves)
    return msgspec.structs.replace(
        state,
        buckets=stored,
        columns=resolved.keying.columns,
        traits=resolved.book.digest,
    )


def _standing(folder: Path, stored: BucketFile) -> SortedRows:
    return stored_rows(folder, stored, lambda path, _: Mapped(path))


def _homes(folder: Path, state: State, scratch: Path) -> Ints:
    """By arrival the bucket of its row, `NOWHERE` where it has no unit. A mapped file, so that it takes no memory."""
    homes: Ints = np.memmap(scratch / "homes", np.int32, "w+", shape=(state.last_event + 2,))
    homes[:] = NOWHERE
    for bucket, stored in enumerate(state.buckets):
        homes[_standing(folder, stored).times[ARRIVAL]] = bucket
    return homes


def _values(facts: Facts, reading: Keying) -> Iterator[pa.Table]:
    """The values of the events that have any: arrival, and `p:KEY` for each property."""
    for events in facts.batches("events", [ARRIVAL, *reading.reads_properties]):
        found = {name: pc.cast(values, TEXT) for name, values in reading.properties(events).items()}
        rows = pa.table({ARRIVAL: events[ARRIVAL], **found})
        yield rows.filter(_any_valid(rows))


def _any_valid(rows: pa.Table) -> pa.ChunkedArray:
    valid = pc.is_valid(rows[1])
    for column in rows.columns[2:]:
        valid = pc.or_(valid, pc.is_valid(column))
    return valid


def _spread(values: pa.Table, homes: Ints, shelves: Shelves) -> None:
    """Lays values on the shelves of their buckets."""
    if not len(values):
        return
    places = homes[values[ARRIVAL].to_numpy()]
    order = np.argsort(places, kind="stable")
    found, starts = np.unique(places[order], return_index=True)
    ordered = values.take(pa.array(order)).combine_chunks()
    for bucket, start, stop in zip(found.tolist(), starts.tolist(), [*starts[1:].tolist(), len(order)], strict=True):
        if bucket != NOWHERE:
            shelves.put(bucket, ordered.slice(start, stop - start))


def _written(
    folder: Path, state: State, resolved: Resolved, added: frozenset[str], shelves: Shelves
) -> tuple[BucketFile, ...]:
    names = frozenset(f"{kind}{key}" for key in added for kind in (PROPERTY, JOINED))

    def one(bucket: int) -> BucketFile:
        stored = state.buckets[bucket]
        rows = _with_columns(_standing(folder, stored), added, shelves.take(bucket))
        joined = rows.with_traits(resolved.unit, resolved.book)
        return msgspec.structs.replace(stored, beside=(*stored.beside, write_columns(folder, bucket, joined, names)))

    with ThreadPoolExecutor(THREADS) as pool:
        return tuple(pool.map(one, range(len(state.buckets))))


def _with_columns(rows: SortedRows, added: frozenset[str], values: pa.Table | None) -> SortedRows:
    """The rows of a bucket with columns more, and without others' joined ones, whose values are found by arrival."""
    codes = {name: column for name, column in rows.codes.items() if not name.startswith((PROPERTY, JOINED))}
    texts = {name: rows.texts[name] for name in codes}
    places = None if values is None else _places(rows.times[ARRIVAL], values[ARRIVAL].to_numpy())
    for key in added:
        name = PROPERTY + key
        codes[name], texts[name] = np.full(rows.rows, -1, np.int32), pa.array([], TEXT)
        if values is not None:
            found, texts[name] = sorted_codes(values[name])
            codes[name][places] = found
    return replace(rows, codes=codes, texts=texts)


def _places(arrivals: Ints, wanted: Ints) -> Ints:
    """Where in `arrivals` (n,) each of the wanted numbers (m,) stands; all of them do."""
    order = np.argsort(arrivals)
    places: Ints = order[np.searchsorted(arrivals[order], wanted)]
    return places
