"""Data files: the Parquet files of a table, written through the port `Files` and synced before a commit names them."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake.transaction import AddAction

from hypercare.lake.rows import ARRIVAL, SCHEMAS
from hypercare.model.instant import from_micros
from hypercare.model.ports import Files

# Rows that share column statistics, and the least that a reader fetches: some MB of events.
ROW_GROUP_ROWS = 100_000
# What repeats from row to row is coded by dictionary; keys and property texts do not repeat enough to pay for it.
_REPEATING = frozenset(
    (
        "source",
        "event",
        "user_key",
        "anon_key",
        "lib",
        "kind",
        "user",
        "holder",
        "id",
        "name",
        "op",
        "decoder",
        "reason",
    )
)


def statistics_columns(table: str) -> list[str]:
    """The columns of a table whose least and greatest value its log knows."""
    return [name for name in SCHEMAS[table].names if name.startswith("ts_") or name == ARRIVAL]


def write_data_file(table: str, parts: Iterable[pa.Table], path: Path, files: Files, *, is_new: bool) -> AddAction:
    """Writes rows as a new, synced file of a table, and says how a commit names it. `is_new`: the rows are no copies.

    The file is built in memory, so `parts` are bounded by the caller.
    """
    data = _parquet(table, parts)
    with files.create(path) as file:
        file.write(memoryview(data))
        files.sync(file)
    files.sync_folder(path.parent)
    written_ms = path.stat().st_mtime_ns // 1_000_000
    return AddAction(path.name, data.size, {}, written_ms, is_new, _statistics(table, data))


def _parquet(table: str, parts: Iterable[pa.Table]) -> pa.Buffer:
    schema, buffer = SCHEMAS[table], pa.BufferOutputStream()
    repeating = [name for name in schema.names if name in _REPEATING]
    # zstd at level 1 makes files half as large as snappy's, in about the same time.
    with pq.ParquetWriter(buffer, schema, compression="zstd", compression_level=1, use_dictionary=repeating) as writer:
        for group in _row_groups(parts):
            writer.write_table(group, row_group_size=ROW_GROUP_ROWS)
    return buffer.getvalue()


def _row_groups(parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The parts gathered to row groups, so that many small commits do not become as many small row groups."""
    held: list[pa.Table] = []
    for part in parts:
        held.append(part)
        if sum(each.num_rows for each in held) >= ROW_GROUP_ROWS:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)


def _statistics(table: str, data: pa.Buffer) -> str:
    """The statistics of a data file as Delta's protocol has them, from the file's own footer."""
    footer = pq.read_metadata(pa.BufferReader(data))
    places = {footer.schema.column(place).name: place for place in range(footer.num_columns)}
    least, greatest, nulls = {}, {}, {}
    for name in statistics_columns(table):
        groups = [footer.row_group(group).column(places[name]).statistics for group in range(footer.num_row_groups)]
        nulls[name] = sum(group.null_count for group in groups)
        known = [group for group in groups if group.has_min_max]
        if known:
            least[name] = _plain(name, min(group.min_raw for group in known))
            greatest[name] = _plain(name, max(group.max_raw for group in known))
    return json.dumps({"numRecords": footer.num_rows, "minValues": least, "maxValues": greatest, "nullCount": nulls})


def _plain(name: str, value: int) -> int | str:
    if name == ARRIVAL:
        return value
    return from_micros(value).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
