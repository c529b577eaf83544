"""Estimates and insufficiencies as JSON values, and back."""

import math

from hypercare.app.documents.texts import Document, text_document, text_of
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient, Interval


def answer_document(answer: Answer) -> Document:
    """An answer; an end of an interval that is not bounded is null."""
    if isinstance(answer, Insufficient):
        return {
            "kind": "insufficient",
            "reason": text_document(answer.reason),
            "needed": answer.needed,
            "have": answer.have,
            "counts": None if answer.counts is None else counts_document(answer.counts),
            "bounds": None if answer.bounds is None else list(answer.bounds),
        }
    return {
        "kind": "estimate",
        "value": answer.value,
        "scale": answer.scale,
        "interval": _interval_document(answer.interval),
        "counts": counts_document(answer.counts),
        "bounds": None if answer.bounds is None else list(answer.bounds),
    }


def answer_of(document: Document) -> Answer:
    """The answer of a document."""
    counts = None if document["counts"] is None else Counts(**document["counts"])
    ends = document["bounds"]
    bounds = None if ends is None else (ends[0], ends[1])
    if document["kind"] == "insufficient":
        return Insufficient(text_of(document["reason"]), document["needed"], document["have"], counts, bounds)
    if counts is None:
        raise ValueError("an estimate has counts")
    return Estimate(document["value"], _interval_of(document["interval"]), counts, document["scale"], bounds)


def counts_document(counts: Counts) -> Document:
    """What stands behind a number."""
    return {
        "units": counts.units,
        "mature": counts.mature,
        "open": counts.open,
        "hits": counts.hits,
        "trials": counts.trials,
        "excluded": dict(counts.excluded),
    }


def _interval_document(interval: Interval) -> Document:
    return {
        "low": interval.low if math.isfinite(interval.low) else None,
        "high": interval.high if math.isfinite(interval.high) else None,
        "level": interval.level,
        "method": interval.method,
        "always_valid": interval.always_valid,
    }


def _interval_of(document: Document) -> Interval:
    low, high = document["low"], document["high"]
    return Interval(
        -math.inf if low is None else low,
        math.inf if high is None else high,
        document["level"],
        document["method"],
        document["always_valid"],
    )
