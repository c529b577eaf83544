"""Questions that people keep to share: files named by what they ask, so that one question has one address."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from hypercare.model.errors import BadInput, NotFound, Unreachable

SPEC: Final = "spec"
SQL: Final = "sql"
KINDS: Final = (SPEC, SQL)
SCHEMA: Final = "hypercare/question.v1"
DIGITS: Final = 16
"""Of a digest: nobody guesses one, and it fits a line."""
MOST_BYTES: Final = 256 * 1024
MOST_QUESTIONS: Final = 1_000
"""Beyond these the ones that were not opened for longest go."""
_DIGEST: Final = re.compile(f"[0-9a-f]{{{DIGITS}}}")


@dataclass(frozen=True)
class Question:
    """A question that was kept: `spec` or `sql`, its text, who kept it first, and when (ISO 8601)."""

    kind: str
    text: str
    by: str
    at: str

    @property
    def digest(self) -> str:
        """Its name: of what it asks alone."""
        return sha256(f"{self.kind}\n{self.text}".encode()).hexdigest()[:DIGITS]

    @property
    def title(self) -> str:
        """Its first line that says something: of a remark the remark."""
        lines = (line.strip().lstrip("#-").strip() for line in self.text.splitlines())
        return next(filter(None, lines), self.digest)


@dataclass(frozen=True)
class StoredQuestions:
    """The questions of an installation. A file that cannot be read is none."""

    folder: Path

    def keep(self, kind: str, text: str, *, by: str, at: datetime) -> Question:
        """Keeps a question, unless it is kept already. Raises `BadInput` for one that is too long, `Unreachable`."""
        question = Question(kind, text, by, at.isoformat())
        data = json.dumps({"schema": SCHEMA, **asdict(question)}).encode(errors="replace")
        if kind not in KINDS or len(data) > MOST_BYTES:
            raise BadInput(f"{len(data):,} bytes", where="question", expected=f"at most {MOST_BYTES:,}")
        path = self._path(question.digest)
        if self._read(path) is None:
            self._write(path, data)
        return question

    def find(self, digest: str) -> Question:
        """The question of a digest. Raises `NotFound`."""
        found = self._read(self._path(digest)) if _DIGEST.fullmatch(digest) else None
        if found is None:
            fix = "ask whoever sent the link for the question itself"
            raise NotFound("this question is not kept any more", where=digest[:DIGITS], fix=fix)
        with suppress(OSError):
            os.utime(self._path(digest))
        return found

    def recent(self, kind: str, most: int) -> list[Question]:
        """The questions of a kind that were kept or opened last."""
        found: list[Question] = []
        for path in self._by_age():
            question = self._read(path)
            if question is not None and question.kind == kind:
                found.append(question)
            if len(found) == most:
                break
        return found

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.json"

    def _read(self, path: Path) -> Question | None:
        with suppress(OSError, ValueError, TypeError):
            said = json.loads(path.read_bytes())
            if said.pop("schema") == SCHEMA and set(said) == {"kind", "text", "by", "at"}:
                question = Question(**{name: str(each) for name, each in said.items()})
                return question if question.digest == path.stem else None
        return None

    def _write(self, path: Path, data: bytes) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(data)
            part.replace(path)
            for old in list(self._by_age())[MOST_QUESTIONS:]:
                old.unlink(missing_ok=True)
        except OSError as error:
            what = f"the question cannot be kept ({error.strerror})"
            raise Unreachable(what, where=str(self.folder)) from error

    def _by_age(self) -> Iterator[Path]:
        """The newest first."""
        dated: list[tuple[float, Path]] = []
        for path in self.folder.glob("*.json"):
            with suppress(OSError):
                dated.append((path.stat().st_mtime, path))
        return (path for _, path in sorted(dated, reverse=True))
