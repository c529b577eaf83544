"""Whether what was measured can be trusted, as a document: what the gates of a live launch found of it."""

from collections.abc import Iterable
from typing import Any

from hypercare.app.documents.texts import Document, text_document
from hypercare.model.verdict import Flaw

CHECKS = frozenset({"GATE-DROPPED", "GATE-LATE", "GATE-TWICE", "GATE-ZONE"})
"""The checks that look at how facts came, not at who was counted."""


def integrity_document(as_of: str, gates: Iterable[tuple[str, Iterable[Flaw]]]) -> Document:
    """The flaws by what they say, each with the gates that it makes invalid."""
    told = [
        (gate, {"check": flaw.check, "reason": text_document(flaw.reason)}) for gate, flaws in gates for flaw in flaws
    ]
    return _by_what_they_say(as_of, told)


def integrity_of_look(look: Document) -> Document:
    """The same of a look that is kept (`hypercare/look.v1`)."""
    verdict = look["verdict"]
    told = [(gate["gate"], flaw) for gate in verdict["gates"] for flaw in gate["flaws"]]
    return _by_what_they_say(look["as_of"], told)


def _by_what_they_say(as_of: str, told: Iterable[tuple[str, dict[str, Any]]]) -> Document:
    flaws: list[Document] = []
    for gate, flaw in told:
        known = next((each for each in flaws if each["says"] == flaw["reason"]), None)
        if known is not None:
            known["gates"].append(gate)
        elif flaw["check"] in CHECKS:
            flaws.append({"check": flaw["check"], "says": flaw["reason"], "gates": [gate]})
    return {"as_of": as_of, "flaws": flaws}
