"""Importing files of facts: chunk by chunk through the write-ahead log, so that it can be resumed and repeated."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import xxhash

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.import_columns import Proposal, Told, Way, proposed
from hypercare.app.import_file import CHUNK_BYTES, ImportFile
from hypercare.app.ingest import make_loader, wait_for_worker
from hypercare.app.processes.commit_lock import committing
from hypercare.app.progress import OnProgress, Progress
from hypercare.lake.brought import brought
from hypercare.lake.files import FULL
from hypercare.lake.lock import is_held
from hypercare.lake.report import LoadReport
from hypercare.lake.rows import FACTS
from hypercare.lake.wal.wal import unloaded_segments, write_import_segment
from hypercare.model.errors import BadInput, Unreachable
from hypercare.model.facts import Payload
from hypercare.model.instant import to_micros
from hypercare.sources.files import feedback_lines
from hypercare.sources.files.roles import EVENTS
from hypercare.sources.registry import exports

AHEAD = 8
"""Segments written ahead of the loader: bounds the disk that an import takes in the log."""
FEEDBACK = feedback_lines.NAME
"""The decoder of lines of feedback."""
AUTO = "auto"
"""The word for a file whose kind is told by its first lines."""
COUNTED = ("lines", "rows", "feedback", "others", "requests", "errors", "sessions", "duplicates")
"""What several files add up."""
RESUMES = "make room and run it again: it goes on where it was"


@dataclass(frozen=True)
class Imported:
    """What an import did: `rows` are events, `feedback` tickets and the like, `others` aliases and traits,
    `requests`, `errors` and `sessions` rows of their tables.

    `lines` are the rows of the file that were read now. `duplicates` is None where a running server's worker loaded.
    `columns` are those of a table by role, None where the file is of a shape of its own.
    """

    file: str
    digest: str
    decoder: str
    columns: dict[str, str] | None
    chunks: int
    skipped_chunks: int
    lines: int
    rows: int
    feedback: int
    others: int
    requests: int
    errors: int
    sessions: int
    duplicates: int | None
    rejected: dict[str, int]

    @property
    def is_all_rejected(self) -> bool:
        """Whether rows were read and every single one is in quarantine."""
        return 0 < self.lines <= sum(self.rejected.values()) and not (self.brought or self.duplicates)

    @property
    def brought(self) -> int:
        """How many rows are new, in all tables."""
        return self.rows + self.feedback + self.others + self.requests + self.errors + self.sessions


@dataclass(frozen=True)
class _Plan:
    """What is imported: `log` names the import, so that the same file in the same way is the same import."""

    log: str
    file: ImportFile
    way: Way
    source: str
    received: int

    def payload(self, body: bytes, first_row: int) -> Payload:
        """A chunk of the file for the log."""
        way = self.way
        return Payload(
            way.decoder, self.file.digest, self.source, self.received, body, query=way.query, first_row=first_row
        )


def import_events(
    house: House, path: Path, *, source: str, decoder: str | None, again: bool, on_progress: OnProgress
) -> Imported:
    """Brings a file of events into the lake, as far as it is clear how to read it. Raises as `import_file` does.

    Raises `BadInput` for a file that has no known shape, and for a table whose columns are not clear.
    """
    house.create()
    file = ImportFile.of(path)
    found = proposed(house, file, EVENTS, source, Told(decoder))
    way = found.way() if isinstance(found, Proposal) else found
    return import_file(house, file, way, source=source, again=again, on_progress=on_progress)


def import_file(
    house: House, file: ImportFile, way: Way, *, source: str, again: bool, on_progress: OnProgress
) -> Imported:
    """Brings a file into the lake. Repeating it adds nothing; a killed import goes on where it was.

    `again` reads a file anew that was imported before, for rows that were in quarantine then; what is in the lake
    does not count twice. Raises `BadInput` for a file that turns out to be damaged, `Unreachable` where the disk is
    full.
    """
    house.create()
    plan = _plan(house, file, way, source, again=again)
    if is_held(house.data / "lock"):
        with _room_in(house.data):
            return _bring(house, plan, _Worker(house, plan.log), on_progress)
    with house.lock("import"), _room_in(house.data):
        return _bring(house, plan, _Ourselves(house), on_progress)


def _plan(house: House, file: ImportFile, way: Way, source: str, *, again: bool) -> _Plan:
    received = to_micros(house.clock.now())
    name = f"{file.digest}/{way.decoder}/{source}"
    name += "".join(f"/{key}={value}" for key, value in sorted(way.query.items()))
    name += f"/{received}" if again else ""
    log = f"import-{xxhash.xxh3_128_hexdigest(name.encode('utf-8', 'surrogatepass'))}"
    return _Plan(log, file, way, source, received)


def decoder_of(word: str) -> str | None:
    """The decoder of a kind of file, by the word for it; None for "auto". Raises `BadInput` for another word."""
    if word == AUTO:
        return None
    if word not in exports():
        raise BadInput(f"{word!r} is no format", where="--format", expected=", ".join((AUTO, *exports())))
    return exports()[word].decoder


class _Worker:
    """The loading is left to the worker of a running server."""

    duplicates: int | None = None

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

    @property
    def duplicates(self) -> int | None:
        """Rows that were there before."""
        return self._loader.totals.duplicates

    def load(self, left: int) -> None:
        """Loads everything that is ready; more than `left` never stays."""
        with committing(self._data):
            self._load_ready()
            if not left:
                self._loader.close()

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


def _bring(house: House, plan: _Plan, loading: _Worker | _Ourselves, on_progress: OnProgress) -> Imported:
    """Writes the chunks that are not in the lake yet, never far ahead of who loads them."""
    loaded, before = _loaded(house, plan), house.tables.last_arrival()
    number, skipped, lines = -1, 0, 0
    for number, chunk in enumerate(plan.file.chunks(CHUNK_BYTES, zoned=not plan.way.columns)):
        if number <= loaded:
            skipped += 1
        else:
            lines += sum(bool(each.strip()) for each in chunk.body.splitlines())
            payload = plan.payload(chunk.body, chunk.first_row)
            write_import_segment(house.wal / plan.log, payload, number, house.files)
        if (number + 1) % AHEAD == 0:
            loading.load(AHEAD // 2)
        on_progress(Progress(chunk.end, plan.file.size))
    loading.load(0)
    report = brought(house.tables, after=before, received=plan.received)
    return _imported(plan, number + 1, skipped, lines, report, loading.duplicates)


def _loaded(house: House, plan: _Plan) -> int:
    """The last chunk of which some table has rows; -1 for none. Where others lack them, it still is in the log."""
    versions = (house.tables.transaction_version(table, f"wal/{plan.log}") for table in FACTS)
    return max((each for each in versions if each is not None), default=-1)


def _imported(
    plan: _Plan, chunks: int, skipped: int, lines: int, report: LoadReport, duplicates: int | None
) -> Imported:
    return Imported(
        file=str(plan.file.path),
        digest=plan.file.digest,
        decoder=plan.way.decoder,
        columns=dict(plan.way.columns) or None,
        chunks=chunks,
        skipped_chunks=skipped,
        lines=lines,
        rows=report.rows.get("events", 0),
        feedback=report.rows.get("feedback", 0),
        others=report.rows.get("aliases", 0) + report.rows.get("traits", 0),
        requests=report.rows.get("requests", 0),
        errors=report.rows.get("errors", 0),
        sessions=report.rows.get("sessions", 0),
        duplicates=duplicates,
        rejected=dict(report.rejected),
    )


def document(done: Imported) -> Document:
    """`hypercare/import.v1`: what an import did."""
    return {"schema": "hypercare/import.v1", **asdict(done)}


def documents(done: Sequence[Imported]) -> Document:
    """`hypercare/imports.v1`: what the imports of several files did, and all together."""
    totals: Mapping[str, int | None] = {
        name: None if any(getattr(each, name) is None for each in done) else sum(getattr(each, name) for each in done)
        for name in COUNTED
    }
    return {"schema": "hypercare/imports.v1", "files": [asdict(each) for each in done], **totals}
