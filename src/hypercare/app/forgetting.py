"""Forgetting that is under way: kept in a file until all of it is done, so that a kill loses nothing.

The file names the person in the clear. It is the owner's alone, and gone when the work is.
"""

from pathlib import Path

import msgspec

from hypercare.model.errors import Damaged
from hypercare.model.ports import Files

FILE = "forgetting.json"
OWNER_ONLY = 0o600


class Forgetting(msgspec.Struct, frozen=True):
    """Whom to forget, and how far it was found out: `paths` are files (`table/path`) that must go.

    `gone` and `blanked` count rows by table; `id` names the work in the ledger.
    """

    id: str
    keys: tuple[str, ...]
    accounts: tuple[tuple[str, str], ...]
    reason: str
    by: str
    paths: tuple[str, ...] = ()
    gone: dict[str, int] = {}
    blanked: dict[str, int] = {}


def load(data: Path) -> Forgetting | None:
    """What is under way; None for nothing. Raises `Damaged` for a file that is not as it was written."""
    path = data / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Forgetting)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError as error:
        raise Damaged(
            f"what is being forgotten cannot be read ({error})",
            where=str(path),
            fix="remove the file, and run hypercare forget again with the same keys",
        ) from error


def save(data: Path, work: Forgetting, files: Files) -> None:
    """Keeps what is under way, durably."""
    draft = data / f".{FILE}"
    draft.unlink(missing_ok=True)
    with files.create(draft) as file:
        draft.chmod(OWNER_ONLY)
        file.write(msgspec.json.encode(work))
        files.sync(file)
    files.rename(draft, data / FILE)
    files.sync_folder(data)


def remove(data: Path, files: Files) -> None:
    """Says that nothing is under way any more, durably."""
    (data / f".{FILE}").unlink(missing_ok=True)
    files.remove(data / FILE)
    files.sync_folder(data)
