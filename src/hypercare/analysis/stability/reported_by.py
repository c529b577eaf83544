"""Which rows a limit of technical health is about."""

import numpy as np

from hypercare.analysis.rows import Mask
from hypercare.model.launch import StabilityLimit
from hypercare.model.table_rows import TableRows


def reported_by(rows: TableRows, limit: StabilityLimit) -> Mask:
    """Which rows (n,) the limit's service reported; all where it names none."""
    if not limit.service:
        return np.ones(rows.count, np.bool_)
    service = rows.texts["service"]
    if limit.service not in service.values:
        return np.zeros(rows.count, np.bool_)
    named: Mask = service.codes == service.values.index(limit.service)
    return named
