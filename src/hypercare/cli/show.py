"""How the command line says things: JSON for programs, plain words and tables for people."""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypercare.app.documents.errors import error_document
from hypercare.model.errors import HypercareError, InvalidFile

# What a terminal may obey or cannot show, and JSON allows unescaped: C1 controls, marks that turn the direction of text
# around, and halves of surrogate pairs, which stand for bytes of file names.
UNPRINTED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def emit(document: Any) -> None:
    """A document as JSON on standard output. Nothing in it can steer a terminal."""
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    sys.stdout.write(UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def say(line: str = "") -> None:
    """A line for people on standard output. Control characters from outside are made visible, never obeyed."""
    sys.stdout.write(visible(line) + "\n")


def note(line: str) -> None:
    """A line beside the result, on standard error."""
    sys.stderr.write(visible(line) + "\n")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns, aligned; the last is not padded. Without rows nothing is printed."""
    shown = [[visible(str(cell)) for cell in row] for row in rows]
    if not shown:
        return
    widths = [max(len(row[index]) for row in [list(headings), *shown]) for index in range(len(headings))]
    for row in [list(headings), *shown]:
        sys.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n")


def local(text: str, zone: ZoneInfo) -> str:
    """An instant of a document, ISO 8601, to the minute where the launch is: 2026-10-09 08:00 WIB."""
    return f"{datetime.fromisoformat(text).astimezone(zone):%Y-%m-%d %H:%M %Z}"


def visible(text: str) -> str:
    """The text on one line, with control characters written out: an event's name cannot steer a terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def fail(error: HypercareError, *, as_json: bool) -> int:
    """Says what went wrong, as lines or as the JSON error, and returns the exit code."""
    if as_json:
        emit({"error": error_document(error)})
    elif isinstance(error, InvalidFile):
        for problem in error.problems:
            note(str(problem))
    else:
        note(f"hypercare: {error.line()}")
    return error.exit_code
