"""Compaction: many small data files become few large ones, with the same rows in the same order."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hypercare.lake.commit import Commits
from hypercare.lake.rows import KINDS, conform
from hypercare.lake.tables import DataFile, Tables

# So many small files of a table are worth a rewrite: about every 200 commits.
SMALL_FILES = 200
# One output file, some millions of events. It is held in memory while it is made.
TARGET_BYTES = 64 * 1024 * 1024


def compact(commits: Commits, *, small_files: int = SMALL_FILES, target_bytes: int = TARGET_BYTES) -> dict[str, int]:
    """Merges small files of every table that has at least `small_files` of them; how many were replaced, by table.

    Rows, arrival numbers and transactions stay, but for aliases that only repeat an earlier one: SDKs tell who is
    signed in with every request. Readers of older versions keep their files until they are cleaned. Each output is one
    commit, so loading waits no longer than a commit takes. `deltalake`'s own `optimize.compact` is not used, because it
    names files in a commit before they are synced.
    """
    replaced = {table: _compact(commits, table, small_files, target_bytes) for table in KINDS}
    return {table: count for table, count in replaced.items() if count}


def _compact(commits: Commits, table: str, small_files: int, target_bytes: int) -> int:
    groups = _groups(commits.tables.files(table), target_bytes)
    if sum(map(len, groups)) < small_files:
        return 0
    for group in groups:
        rows = _rows(commits.tables, table, group)
        commits.replace(table, group, [_telling(pa.concat_tables(rows))] if table == "aliases" else rows)
    return sum(map(len, groups))


def _groups(files: Sequence[DataFile], target_bytes: int) -> list[list[DataFile]]:
    """Neighbours in the order of arrival that fit into one file, two or more at a time."""
    groups: list[list[DataFile]] = [[]]
    for file in files:
        is_small = file.size < target_bytes // 2
        if not is_small or sum(other.size for other in groups[-1]) + file.size > target_bytes:
            groups.append([])
        if is_small:
            groups[-1].append(file)
    return [group for group in groups if len(group) > 1]


def _telling(aliases: pa.Table) -> pa.Table:
    """The aliases, in their order, without those that an earlier row already told, as of any instant and any arrival.

    Such a row happened no earlier and became known no earlier than the first with its keys, which arrived before it.
    The last row stays, so that its arrival number is not given again.
    """
    codes = np.zeros(len(aliases), np.int64)
    for name in ("kind", "key", "user"):
        coded = aliases[name].combine_chunks().dictionary_encode()
        codes = codes * (len(coded.dictionary) + 1) + coded.indices.to_numpy()
    _, firsts, link = np.unique(codes, return_index=True, return_inverse=True)
    first = firsts[link]
    repeats = first != np.arange(len(aliases))
    for name in ("ts_event", "ts_known"):
        times = pc.cast(aliases[name], pa.int64()).to_numpy()
        repeats &= times >= times[first]
    repeats[-1:] = False
    return aliases.filter(pa.array(~repeats))


def _rows(tables: Tables, table: str, files: Sequence[DataFile]) -> Iterator[pa.Table]:
    for file in files:
        with pq.ParquetFile(Path(tables.path(table)) / file.path) as parquet:
            for group in range(parquet.num_row_groups):
                yield conform(parquet.read_row_group(group), table)
