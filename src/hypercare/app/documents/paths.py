"""`hypercare/paths.v1`: what units did next, or before."""

from hypercare.analysis.paths.walks import Depth, Link, PathsFound
from hypercare.app.documents.texts import Document

SCHEMA = "hypercare/paths.v1"


def paths_document(found: PathsFound) -> Document:
    """The paths from an event; in links null stands for other events."""
    return {
        "schema": SCHEMA,
        "start": found.question.start.event,
        "direction": "previous" if found.question.backwards else "next",
        "units": found.units,
        "steps": [_step(each, found.units) for each in found.steps],
        "links": [_link(each) for each in found.links],
    }


def _step(each: Depth, units: int) -> Document:
    return {
        "depth": each.depth,
        "events": [{"event": event, "units": count, "share": count / units} for event, count in each.events],
        "others": each.others,
        "ended": each.ended,
        "open": each.open,
    }


def _link(each: Link) -> Document:
    return {"depth": each.depth, "from": each.source, "to": each.to, "units": each.units}
