"""Charts that were ordered and drawn, kept as files by the digest of what they show.

A page orders what it shows and never waits: the studio draws an order later, into the same folder. All of it can be
made again and may be deleted at any time. The web process reads and writes here without any drawing library.
"""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import orjson

from hypercare.model.errors import NotFound

DRAWING: Final = 1
"""The way of drawing: a change of it draws everything anew."""
DIGEST_BYTES: Final = 16
MOST_BYTES: Final = 64 * 2**20
"""About 3000 charts in three sizes."""
SWEEP_BYTES: Final = 2**20
"""So much is written between two looks at how much there is."""
PNG_END: Final = b"IEND\xaeB`\x82"

Order = Mapping[str, Any]


class Charts:
    """The charts of one installation, in `<data>/charts/`. Those that nobody asked for longest go first.

    Safe for threads and processes: a file is replaced at once, and one that is torn counts as missing.
    """

    def __init__(self, data: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._root, self._most_bytes = data / "charts", most_bytes
        self._written = 0

    def keep(self, order: Order) -> str:
        """Keeps an order, a Vega-Lite specification for each size, and returns its digest: 32 hexadecimal digits."""
        content = orjson.dumps({"drawing": DRAWING, **order}, option=orjson.OPT_SORT_KEYS)
        digest = blake2b(content, digest_size=DIGEST_BYTES).hexdigest()
        if self._read(digest, "order") != content:
            self._write(digest, "order", content)
        return digest

    def order(self, digest: str) -> dict[str, Any]:
        """The order of a digest. Raises `NotFound` where there is none: whoever shows the chart orders it again."""
        found = self._read(digest, "order")
        with suppress(orjson.JSONDecodeError):
            if found is not None:
                read: dict[str, Any] = orjson.loads(found)
                return read
        raise NotFound("this chart was not ordered, or is forgotten", where=digest, fix="load the page again")

    def drawn(self, digest: str) -> dict[str, str] | None:
        """The SVG of each size, None where it is not drawn yet."""
        found = self._read(digest, "svg")
        with suppress(orjson.JSONDecodeError):
            if found is not None:
                read: dict[str, str] = orjson.loads(found)
                return read
        return None

    def keep_drawn(self, digest: str, svgs: Mapping[str, str]) -> None:
        """Keeps the SVG of each size."""
        self._write(digest, "svg", orjson.dumps(dict(svgs)))

    def picture(self, digest: str) -> bytes | None:
        """A PNG, None where it is not drawn yet."""
        found = self._read(digest, "png")
        return found if found is not None and found.endswith(PNG_END) else None

    def keep_picture(self, digest: str, png: bytes) -> None:
        """Keeps a PNG."""
        self._write(digest, "png", png)

    def _path(self, digest: str, kind: str) -> Path:
        if len(digest) != 2 * DIGEST_BYTES or not set(digest) <= set("0123456789abcdef"):
            raise NotFound("there is no such chart", where=digest[: 2 * DIGEST_BYTES])
        return self._root / digest[:2] / f"{digest}.{kind}"

    def _read(self, digest: str, kind: str) -> bytes | None:
        path = self._path(digest, kind)
        try:
            content = path.read_bytes()
            os.utime(path)  # it was asked for just now
        except OSError:
            return None
        return content

    def _write(self, digest: str, kind: str, content: bytes) -> None:
        path = self._path(digest, kind)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        draft.write_bytes(content)
        draft.replace(path)
        self._written += len(content)
        if self._written >= min(SWEEP_BYTES, self._most_bytes):
            self._written = 0
            self.sweep()

    def sweep(self) -> None:
        """Deletes what nobody asked for longest, until the rest takes no more than it may."""
        found = sorted(self._files(), reverse=True)
        total = 0
        for _, size, path in found:
            total += size
            if total > self._most_bytes:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._root.glob("*/*"):
            with suppress(OSError):  # another process deletes, too
                stat = path.stat()
                yield stat.st_mtime, stat.st_size, path


def digest_of(*parts: str) -> str:
    """A digest of parts, of the form that charts have."""
    return blake2b("\0".join((str(DRAWING), *parts)).encode(), digest_size=DIGEST_BYTES).hexdigest()
