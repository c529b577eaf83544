"""The tail of a table's log: what a loss of power may have cut off, found and rolled back, and what must be synced.

`deltalake` writes log entries and checkpoints without syncing them. Commits are synced one by one, each before the next
begins, so after a loss of power only the newest entry may be damaged. The segment that it came from is still in the
write-ahead log, and is loaded again.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from hypercare.lake.tables import LOG_FOLDER
from hypercare.model.errors import Damaged
from hypercare.model.ports import Files

# In the commit's own metadata: how many actions follow it. An entry cut off at the end of a line is otherwise whole.
ACTIONS = "hypercareActions"
LAST_CHECKPOINT = "_last_checkpoint"
_ENTRY = re.compile(r"\d{20}\.json")
_CHECKPOINT = re.compile(r"\d{20}\.checkpoint\.parquet")
# How deltalake calls a file that it has not yet given its name.
_STAGED = re.compile(r".*(#\d+|\.tmp)")


def entry_path(folder: Path, version: int) -> Path:
    """The log entry of a version of the table in `folder`."""
    return folder / LOG_FOLDER / f"{version:020d}.json"


def checkpoint_path(folder: Path, version: int) -> Path:
    """The checkpoint of a version of the table in `folder`."""
    return folder / LOG_FOLDER / f"{version:020d}.checkpoint.parquet"


def settle(paths: Iterable[Path], files: Files) -> None:
    """Brings files that somebody else wrote, and their names, to the disk."""
    paths = tuple(paths)
    for path in paths:
        files.sync_path(path)
    for folder in dict.fromkeys(path.parent for path in paths):
        files.sync_folder(folder)


def settle_checkpoint(folder: Path, version: int, files: Files) -> None:
    """Brings a checkpoint just made, and the hint that names it, to the disk."""
    settle((checkpoint_path(folder, version), folder / LOG_FOLDER / LAST_CHECKPOINT), files)


def mend(folder: Path, files: Files) -> tuple[str, ...]:
    """Rolls the table in `folder` back to its last whole version and syncs that; the names of the files removed.

    Raises `Damaged` if more than the newest log entry is damaged: no loss of power does that.
    """
    log = folder / LOG_FOLDER
    if not log.is_dir():
        return ()
    removed = [*_staged(log), *_doubtful_checkpoint(folder), *_torn_entry(folder)]
    for path in removed:
        files.remove(path)
    files.sync_folder(log)
    _settle_newest(folder, files)
    return tuple(path.name for path in removed)


def _staged(log: Path) -> list[Path]:
    return [path for path in log.iterdir() if _STAGED.fullmatch(path.name)]


def _doubtful_checkpoint(folder: Path) -> list[Path]:
    """The checkpoint of the newest version, if the log reads without it: it may have been cut off before it was synced.

    Every older one was synced before the next commit, and one that older entries were removed for, before that.
    """
    log, entries = folder / LOG_FOLDER, [int(path.stem) for path in _entries(folder)]
    hint, versions = log / LAST_CHECKPOINT, sorted(_checkpoint_versions(log))
    doubtful = []
    if versions and versions[-1] >= max(entries, default=-1):
        earlier = versions[-2] if versions[1:] else -1
        if set(range(earlier + 1, versions[-1] + 1)) <= set(entries):
            doubtful.append(checkpoint_path(folder, versions[-1]))
    if hint.exists() and not _hint_holds(hint, folder, doubtful):
        doubtful.append(hint)
    return doubtful


def _checkpoint_versions(log: Path) -> list[int]:
    return [int(path.name.split(".")[0]) for path in log.iterdir() if _CHECKPOINT.fullmatch(path.name)]


def _hint_holds(hint: Path, folder: Path, doubtful: list[Path]) -> bool:
    try:
        target = checkpoint_path(folder, json.loads(hint.read_bytes())["version"])
    except (ValueError, KeyError, TypeError):
        return False
    return target.exists() and target not in doubtful


def _torn_entry(folder: Path) -> list[Path]:
    newest = _entries(folder)[-1:]
    torn = [path for path in newest if not _is_whole(path)]
    for before in _entries(folder)[-2:-1] if torn else ():
        if _actions(before) is None:
            raise Damaged(
                "two log entries in a row do not read back as they were written",
                where=str(before),
                expected="at most the newest to be cut off",
                fix="restore the table from a backup",
            )
    return torn


def _settle_newest(folder: Path, files: Files) -> None:
    for entry in _entries(folder)[-1:]:
        settle((*(folder / name for name, _ in _added(_actions(entry) or [])), entry), files)
        files.sync_folder(folder)
        files.sync_folder(folder.parent)


def _entries(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / LOG_FOLDER).iterdir() if _ENTRY.fullmatch(path.name))


def _is_whole(entry: Path) -> bool:
    actions = _actions(entry)
    if actions is None:
        return False
    folder = entry.parent.parent
    return all(_has_size(folder / name, size) for name, size in _added(actions))


def _actions(entry: Path) -> list[dict[str, Any]] | None:
    """The actions of a log entry after its commit info; None if they are not all there."""
    try:
        lines = [json.loads(line) for line in entry.read_bytes().splitlines()]
        info, actions = lines[0]["commitInfo"], lines[1:]
        return actions if len(actions) == _expected_actions(info, actions) else None
    except (ValueError, KeyError, IndexError, TypeError):
        return None


def _expected_actions(info: dict[str, Any], actions: list[dict[str, Any]]) -> int:
    if info["operation"] == "CREATE TABLE":
        return len({"protocol", "metaData"})
    # Entries of other writers do not say; of them, that every line is JSON must do.
    return int(info.get(ACTIONS, len(actions)))


def _added(actions: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return [(unquote(action["add"]["path"]), action["add"]["size"]) for action in actions if "add" in action]


def _has_size(path: Path, size: int) -> bool:
    return path.exists() and path.stat().st_size == size
