"""Restore: an installation made from a backup, in an empty place, whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from hypercare.app import site
from hypercare.app.archive import Archive, Contents, Member
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.progress import OnProgress, Progress
from hypercare.app.usecases.care.backup import LEDGER, OWNER_ONLY, SECRET
from hypercare.lake.lock import take
from hypercare.lake.snapshot import LAKE, check_restored, is_part_name, make_folders
from hypercare.lake.tables import Tables
from hypercare.ledger import dump
from hypercare.ledger.setup import migrate
from hypercare.ledger.transactions import writing
from hypercare.ledger.views import ChainReport
from hypercare.model.errors import BadInput, Busy, Damaged, Refused, Unreachable


@dataclass(frozen=True)
class Restored:
    """An installation that was made. `instant` and `code` are those of the backup; `rows` by table are in the lake."""

    data: str
    file: str
    instant: str
    code: str
    tables: dict[str, int]
    rows: dict[str, int]
    segments: int
    records: int
    head: str


def restore(house: House, file: Path, *, on_progress: OnProgress) -> Restored:
    """Makes the installation of a backup in the data folder, which must be empty or missing, as must the ledger be.

    The data folder is there when all of it is on the disk and checked: sizes, checksums, tables, the ledger's chain.
    Raises `Refused` where something is there already, `BadInput` for a file that is no backup, `Damaged` naming the
    member that is not as it was written, `Unreachable` where a disk or the database does not do.
    """
    target = _target(house)
    with Archive.open(file) as archive:
        contents = archive.contents
        _check_names(contents, file)
        try:
            with _workplace(target) as place:
                _check_room(contents, place)
                _unpack(house, archive, place, on_progress)
                rows = _checked_rows(contents, place / "data")
                _load_ledger(house, contents, place, file)
                _enter(house, place / "data", target)
        except OSError as error:
            raise Unreachable(
                f"the backup was not restored ({error.strerror or error})",
                where=str(error.filename or target),
                expected="a disk with room that can be written",
                fix="make room or name another folder with --data; with PostgreSQL, empty the database as well",
            ) from error
    return Restored(
        data=str(target),
        file=str(file),
        instant=contents.instant,
        code=contents.code,
        tables=contents.tables,
        rows=rows,
        segments=sum(member.name.endswith(".seg") for member in contents.members),
        records=contents.records,
        head=contents.head,
    )


def document(done: Restored) -> Document:
    """`hypercare/restore.v1`: an installation that was made."""
    return {"schema": "hypercare/restore.v1", **asdict(done)}


def _target(house: House) -> Path:
    """The data folder, if it may become an installation."""
    if house.settings.lake_url is not None:
        raise BadInput(
            "a backup's lake goes into the data folder",
            where="HYPERCARE_LAKE_URL",
            expected="no other place",
            fix="unset HYPERCARE_LAKE_URL",
        )
    target = house.data.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused(
            "there is something already; a restore never overwrites",
            where=str(target),
            expected="an empty or missing folder",
            fix="name another folder with --data",
        )
    if target.is_mount():
        raise Refused(
            "a place where a disk is mounted cannot get a whole folder at once",
            where=str(target),
            fix=f"name a folder in it: --data {target / 'hypercare'}",
        )
    return target


def _check_names(contents: Contents, file: Path) -> None:
    """Nothing is unpacked under a name that a backup does not have."""
    names = [member.name for member in contents.members]
    strange = [name for name in names if name not in (LEDGER, SECRET) and not is_part_name(name)]
    if strange:
        raise Damaged(
            "a member has a name that backups do not have", where=f"{file}: {strange[0]!r}", fix="use another backup"
        )
    tables = {name.split("/")[1] for name in names if name.startswith(f"{LAKE}/")}
    lacking = [
        *({LEDGER, SECRET} - set(names)),
        *(f"the version of {table}" for table in tables - set(contents.tables)),
    ]
    if lacking:
        raise Damaged("the backup is not complete", where=f"{file}: {min(lacking)}", fix="use another backup")


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """A folder beside the data folder, so that what is made in it can be renamed. A killed restore's is removed.

    What becomes the data folder is one level down: nothing half made looks like an installation.
    """
    place = target.with_name(f"{target.name}.restoring")
    place.mkdir(parents=True, exist_ok=True)
    held = take(place / "lock", wait=False)
    if held is None:
        raise Busy("another restore into this folder is running", where=str(target), fix="try again later")
    try:
        with suppress(FileNotFoundError):
            shutil.rmtree(place / "data")
        (place / LEDGER).unlink(missing_ok=True)
        (place / "data").mkdir()
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(held)


def _check_room(contents: Contents, place: Path) -> None:
    free = shutil.disk_usage(place).free
    if contents.size > free:
        raise Unreachable(
            f"the disk has room for {free:,} bytes",
            where=str(place.parent),
            expected=f"{contents.size:,} bytes",
            fix="make room or name another folder with --data",
        )


def _unpack(house: House, archive: Archive, place: Path, on_progress: OnProgress) -> None:
    """Every member on the disk, synced, at its place; the dump beside the data folder."""
    data, done = place / "data", 0
    make_folders(data, [member.name for member in archive.contents.members], house.files)
    for member, chunks in archive.members():
        path = _place_of(member, place)
        with house.files.create(path) as file:
            os.fchmod(file.fileno(), OWNER_ONLY)
            for chunk in chunks:
                file.write(chunk)
                done += len(chunk)
                on_progress(Progress(done, archive.contents.size))
            house.files.sync(file)
    (data / "wal").mkdir(exist_ok=True)


def _place_of(member: Member, place: Path) -> Path:
    return place / LEDGER if member.name == LEDGER else place / "data" / member.name


def _checked_rows(contents: Contents, data: Path) -> dict[str, int]:
    """The rows of each table, which opens at the version that it had."""
    tables = Tables(data / "lake")
    check_restored(tables, contents.tables)
    return {table: sum(file.rows for file in tables.files(table)) for table in contents.tables}


def _load_ledger(house: House, contents: Contents, place: Path, file: Path) -> None:
    """Fills the ledger and audits its chain. A database of its own gets all of it in one transaction, or nothing."""
    site.configure(place / "data", house.settings.database_url)
    try:
        migrate()
        with (place / LEDGER).open("rb") as stream, writing():
            _check_head(dump.load(stream), contents, file)
    finally:
        site.close()


def _check_head(report: ChainReport, contents: Contents, file: Path) -> None:
    if report.head != (contents.records, contents.head):
        raise Damaged(
            "the ledger ends with another record than the backup says",
            where=f"{file}: {LEDGER}",
            expected=contents.head,
            fix="use another backup",
        )


def _enter(house: House, data: Path, target: Path) -> None:
    """The last step: the folder gets its name. Everything in it is on the disk before."""
    for folder, _, names in os.walk(data, topdown=False):
        for name in names if Path(folder) == data else ():
            house.files.sync_path(data / name)
        house.files.sync_folder(Path(folder))
    house.files.rename(data, target)
    house.files.sync_folder(target.parent)
