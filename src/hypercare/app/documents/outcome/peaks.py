"""Peaks that were lived through, in `hypercare/outcome.v1`."""

from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.validation.peaks import MetricInPeak, PeaksFound, PeakStress
from hypercare.cycles.peaks import Peak
from hypercare.model.verdict import LimitVerdict


def peaks_part(found: PeaksFound | None) -> Document | None:
    """The watched peaks that are over with what they did, and the next ones to come; None where none is watched."""
    if not found:
        return None
    return {"over": [_stress(each) for each in found.over], "coming": [_peak(each) for each in found.coming]}


def _peak(peak: Peak) -> Document:
    return {
        "peak": peak.name,
        "name": text_document(peak.text),
        "first": peak.first.isoformat(),
        "last": peak.last.isoformat(),
        "estimated": peak.estimated,
    }


def _stress(found: PeakStress) -> Document:
    return _peak(found.peak) | {
        "survived": found.survived.value,
        "reason": text_document(found.reason),
        "events": found.events,
        "traffic": found.traffic,
        "limits": [_limit(each) for each in found.limits],
        "metrics": [_metric(each) for each in found.metrics],
    }


def _limit(found: LimitVerdict) -> Document:
    return {
        "limit": found.limit.name,
        "kind": found.limit.kind.value,
        "route": found.limit.route,
        "at_most": found.limit.at_most,
        "level": found.limit.limit,
        "word": found.word.value,
        "code": found.code,
        "answer": answer_document(found.answer),
    }


def _metric(found: MetricInPeak) -> Document:
    told = found.change
    return {
        "metric": found.metric,
        "value": found.value,
        "around": found.around,
        "change": None if told is None else {"factor": told.factor, "low": told.low, "high": told.high},
        "limit": found.limit,
        "beyond": found.beyond,
    }
