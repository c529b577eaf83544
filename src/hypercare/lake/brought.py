"""What one import brought: counted in the tables, since another process may have loaded it."""

from collections import Counter

from hypercare.lake.report import LoadReport
from hypercare.lake.rows import FACTS
from hypercare.lake.sql import connect
from hypercare.lake.tables import Tables

_ROWS = "SELECT {reason}, count(*) FROM {table} WHERE arrival > ? AND ts_received = make_timestamptz(?) GROUP BY ALL"


def brought(tables: Tables, *, after: int, received: int) -> LoadReport:
    """The rows that arrived after the arrival number `after`, and were received at the instant `received`.

    An import stamps its rows with an instant of its own, in microseconds. Duplicates, which left no row, are not
    counted.
    """
    rows: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    with connect(tables) as connection:
        for table in FACTS:
            reason = "reason" if table == "quarantine" else "NULL"
            for why, count in connection.execute(
                _ROWS.format(reason=reason, table=table), [after, received]
            ).fetchall():
                rows[table] += count
                rejected[why] += count if why is not None else 0
    return LoadReport(rows=rows, rejected=+rejected)
