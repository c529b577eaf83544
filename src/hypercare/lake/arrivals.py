"""Arrivals: the newest rows of events and quarantine in the order in which they came, and what came since a cursor."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.newest import RowGroup, backwards
from hypercare.lake.rows import ARRIVAL, SCHEMAS, TIMESTAMP
from hypercare.lake.tables import DataFile, Tables
from hypercare.lake.tallies import Known, is_known
from hypercare.model.cursor import NOTHING, Cursor
from hypercare.model.facts import Event, Rejected

MOST_ROWS = 500_000
"""Rows among which those that are wanted are looked for, the newest: a quarter of a second."""


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for: of an event, of a source, with a text in any of their fields. None: all."""

    event: str | None = None
    source: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Arrived:
    """One row, and the cursor that has read up to it."""

    cursor: Cursor
    fact: Event | Rejected


@dataclass(frozen=True)
class Arrivals:
    """The newest rows, the latest last. `cursor` has read all of them and what was skipped.

    `skipped` counts rows since the cursor asked for that are not among `rows` for their number alone. `looked_through`
    is how many rows were looked at for those that are wanted.
    """

    rows: tuple[Arrived, ...]
    cursor: Cursor
    skipped: int
    looked_through: int


@dataclass(frozen=True)
class _Part:
    """The same of one table: (arrival, fact), the latest last, and the table's last arrival."""

    rows: list[tuple[int, Event | Rejected]]
    last: int
    skipped: int
    looked_through: int


@dataclass(frozen=True)
class _Read:
    """What was read of a row group: how many rows came, how many fit, the last of those."""

    came: int
    fits: int
    rows: list[tuple[int, Event | Rejected]]


def newest(tables: Tables, *, after: Cursor | None, limit: int, known: Known, wanted: Wanted = Wanted()) -> Arrivals:
    """At most `limit` rows that arrived after a cursor (else whenever). Reads only the data files that hold them.

    What is wanted is looked for in the newest half million rows. Raises OSError where a file is gone.
    """
    start = after or Cursor()
    parts = {
        table: _part(tables, table, number, limit, known, wanted, counted=after is not None)
        for table, number in (("events", start.events), ("quarantine", start.quarantine))
    }
    merged = list(heapq.merge(parts["events"].rows, parts["quarantine"].rows, key=lambda row: row[0]))
    end = Cursor(parts["events"].last, parts["quarantine"].last)
    skipped = sum(part.skipped for part in parts.values()) + max(0, len(merged) - limit)
    return Arrivals(
        rows=_pointed(start, merged)[-limit:],
        cursor=end,
        skipped=0 if after is None else skipped,
        looked_through=sum(part.looked_through for part in parts.values()),
    )


def _pointed(cursor: Cursor, merged: Sequence[tuple[int, Event | Rejected]]) -> tuple[Arrived, ...]:
    """The rows with the cursor up to each."""
    found = []
    for arrival, fact in merged:
        moved = {"events": arrival} if isinstance(fact, Event) else {"quarantine": arrival}
        cursor = replace(cursor, **moved)
        found.append(Arrived(cursor, fact))
    return tuple(found)


def _part(tables: Tables, table: str, after: int, limit: int, known: Known, wanted: Wanted, *, counted: bool) -> _Part:
    files = tables.files(table)
    rows: list[tuple[int, Event | Rejected]] = []
    skipped = looked_through = 0
    for group in backwards(tables, table, files, after=after):
        if len(rows) < limit and looked_through < MOST_ROWS:
            read = _read(group, after, limit - len(rows), known, wanted)
            looked_through, skipped = looked_through + read.came, skipped + read.fits - len(read.rows)
            rows = read.rows + rows
        elif counted:
            skipped += _count(group, after)
        else:
            break
    return _Part(rows, _last(files), skipped, looked_through)


def _last(files: Sequence[DataFile]) -> int:
    return max((file.last_arrival for file in files), default=NOTHING)


def _read(group: RowGroup, after: int, limit: int, known: Known, wanted: Wanted) -> _Read:
    """What a group holds after a number, with at most the last `limit` rows that fit."""
    came = fits = 0
    held = SCHEMAS[group.table].empty_table()
    for batch in group.batches(held.column_names):
        rows = batch.filter(pc.greater(batch[ARRIVAL], after)) if group.first_arrival <= after else batch
        came += rows.num_rows
        rows = rows.filter(_fits(rows, group.table, known, wanted))
        fits += rows.num_rows
        held = pa.concat_tables(
            [held.slice(max(0, len(held) + len(rows) - limit)), rows.slice(max(0, len(rows) - limit))]
        )
    return _Read(came, fits, _facts(group.table, held))


def _fits(rows: pa.Table, table: str, known: Known, wanted: Wanted) -> pa.Array:
    """Which rows (n,) are known and wanted."""
    fits = is_known(rows, known) if table == "events" else pa.array([True] * rows.num_rows, pa.bool_())
    if wanted.source is not None:
        fits = pc.and_(fits, pc.equal(rows["source"], wanted.source))
    if wanted.event is not None:
        fits = pc.and_(fits, pc.equal(rows["event"], wanted.event) if table == "events" else False)
    return fits if wanted.text is None else pc.and_(fits, _has_text(rows, wanted.text))


def _has_text(rows: pa.Table, text: str) -> pa.Array:
    found = pa.array([False] * rows.num_rows, pa.bool_())
    for field in rows.schema:
        if field.type == pa.string():
            here = pc.match_substring(rows[field.name], text, ignore_case=True)
            found = pc.or_(found, pc.fill_null(here, fill_value=False))
    return found


def _count(group: RowGroup, after: int) -> int:
    if group.first_arrival > after:
        return group.rows
    return int(pc.sum(pc.greater(group.read([ARRIVAL])[ARRIVAL], after)).as_py() or 0)


def _facts(table: str, rows: pa.Table) -> list[tuple[int, Event | Rejected]]:
    kind: type[Event] | type[Rejected] = Event if table == "events" else Rejected
    names = kind.__struct_fields__
    columns = [_plain(rows[name]) for name in names]
    facts = [kind(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]
    return list(zip(rows[ARRIVAL].to_pylist(), facts, strict=True))


def _plain(column: pa.ChunkedArray) -> list[object]:
    values: list[object] = (column.cast(pa.int64()) if column.type == TIMESTAMP else column).to_pylist()
    return values
