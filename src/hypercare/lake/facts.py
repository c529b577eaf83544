"""Facts as sequences are built from them: fixed rows of the tables, in memory or in the lake's files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.rows import ARRIVAL, SCHEMAS, to_arrow

# The tables that sequences are derived from.
TABLES = ("events", "aliases", "traits")
# The tables that a verdict reads as they are, because no unit owns their rows in order.
BESIDE = ("feedback", "requests", "sessions")
# Rows keyed at a time: large enough to be vectorised, small enough for a few hundred MB with their properties.
BATCH_ROWS = 200_000


class Facts(Protocol):
    """The rows of the tables at one version each. Reading them twice gives the same rows."""

    @property
    def versions(self) -> Mapping[str, int]:
        """Per table its version."""
        ...

    def count(self, table: str) -> int:
        """How many rows a table has."""
        ...

    def batches(self, table: str, columns: list[str], *, after: int | None = None) -> Iterator[pa.Table]:
        """Some columns of a table, in batches; with `after`, only of rows that arrived later than that number."""
        ...


@dataclass(frozen=True)
class MemoryFacts:
    """Facts in memory, by table, with the columns of `SCHEMAS`."""

    tables: Mapping[str, pa.Table]

    @classmethod
    def of(cls, **rows: "Iterable[msgspec.Struct] | pa.Table") -> "MemoryFacts":
        """Facts from structs, which arrive in the order given, or from tables."""
        return cls({name: _as_table(name, given) for name, given in rows.items()})

    @property
    def versions(self) -> Mapping[str, int]:
        return dict.fromkeys((*TABLES, *BESIDE), 0)

    def count(self, table: str) -> int:
        return int(self.tables[table].num_rows) if table in self.tables else 0

    def batches(self, table: str, columns: list[str], *, after: int | None = None) -> Iterator[pa.Table]:
        rows = self.tables.get(table, SCHEMAS[table].empty_table()).select(columns)
        for start in range(0, len(rows), BATCH_ROWS):
            batch = later(rows.slice(start, BATCH_ROWS), after)
            if len(batch):
                yield batch


def whole(facts: Facts, table: str, keep: Callable[[pa.Table], pa.Table] = lambda rows: rows) -> pa.Table:
    """All rows of a table at once, or what `keep` leaves of each batch of them."""
    empty = SCHEMAS[table].empty_table()
    return pa.concat_tables([empty, *(keep(batch) for batch in facts.batches(table, empty.column_names))])


def later(rows: pa.Table, after: int | None) -> pa.Table:
    """The rows that arrived after a number; all where there is none."""
    return rows if after is None else rows.filter(pc.greater(rows[ARRIVAL], after))


def _as_table(name: str, rows: "Iterable[msgspec.Struct] | pa.Table") -> pa.Table:
    if isinstance(rows, pa.Table):
        return rows
    listed = list(rows)
    return to_arrow(name, listed, range(len(listed)))
