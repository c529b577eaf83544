"""What the anti-patterns' checks say, as documents of a look: where an engine is at hand."""

import math
from collections.abc import Mapping
from datetime import datetime

from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.antipatterns import registry
from hypercare.model.antipattern import AntiEvidence, AntiPattern, Looked
from hypercare.model.launch import Launch


def found_documents(looked: Mapping[str, Looked], launch: Launch) -> list[Document]:
    """Everything that was found, the bad first."""
    return [antipattern_document(each, launch) for each in registry.found(looked)]


def checks_documents(looked: Mapping[str, Looked]) -> list[Document]:
    """Where every check stands, by its id, and what it could not know."""
    return [
        {"check": name, "state": each.state.value, "unknown": [text_document(reason) for reason in each.unknown]}
        for name, each in looked.items()
    ]


def antipattern_document(found: AntiPattern, launch: Launch) -> Document:
    """An anti-pattern: its check, what it is, what to do, since when, how much it matters, and what it rests on."""
    return {
        "check": found.check,
        "level": found.level.value,
        "text": text_document(found.text),
        "hint": text_document(found.hint),
        "at": _local(found.at, launch),
        "over_at": _local(found.over_at, launch),
        "page": found.page,
        "evidence": [_evidence(each, launch) for each in found.evidence],
    }


def _evidence(each: AntiEvidence, launch: Launch) -> Document:
    low, high = _finite(each.low), _finite(each.high)
    return {
        "what": text_document(each.what),
        "value": each.value,
        "interval": None if low is None and high is None else {"low": low, "high": high},
        "scale": each.scale or None,
        "sample": each.sample,
        "days": None if each.days is None else list(each.days),
        "at": _local(each.at, launch),
        "by": each.by or None,
        "record": each.record or None,
    }


def _finite(end: float | None) -> float | None:
    """An end of an interval; None where there is none, or it is not bounded."""
    return end if end is not None and math.isfinite(end) else None


def _local(instant: datetime | None, launch: Launch) -> str | None:
    return None if instant is None else instant.astimezone(launch.zone).isoformat()
