"""Importing files of events: chunk by chunk through the write-ahead log, so that it can be resumed and repeated."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import xxhash

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.ingest import make_loader, wait_for_worker
from hypercare.app.processes.commit_lock import committing
from hypercare.app.words import render
from hypercare.lake.files import FULL
from hypercare.lake.lock import is_held
from hypercare.lake.report import LoadReport
from hypercare.lake.wal import unloaded_segments, write_import_segment
from hypercare.model.errors import BadInput, Unreachable
from hypercare.model.facts import Payload
from hypercare.model.instant import to_micros
from hypercare.model.text import Text
from hypercare.sources.files.sniff import sniff
from hypercare.sources.registry import exports

CHUNK_BYTES = 4 << 20
"""One segment: large enough that commits are few, small enough that little is done twice after a kill."""
AHEAD = 8
"""Segments written ahead of the loader: bounds the disk that an import takes in the log."""
SNIFFED_LINES = 100
LONGEST_LINE = 2 << 20
"""A line beyond this is cut: its parts are no events and go to quarantine."""
AUTO = "auto"
"""The word for a file whose kind is told by its first lines."""
RESUMES = "make room and run it again: it goes on where it was"


@dataclass(frozen=True)
class Imported:
    """What an import did. `rows`, `duplicates` and `rejected` are None where a running server's worker loaded."""

    file: str
    digest: str
    decoder: str
    chunks: int
    skipped_chunks: int
    rows: int | None
    duplicates: int | None
    rejected: dict[str, int] | None

    @property
    def is_all_rejected(self) -> bool:
        """Whether rows were read and every single one is in quarantine."""
        return bool(self.rejected) and not self.rows and not self.duplicates


@dataclass(frozen=True)
class Progress:
    """How far an import is, in bytes of the file."""

    done: int
    total: int


@dataclass(frozen=True)
class _Plan:
    """What is imported: `log` names the import, so that the same file in the same way is the same import."""

    log: str
    digest: str
    decoder: str
    source: str
    received: int
    size: int


OnProgress = Callable[[Progress], None]


def import_events(
    house: House, path: Path, *, source: str, decoder: str | None, again: bool, on_progress: OnProgress
) -> Imported:
    """Brings a file of JSON lines into the lake. Repeating it adds nothing; a killed import goes on where it was.

    `again` reads a file anew that was imported before, for rows that were in quarantine then; what is in the lake
    does not count twice. Raises `BadInput` for a file that cannot be read or has no known shape, `Unreachable` where
    the disk is full.
    """
    house.create()
    plan = _plan(house, path, source, decoder, again=again)
    if is_held(house.data / "lock"):
        with _room_in(house.data):
            return _bring(house, path, plan, _Worker(house, plan.log), on_progress)
    with house.lock("import"), _room_in(house.data):
        return _bring(house, path, plan, _Ourselves(house), on_progress)


def _plan(house: House, path: Path, source: str, decoder: str | None, *, again: bool) -> _Plan:
    (digest, size), name = _digest(path), decoder or sniffed(path)
    received = to_micros(house.clock.now())
    way = f"{digest}/{name}/{source}" + (f"/{received}" if again else "")
    log = f"import-{xxhash.xxh3_128_hexdigest(way.encode())}"
    return _Plan(log, digest, name, source, received, size)


def decoder_of(word: str) -> str | None:
    """The decoder of a kind of file, by the word for it; None for "auto". Raises `BadInput` for another word."""
    if word == AUTO:
        return None
    if word not in exports():
        raise BadInput(f"{word!r} is no format", where="--format", expected=", ".join((AUTO, *exports())))
    return exports()[word].decoder


class _Worker:
    """The loading is left to the worker of a running server."""

    report: LoadReport | None = None

    def __init__(self, house: House, log: str) -> None:
        self._house, self._log = house, log

    def load(self, left: int) -> None:
        """Waits until at most so many segments of the import are left."""
        wait_for_worker(self._house, self._segments, most=left)

    def _segments(self) -> int:
        return sum(ref.log == self._log for ref in unloaded_segments(self._house.wal))


class _Ourselves:
    """No server runs: this process loads."""

    def __init__(self, house: House) -> None:
        self._loader, self._data = make_loader(house), house.data
        self.report: LoadReport | None = LoadReport()

    def load(self, left: int) -> None:
        """Loads everything that is ready; more than `left` never stays."""
        with committing(self._data):
            self._load_ready()
            if not left:
                self._loader.close()
        self.report = self._loader.totals

    def _load_ready(self) -> None:
        try:
            self._loader.load_ready(datetime.now(UTC))
        except Unreachable as error:  # whose fix is that of a server, which tries again by itself
            raise Unreachable(error.what, where=error.where, expected=error.expected, fix=RESUMES) from error


@contextmanager
def _room_in(folder: Path) -> Iterator[None]:
    """Says where there is no room, and what to do."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise Unreachable(f"the disk is full ({error.strerror})", where=str(folder), fix=RESUMES) from error


def _bring(house: House, path: Path, plan: _Plan, loading: _Worker | _Ourselves, on_progress: OnProgress) -> Imported:
    """Writes the chunks that are not in the lake yet, never far ahead of who loads them."""
    loaded = house.tables.transaction_version("events", f"wal/{plan.log}")
    number, skipped = -1, 0
    for number, (payload, end) in enumerate(_chunks(path, plan)):
        if loaded is not None and number <= loaded:
            skipped += 1
        else:
            write_import_segment(house.wal / plan.log, payload, number, house.files)
        if (number + 1) % AHEAD == 0:
            loading.load(AHEAD // 2)
        on_progress(Progress(end, plan.size))
    loading.load(0)
    return _imported(path, plan, number + 1, skipped, loading.report)


def _imported(path: Path, plan: _Plan, chunks: int, skipped: int, report: LoadReport | None) -> Imported:
    return Imported(
        file=str(path),
        digest=plan.digest,
        decoder=plan.decoder,
        chunks=chunks,
        skipped_chunks=skipped,
        rows=None if report is None else report.rows.get("events", 0),
        duplicates=None if report is None else report.duplicates,
        rejected=None if report is None else dict(report.rejected),
    )


def _chunks(path: Path, plan: _Plan) -> Iterator[tuple[Payload, int]]:
    """The file in chunks of whole lines, each with where it ends. Always cut alike, so that chunks have numbers."""
    row, end = 0, 0
    with path.open("rb") as file:
        # Never beyond the bytes that gave the import its name: what is appended meanwhile is for the next import.
        while body := whole_lines(file, plan.size - end):
            end += len(body)
            yield Payload(plan.decoder, plan.digest, plan.source, plan.received, body, first_row=row), end
            row += body.count(b"\n")


def whole_lines(file: BinaryIO, left: int) -> bytes:
    """The next few MB of a file, at most `left` bytes, up to the end of a line; empty at its end."""
    body = file.read(min(CHUNK_BYTES, left))
    rest = min(LONGEST_LINE, left - len(body))
    return body + file.readline(rest) if body and rest and not body.endswith(b"\n") else body


def _digest(path: Path) -> tuple[str, int]:
    """The digest of a file and how many bytes it is of. Only what can be read twice alike can be imported."""
    digest, size = xxhash.xxh3_128(), 0
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise BadInput(
                "this is a pipe or a device", where=str(path), expected="a file", fix="save it as a file first"
            )
        with path.open("rb") as file:
            while data := file.read(CHUNK_BYTES):
                digest.update(data)
                size += len(data)
    except OSError as error:
        raise BadInput(f"the file cannot be read ({error.strerror})", where=str(path)) from error
    return digest.hexdigest(), size


def sniffed(path: Path) -> str:
    """The decoder for a file, by its first lines. Raises `BadInput` for a shape that is not known."""
    with path.open("rb") as file:
        found = sniff(islice(iter(lambda: file.readline(LONGEST_LINE), b""), SNIFFED_LINES))
    if isinstance(found, Text):
        raise BadInput(
            render(found), where=str(path), expected="JSON lines: docs/import.md", fix=f"--format {'|'.join(exports())}"
        )
    return found


def document(done: Imported) -> Document:
    """`hypercare/import.v1`: what an import did."""
    return {"schema": "hypercare/import.v1", **asdict(done)}
