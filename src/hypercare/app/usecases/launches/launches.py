"""Launch files and their registered versions."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pydantic_core import PydanticCustomError

from hypercare.app.clock import instant
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.declare.diff import Change, diff
from hypercare.declare.launch_file import read_launch
from hypercare.declare.schema import launch_id as checked_id
from hypercare.ledger import versions
from hypercare.ledger.views import VersionView
from hypercare.model.errors import BadInput, Damaged, NotFound
from hypercare.model.launch import Launch

SUFFIXES = (".yaml", ".yml")
LONGEST_NAME = 80
"""Characters of a name in a message."""
KEPT = 256
"""Versions that a process keeps read: reading one takes 6 ms, and every page asks for its launch."""
LARGEST = 1 << 20
"""Bytes read of a launch file; the reader itself refuses far smaller ones, with a better message."""


@dataclass(frozen=True)
class Registered:
    """A registered version of a launch. `is_new` tells whether this call registered it.

    `changes` are those from the version that held before; none where there is no such version, or nothing is new.
    """

    launch: Launch
    number: int
    registered_at: datetime
    record: str
    is_new: bool
    changes: tuple[Change, ...]


def find_file(name: str, folder: Path) -> Path:
    """The launch file that a path or an id under `folder` names. Raises `NotFound` with the ids that there are."""
    given = Path(name)
    for path in (given, *(folder / f"{name}{suffix}" for suffix in SUFFIXES)):
        with suppress(OSError):  # a name that is too long for a file is none
            if path.is_file():
                return path
    known = sorted(path.stem for path in folder.glob("*") if path.suffix in SUFFIXES) if folder.is_dir() else []
    raise NotFound(
        f"there is no launch file {name[:LONGEST_NAME]!r}",
        where=str(folder),
        expected=f"a path, or one of: {', '.join(known)}" if known else "a path to a launch file",
        fix="hypercare init my-launch",
    )


def read_file(path: Path) -> tuple[str, Launch]:
    """The text of a launch file and the launch that it declares. Raises `InvalidFile` with all its problems."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST)
    except OSError as error:
        raise BadInput(f"the file cannot be read ({error.strerror})", where=str(path)) from error
    launch = read_launch(data, file=str(path))
    return data.decode("utf-8"), launch


def add(house: House, path: Path, *, at: datetime, by: str) -> Registered:
    """Registers a launch file as the version that holds from `at` on."""
    text, launch = read_file(path)
    return _registered(house, text, launch, path.name, at=at, by=by)


def add_text(house: House, text: str, *, at: datetime, by: str) -> Registered:
    """Registers the text of a launch file as the version that holds from `at` on; the file is named by the launch's id.

    Raises `InvalidFile` with all its problems.
    """
    launch = read_launch(text, file="launch.yaml")
    return _registered(house, text, launch, f"{launch.id}.yaml", at=at, by=by)


def _registered(house: House, text: str, launch: Launch, file_name: str, *, at: datetime, by: str) -> Registered:
    open_ledger(house)
    view = versions.register(text=text, launch_id=launch.id, digest=launch.digest, file_name=file_name, at=at, by=by)
    changes = _changes_with(view, launch) if view.is_new else ()
    return Registered(launch, view.number, view.registered_at, view.record_id, view.is_new, changes)


def _changes_with(view: VersionView, launch: Launch) -> tuple[Change, ...]:
    """What a version changes in the one that held until it does."""
    following = pairwise(versions.versions(view.launch_id))
    before = next((old for old, new in following if new.number == view.number), None)
    return () if before is None else diff(read_launch(before.text, file=before.file_name), launch)


def at_version(house: House, launch_id: str, as_of: datetime) -> tuple[Launch, str]:
    """The version of a launch that held at `as_of` (else its first), and the text it was read from.

    Raises `NotFound` for a launch that was never registered, with the line to run.
    """
    open_ledger(house)
    view = versions.version_at(launch_id, as_of) if is_id(launch_id) else None
    if view is None:
        raise unregistered(house, launch_id)
    return launch_in(view), view.text


def launches_until(house: House, launch_id: str, as_of: datetime) -> tuple[Launch, ...]:
    """Every version of a launch that was registered at or before `as_of`; its first where there is none."""
    open_ledger(house)
    views = versions.versions(launch_id)
    held = [view for view in views if view.registered_at <= as_of] or list(views[:1])
    return tuple(launch_in(view) for view in held)


def launch_in(view: VersionView) -> Launch:
    """The launch of a version. Raises `Damaged` where its text is not the one that was registered."""
    launch = _parsed(view.text, view.file_name)
    if launch.digest != view.digest:
        raise Damaged(
            f"version {view.number} of {view.launch_id} is not as it was registered",
            where="the ledger",
            expected=f"a text with the digest {view.digest[:12]}",
            fix="hypercare audit; then restore a backup",
        )
    return launch


@lru_cache(maxsize=KEPT)
def _parsed(text: str, file: str) -> Launch:
    return read_launch(text, file=file)


def is_id(text: str) -> bool:
    """Whether a launch can have this id."""
    try:
        return checked_id(text) == text
    except PydanticCustomError:
        return False


def unregistered(house: House, launch_id: str) -> NotFound:
    """Names the nearest launch that there is, and the line to run; never a path that was put together from outside."""
    known = versions.launches()
    nearest = get_close_matches(launch_id[:LONGEST_NAME], known, n=1)
    file = house.settings.launches / f"{launch_id}.yaml" if is_id(launch_id) else "FILE"
    return NotFound(
        f"the launch {launch_id[:LONGEST_NAME]!r} is not registered" + (f"; nearest: {nearest[0]}" if nearest else ""),
        expected=f"one of: {', '.join(known)}" if known else "a registered launch",
        fix=f"hypercare launch add {file}",
    )


def registered_document(done: Registered) -> Document:
    """`hypercare/launch.v1`: a registered version."""
    return {
        "schema": "hypercare/launch.v1",
        "launch": done.launch.id,
        "version": done.number,
        "digest": done.launch.digest,
        "registered_at": done.registered_at.isoformat(),
        "record": done.record,
        "is_new": done.is_new,
        "changes": _changed(done.changes),
    }


def listing(house: House) -> list[Document]:
    """Every registered launch with its versions, and what changed from each to the next."""
    open_ledger(house)
    return [_entry(launch_id, versions.versions(launch_id)) for launch_id in versions.launches()]


def titles(house: House) -> dict[str, str]:
    """What every registered launch is called now, by id."""
    open_ledger(house)
    now = house.clock.now()
    return {launch_id: at_version(house, launch_id, now)[0].title for launch_id in versions.launches()}


def _entry(launch_id: str, views: tuple[VersionView, ...]) -> Document:
    launches = [_parsed(view.text, view.file_name) for view in views]
    changes: list[list[Document]] = [[]]
    changes += [_changed(diff(old, new)) for old, new in pairwise(launches)]
    return {
        "launch": launch_id,
        "title": launches[-1].title,
        "live": launches[-1].live.isoformat(),
        "versions": [_version(view, changed) for view, changed in zip(views, changes, strict=True)],
    }


def _version(view: VersionView, changes: list[Document]) -> Document:
    return {
        "number": view.number,
        "digest": view.digest,
        "file": view.file_name,
        "registered_at": view.registered_at.isoformat(),
        "registered_by": view.registered_by,
        "record": view.record_id,
        "changes": changes,
    }


def _changed(changes: tuple[Change, ...]) -> list[Document]:
    return [{"path": each.path, "before": each.before, "after": each.after} for each in changes]


def as_of(house: House, launch_id: str, text: str | None) -> datetime:
    """The instant that a person asks for, read in the launch's zone; now, where they did not say."""
    now = house.clock.now()
    return instant(text, at_version(house, launch_id, now)[0].zone) if text else now
