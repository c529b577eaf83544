"""The trend of leading indicators in `hypercare/outcome.v1`."""

import math
from collections.abc import Iterable

from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.validation.trend import TrendFound
from hypercare.model.estimate import Insufficient
from hypercare.stats.slope import STEADY_MARGIN, Course, Slope


def trend_part(found: Iterable[TrendFound]) -> list[Document]:
    """Each metric that decides early, by days since exposure and by date."""
    return [
        {
            "metric": each.metric,
            "course": each.trend.since.course.value if isinstance(each.trend.since, Slope) else Course.UNKNOWN.value,
            "says": text_document(each.says),
            "margin": math.exp(STEADY_MARGIN),
            "since_exposure": _slope(each.trend.since),
            "by_date": _slope(each.trend.date),
        }
        for each in found
    ]


def _slope(slope: Slope | Insufficient) -> Document:
    """A slope as the factor between a day and the one 30 days later."""
    if isinstance(slope, Insufficient):
        return {"why_not": text_document(slope.reason), "slope": None}
    return {
        "why_not": None,
        "slope": {
            "factor": math.exp(slope.value),
            "low": math.exp(slope.interval.low),
            "high": _finite(slope.interval.high),
            "level": slope.interval.level,
            "always_valid": slope.interval.always_valid,
            "days": slope.days,
            "events": slope.events,
        },
    }


def _finite(value: float) -> float | None:
    """The exponential, None where it is too large to be told."""
    return math.exp(value) if value < 700 else None
