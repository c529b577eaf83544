"""Backup: a whole installation in one file, written while it runs, at one point in time."""

import io
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Self

import msgspec

from hypercare.app.archive import FORMAT, Contents, Member, OnBytes, describe, write_archive
from hypercare.app.code_version import code_version
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.processes.commit_lock import commits_paused
from hypercare.app.progress import OnProgress, Progress
from hypercare.lake.lock import take
from hypercare.lake.manifest import Manifest
from hypercare.lake.snapshot import LAKE, Part, Snapshot
from hypercare.ledger import canonical, chain, dump
from hypercare.ledger.views import Head
from hypercare.model.errors import BadInput, Busy, Damaged, Unreachable

LEDGER, SECRET = "ledger.jsonl", "secret"
WORKPLACE = "backup"
"""In the data folder, so that its files get their second names on the same file system."""
OWNER_ONLY = 0o600
_RestedOn = dict[tuple[str, str], str | None]
"""By (table, path) of a data file its checksum when some verdict read it, where that is known."""


@dataclass(frozen=True)
class BackedUp:
    """A backup that was written. `bytes` is the file's size, `members` how many files are in it.

    `rows` by table are in the lake, what `segments` of the log hold comes on top. `lost_files` counts data files that
    some verdict was read from and that are gone or changed; `paused_seconds` is how long nothing was loaded.
    """

    file: str
    bytes: int
    instant: str
    code: str
    tables: dict[str, int]
    rows: dict[str, int]
    segments: int
    records: int
    head: str
    members: int
    lost_files: int
    paused_seconds: float


def backup(house: House, file: Path, *, force: bool, on_progress: OnProgress) -> BackedUp:
    """Writes the installation to a file, as it stands at one instant; everything answered before is in it.

    The file is there when it is whole, or not at all. Raises `BadInput` for a file that is there already (without
    `force`) or a lake in an object store, `Busy` while another backup runs, `Unreachable` where a disk does not do,
    `Damaged` for an installation that could not be restored: a broken chain, a data file that is missing.
    """
    _check(house, file, force=force)
    open_ledger(house)
    try:
        with _workplace(house) as place:
            return _written(house, _set_aside(house, place), file, on_progress)
    except OSError as error:
        raise Unreachable(
            f"the backup was not written ({error.strerror or error})",
            where=str(error.filename or file),
            expected="a disk with room that can be written",
            fix="make room or name another place; the installation is as it was",
        ) from error


def document(done: BackedUp) -> Document:
    """`hypercare/backup.v1`: a backup that was written."""
    return {"schema": "hypercare/backup.v1", **asdict(done)}


def _check(house: House, file: Path, *, force: bool) -> None:
    if not house.require().tables.is_local:
        raise BadInput(
            "only a lake in a folder is backed up",
            where="HYPERCARE_LAKE_URL",
            expected="a folder",
            fix="copy the object store's bucket with its own tools",
        )
    if file.exists() and not force:
        raise BadInput("the file is there already", where=str(file), fix="choose another name, or --force")
    if not file.parent.is_dir():
        raise BadInput("there is no such folder", where=str(file.parent), fix="make it, or name another place")


@dataclass(frozen=True)
class _SetAside:
    """Everything that goes into a backup, under second names that stay as they are."""

    facts: Snapshot
    ledger: Path
    secret: Path
    head: Head
    instant: datetime
    paused_seconds: float


@contextmanager
def _workplace(house: House) -> Iterator[Path]:
    """An empty folder for what is set aside. What a killed backup left there is removed."""
    folder = house.data / WORKPLACE
    folder.mkdir(exist_ok=True)
    held = take(folder / "lock", wait=False)
    if held is None:
        raise Busy("another backup of this installation is running", where=str(house.data), fix="try again later")
    place = folder / "aside"
    try:
        with suppress(FileNotFoundError):
            shutil.rmtree(place)
        place.mkdir()
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(held)


class _Pause:
    """The loader's commits held still, from entering to `end`, or to leaving if that comes first."""

    def __init__(self, data: Path) -> None:
        self._data, self._held = data, ExitStack()
        self._started = self.seconds = 0.0

    def __enter__(self) -> Self:
        self._held.enter_context(commits_paused(self._data))
        self._started = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def end(self) -> None:
        """Lets the loader go on."""
        self.seconds = time.perf_counter() - self._started
        self._held.close()


def _set_aside(house: House, place: Path) -> _SetAside:
    """The one point: while nothing is committed, the facts get second names and the ledger's snapshot begins.

    The dump then reads its snapshot while the loader goes on, so a large ledger holds nothing up.
    """
    ledger, secret = place / LEDGER, place / SECRET
    with _Pause(house.data) as pause:
        instant = datetime.now(UTC)
        facts = Snapshot.take(house.tables, house.wal, place, house.files)
        shutil.copyfile(house.data / SECRET, secret)
        with _Announcing(io.FileIO(ledger, "xb"), pause.end) as stream:
            head = dump.dump(stream)
    return _SetAside(facts, ledger, secret, head, instant, pause.seconds)


class _Announcing(io.BufferedWriter):
    """A file that says when it is first written to: a dump does so as soon as its snapshot stands."""

    def __init__(self, raw: io.RawIOBase, announce: Callable[[], None]) -> None:
        super().__init__(raw)
        self._announce: Callable[[], None] | None = announce

    def write(self, data: "bytes | bytearray | memoryview", /) -> int:  # type: ignore[override]  # fewer kinds of buffer
        """Writes as any buffered file does."""
        announce, self._announce = self._announce, None
        if announce is not None:
            announce()
        return super().write(data)


def _written(house: House, aside: _SetAside, file: Path, on_progress: OnProgress) -> BackedUp:
    _check_chain()
    rested_on = _rested_on(aside.ledger)
    parts = _parts(aside, rested_on)
    moved = _counter(2 * sum(part.size for part in parts), on_progress)
    contents = _contents(aside, [describe(part.name, part.path, part.size, moved) for part in parts])
    with _whole_file(house, file) as stream:
        write_archive(stream, contents, [part.path for part in parts], moved)
    return BackedUp(
        file=str(file),
        bytes=file.stat().st_size,
        instant=contents.instant,
        code=contents.code,
        tables=contents.tables,
        rows={table: sum(each.rows for each in files) for table, files in aside.facts.data_files.items()},
        segments=len(aside.facts.segments),
        records=contents.records,
        head=contents.head,
        members=len(parts),
        lost_files=_lost(rested_on, contents.members),
        paused_seconds=aside.paused_seconds,
    )


def _check_chain() -> None:
    """Raises `Damaged` for a chain that a restore would refuse: better now than when the backup is needed."""
    report = chain.verify()
    if not report.ok:
        raise Damaged(
            f"the chain of records is broken at record {report.first_broken}, so no restore would take it",
            where="the ledger",
            expected="every record as it was written",
            fix="hypercare audit says what was changed; restore an earlier backup",
        )


def _parts(aside: _SetAside, rested_on: _RestedOn) -> list[Part]:
    own = [Part(path.name, path, path.stat().st_size) for path in (aside.ledger, aside.secret)]
    return [*own, *aside.facts.parts(rested_on)]


def _lost(rested_on: _RestedOn, members: Sequence[Member]) -> int:
    """How many of the files that records were read from are gone, or are not as they were then."""
    here = {member.name: member.xxh3 for member in members}
    found = [(here.get(f"{LAKE}/{table}/{path}"), then) for (table, path), then in rested_on.items()]
    return sum(now is None or (then is not None and now != then) for now, then in found)


def _contents(aside: _SetAside, members: Sequence[Member]) -> Contents:
    return Contents(
        format=FORMAT,
        code=code_version(),
        instant=aside.instant.isoformat(),
        tables=dict(aside.facts.versions),
        records=aside.head.sequence,
        head=aside.head.hash,
        members=list(members),
    )


class _Evidence(msgspec.Struct):
    """What of a record's evidence names data files, as texts of JSON."""

    manifest: str
    pins: str


class _Line(msgspec.Struct):
    """A line of a dump, its row unread."""

    table: str = ""
    row: msgspec.Raw = msgspec.Raw(b"null")


def _rested_on(ledger: Path) -> _RestedOn:
    """The data files that any record of a dump was read from, pinned or not."""
    found: _RestedOn = {}
    lines = msgspec.json.Decoder(_Line)
    with ledger.open("rb") as file:
        for line in map(lines.decode, file):
            if line.table == "evidence":
                found |= _files_of(msgspec.json.decode(line.row, type=_Evidence))
    return found


def _files_of(evidence: _Evidence) -> _RestedOn:
    pins = [pin.partition("/") for pin in canonical.decode(evidence.pins)]
    return {(table, path): None for table, _, path in pins} | _manifest_files(canonical.decode(evidence.manifest))


def _manifest_files(manifest: Any) -> _RestedOn:
    # One that does not read is no reason to have no backup: nothing could be replayed from it anyway.
    with suppress(Damaged):
        tables = Manifest.from_dict(manifest).tables if manifest is not None else {}
        return {(table, pinned.file.path): pinned.checksum for table, kept in tables.items() for pinned in kept.files}
    return {}


def _counter(total: int, on_progress: OnProgress) -> OnBytes:
    """Sums bytes up for the progress that is shown."""
    at = Progress(0, total)

    def moved(count: int) -> None:
        nonlocal at
        at = replace(at, done=at.done + count)
        on_progress(at)

    return moved


@contextmanager
def _whole_file(house: House, file: Path) -> Iterator[BinaryIO]:
    """A file to write under the name FILE.part, which gets its own name when all of it is on the disk."""
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with house.files.create(part) as stream:
            # It holds what the ledger and the lake hold, so nobody else reads it.
            os.fchmod(stream.fileno(), OWNER_ONLY)
            yield stream
            house.files.sync(stream)
        house.files.rename(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    house.files.sync_folder(file.parent)
