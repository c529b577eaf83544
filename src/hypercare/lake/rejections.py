"""Rejections: what is in quarantine, counted by source and reason, and the newest examples of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hypercare.lake.newest import RowGroup, backwards
from hypercare.lake.table_facts import open_file
from hypercare.lake.tables import DataFile, Tables
from hypercare.model.facts import Rejected

REMEMBERED = 10_000
MOST_GROUPS = 5
"""Row groups in which examples are looked for: half a million records."""
_KEY = ["source", "decoder", "reason"]
_TABLE = "quarantine"
_LATEST = 2**63 - 1


@dataclass(frozen=True)
class Rejection:
    """Records of one source that a decoder rejected for one reason: how many, and when (microseconds UTC).

    `recent` is how many came since an instant asked for. `examples` are the newest.
    """

    source: str
    decoder: str
    reason: str
    count: int
    recent: int
    first_received: int
    last_received: int
    examples: tuple[Rejected, ...]


def rejections(
    tables: Tables, files: Sequence[DataFile], *, since: int, until: int | None = None, examples: int
) -> tuple[Rejection, ...]:
    """What is in quarantine, the most first. A data file is counted once. Raises OSError where one is gone.

    `recent` of each are those that came since an instant, and not after `until` (None for no end; microseconds UTC).
    """
    counted: dict[tuple[str, str, str], list[_Count]] = {}
    for file in files:
        for each in _counted(_Place(tables.root, file.path, tables)):
            counted.setdefault(each.key, []).append(each)
    recent = _recent(tables, files, since, _LATEST if until is None else until)
    shown = _examples(tables, files, examples)
    found = [
        Rejection(
            *key,
            count=sum(each.count for each in counts),
            recent=recent.get(key, 0),
            first_received=min(each.first for each in counts),
            last_received=max(each.last for each in counts),
            examples=shown.get(key, ()),
        )
        for key, counts in counted.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.source, each.reason)))


Key = tuple[str, str, str]


@dataclass(frozen=True)
class _Count:
    key: Key
    count: int
    first: int
    last: int


@dataclass(frozen=True)
class _Place:
    """A data file, by which its counts are remembered."""

    root: str
    path: str
    tables: Tables = field(compare=False)


@lru_cache(REMEMBERED)
def _counted(place: _Place) -> tuple[_Count, ...]:
    with pq.ParquetFile(open_file(place.tables, _TABLE, place.path), read_dictionary=_KEY) as parquet:
        rows = parquet.read(columns=[*_KEY, "ts_received"]).unify_dictionaries()
    of = [("reason", "count"), ("ts_received", "min"), ("ts_received", "max")]
    found = rows.group_by(_KEY).aggregate(of)
    keys = zip(*(found[name].to_pylist() for name in _KEY), strict=True)
    times = [found[f"ts_received_{how}"].cast(pa.int64()).to_pylist() for how in ("min", "max")]
    lines = zip(keys, found["reason_count"].to_pylist(), *times, strict=True)
    return tuple(_Count(key, count, first, last) for key, count, first, last in lines)


def _recent(tables: Tables, files: Sequence[DataFile], since: int, until: int) -> dict[Key, int]:
    """How many records came between two instants, by what and why. Only files that have such records are read."""
    parts = []
    for group in backwards(tables, _TABLE, [file for file in files if file.max_ts >= since and file.min_ts <= until]):
        rows = group.read([*_KEY, "ts_received"])
        received = rows["ts_received"].cast(pa.int64())
        parts.append(rows.filter(pc.and_(pc.greater_equal(received, since), pc.less_equal(received, until))))
    if not parts:
        return {}
    found = pa.concat_tables(parts).group_by(_KEY).aggregate([("reason", "count")])
    keys = zip(*(found[name].to_pylist() for name in _KEY), strict=True)
    return dict(zip(keys, found["reason_count"].to_pylist(), strict=True))


def _examples(tables: Tables, files: Sequence[DataFile], most: int) -> dict[Key, tuple[Rejected, ...]]:
    """The newest records, by what and why, the newest first."""
    found: dict[Key, tuple[Rejected, ...]] = {}
    for number, group in enumerate(backwards(tables, _TABLE, files)):
        if number == MOST_GROUPS:
            break
        for rejected in _newest(group, most):
            key = (rejected.source, rejected.decoder, rejected.reason)
            if len(found.get(key, ())) < most:
                found[key] = (*found.get(key, ()), rejected)
    return found


def _newest(group: RowGroup, most: int) -> list[Rejected]:
    """The newest records of a group, at most so many of each kind, the newest first."""
    keys = group.read(_KEY)
    kinds = keys.append_column("row", pa.array(np.arange(keys.num_rows))).group_by(_KEY).aggregate([("row", "list")])
    places = np.sort(np.concatenate([np.sort(rows.as_py())[-most:] for rows in kinds["row_list"]]))
    names = Rejected.__struct_fields__
    rows = group.take(names, places)
    columns = [_plain(rows[name]) for name in names]
    return [Rejected(*row) for row in zip(*columns, strict=True)][::-1]


def _plain(column: pa.ChunkedArray) -> list[object]:
    values: list[object] = (column.cast(pa.int64()) if pa.types.is_timestamp(column.type) else column).to_pylist()
    return values
