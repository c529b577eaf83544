"""Sequences: events by unit and time, derived from the tables and kept in files."""

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import structlog
import xxhash

from hypercare.lake.facts import TABLES, Facts
from hypercare.lake.files import FULL
from hypercare.lake.lock import take
from hypercare.lake.manifest import Manifest
from hypercare.lake.missing import check_present
from hypercare.lake.sequences import state as sequence_state
from hypercare.lake.sequences.bucket_files import SUFFIX, BucketFile, Mapped, stored_rows
from hypercare.lake.sequences.build import SCRATCH, THREADS, Resolved, build
from hypercare.lake.sequences.columns import widen
from hypercare.lake.sequences.sorted_rows import SortedRows
from hypercare.lake.sequences.state import State
from hypercare.lake.sequences.update import update
from hypercare.lake.table_facts import TableFacts
from hypercare.lake.tables import Tables
from hypercare.model.errors import Damaged, Unreachable
from hypercare.model.metrics import Unit, UnitKind
from hypercare.model.sequences import USERS, Bucket

log = structlog.get_logger(__name__)

# How often a reading is begun again because files went away under it (compaction and cleaning, or another builder).
ATTEMPTS = 3
LOCK = "lock"
# A folder that cannot be written: not ours, or on a read-only file system.
UNWRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# File systems end names at 255 bytes; "account-" and some air go off that.
LONGEST_NAME = 200


@dataclass(frozen=True)
class Sequences:
    """The events of all units of one kind, in buckets: every unit in one bucket, whole.

    `table_versions` and `identity_version` say which facts they hold; `rows` counts the events in the buckets,
    `unattributed` those that have no such unit. The arrays stay readable when a newer set replaces the files.
    """

    unit: Unit
    columns: frozenset[str]
    table_versions: Mapping[str, int]
    identity_version: str
    unattributed: int
    parts: tuple[SortedRows, ...]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)

    def buckets(self) -> Iterator[Bucket]:
        """The buckets that have rows, with the columns asked for."""
        return (part.bucket(self.columns) for part in self.parts if part.rows)


class SequenceStore:
    """Sets of sequences in a folder, one per kind of unit, which catch up with the tables when they are opened.

    Any number of processes may use one folder: one builds at a time, readers keep what they opened. A set that is
    damaged, missing or of another layout is built anew. Where the folder cannot be written, sets are built in
    `scratch` (the system's temporary folder by default).
    """

    def __init__(self, folder: Path, tables: Tables, *, scratch: Path | None = None) -> None:
        self.folder, self._tables, self._scratch = folder, tables, scratch
        self._checked: dict[Path, tuple[int, ...]] = {}
        self._resolved: dict[Unit, tuple[object, Resolved]] = {}

    def open(self, unit: Unit, columns: frozenset[str]) -> Sequences:
        """The sequences of a unit at the newest versions of the tables, with at least these columns stored.

        Raises `Damaged` where a file that a table names is gone, `Unreachable` where the tables' files are replaced
        while they are read, again and again.
        """
        folder = self.folder / folder_name(unit)
        for _ in range(ATTEMPTS):
            try:
                return self._opened(folder, unit, columns)
            except FileNotFoundError as error:
                log.info("sequences.retry", unit=folder.name, missing=str(error))
            except OSError as error:
                if error.errno not in FULL:
                    raise
                raise Unreachable(
                    f"sequences cannot be written: {error}", where=str(folder), fix="free space"
                ) from error
        check_present(self._tables, TABLES)
        raise Unreachable("files of the tables go away while they are read", where=self._tables.root, fix="try again")

    def from_manifest(
        self, manifest: Manifest, unit: Unit, columns: frozenset[str], *, known_by: int | None = None
    ) -> Sequences:
        """The sequences of a unit from exactly the files of a manifest, in a set that is gone when nothing reads it.

        With `known_by` (microseconds UTC) aliases and traits are resolved as they were known at that instant. Raises
        `Damaged` where a file is missing or differs.
        """
        manifest.check(self._tables)
        return self._temporary(manifest.facts(self._tables), unit, columns, known_by)

    def drop(self) -> None:
        """Removes every set, once nobody builds it: each is built anew when it is next asked for.

        Who has one open goes on reading it.
        """
        for folder in sorted(self.folder.iterdir()) if self.folder.is_dir() else ():
            lock = _locked(folder)
            try:
                sequence_state.remove(folder)
                _clear_scratch(folder)
                for path in folder.glob(f"*{SUFFIX}"):
                    path.unlink(missing_ok=True)
            finally:
                os.close(lock)
        self._checked.clear()

    def _opened(self, folder: Path, unit: Unit, columns: frozenset[str]) -> Sequences:
        versions = {table: self._tables.version(table) for table in TABLES}
        ready = self._ready(folder, unit, columns, versions)
        if ready is not None:
            return ready
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = _locked(folder)
        except OSError as error:
            if error.errno not in UNWRITABLE:
                raise
            return self._temporary(TableFacts.newest(self._tables), unit, columns, None)
        try:
            return self._caught_up(folder, unit, columns)
        finally:
            os.close(lock)

    def _ready(
        self, folder: Path, unit: Unit, columns: frozenset[str], versions: Mapping[str, int]
    ) -> Sequences | None:
        """The set that stands, if it is whole and holds what is asked for."""
        state = self._state(folder)
        if state is None or state.versions != versions or not columns - {USERS} <= set(state.columns):
            return None
        parts = self._parts(folder, state)
        return None if parts is None else _sequences(unit, columns, state, parts)

    def _state(self, folder: Path) -> State | None:
        try:
            return sequence_state.load(folder)
        except Damaged as error:
            log.warning("sequences.damaged", unit=folder.name, error=str(error))
            return None

    def _parts(self, folder: Path, state: State) -> tuple[SortedRows, ...] | None:
        """The buckets of a state, mapped; None where a file is missing or not as it was written."""
        try:
            with ThreadPoolExecutor(THREADS) as pool:
                return tuple(pool.map(lambda stored: stored_rows(folder, stored, self._mapped), state.buckets))
        except (FileNotFoundError, Damaged) as error:
            log.warning("sequences.damaged", unit=folder.name, error=str(error))
            return None

    def _mapped(self, path: Path, stored: BucketFile) -> Mapped:
        """A bucket file; its bytes are checked the first time, and again when the file has changed since."""
        file = Mapped(path)
        seen = (file.status.st_ino, file.status.st_size, file.status.st_mtime_ns)
        if self._checked.get(path) != seen:
            file.check(stored)
            self._checked[path] = seen
        return file

    def _caught_up(self, folder: Path, unit: Unit, columns: frozenset[str]) -> Sequences:
        """Brings the set up to date, under its lock."""
        facts = TableFacts.newest(self._tables)
        ready = self._ready(folder, unit, columns, facts.versions)
        if ready is not None:
            return ready
        _clear_scratch(folder)
        state = self._written(folder, facts, unit, columns)
        sequence_state.save(folder, state)
        self._forget(folder, state)
        parts = self._parts(folder, state)
        if parts is None:
            raise Damaged("a set that was just written does not read back", where=str(folder), fix="check the disk")
        return _sequences(unit, columns, state, parts)

    def _written(self, folder: Path, facts: Facts, unit: Unit, columns: frozenset[str]) -> State:
        """The new state: the old one with what is new, or all anew. Columns that were once asked for are kept."""
        state = self._state(folder)
        kept = frozenset(state.columns) if state is not None else frozenset()
        if state is not None and self._parts(folder, state) is None:
            state = None
        if state is not None:
            state = self._updated(folder, facts, unit, state)
        resolved = self._resolving(facts, unit, columns | kept)
        if state is None:
            log.info("sequences.build", unit=folder.name, events=facts.count("events"), columns=sorted(columns | kept))
            return build(facts, resolved, folder)
        added = columns - kept - {USERS}
        return widen(facts, resolved, state, added, folder) if added else state

    def _updated(self, folder: Path, facts: Facts, unit: Unit, state: State) -> State | None:
        """A state with the columns that it has, brought up to date; None where it must be built anew."""
        if state.versions == facts.versions:
            return state
        updated = update(facts, self._resolving(facts, unit, frozenset(state.columns)), state, folder)
        if isinstance(updated, State):
            return updated
        log.info("sequences.rebuild", unit=folder.name, reason=updated.reason)
        return None

    def _resolving(self, facts: Facts, unit: Unit, columns: frozenset[str]) -> Resolved:
        """What events are resolved with; kept while aliases and traits stay the same, as they mostly do."""
        key = (facts.versions["aliases"], facts.versions["traits"], columns)
        if self._resolved.get(unit, (None,))[0] != key:
            self._resolved[unit] = (key, Resolved.of(facts, unit, columns))
        return self._resolved[unit][1]

    def _forget(self, folder: Path, state: State) -> None:
        """Removes the files that the state does not name."""
        named = {name for stored in state.buckets for name in stored.names}
        for path in folder.glob(f"*{SUFFIX}"):
            if path.name not in named:
                self._checked.pop(path, None)
                path.unlink(missing_ok=True)

    def _temporary(self, facts: Facts, unit: Unit, columns: frozenset[str], known_by: int | None) -> Sequences:
        """A set in scratch space; its files are unlinked at once and live as long as they are mapped."""
        if self._scratch is not None:
            self._scratch.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self._scratch, prefix="sequences-") as name:
            folder = Path(name)
            state = build(facts, Resolved.of(facts, unit, columns, known_by=known_by), folder)
            parts = tuple(Mapped(folder / stored.name).rows() for stored in state.buckets)
        return _sequences(unit, columns, state, parts)


def folder_name(unit: Unit) -> str:
    """The name of a unit's folder: "user", "device", or "account-" and its quoted key (a digest of a long one)."""
    if unit.kind is not UnitKind.ACCOUNT:
        return str(unit.kind)
    quoted = quote(unit.key, safe="", errors="surrogatepass")
    return "account-" + (quoted if len(quoted) <= LONGEST_NAME else xxhash.xxh3_128_hexdigest(quoted.encode()))


def _locked(folder: Path) -> int:
    """A descriptor that holds the right to build in a folder until it is closed."""
    descriptor = take(folder / LOCK, wait=True)
    assert descriptor is not None  # it was waited for
    return descriptor


def _sequences(unit: Unit, columns: frozenset[str], state: State, parts: tuple[SortedRows, ...]) -> Sequences:
    return Sequences(unit, columns, state.versions, state.identity, state.unattributed, parts)


def _clear_scratch(folder: Path) -> None:
    """Removes what a killed build left behind."""
    for path in folder.glob(f"{SCRATCH}*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(f".*{SUFFIX}.*"):
        path.unlink(missing_ok=True)
