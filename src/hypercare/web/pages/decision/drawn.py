"""How the exit gate and a decision that is looked at again are drawn: titles, words and shapes beside the documents."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.reevaluation import Aspect
from hypercare.checks.spoken import spoken
from hypercare.model.text import Text
from hypercare.web.status import OF_ACTION, OF_WORD, Status, gate_title, named, titled

OF_LINE: Final[dict[str, Status]] = {"met": "ok", "open": "early", "unknown": "none", "not declared": "none"}
OF_EXIT: Final[dict[str, Status]] = {"open": "early", "ready": "info", "signed": "ok"}
DIGEST_CHARACTERS: Final = 12
READINGS: Final = (Aspect.METRIC.value, Aspect.GUARDRAIL.value)


def drawn_exit(found: Document, as_of: datetime) -> Document:
    """The exit gate with how each line is drawn, and the review that is extended while it is still to come."""
    lines = [
        line
        | {
            "status": OF_LINE[line["state"]],
            "state_id": line["state"].replace(" ", "-"),
            "evidence": [named(each) for each in line["evidence"]],
        }
        for line in found["lines"]
    ]
    ahead = [each for each in found["reviews"] if each["extended"] and datetime.fromisoformat(each["at"]) > as_of]
    return found | {"status": OF_EXIT[found["state"]], "lines": lines, "extended": next(iter(ahead), None)}


def drawn_act(act: Document) -> Document:
    """An act, and whether its backlog is an address."""
    return act | {"backlog_link": act["backlog"].startswith("https://")}


def drawn_again(found: Document | None, declared: Collection[str]) -> Document | None:
    """A decision that was looked at again, with titles and words for each line, and the metric whose evidence it has:
    empty for what is no metric, or is not `declared` any more.
    """
    return found and found | {"lines": [_line(line, declared) for line in found["lines"]]}


def _line(line: Document, declared: Collection[str]) -> Document:
    gate = line["gate"]
    kind = "day" if gate and gate.startswith("day ") else "cycle"
    return line | {
        "title": _title(line["about"], line["subject"]),
        "gate_title": gate_title(gate, kind) if gate else None,
        "metric": line["subject"] if line["about"] in READINGS and line["subject"] in declared else "",
        "then": line["then"] | _side(line["about"], line["then"]["word"]),
        "now": line["now"] | _side(line["about"], line["now"]["word"]),
    }


def _title(about: str, subject: str) -> Document:
    if about in READINGS:
        return text_document(Text("decision-about-metric", {"metric": titled(subject)}))
    if about == Aspect.CRITERION.value:
        return text_document(Text(f"gates-criterion-{subject.replace('_', '-')}"))
    if about == Aspect.ANTIPATTERN.value:
        return text_document(Text(f"anti-check-{subject.lower().removeprefix('anti-')}"))
    return text_document(Text(f"decision-about-{about}", {"subject": spoken(subject)}))


def _side(about: str, word: str | None) -> dict[str, Any]:
    """What one of the two days is told by: words with a shape, or a digest."""
    if word is None:
        return {"told": None, "status": None, "plain": None}
    if about == Aspect.VERSION.value:
        return {"told": None, "status": None, "plain": word[:DIGEST_CHARACTERS]}
    if about == Aspect.RECOMMENDATION.value:
        return _told(f"faces-action-{word}", OF_ACTION[word])
    if about in READINGS:
        return _told(f"faces-word-{word}", OF_WORD[word])
    if about == Aspect.CRITERION.value:
        return _told(f"gates-state-{word.replace(' ', '-')}", OF_LINE[word])
    return _told("decision-found", "bad")


def _told(text_id: str, status: Status) -> dict[str, Any]:
    return {"told": {"id": text_id, "params": {}}, "status": status, "plain": None}
