"""Cleaning: files that no kept version of a table names any more are removed, but for those that a verdict pinned."""

from collections.abc import Collection
from datetime import timedelta

from hypercare.lake.commit import Commits
from hypercare.lake.rows import KINDS

HOUR = timedelta(hours=1)


def clean(commits: Commits, *, pinned: Collection[tuple[str, str]], keep: timedelta) -> dict[str, tuple[str, ...]]:
    """Removes unused data files and log entries beyond their retention; the data files removed, by table.

    `pinned` holds (table, path within it) of files that stay: `Manifest.paths` of what was issued. `keep` is how long,
    in whole hours by the system's clock, a file stays after it was replaced, for readers of older versions.
    """
    spared = frozenset(pinned)
    return {table: _clean(commits, table, spared, int(keep / HOUR)) for table in KINDS}


def _clean(commits: Commits, table: str, pinned: frozenset[tuple[str, str]], keep_hours: int) -> tuple[str, ...]:
    unused = commits.unused(table, keep_hours=keep_hours)
    names = tuple(name for name in unused if (table, name) not in pinned)
    commits.discard(table, names)
    commits.checkpoint(table)
    return names
