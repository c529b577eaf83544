"""Snapshots: the files that hold the facts at one instant, set aside under second names while the gateway goes on."""

import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hypercare.lake.files import make_folder
from hypercare.lake.rows import KINDS
from hypercare.lake.tables import LOG_FOLDER, NO_VERSION, DataFile, Tables, data_files
from hypercare.lake.tail import checkpoint_path, entry_path, mend
from hypercare.lake.wal.wal import unloaded_segments
from hypercare.model.errors import Damaged
from hypercare.model.ports import Files

LAKE, WAL = "lake", "wal"
_DATA = r"[A-Za-z0-9][A-Za-z0-9._-]*\.parquet"
_LOG = r"[0-9]{20}\.(?:json|checkpoint\.parquet)"
_DATA_NAME, _LOG_NAME, _ENTRY_NAME = re.compile(_DATA), re.compile(_LOG), re.compile(r"[0-9]{20}\.json")
# Nothing else is taken in or given out, so a name from a foreign archive cannot lead out of its folder.
_PART_NAME = re.compile(
    rf"{LAKE}/(?:{'|'.join(KINDS)})/(?:{_DATA}|{LOG_FOLDER}/{_LOG})"
    rf"|{WAL}/[A-Za-z0-9][A-Za-z0-9-]*/[0-9]{{12}}\.(?:seg|damaged)"
)


def is_part_name(name: str) -> bool:
    """Whether this is the name of a file of facts, as it stands in a data folder (`lake/events/….parquet`)."""
    return _PART_NAME.fullmatch(name) is not None


@dataclass(frozen=True)
class Part:
    """A file of a snapshot: its name in a data folder, where it stands, and how many of its first bytes count."""

    name: str
    path: Path
    size: int


class Snapshot:
    """The facts of one instant, below a folder of their own. They stay as they are, whatever is loaded or cleaned."""

    def __init__(self, folder: Path, segments: tuple[Part, ...], files: Files) -> None:
        self.segments = segments
        self._folder, self._files = folder, files
        self._tables = Tables(folder / LAKE)

    @classmethod
    def take(cls, tables: Tables, wal: Path, folder: Path, files: Files) -> "Snapshot":
        """Sets the facts aside in `folder`. Nothing may load, compact or clean meanwhile; appending goes on.

        Costs two names per file, not its bytes, where `folder` is on the same file system. Raises OSError.
        """
        segments = tuple(_set_aside_log(wal, folder / WAL))
        for table in KINDS:
            _set_aside_table(Path(tables.path(table)), folder / LAKE / table)
        return cls(folder, segments, files)

    @cached_property
    def data_files(self) -> Mapping[str, tuple[DataFile, ...]]:
        """The data files of each table. Raises `Damaged` where one is not there as it was written."""
        return {table: _checked_files(self._tables, table) for table in self.versions}

    @cached_property
    def versions(self) -> Mapping[str, int]:
        """The version of each table, -1 for one that was never written to.

        Raises `Damaged` where a crash cut the newest commit off and nobody has mended that yet: which of its rows are
        still in the log is for the loader to say.
        """
        for table in KINDS:
            self._mend(table)
        return {table: self._tables.version(table) for table in KINDS}

    def parts(self, also: Collection[tuple[str, str]]) -> list[Part]:
        """The files by which the facts stand again, with those data files (table, path) of `also` that are here."""
        return [*self.segments, *(part for table in KINDS for part in self._table_parts(table, also))]

    def _mend(self, table: str) -> None:
        """Lets go of a checkpoint that may have been cut off; the table opens without it."""
        removed = mend(self._folder / LAKE / table, self._files)
        if any(_ENTRY_NAME.fullmatch(name) for name in removed):
            raise Damaged(
                "the newest commit is not whole",
                where=f"{LAKE}/{table}",
                fix="hypercare drain, which mends what a crash cut off, and then again",
            )

    def _table_parts(self, table: str, also: Collection[tuple[str, str]]) -> list[Part]:
        folder = self._folder / LAKE / table
        named = {file.path for file in self.data_files[table]} | {path for other, path in also if other == table}
        data = [folder / name for name in named if _DATA_NAME.fullmatch(name)]
        paths = [*_log_files(folder, self.versions[table]), *(path for path in data if path.exists())]
        return [_part(f"{LAKE}/{table}/{path.relative_to(folder)}", path) for path in sorted(paths)]


def check_restored(tables: Tables, versions: Mapping[str, int]) -> None:
    """Raises `Damaged` where a table does not open at the version that it had, or a data file of it is missing."""
    for table, version in versions.items():
        found = tables.version(table)
        if found != version:
            raise Damaged(f"the table {table!r} opens at version {found}", where=tables.root, expected=f"{version}")
        _checked_files(tables, table)


def _part(name: str, path: Path) -> Part:
    return Part(name, path, path.stat().st_size)


def _set_aside_log(wal: Path, folder: Path) -> Iterator[Part]:
    """The segments as far as they are written now. One that still grows is cut at this length by whoever reads it.

    The names come first: a segment with a later one beside it has its last length by then.
    """
    damaged = wal.glob("*/*.damaged")  # as `wal.set_aside` names them
    for path in [*(ref.path for ref in unloaded_segments(wal)), *sorted(damaged)]:
        target = folder / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        size = path.stat().st_size
        _link(path, target)
        yield Part(f"{WAL}/{path.parent.name}/{path.name}", target, size)


def _set_aside_table(source: Path, target: Path) -> None:
    """All data files, because which of them verdicts rest on takes longer to find out than to name them all."""
    if not (source / LOG_FOLDER).is_dir():
        return
    (target / LOG_FOLDER).mkdir(parents=True)
    for folder, names in ((".", _DATA_NAME), (LOG_FOLDER, _LOG_NAME)):
        with os.scandir(source / folder) as entries:
            for entry in entries:
                if names.fullmatch(entry.name):
                    _link(Path(entry.path), target / folder / entry.name)


def _link(source: Path, target: Path) -> None:
    """A second name for a file; a copy where the file system has no such thing, or is another one."""
    try:
        target.hardlink_to(source)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, target)


def _log_files(folder: Path, version: int) -> list[Path]:
    """The log entries from which a table opens at its newest version: those since the newest checkpoint, and that."""
    if version == NO_VERSION:
        return []
    start = next((at for at in range(version, 0, -1) if checkpoint_path(folder, at).exists()), 0)
    entries = [entry_path(folder, at) for at in range(start, version + 1)]
    # The entry of a checkpoint's own version may be gone: the checkpoint holds all that it said.
    return [path for path in (checkpoint_path(folder, start), *entries) if path.exists()]


def _checked_files(tables: Tables, table: str) -> tuple[DataFile, ...]:
    opened = tables.open(table)
    files = data_files(opened, table) if opened else ()
    for file in files:
        size = None
        with suppress(FileNotFoundError):
            size = Path(tables.path(table), file.path).stat().st_size
        if size != file.size:
            raise Damaged(
                f"a data file has {size} bytes" if size is not None else "a data file is missing",
                where=f"{table}/{file.path}",
                expected=f"{file.size} bytes",
                fix="restore an earlier backup",
            )
    return files


def make_folders(root: Path, names: Collection[str], files: Files) -> None:
    """Makes the folders below `root` that files of these names need, each durably entered in its parent."""
    for parent in sorted({(root / name).parent for name in names}):
        make_folder(parent, files)
