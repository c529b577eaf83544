"""Which rows are wanted: found by the short columns first, so that wide records are read only where they are shown."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hypercare.lake.newest import Places, RowGroup
from hypercare.lake.rows import ARRIVAL, SCHEMAS, TIMESTAMP
from hypercare.lake.tallies import Known, is_known
from hypercare.model.cursor import NOTHING
from hypercare.model.facts import Event, Rejected

Fact = Event | Rejected
Numbered = tuple[int, Fact]
"""A row with its arrival number."""
_SHORT = {"events": ("source", "event", "ts_known", "ts_received", ARRIVAL), "quarantine": ("source", ARRIVAL)}


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for: of an event, of a source, with a text in any of their fields. None: all."""

    event: str | None = None
    source: str | None = None
    text: str | None = None


def fitting(group: RowGroup, known: Known, wanted: Wanted, *, after: int = NOTHING) -> tuple[int, NDArray[np.bool_]]:
    """How many rows of a group came after a number, and which of its rows (n,) did, are known and are wanted."""
    rows = group.read(_SHORT[group.table])
    came = pc.greater(rows[ARRIVAL], after)
    fits = came if group.table == "quarantine" else pc.and_(came, is_known(rows, known))
    if wanted.source is not None:
        fits = pc.and_(fits, pc.equal(rows["source"], wanted.source))
    if wanted.event is not None:
        fits = pc.and_(fits, pc.equal(rows["event"], wanted.event) if group.table == "events" else False)
    mask: NDArray[np.bool_] = fits.to_numpy()
    if wanted.text is not None and mask.any():
        mask = mask & _with_text(group, wanted.text)
    return int(pc.sum(came).as_py()), mask


def facts_at(group: RowGroup, places: Places) -> list[Numbered]:
    """The rows of a group at `places` (m,), which ascend."""
    if not len(places):
        return []
    kind: type[Event] | type[Rejected] = Event if group.table == "events" else Rejected
    names = kind.__struct_fields__
    rows = group.take([*names, ARRIVAL], places)
    columns = [_plain(rows[name]) for name in names]
    facts = [kind(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]
    return list(zip(rows[ARRIVAL].to_pylist(), facts, strict=True))


def _with_text(group: RowGroup, text: str) -> NDArray[np.bool_]:
    """Which rows (n,) hold a text in any of their fields, in upper or lower case."""
    names = [field.name for field in SCHEMAS[group.table] if field.type == pa.string()]
    return np.concatenate([_has_text(batch, text) for batch in group.batches(names)])


def _has_text(rows: pa.Table, text: str) -> NDArray[np.bool_]:
    found = np.zeros(rows.num_rows, np.bool_)
    for column in rows.columns:
        found |= pc.fill_null(pc.match_substring(column, text, ignore_case=True), fill_value=False).to_numpy()
    return found


def _plain(column: pa.ChunkedArray) -> list[object]:
    values: list[object] = (column.cast(pa.int64()) if column.type == TIMESTAMP else column).to_pylist()
    return values
