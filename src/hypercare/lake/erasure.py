"""Erasure: rows that a sieve lets go are taken out of every data file, of the present and of the past.

The tables stay readable throughout: each is rewritten by one commit, so that whatever ends the work in between leaves
the old rows of a table or the new ones. Doing it again finds what is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hypercare.lake.commit import Commits
from hypercare.lake.key_runs import KEYED, keyed_rows
from hypercare.lake.rows import ARRIVAL, ERASED, FACTS, SCHEMAS, TIMESTAMP, Erased, conform, to_arrow
from hypercare.lake.sieve import Sieve
from hypercare.lake.tables import Tables, time_column
from hypercare.model.instant import DAY_US

ORDER = ("events", "traits", "feedback", "requests", "errors", "sessions", "quarantine", "aliases")
"""In this order tables are rewritten. While the aliases stand, a person's keys can be found again."""
BATCH_ROWS = 50_000
SUFFIX = ".parquet"


@dataclass(frozen=True)
class Affected:
    """A data file with rows that go, or that are blanked. One that is not `current` is of an earlier version only."""

    table: str
    path: str
    gone: int
    blanked: int
    is_current: bool


@dataclass(frozen=True)
class Survey:
    """What a sieve does to the tables: the files it changes, and the `keys` of the rows that go (as in `erased`).

    `last_gone` is the highest arrival number of a row that goes, -1 for none.
    """

    files: tuple[Affected, ...]
    keys: pa.Table
    last_gone: int

    def gone(self, table: str) -> int:
        """How many rows of a table go."""
        return sum(file.gone for file in self.files if file.table == table and file.is_current)

    def blanked(self, table: str) -> int:
        """How many rows of a table stay without what they said."""
        return sum(file.blanked for file in self.files if file.table == table and file.is_current)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files as `table/path`, in order: what must be gone in the end."""
        return tuple(sorted(f"{file.table}/{file.path}" for file in self.files))


def survey(tables: Tables, sieve: Sieve) -> Survey:
    """Reads every data file that is there, of any version, for what a sieve would do to it.

    A file that does not read as one is taken for the rest of a commit that never was, and named to be removed.
    """
    files: list[Affected] = []
    keys = [SCHEMAS[ERASED].empty_table()]
    last_gone = -1
    for table in FACTS:
        folder, current = Path(tables.path(table)), {file.path for file in tables.files(table)}
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            found = _surveyed(table, path, sieve, is_current=path.name in current)
            if found is None:
                continue
            files.append(found.file)
            if found.file.is_current:
                last_gone = max(last_gone, found.last_gone)
                keys += found.keys
    return Survey(tuple(files), pa.concat_tables(keys), last_gone)


@dataclass(frozen=True)
class _Found:
    file: Affected
    keys: list[pa.Table]
    last_gone: int


def _surveyed(table: str, path: Path, sieve: Sieve, *, is_current: bool) -> _Found | None:
    """What a sieve does to a file; None where it changes nothing."""
    gone = blanked = 0
    last_gone, keys = -1, []
    try:
        for rows in _parts(table, path, sieve):
            sifted = sieve.sift(table, rows)
            gone, blanked = gone + len(sifted.gone), blanked + sifted.blanked
            if len(sifted.gone):
                last_gone = max(last_gone, pc.max(sifted.gone[ARRIVAL]).as_py())
                keys += [_keys(table, sifted.gone)] if table in KEYED else []
    except (pa.ArrowException, OSError):
        if is_current:
            raise
        return _Found(Affected(table, path.name, 0, 0, is_current=False), [], -1)
    if not gone and not blanked:
        return None
    return _Found(Affected(table, path.name, gone, blanked, is_current), keys, last_gone)


def erase(commits: Commits, sieve: Sieve, found: Survey, *, keep_keys: tuple[str, int] | None) -> None:
    """Takes what was found out of the newest version of every table, each by one commit.

    With `keep_keys`, a transaction (application, number), the duplicate keys are kept, so that sending
    them again does not bring them back.
    """
    _keep(commits, found, keep_keys)
    for table in ORDER:
        current = {file.path: file for file in commits.tables.files(table)}
        folder = Path(commits.tables.path(table))
        old = [current[file.path] for file in found.files if file.table == table and file.path in current]
        if old:
            commits.rewrite(table, ((file, _kept(table, folder / file.path, sieve)) for file in old))


def discard(commits: Commits, paths: Sequence[str]) -> tuple[str, ...]:
    """Removes those of some files (`table/path`) that the newest version does not name, for good; which were there."""
    removed: list[str] = []
    for table in FACTS:
        folder, current = Path(commits.tables.path(table)), {file.path for file in commits.tables.files(table)}
        named = (path.removeprefix(f"{table}/") for path in paths if path.startswith(f"{table}/"))
        names = [name for name in named if name not in current and (folder / name).exists()]
        if names:
            commits.discard(table, names)
            removed += [f"{table}/{name}" for name in names]
    return tuple(removed)


def _keep(commits: Commits, found: Survey, transaction: tuple[str, int] | None) -> None:
    """Keeps the keys of the events that go, and the arrival number of the lake's last row, so that none comes twice."""
    rows = [found.keys] if transaction is not None else []
    if found.last_gone >= 0 and found.last_gone == commits.tables.last_arrival():
        rows.append(to_arrow(ERASED, [Erased("", None, False, 0, 0)], [found.last_gone]))
    kept = pa.concat_tables(rows) if rows else None
    if kept is not None and len(kept):
        commits.append(ERASED, kept, transaction=transaction or (f"arrival/{found.last_gone}", 0))


def _keys(table: str, rows: pa.Table) -> pa.Table:
    """The rows of the table `erased` for some rows with a key."""
    keyed = keyed_rows(table, rows)
    days = {name: _day(keyed[name]) for name in ("ts_event", "ts_received")}
    columns = {"table": pa.array([table] * len(keyed), pa.string()), **days}
    names = SCHEMAS[ERASED].names
    return pa.table([columns[name] if name in columns else keyed[name] for name in names], schema=SCHEMAS[ERASED])


def _day(times: pa.ChunkedArray) -> pa.ChunkedArray:
    micros = times.cast(pa.int64()).to_numpy()
    return pa.chunked_array([pa.array(micros // DAY_US * DAY_US).view(TIMESTAMP)])


def _kept(table: str, path: Path, sieve: Sieve) -> Iterator[pa.Table]:
    return (sieve.sift(table, rows).kept for rows in _parts(table, path, sieve))


def _parts(table: str, path: Path, sieve: Sieve) -> Iterator[pa.Table]:
    """The rows of a file in the types of its table; none of a file that the sieve spares."""
    with pq.ParquetFile(path) as parquet:
        if sieve.spares(table, _earliest(table, parquet)):
            return
        for batch in parquet.iter_batches(BATCH_ROWS):
            yield conform(pa.Table.from_batches([batch]), table)


def _earliest(table: str, parquet: pq.ParquetFile) -> int:
    """The least time of a file's rows (microseconds UTC), by its footer."""
    place = SCHEMAS[table].get_field_index(time_column(table))
    groups = (parquet.metadata.row_group(number) for number in range(parquet.num_row_groups))
    return min((group.column(place).statistics.min_raw for group in groups), default=0)
