"""What a launch declares: its versions, what each changes, and whether the file on disk is the one that holds."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.usecases.launches.launches import LARGEST, SUFFIXES, at_version, is_id, launch_in, unregistered
from hypercare.declare.diff import Change, diff
from hypercare.declare.launch_file import read_launch
from hypercare.ledger import versions
from hypercare.model.errors import InvalidFile
from hypercare.model.launch import Launch


@dataclass(frozen=True)
class Version:
    """A registered version. `changes` are those from the version before; the first has none.

    `is_frozen`: it held at go-live, so it is what was declared. `after_live`: it was registered later, so it is an
    edit.
    """

    number: int
    launch: Launch
    text: str
    file: str
    registered_at: datetime
    registered_by: str
    record: str
    changes: tuple[Change, ...]
    is_frozen: bool
    after_live: bool


class FileState(StrEnum):
    """How the file in the launches folder relates to the version that holds."""

    SAME = "same"
    DIFFERS = "differs"
    BROKEN = "broken"
    MISSING = "missing"


@dataclass(frozen=True)
class OnDisk:
    """The launch's file in the launches folder. `changes` are what registering it would change; none where it is broken
    or missing, or differs in comments only.
    """

    state: FileState
    path: Path
    changes: tuple[Change, ...] = ()


def versions_of(house: House, launch_id: str) -> tuple[Version, ...]:
    """The versions of a launch, by the time from which they hold. Raises `NotFound` for one never registered."""
    open_ledger(house)
    views = versions.versions(launch_id) if is_id(launch_id) else ()
    if not views:
        raise unregistered(house, launch_id)
    launches = [launch_in(view) for view in views]
    frozen = max((place for place, view in enumerate(views) if view.registered_at <= launches[place].live), default=0)
    return tuple(
        Version(
            number=view.number,
            launch=launches[place],
            text=view.text,
            file=view.file_name,
            registered_at=view.registered_at,
            registered_by=view.registered_by,
            record=view.record_id,
            changes=diff(launches[place - 1], launches[place]) if place else (),
            is_frozen=place == frozen,
            after_live=place > frozen and view.registered_at > launches[frozen].live,
        )
        for place, view in enumerate(views)
    )


def on_disk(house: House, launch_id: str) -> OnDisk:
    """How a launch's file in the launches folder relates to the version that holds now. Raises `NotFound`."""
    holding, _ = at_version(house, launch_id, house.clock.now())
    folder = house.settings.launches
    found = next((path for path in (folder / f"{holding.id}{each}" for each in SUFFIXES) if path.is_file()), None)
    if found is None:
        return OnDisk(FileState.MISSING, folder / f"{holding.id}{SUFFIXES[0]}")
    try:
        with found.open("rb") as file:
            data = file.read(LARGEST)
        if hashlib.sha256(data).hexdigest() == holding.digest:
            return OnDisk(FileState.SAME, found)
        return OnDisk(FileState.DIFFERS, found, diff(holding, read_launch(data, file=found.name)))
    except (OSError, InvalidFile):
        return OnDisk(FileState.BROKEN, found)


def edited_files(house: House) -> tuple[Path, ...]:
    """The launch files that are not, or cannot be, what holds: to be registered, or put back."""
    open_ledger(house)
    found = [on_disk(house, launch_id) for launch_id in versions.launches()]
    return tuple(each.path for each in found if each.state in (FileState.DIFFERS, FileState.BROKEN))
