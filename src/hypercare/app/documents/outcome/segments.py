"""Gated metrics by segment in `hypercare/outcome.v1`."""

from collections.abc import Iterable

from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.outcome.ends import ends_document
from hypercare.app.documents.texts import Document
from hypercare.checks.validation.segments import Effect, SegmentsFound, Standardised, ValueFound
from hypercare.model.estimate import Interval


def segments_part(found: Iterable[SegmentsFound]) -> list[Document]:
    """Each gated metric by each declared property."""
    return [_segments(each) for each in found]


def _segments(found: SegmentsFound) -> Document:
    return {
        "gate": found.gate,
        "metric": found.metric,
        "cell": found.cell,
        "by": found.by,
        "mix": {"source": found.mix.source, "units": dict(found.mix.units)},
        "overall": answer_document(found.overall),
        "values": [_value(each) for each in found.values],
        "standardised": None if found.standardised is None else _standardised(found.standardised),
        "effect": None if found.effect is None else _effect(found.effect),
        "mix_shift": found.mix_shift,
    }


def _value(found: ValueFound) -> Document:
    return {
        "value": found.value,
        "answer": answer_document(found.answer),
        "share_before": found.share_before,
        "share_now": found.share_now,
        "harmed": found.harmed,
    }


def _standardised(found: Standardised) -> Document:
    return {"value": found.value, "interval": _interval(found.interval), "covered": found.covered}


def _effect(found: Effect) -> Document:
    parts = found.parts
    return {
        "base": found.base,
        "overall": found.overall,
        "overall_interval": _interval(found.overall_interval),
        "standardised": found.standardised,
        "standardised_interval": _interval(found.standardised_interval),
        "parts": None
        if parts is None
        else {
            "change": float(parts.change),
            "rate": float(parts.rate),
            "mix": float(parts.mix),
            "unmatched": float(parts.unmatched),
        },
        "reversal": found.reversal,
    }


def _interval(found: Interval | None) -> Document | None:
    return None if found is None else ends_document(found)
