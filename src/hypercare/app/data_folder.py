"""The data folder: made where it is missing, or asked for."""

import shlex
from pathlib import Path

from hypercare.model.errors import BadInput, NotFound, Unreachable

USUAL = ".hypercare"
"""The data folder where none is named."""
LOG = "wal"
KNOWN_BY = (LOG, "lake", "lock", "hypercare.sqlite3")
"""What tells a data folder from one of something else: any of these."""


def require_data_folder(data: Path) -> None:
    """Raises `NotFound` where there is no data folder yet, `BadInput` for something that is none.

    An empty folder is one that holds nothing yet.
    """
    _check_kind(data)
    if data.exists() and (any((data / name).exists() for name in KNOWN_BY) or not any(data.iterdir())):
        return
    what = "this is a folder of something else" if data.exists() else "there is no data folder"
    raise NotFound(what, where=str(data), fix="hypercare demo, hypercare serve, or --data FOLDER")


def _check_kind(data: Path) -> None:
    if data.exists() and not data.is_dir():
        raise BadInput("this is no folder", where=str(data), expected="a data folder", fix="name another with --data")


def make_data_folder(data: Path) -> None:
    """Makes the folder and its log's. Raises `Unreachable` where it cannot be made or written."""
    _check_kind(data)
    try:
        data.mkdir(parents=True, exist_ok=True)
        (data / LOG).mkdir(exist_ok=True)
    except OSError as error:
        raise Unreachable(
            f"the data folder cannot be made ({error.strerror})",
            where=str(data),
            fix="make its parent writable, or name another with --data",
        ) from error


def data_option(data: Path) -> str:
    """What a verb must be told to read this folder, from where the server was started: empty for the usual one."""
    if data == Path(USUAL).absolute():
        return ""
    near = data.relative_to(Path.cwd()) if data.is_relative_to(Path.cwd()) else data
    return f" --data {shlex.quote(str(near))}"
