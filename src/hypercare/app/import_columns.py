"""How the rows of a file are to be read: as a vendor's, or by its columns, which are kept for the next such file."""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from hypercare.app.house import House
from hypercare.app.import_file import ImportFile
from hypercare.app.words import render
from hypercare.model.errors import BadInput, Unreachable
from hypercare.model.facts import Payload
from hypercare.model.instant import to_micros
from hypercare.model.text import Text
from hypercare.sources.files.canonical import EXPORT
from hypercare.sources.files.roles import (
    ERRORS,
    EVENTS,
    NO_COLUMN,
    REQUESTS,
    SESSIONS,
    TICKETS,
    Guess,
    Shape,
    guess,
    named,
    refused,
    written,
)
from hypercare.sources.files.sniff import sniff
from hypercare.sources.files.table_cells import COLUMNS, UNTYPED, ZONE
from hypercare.sources.registry import exports

GIVEN: Final = "given"
KEPT: Final = "kept"
GUESSED: Final = "guessed"
FOLDER: Final = "columns"
UTC: Final = "UTC"
NAME_DIGITS: Final = 32
EXAMPLE_CHARACTERS: Final = 40


@dataclass(frozen=True)
class Way:
    """Who decodes a file; of a table its columns by role, and the `zone` of times without an offset.

    `zoneless`: a vendor's file whose times never have one. `untyped`: all cells are texts.
    """

    decoder: str
    columns: Mapping[str, str] = field(default_factory=dict)
    zone: str = UTC
    untyped: bool = False
    zoneless: bool = False

    @property
    def query(self) -> dict[str, str]:
        """What the decoder is told, in each payload."""
        if not self.columns:
            return {ZONE: self.zone} if self.zoneless and self.zone != UTC else {}
        told = {COLUMNS: json.dumps(dict(sorted(self.columns.items()))), ZONE: self.zone}
        return told | ({UNTYPED: "1"} if self.untyped else {})


@dataclass(frozen=True)
class Proposal:
    """What the columns of a file seem to be. `origin` says who named them: they were given, kept, or guessed."""

    file: ImportFile
    shape: Shape
    header: tuple[str, ...]
    examples: Mapping[str, str]
    guess: Guess
    origin: str
    zone: str
    source: str

    def error(self) -> BadInput:
        """What is not clear."""
        return refused(self.header, self.guess, where=str(self.file.path))

    def way(self) -> Way:
        """The way to read the file so. Raises `BadInput` where something is not clear."""
        if self.guess.unclear:
            raise self.error()
        untyped = self.file.table is not None and self.file.table.shape == "csv"
        return Way(self.shape.decoder, self.guess.columns, self.zone, untyped)

    def with_columns(self, columns: Mapping[str, str]) -> "Proposal":
        """The same with some columns named by a person."""
        given = {**self.guess.columns, **columns}
        found = guess(self.header, self.shape, given, where=str(self.file.path))
        return Proposal(self.file, self.shape, self.header, self.examples, found, GIVEN, self.zone, self.source)


@dataclass(frozen=True)
class Told:
    """What somebody says of a file: a decoder, columns as `--columns` takes them, a time zone."""

    decoder: str | None = None
    columns: str = ""
    zone: str = UTC


def proposed(house: House, file: ImportFile, shape: Shape, source: str, told: Told) -> Way | Proposal:
    """How a file is to be read; a proposal where that rests on its columns.

    Raises `BadInput` for a file of which nobody can tell what it is, and for columns that it has not.
    """
    zone = _zone(told.zone)
    if told.decoder is not None:
        return _vendors(told.decoder, zone)
    given = named(told.columns, shape)
    if shape is EVENTS and not given:
        vendor = _vendor(file, to_micros(house.clock.now()))
        if vendor is not None:
            return _vendors(vendor, zone)
    first = file.first_object()
    header = file.table.header if file.table is not None else file.first_keys()
    kept = _Kept.of(house, shape, source, header)
    columns = {**kept.read(), **given}
    if file.table is None and shape is EVENTS and not columns:
        raise _unknown(file)
    if not header:
        raise BadInput("there are no rows in the file", where=str(file.path), expected=f"{shape.word}: docs/import.md")
    found = guess(header, shape, columns, where=str(file.path))
    origin = GIVEN if given else KEPT if columns else GUESSED
    examples = {name: str(value)[:EXAMPLE_CHARACTERS] for name, value in (first or {}).items() if value is not None}
    return Proposal(file, shape, header, examples, found, origin, zone, source)


def sniffed(path: Path) -> str:
    """The decoder for a file of JSON lines. Raises `BadInput` for a shape that is not known."""
    found = sniff(ImportFile(path, "", path.stat().st_size).first_lines(zoned=True))
    if isinstance(found, Text):
        raise _shapeless(found, path)
    return found


def keep(house: House, proposal: Proposal) -> None:
    """Keeps the columns for the next file of this source with the same header. Raises `Unreachable`."""
    _Kept.of(house, proposal.shape, proposal.source, proposal.header).write(proposal.guess.columns)


@dataclass(frozen=True)
class _Kept:
    """Where the columns of files with one header from one source are kept. What cannot be read is none."""

    path: Path

    @classmethod
    def of(cls, house: House, shape: Shape, source: str, header: Sequence[str]) -> "_Kept":
        columns_of = json.dumps([shape.word, source, *header])
        name = sha256(columns_of.encode("utf-8", "surrogatepass")).hexdigest()[:NAME_DIGITS]
        return cls(house.data / FOLDER / f"{name}.json")

    def read(self) -> dict[str, str]:
        with suppress(OSError, ValueError):
            found = json.loads(self.path.read_bytes())
            if isinstance(found, dict) and all(isinstance(each, str) for each in found.values()):
                return found
        return {}

    def write(self, columns: Mapping[str, str]) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = self.path.with_suffix(f".{os.getpid()}.part")
            part.write_text(json.dumps(dict(columns)))
            part.replace(self.path)
        except OSError as error:
            raise Unreachable(f"the columns cannot be kept ({error.strerror})", where=str(self.path.parent)) from error


def _vendors(decoder: str, zone: str) -> Way:
    zoneless = any(each.decoder == decoder and each.zoneless for each in exports().values())
    return Way(decoder, zone=zone, zoneless=zoneless)


def _vendor(file: ImportFile, received: int) -> str | None:
    """The decoder of the vendor that a file is from; None where it is nobody's export.

    No vendor exports CSV with the columns of its raw data, and a Parquet file with such columns is a vendor's only if
    its decoder can read the first rows: `event_name` and `event_timestamp` stand in many tables.
    """
    if file.table is None:
        found = sniff(file.first_lines(zoned=True))
        return None if isinstance(found, Text) else found
    first = None if file.table.shape == "csv" else file.first_object()
    others = (each for each in exports().values() if each is not EXPORT)
    vendor = next((each for each in others if first is not None and each.recognises(first)), None)
    if vendor is None:
        return None
    body = b"\n".join(file.first_lines(zoned=True))
    facts = vendor.decode(Payload(vendor.decoder, file.digest, "", received, body))
    return vendor.decoder if facts.events or facts.traits or facts.feedback else None


def _unknown(file: ImportFile) -> BadInput:
    found = sniff(file.first_lines(zoned=True))
    assert isinstance(found, Text), "a shape that is known is read by it"
    return _shapeless(found, file.path)


def _shapeless(why: Text, path: Path) -> BadInput:
    fix = f"--format {'|'.join(exports())}, or --columns event=NAME,time=NAME,user=NAME"
    return BadInput(render(why), where=str(path), expected="JSON lines or a table: docs/import.md", fix=fix)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise BadInput(
            f"{name[:60]!r} is no time zone", where="--timezone", expected="such as Asia/Jakarta, or UTC"
        ) from error
    return name


__all__ = [
    "ERRORS",
    "EVENTS",
    "GIVEN",
    "GUESSED",
    "KEPT",
    "NO_COLUMN",
    "REQUESTS",
    "SESSIONS",
    "TICKETS",
    "Proposal",
    "Shape",
    "Told",
    "Way",
    "keep",
    "proposed",
    "sniffed",
    "written",
]
