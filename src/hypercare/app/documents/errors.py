"""Errors as JSON values, and back: the one shape on the command line, in the API and between our processes."""

from collections.abc import Iterable
from typing import Any

from hypercare.app.documents.texts import Document
from hypercare.model.errors import (
    BadInput,
    Busy,
    Damaged,
    HypercareError,
    InvalidFile,
    NotFound,
    Problem,
    Refused,
    Unreachable,
)

FAMILIES: dict[str, type[HypercareError]] = {
    family.code: family for family in (HypercareError, BadInput, NotFound, Refused, Unreachable, Busy, Damaged)
}


def error_document(error: HypercareError) -> Document:
    """An error: its family's code, what happened, where, what was expected, how to fix it."""
    document: dict[str, Any] = {
        "code": error.code,
        "message": error.what,
        "where": error.where,
        "expected": error.expected,
        "fix": error.fix,
    }
    return document | {"problems": problem_documents(error.problems)} if isinstance(error, InvalidFile) else document


def problem_documents(problems: Iterable[Problem]) -> list[Document]:
    """Problems of a file."""
    return [
        {
            "file": each.file,
            "line": each.line,
            "what": each.what,
            "expected": each.expected,
            "nearest": list(each.nearest),
        }
        for each in problems
    ]


def error_of(document: Document) -> HypercareError:
    """The error of a document, in its own family."""
    if document["code"] == InvalidFile.code:
        problems = (Problem(**{**each, "nearest": tuple(each["nearest"])}) for each in document["problems"])
        return InvalidFile(tuple(problems))
    family = FAMILIES.get(document["code"], HypercareError)
    return family(document["message"], where=document["where"], expected=document["expected"], fix=document["fix"])
