"""`hypercare/funnel.v1`: a funnel by step, how long it takes, by the value of a property, over time."""

from hypercare.analysis.funnel.durations import Spread
from hypercare.analysis.funnel.report import (
    BreakdownReport,
    EntryCohort,
    FunnelCounts,
    FunnelReport,
    OverReport,
    StepReport,
    ValueReport,
)
from hypercare.analysis.funnel.survival import Survival
from hypercare.app.documents.texts import Document
from hypercare.model.metrics import FunnelMetric

SCHEMA = "hypercare/funnel.v1"


def funnel_document(found: FunnelReport, metric: FunnelMetric) -> Document:
    """A funnel in detail; times in seconds, cohorts by their first and last local day."""
    return {
        "schema": SCHEMA,
        "order": metric.order,
        "entry": metric.entry,
        "within_seconds": metric.within.total_seconds(),
        **_counts(found.counts),
        "removed": found.counts.removed,
        "bounds": None if found.counts.bounds is None else list(found.counts.bounds),
        "steps": [_step(each) for each in found.steps],
        "seconds": _spread(found.took),
        "survival": _survival(found.survival),
        "breakdown": None if found.breakdown is None else _breakdown(found.breakdown),
        "over": None if found.over is None else _over(found.over),
    }


def _counts(counts: FunnelCounts) -> Document:
    return {
        "units": counts.units,
        "mature": counts.mature,
        "converted": counts.converted,
        "mature_converted": counts.mature_converted,
        "open": counts.open,
        "rate_mature": counts.rate_mature,
    }


def _step(each: StepReport) -> Document:
    return {
        "number": each.number,
        "event": each.event,
        "optional": each.optional,
        "units": each.units,
        "mature": each.mature,
        "dropped": each.dropped,
        "open": each.open,
        "from_start": each.from_start,
        "from_previous": each.from_previous,
        "seconds": _spread(each.took),
    }


def _spread(took: Spread | None) -> Document | None:
    if took is None:
        return None
    return {"count": took.count, "mean": took.mean, "median": took.median, "p25": took.p25, "p75": took.p75}


def _survival(curve: Survival | None) -> Document | None:
    if curve is None:
        return None
    return {"median": curve.median, "points": [list(point) for point in curve.points]}


def _breakdown(found: BreakdownReport) -> Document:
    return {
        "by": found.by,
        "at": found.at,
        "values": [_value(each) for each in found.values],
        "others": found.others,
        "is_whole": found.is_whole,
    }


def _value(each: ValueReport) -> Document:
    reached = {"steps": list(each.counts.reached), "median_seconds": each.median_seconds}
    return {"value": each.value, **_counts(each.counts), **reached}


def _over(found: OverReport) -> Document:
    cohorts = [_cohort(each) for each in found.cohorts]
    return {"grain": found.grain, "cohorts": cohorts, "earlier": found.earlier}


def _cohort(each: EntryCohort) -> Document:
    days = {"from": each.first.isoformat(), "to": each.last.isoformat()}
    return {**days, "complete": each.complete, **_counts(each.counts)}
