"""What came lately: when, and how late, for each event of the last hours, by source. Older files are not opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.newest import RowGroup, backwards
from hypercare.lake.tables import DataFile, Tables
from hypercare.lake.tallies import Known, is_known
from hypercare.model.sequences import Ints

MOST_ROWS = 3_000_000
"""Events looked at, the newest: a quarter of a second."""
_COLUMNS = ("source", "ts_event", "ts_received", "ts_known")


@dataclass(frozen=True)
class Now:
    """The present instant (microseconds UTC): by the clock, which may be set, and as receipts tell it."""

    clock: int
    received: int

    def ages(self, group: RowGroup) -> Ints:
        """How long ago the rows of a group (n,) became known."""
        if group.table != "events":
            return self.received - _micros(group.read(["ts_received"]), "ts_received")
        rows = group.read(["ts_known", "ts_received"])
        known = _micros(rows, "ts_known")
        return np.where(known == _micros(rows, "ts_received"), self.received, self.clock) - known

    def least_age(self, last_known: int) -> int:
        """How long ago a row that became known then became known at least: whether it was pushed or imported."""
        return min(self.clock, self.received) - last_known


@dataclass(frozen=True)
class Recent:
    """The events of a source that became known lately (n,), in microseconds.

    `age` is how long ago, `lag` how long after they had happened; `pushed` says which were received as they happened.
    """

    age: Ints
    lag: Ints
    pushed: np.ndarray[tuple[int], np.dtype[np.bool_]]


def recent(tables: Tables, files: Sequence[DataFile], now: Now, *, within: int) -> tuple[Mapping[str, Recent], bool]:
    """The events of the last `within` microseconds by source; and whether these are all, or only the newest of them."""
    parts: list[pa.Table] = []
    rows = 0
    young = [file for file in files if now.least_age(file.last_known) < within]
    for group in backwards(tables, "events", young):
        if rows >= MOST_ROWS:
            return _by_source(parts), False
        if now.least_age(group.last_known) < within:
            parts.append(_late(group, now, within))
            rows += group.rows
    return _by_source(parts), True


def _late(group: RowGroup, now: Now, within: int) -> pa.Table:
    """The rows of a group that are young enough: source, age, lag, pushed."""
    rows = group.read(_COLUMNS)
    rows = rows.filter(is_known(rows, Known(now.clock)))
    event, received, known = (rows[name].cast(pa.int64()).to_numpy() for name in _COLUMNS[1:])
    pushed = known == received
    age = np.where(pushed, now.received, now.clock) - known
    young = age < within
    kept = {"age": age[young], "lag": (received - event)[young], "pushed": pushed[young]}
    return pa.table({"source": rows["source"].filter(pa.array(young)), **kept})


def _by_source(parts: Sequence[pa.Table]) -> dict[str, Recent]:
    if not parts:
        return {}
    rows, found = pa.concat_tables(parts), {}
    for source in pc.unique(rows["source"]).to_pylist():
        its = rows.filter(pc.equal(rows["source"], source))
        found[source] = Recent(*(its[name].to_numpy() for name in ("age", "lag", "pushed")))
    return found


def _micros(rows: pa.Table, name: str) -> Ints:
    values: Ints = rows[name].cast(pa.int64()).to_numpy()
    return values
