"""The ends of an interval in `hypercare/outcome.v1`."""

import math

from hypercare.app.documents.texts import Document
from hypercare.model.estimate import Interval


def ends_document(found: Interval) -> Document:
    """Both ends, null where one is not bounded; its level, and whether it may be looked at every day."""
    low, high = (end if math.isfinite(end) else None for end in (found.low, found.high))
    return {"low": low, "high": high, "level": found.level, "always_valid": found.always_valid}
