"""Samples: the newest rows of each event, for what their properties look like; bounded, however many there are."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.newest import RowGroup, backwards
from hypercare.lake.tables import DataFile, Tables
from hypercare.lake.tallies import Known, is_known

OBJECTS = ("props", "groups", "flags")
_NEEDED = ("event", "ts_known", "ts_received")


@dataclass(frozen=True)
class Limits:
    """How far a sample reaches back.

    Up to `rows` of an event are taken; an event that was found is not looked for beyond the `deep` newest rows of the
    table (100,000 take 20 ms), and one that was not, not beyond the `deepest`. A group of rows is looked at as a whole.
    """

    rows: int = 1_000
    deep: int = 300_000
    deepest: int = 6_000_000


def newest_samples(
    tables: Tables,
    files: Sequence[DataFile],
    events: Collection[str],
    known: Known,
    *,
    limits: Limits = Limits(),
    columns: Sequence[str] = OBJECTS,
) -> Mapping[str, pa.Table]:
    """The newest rows by event, by default their props, groups and flags (JSON texts). Those not reached are absent."""
    taken: dict[str, list[pa.Table]] = {}
    counts: Counter[str] = Counter()
    depth = 0
    for group in backwards(tables, "events", files):
        wanted = [name for name in events if counts[name] < (limits.rows if depth < limits.deep else 1)]
        if not wanted or depth >= limits.deepest:
            break
        depth += group.rows
        for name, rows in _newest(group, wanted, known, limits.rows, columns):
            taken.setdefault(name, []).append(rows.slice(0, limits.rows - counts[name]))
            counts[name] += taken[name][-1].num_rows
    return {name: pa.concat_tables(parts) for name, parts in taken.items()}


def _newest(
    group: RowGroup, wanted: Sequence[str], known: Known, most: int, columns: Sequence[str]
) -> Iterator[tuple[str, pa.Table]]:
    """The newest rows of each wanted event that a group holds, the newest first."""
    times = group.read(_NEEDED)
    fits = pc.and_(is_known(times, known), pc.is_in(times["event"], pa.array(wanted, pa.string())))
    coded = times["event"].combine_chunks().dictionary_encode()
    codes = np.where(fits.to_numpy(), coded.indices.to_numpy(), -1)
    chosen = [np.flatnonzero(codes == code)[-most:] for code in np.unique(codes[codes >= 0])]
    if not chosen:
        return
    places = np.sort(np.concatenate(chosen))
    objects = group.take(columns, places)
    for each in chosen:
        name = coded.dictionary[int(codes[each[0]])].as_py()
        yield name, objects.take(pa.array(np.searchsorted(places, each)[::-1]))
