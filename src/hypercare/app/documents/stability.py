"""What a limit of technical health says, as JSON values, and back."""

from datetime import timedelta

from hypercare.app.documents.answers import answer_document, answer_of
from hypercare.app.documents.texts import Document, text_document, text_of
from hypercare.model.launch import StabilityKind, StabilityLimit
from hypercare.model.verdict import LimitVerdict, Word

MILLISECOND = timedelta(milliseconds=1)


def limit_document(verdict: LimitVerdict) -> Document:
    """A limit in a window. Shares are fractions, times milliseconds."""
    limit = verdict.limit
    return {
        "limit": limit.name,
        "kind": limit.kind.value,
        "service": limit.service or None,
        "route": limit.route or None,
        "under_ms": None if limit.under is None else limit.under / MILLISECOND,
        "at_most": limit.at_most,
        "level": limit.limit,
        "rollback": limit.rollback,
        "window": verdict.window,
        "days": list(verdict.days),
        "in_force": verdict.in_force,
        "word": verdict.word.value,
        "code": verdict.code,
        "reasons": [text_document(reason) for reason in verdict.reasons],
        "answer": answer_document(verdict.answer),
    }


def limit_of(document: Document) -> LimitVerdict:
    """The verdict of a document."""
    under, (first, last) = document["under_ms"], document["days"]
    limit = StabilityLimit(
        StabilityKind(document["kind"]),
        document["level"],
        at_most=document["at_most"],
        rollback=document["rollback"],
        route=document["route"] or "",
        under=None if under is None else under * MILLISECOND,
        service=document["service"] or "",
    )
    return LimitVerdict(
        limit=limit,
        window=document["window"],
        word=Word(document["word"]),
        code=document["code"],
        reasons=tuple(text_of(reason) for reason in document["reasons"]),
        answer=answer_of(document["answer"]),
        days=(first, last),
        in_force=document["in_force"],
    )
