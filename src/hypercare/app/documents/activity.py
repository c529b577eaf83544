"""`hypercare/activity.v1`: who was active when, in what phase of life, with what, and how often."""

from hypercare.analysis.activity.detail import Activity, Lifecycle, Stickiness, Usage
from hypercare.analysis.activity.periods import Period
from hypercare.app.documents.texts import Document

SCHEMA = "hypercare/activity.v1"


def activity_document(found: Activity) -> Document:
    """The activity of a scope; periods by their first local day."""
    return {
        "schema": SCHEMA,
        "per": found.per,
        "units": found.units,
        "series": {grain: [_counted(*each) for each in series] for grain, series in found.series.items()},
        "stickiness": [_stickiness(each) for each in found.stickiness],
        "lifecycle": [_lifecycle(each) for each in found.lifecycle],
        "usage": [_usage(each, found.units) for each in found.usage],
        "other_events": found.other_events,
        "frequency": [{"days": days, "units": units} for days, units in sorted(found.frequency.items())],
    }


def _counted(period: Period, units: int) -> Document:
    return {"from": period.first.isoformat(), "units": units, "complete": period.complete}


def _stickiness(each: Stickiness) -> Document:
    return {"from": each.month.first.isoformat(), "dau_mau": each.daily, "wau_mau": each.weekly}


def _lifecycle(each: Lifecycle) -> Document:
    return {
        "from": each.period.first.isoformat(),
        "new": each.new,
        "returning": each.returning,
        "resurrecting": each.resurrecting,
        "dormant": each.dormant,
        "complete": each.period.complete,
    }


def _usage(each: Usage, units: int) -> Document:
    return {"event": each.event, "units": each.units, "events": each.events, "share": each.units / units}
