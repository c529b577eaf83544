"""The data folder, made where it is missing."""

from pathlib import Path

from hypercare.model.errors import Unreachable


def make_data_folder(data: Path) -> None:
    """Makes the folder and its log's. Raises `Unreachable` where it cannot be made or written."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        (data / "wal").mkdir(exist_ok=True)
    except OSError as error:
        raise Unreachable(
            f"the data folder cannot be made ({error.strerror})",
            where=str(data),
            fix="make its parent writable, or name another with --data",
        ) from error
