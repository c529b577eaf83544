"""Derived files: JSON documents below a folder, at most so many bytes. All of them can be made again at any time."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import orjson

from hypercare.app.documents.texts import Document

SWEEP_BYTES: Final = 2**20
"""So much is written between two looks at how much there is."""


class DerivedFiles:
    """The files below a root that a pattern names. Those that nobody asked for longest go first.

    Safe for threads and processes: a file is replaced at once, one that is torn counts as missing.
    """

    def __init__(self, root: Path, pattern: str, *, most_bytes: int) -> None:
        self._root, self._pattern, self._most_bytes = root, pattern, most_bytes
        self._written = 0

    def read(self, path: Path) -> Document | None:
        """What is kept there, or None."""
        try:
            found: Document = orjson.loads(path.read_bytes())
            os.utime(path)  # it was asked for just now
        except (OSError, orjson.JSONDecodeError):  # missing or torn: it is computed anew
            return None
        return found

    def write(self, path: Path, document: Document) -> None:
        """Keeps a document in the place of an earlier one. It is not synced: what the power takes is made anew."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        content = orjson.dumps(document)
        draft.write_bytes(content)
        draft.replace(path)
        self._written += len(content)
        if self._written >= min(SWEEP_BYTES, self._most_bytes):
            self._written = 0
            self.sweep()

    def sweep(self) -> None:
        """Deletes what nobody asked for longest, until the rest takes no more than it may."""
        total = 0
        for _, size, path in sorted(self._files(), reverse=True):
            total += size
            if total > self._most_bytes:
                path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Deletes all of them."""
        for _, _, path in self._files():
            path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._root.glob(self._pattern):
            with suppress(OSError):  # another process deletes, too
                stat = path.stat()
                yield stat.st_mtime, stat.st_size, path
