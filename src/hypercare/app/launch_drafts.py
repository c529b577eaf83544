"""Launch files in the making, kept until they are registered: one file a person and launch, which no audit needs.

A draft is nobody's decision yet, so it stays out of the ledger; it would also write there with every key that is typed.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from hypercare.app.documents.texts import Document
from hypercare.model.errors import Unreachable

SCHEMA: Final = "hypercare/launch-draft.v1"
MOST_BYTES: Final = 1 << 20
"""A file of 256 KiB, its form, and what JSON adds; a larger draft is not kept."""
MOST_DRAFTS: Final = 500
"""Beyond these the oldest go."""
NAME_DIGITS: Final = 32


@dataclass(frozen=True)
class Drafts:
    """The drafts of an installation. A draft that is not readable is none."""

    folder: Path

    def find(self, person: str, launch: str) -> Document | None:
        """What a person left of a launch (empty for a new one)."""
        with suppress(OSError, ValueError):
            found = json.loads(self._path(person, launch).read_bytes())
            return found if isinstance(found, dict) and found.get("schema") == SCHEMA else None
        return None

    def keep(self, person: str, launch: str, draft: Document) -> bool:
        """Keeps a draft in place of the one before; False where it is too large. Raises `Unreachable`."""
        data = json.dumps({"schema": SCHEMA, **draft}).encode()
        if len(data) > MOST_BYTES:
            return False
        path = self._path(person, launch)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(data)
            part.replace(path)
            self._thin()
        except OSError as error:
            raise Unreachable(f"the draft cannot be kept ({error.strerror})", where=str(self.folder)) from error
        return True

    def drop(self, person: str, launch: str) -> None:
        """Forgets a draft."""
        with suppress(OSError):
            self._path(person, launch).unlink()

    def _path(self, person: str, launch: str) -> Path:
        name = sha256(f"{person}\n{launch}".encode()).hexdigest()[:NAME_DIGITS]
        return self.folder / f"{name}.json"

    def _thin(self) -> None:
        kept = list(self.folder.glob("*.json"))
        if len(kept) > MOST_DRAFTS:
            for path in sorted(kept, key=lambda each: each.stat().st_mtime)[:-MOST_DRAFTS]:
                path.unlink(missing_ok=True)
