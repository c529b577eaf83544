"""The anti-patterns of a look as a document of their own: pages and verbs tell the same."""

from typing import Final

from hypercare.app.documents.texts import Document

SCHEMA: Final = "hypercare/antipatterns.v1"
STATES: Final = ("found", "unknown", "clear")


def antipatterns_document(look: Document) -> Document:
    """`hypercare/antipatterns.v1`: every check with what it found, of a look."""
    return {
        "schema": SCHEMA,
        "launch": look["launch"],
        "title": look["title"],
        "timezone": look["timezone"],
        "as_of": look["as_of"],
        "day": look["verdict"]["day"],
        "state": state_of(look),
        "checks": [
            each | {"found": [one for one in look["antipatterns"] if one["check"] == each["check"]]}
            for each in look["antipattern_checks"]
        ],
    }


def state_of(look: Document) -> str:
    """The first of found, unknown and clear that any check is."""
    states = {each["state"] for each in look["antipattern_checks"]}
    return next(state for state in STATES if state in states)
