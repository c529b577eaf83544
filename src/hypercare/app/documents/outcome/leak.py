"""Groups that leak into each other in `hypercare/outcome.v1`."""

from hypercare.app.documents.texts import Document
from hypercare.checks.validation.leak import LeakFound


def leak_part(found: LeakFound | None) -> Document | None:
    """Exposed units and those that saw both sides; null where no flag hands units out to groups."""
    if found is None:
        return None
    share = found.mixed / found.units if found.units else None
    return {"units": found.units, "mixed": found.mixed, "share": share, "leaking": found.leaking}
