"""Tallies: events counted by source and name, a data file at a time. Files never change, so each is counted once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hypercare.lake.table_facts import open_file
from hypercare.lake.tables import DataFile, Tables

# Counting a full file of 1.6 million events takes 0.15 s; its tally is some KB.
REMEMBERED = 10_000
_COLUMNS = ["source", "event", "ts_event", "ts_received", "ts_known"]


@dataclass(frozen=True)
class Known:
    """What can be known at an instant, in microseconds UTC.

    What was pushed is known once it is here. An imported fact is known from `by` on, so that a set clock hides what is
    yet to come. Of an instant that is `past`, what was pushed later was not known either.
    """

    by: int
    past: bool = False


@dataclass(frozen=True)
class Tally:
    """Events of one source and name: how many, `imported` of them, and their first and last times (microseconds UTC).

    The others were pushed: known here when they were received.
    """

    source: str
    event: str
    events: int
    imported: int
    first_known: int
    last_known: int
    last_event: int
    last_received: int


def tallies(tables: Tables, files: Iterable[DataFile], known: Known) -> tuple[Tally, ...]:
    """The events of some data files by source and name, in their order. Raises OSError where a file is gone."""
    parts = [each for file in files for each in file_tallies(tables, file, known)]
    names = sorted({(part.source, part.event) for part in parts})
    held: dict[tuple[str, str], list[Tally]] = {name: [] for name in names}
    for part in parts:
        held[part.source, part.event].append(part)
    return tuple(_sum(group) for group in held.values())


def file_tallies(tables: Tables, file: DataFile, known: Known) -> tuple[Tally, ...]:
    """The events of one data file by source and name."""
    counted, last_import = _counted(_Place(tables.root, file.path, tables))
    last = max((each.last_known for each in counted), default=last_import) if known.past else last_import
    return counted if last <= known.by else _grouped(_rows(tables, file.path, known))


def is_known(rows: pa.Table, known: Known) -> pa.ChunkedArray:
    """Of rows with their times, which are known (n,)."""
    if known.past:
        return pc.less_equal(rows["ts_known"].cast(pa.int64()), known.by)
    pushed = pc.equal(rows["ts_known"], rows["ts_received"])
    return pc.or_(pushed, pc.less_equal(rows["ts_known"].cast(pa.int64()), known.by))


@dataclass(frozen=True)
class _Place:
    """A data file, by which its tally is remembered."""

    root: str
    path: str
    tables: Tables = field(compare=False)


@lru_cache(REMEMBERED)
def _counted(place: _Place) -> tuple[tuple[Tally, ...], int]:
    """All of a file, and when the last of its imported facts is known."""
    rows = _rows(place.tables, place.path, None)
    imported = rows.filter(pc.not_equal(rows["ts_known"], rows["ts_received"]))
    last = pc.max(imported["ts_known"].cast(pa.int64())).as_py()
    return _grouped(rows), -(2**63) if last is None else last


def _rows(tables: Tables, path: str, known: Known | None) -> pa.Table:
    with pq.ParquetFile(open_file(tables, "events", path), read_dictionary=["source", "event"]) as parquet:
        rows = parquet.read(columns=_COLUMNS)
    return rows if known is None else rows.filter(is_known(rows, known))


def _grouped(rows: pa.Table) -> tuple[Tally, ...]:
    rows = rows.append_column("imported", pc.not_equal(rows["ts_known"], rows["ts_received"]).cast(pa.int64()))
    of = [
        ("event", "count"),
        ("imported", "sum"),
        ("ts_known", "min"),
        ("ts_known", "max"),
        ("ts_event", "max"),
        ("ts_received", "max"),
    ]
    found = rows.unify_dictionaries().group_by(["source", "event"]).aggregate(of)
    names = ["source", "event", *(f"{column}_{how}" for column, how in of)]
    columns = [_plain(found[name]) for name in names]
    return tuple(Tally(*row) for row in zip(*columns, strict=True))


def _plain(column: pa.ChunkedArray) -> list[str | int]:
    values: list[str | int] = (column.cast(pa.int64()) if pa.types.is_timestamp(column.type) else column).to_pylist()
    return values


def _sum(parts: list[Tally]) -> Tally:
    return Tally(
        source=parts[0].source,
        event=parts[0].event,
        events=sum(part.events for part in parts),
        imported=sum(part.imported for part in parts),
        first_known=min(part.first_known for part in parts),
        last_known=max(part.last_known for part in parts),
        last_event=max(part.last_event for part in parts),
        last_received=max(part.last_received for part in parts),
    )
