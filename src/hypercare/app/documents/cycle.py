"""`hypercare/cycle.v1`: how far units are in each business cycle."""

from collections.abc import Sequence
from itertools import accumulate

from hypercare.analysis.cycle.report import CycleReport, CycleStanding
from hypercare.app.documents.texts import Document
from hypercare.declare.specs.business_cycles import format_cycle
from hypercare.stats.kaplan_meier import Point

SCHEMA = "hypercare/cycle.v1"
BANDS = ("0", *(f"{10 * tenth + 1}-{10 * tenth + 10}" for tenth in range(9)), "91-99", "100")
"""The bands of progress, in percent of the goal."""


def cycle_document(found: CycleReport) -> Document:
    """The cycles of a scope; by their first and last local day, null where each unit has its own."""
    return {
        "schema": SCHEMA,
        "event": found.metric.event.event,
        "at_least": found.metric.at_least,
        "every": format_cycle(found.metric.every),
        "cycles": _standings(found.cycles),
        "by_value": [{"value": value, "cycles": _standings(each)} for value, each in found.by_value.items()],
    }


def _standings(cycles: Sequence[CycleStanding]) -> list[Document]:
    return [standing_document(each) for each in cycles]


def standing_document(each: CycleStanding) -> Document:
    """How far units are in one cycle."""
    return {
        "from": None if each.first is None else each.first.isoformat(),
        "to": None if each.last is None else each.last.isoformat(),
        "units": each.units,
        "mature": each.mature,
        "reached_mature": each.hits,
        "reached": each.reached,
        "open": each.still_open,
        "share": each.share,
        "events": each.events,
        "progress": [{"percent": name, "units": units} for name, units in zip(BANDS, each.bands, strict=True)],
        "counts": [{"events": events, "units": units} for events, units in enumerate(each.counts) if units],
        "more": {"than": len(each.counts) - 1, "units": each.more},
        "days": [
            {"day": day, "units": units, "so_far": so_far}
            for day, (units, so_far) in enumerate(zip(each.days, accumulate(each.days), strict=True))
            if units
        ],
        "curve": curve_document(each.curve),
    }


def curve_document(curve: Sequence[Point]) -> list[Document]:
    """The share that has reached the goal by the end of each whole day; an interval that cannot be told is null."""
    return [
        {"day": each.time, "share": each.share, "low": each.low, "high": each.high, "at_risk": each.at_risk}
        for each in curve
    ]
