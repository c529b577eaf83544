"""What the definition page shows: a launch file as registered, and what changed between versions."""

from collections.abc import Iterator
from datetime import datetime
from difflib import SequenceMatcher

from ninja import Field, Schema

from hypercare.app.looks import Moment, instant_of
from hypercare.app.usecases.launches.definition import OnDisk, Version, on_disk, versions_of
from hypercare.declare.diff import Change, diff
from hypercare.model.errors import NotFound
from hypercare.model.launch import Launch
from hypercare.web.asked import Asked

AROUND = 3
"""Unchanged lines that are shown around a change."""
MOST_LINES = 5_000
"""Lines of a file that are compared line by line; longer ones are compared by what they mean only."""


class VersionRow(Schema):
    """One registered version."""

    number: int = Field(description="Counts the launch's versions from 1 in the order of registration.")
    digest: str = Field(description="SHA-256 of the file's text, in hex: the version's name.")
    file: str = Field(description="The name of the file that was registered.")
    registered_at: datetime = Field(description="From when on it holds.")
    registered_by: str = Field(description="Who registered it.")
    record: str = Field(description="The id of its record in the ledger.")
    is_frozen: bool = Field(description="Whether it held at go-live: what was declared.")
    after_live: bool = Field(description="Whether it was registered after go-live: an edit.")
    changes: int = Field(description="How many parts differ from the version before.")


class ChangeRow(Schema):
    """One part that differs."""

    path: str = Field(description="The part, in the words of the launch file: `gates.day 30.completion`.")
    before: str | None = Field(description="What it was; null where it is new.")
    after: str | None = Field(description="What it is; null where it is gone.")


class DiffLine(Schema):
    """One line of a comparison of texts."""

    kind: str = Field(description="`same`, `removed`, `added`, or `skipped` for unchanged lines that are left out.")
    text: str = Field(description="The line.")


class File(Schema):
    """The launch's file in the launches folder of the server."""

    state: str = Field(description="`same` as the version that holds, `differs`, `broken`, or `missing`.")
    name: str = Field(description="The file's name.")
    command: str = Field(description="The line that registers it.")
    changes: list[ChangeRow] = Field(description="What registering it would change.")


class Definition(Schema):
    """A launch as declared, with its versions."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called in the version shown.")
    live: datetime = Field(description="Go-live, as frozen.")
    is_live: bool = Field(description="Whether it is live now: before, nothing is frozen yet.")
    version: VersionRow = Field(description="The version shown.")
    against: VersionRow | None = Field(description="The version that it is compared with.")
    versions: list[VersionRow] = Field(description="All versions, latest first.")
    lines: list[str] = Field(description="The text as registered, by line.")
    changes: list[ChangeRow] = Field(description="What differs from `against`, by meaning.")
    text_diff: list[DiffLine] = Field(description="What differs from `against`, by line.")
    edited_after_live: list[ChangeRow] = Field(description="What differs now from the version frozen at go-live.")
    file: File


def definition_of(
    asked: Asked, launch_id: str, moment: Moment, *, version: int | None = None, against: int | None = None
) -> Definition:
    """The definition: of the version that is named, else of the one that held at the moment; compared with the one that
    is named, else with the one before. Raises `NotFound` for a launch or a version that there is not.
    """
    house = asked.here.house
    found = versions_of(house, launch_id)
    shown = _held(found, moment, house.clock.now()) if version is None else _numbered(found, version)
    other = _before(found, shown) if against is None else _numbered(found, against)
    frozen = next(each for each in found if each.is_frozen)
    return Definition(
        launch=launch_id,
        title=shown.launch.title,
        live=frozen.launch.live,
        is_live=frozen.launch.live <= house.clock.now(),
        version=_row(shown),
        against=None if other is None else _row(other),
        versions=[_row(each) for each in reversed(found)],
        lines=shown.text.splitlines(),
        changes=[] if other is None else _changes(diff(other.launch, shown.launch)),
        text_diff=[] if other is None else list(_text_diff(other.text, shown.text)),
        edited_after_live=_changes(diff(frozen.launch, found[-1].launch)) if found[-1].after_live else [],
        file=_file(on_disk(house, launch_id)),
    )


def text_of(asked: Asked, launch_id: str, number: int) -> tuple[str, str]:
    """The name and the text of a version, for a download. Raises `NotFound`."""
    found = _numbered(versions_of(asked.here.house, launch_id), number)
    return found.file, found.text


def _held(found: tuple[Version, ...], moment: Moment, now: datetime) -> Version:
    launch: Launch = found[-1].launch
    at = instant_of(launch, moment, now)
    return next((each for each in reversed(found) if each.registered_at <= at), found[0])


def _numbered(found: tuple[Version, ...], number: int) -> Version:
    known = next((each for each in found if each.number == number), None)
    if known is None:
        raise NotFound(f"there is no version {number}", expected=f"1 to {len(found)}", where="version")
    return known


def _before(found: tuple[Version, ...], shown: Version) -> Version | None:
    place = found.index(shown)
    return found[place - 1] if place else None


def _row(version: Version) -> VersionRow:
    return VersionRow(
        number=version.number,
        digest=version.launch.digest,
        file=version.file,
        registered_at=version.registered_at.astimezone(version.launch.zone),
        registered_by=version.registered_by,
        record=version.record,
        is_frozen=version.is_frozen,
        after_live=version.after_live,
        changes=len(version.changes),
    )


def _changes(changes: tuple[Change, ...]) -> list[ChangeRow]:
    return [ChangeRow(path=each.path, before=each.before, after=each.after) for each in changes]


def _text_diff(old: str, new: str) -> Iterator[DiffLine]:
    """The lines that differ, with some around them."""
    before, after = old.splitlines(), new.splitlines()
    if max(len(before), len(after)) > MOST_LINES:
        return
    reached = 0
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND):
        if group[0][1] > reached:
            yield DiffLine(kind="skipped", text="")
        for kind, first, last, new_first, new_last in group:
            if kind == "equal":
                yield from (DiffLine(kind="same", text=line) for line in before[first:last])
                continue
            yield from (DiffLine(kind="removed", text=line) for line in before[first:last])
            yield from (DiffLine(kind="added", text=line) for line in after[new_first:new_last])
        reached = group[-1][2]
    if reached and reached < len(before):
        yield DiffLine(kind="skipped", text="")


def _file(found: OnDisk) -> File:
    command = f"hypercare launch add {found.path}"
    return File(state=found.state.value, name=found.path.name, command=command, changes=_changes(found.changes))
