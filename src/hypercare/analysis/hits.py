"""The rows of a bucket that a question is about, found by the index: what is not asked for is not read."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from hypercare.analysis.rows import Mask, passes_at
from hypercare.model.metrics import EventRef
from hypercare.model.sequences import Bucket, Codes, Ints


@dataclass(frozen=True)
class Hits:
    """Some rows of a bucket, in its order: row numbers, the number of the unit of each, event times, (m,) each."""

    rows: Codes
    units: Codes
    ts: Ints

    def where(self, mask: Mask) -> "Hits":
        """Those for which the mask (m,) holds."""
        return self if mask.all() else Hits(self.rows[mask], self.units[mask], self.ts[mask])

    def between(self, start: int, stop: int) -> "Hits":
        """Those in [start, stop), microseconds UTC."""
        return self.where((self.ts >= start) & (self.ts < stop))

    def since(self, instants: Ints) -> "Hits":
        """Those at or after the instant of their unit, (u,)."""
        return self.where(self.ts >= instants[self.units])


def hits(bucket: Bucket, ref: EventRef, as_of: int) -> Hits:
    """The events of a name that pass its filter and had happened and were known at `as_of` (microseconds UTC).

    Costs what these events cost, not what all do.
    """
    parts = [_of_code(bucket, code, as_of) for code, name in enumerate(bucket.names) if name == ref.event]
    found = parts[0] if len(parts) == 1 else _together(parts)
    return found.where(passes_at(bucket, ref.where, found.rows)) if ref.where.conditions else found


def hits_of_any(bucket: Bucket, refs: Iterable[EventRef], as_of: int) -> Hits:
    """The rows that match at least one of the references, each once."""
    return _together([hits(bucket, ref, as_of) for ref in dict.fromkeys(refs)])


def all_hits(bucket: Bucket, as_of: int) -> Hits:
    """All rows that had happened and were known at `as_of`."""
    units = np.repeat(np.arange(len(bucket.offsets) - 1, dtype=np.int32), np.diff(bucket.offsets))
    found = Hits(np.arange(len(bucket.ts), dtype=np.int32), units, bucket.ts)
    return _known(bucket, found, as_of)


def _of_code(bucket: Bucket, code: int, as_of: int) -> Hits:
    index = bucket.index
    own = slice(index.starts[code], index.starts[code + 1])
    return _known(bucket, Hits(index.rows[own], index.units[own], index.ts[own]), as_of)


def _known(bucket: Bucket, found: Hits, as_of: int) -> Hits:
    if as_of >= bucket.index.latest:
        return found
    return found.where((found.ts <= as_of) & (bucket.known[found.rows] <= as_of))


def _together(parts: list[Hits]) -> Hits:
    """The rows of several, each once, in the bucket's order."""
    rows, first = np.unique(np.concatenate([np.empty(0, np.int32), *(part.rows for part in parts)]), return_index=True)
    units = np.concatenate([np.empty(0, np.int32), *(part.units for part in parts)])[first]
    ts = np.concatenate([np.empty(0, np.int64), *(part.ts for part in parts)])[first]
    return Hits(rows, units, ts)
