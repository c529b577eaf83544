"""How the command line says things: JSON for programs, plain words and tables for people."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from hypercare.model.errors import HypercareError, InvalidFile


def emit(document: Any) -> None:
    """A document as JSON on standard output."""
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


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


def visible(text: str) -> str:
    """The text with control characters written out, so that an event's name cannot steer a terminal."""
    return "".join(
        char if char.isprintable() or char == "\n" else char.encode("unicode_escape").decode() for char in text
    )


def fail(error: HypercareError, *, as_json: bool) -> int:
    """Says what went wrong, as a line or as the JSON error, and returns the exit code."""
    if as_json:
        emit({"error": error_document(error)})
    else:
        lines = [str(problem) for problem in error.problems] if isinstance(error, InvalidFile) else [error.line()]
        for line in lines:
            note(f"hypercare: {line}" if not isinstance(error, InvalidFile) else line)
    return error.exit_code


def error_document(error: HypercareError) -> dict[str, Any]:
    """The one shape of an error in JSON."""
    document: dict[str, Any] = {
        "code": error.code,
        "message": error.what,
        "where": error.where,
        "expected": error.expected,
        "fix": error.fix,
    }
    if isinstance(error, InvalidFile):
        document["problems"] = [
            {
                "file": each.file,
                "line": each.line,
                "what": each.what,
                "expected": each.expected,
                "nearest": list(each.nearest),
            }
            for each in error.problems
        ]
    return document
