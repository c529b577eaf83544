"""Missing files: data files that a table names and that are gone."""

from collections.abc import Iterable
from pathlib import Path

from hypercare.lake.rows import KINDS
from hypercare.lake.table_facts import open_file
from hypercare.lake.tables import Tables
from hypercare.model.errors import Damaged


def check_present(tables: Tables, among: Iterable[str] = tuple(KINDS)) -> None:
    """Raises `Damaged` with the first data file that the newest version of a table names and that is not there.

    A file that compaction replaced and cleaning removed between the two looks is no longer named, so it is no damage.
    """
    for table in among:
        gone = _absent(tables, table)
        if not gone:
            continue
        lost = sorted(gone & _absent(tables, table))
        if lost:
            raise Damaged(
                f"a data file of the table {table} is gone" + (f", and {len(lost) - 1} more" if lost[1:] else ""),
                where=f"{tables.path(table)}/{lost[0]}",
                expected="the files of the lake as they were written",
                fix="restore a backup: hypercare restore",
            )


def _absent(tables: Tables, table: str) -> set[str]:
    return {file.path for file in tables.files(table) if not _is_there(tables, table, file.path)}


def _is_there(tables: Tables, table: str, path: str) -> bool:
    if tables.is_local:
        return Path(tables.path(table), path).is_file()
    try:
        open_file(tables, table, path).close()
    except FileNotFoundError:
        return False
    return True
