"""The facts that an answer reads: fixed when it starts, resolved as they were known at the instant asked for."""

from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np

from hypercare.lake.facts import BESIDE, whole
from hypercare.lake.manifest import Manifest
from hypercare.lake.sequences.sequences import Sequences, SequenceStore
from hypercare.lake.table_facts import TableFacts
from hypercare.lake.table_rows import table_rows
from hypercare.lake.tables import Tables
from hypercare.model.errors import Unreachable
from hypercare.model.metrics import Unit
from hypercare.model.sequences import Bucket, Ints
from hypercare.model.table_rows import TableRows

ATTEMPTS = 5
"""How often sequences of several units are opened again because facts were loaded in between."""
MOST_KEPT_ROWS = 300_000
"""Rows of a table that are kept as they were read: about 20 MB."""
RESOLVING = ("aliases", "traits")
"""The tables by which units and their traits are resolved: a later fact of theirs changes how earlier events read."""


class Evidence:
    """The facts of one verdict. Every question reads the same versions of the tables, whatever is loaded meanwhile.

    Aliases and traits count as they were known at the instant that is asked for, so a merge changes what was counted
    only in results as of later instants.
    """

    def __init__(self, store: SequenceStore, tables: Tables, columns: frozenset[str]) -> None:
        self._store, self._tables, self._columns = store, tables, columns
        self._sets: dict[tuple[Unit, int | None], list[Bucket]] = {}
        self._read: dict[tuple[str, frozenset[str]], list[TableRows]] = {}

    @classmethod
    def newest(cls, store: SequenceStore, tables: Tables, units: Iterable[Unit], columns: frozenset[str]) -> "Evidence":
        """The facts as they are now, for questions about some units and properties."""
        opened = _opened_together(store, tuple(units), columns)
        evidence = cls(store, tables, columns)
        beside = {table: tables.version(table) for table in BESIDE}
        evidence.versions = {**next(iter(opened.values())).table_versions, **beside}
        evidence._sets = {(unit, None): list(sequences.buckets()) for unit, sequences in opened.items()}
        return evidence

    @classmethod
    def pinned(cls, store: SequenceStore, tables: Tables, manifest: Manifest, columns: frozenset[str]) -> "Evidence":
        """Exactly the facts of a manifest."""
        evidence = cls(store, tables, columns)
        evidence.versions = {table: kept.version for table, kept in manifest.tables.items()}
        evidence.manifest = manifest
        return evidence

    versions: Mapping[str, int]

    @cached_property
    def manifest(self) -> Manifest:
        """Which files were read, with their checksums."""
        return Manifest.of(self._tables, versions=self.versions)

    def buckets(self, unit: Unit, columns: frozenset[str], as_of: int) -> list[Bucket]:
        """The events of a unit, as known at an instant (microseconds UTC). `columns` are among those promised."""
        missing = columns - self._columns
        if missing:
            raise ValueError(f"these properties were not promised: {sorted(missing)}")
        key = (unit, self._resolved_by(as_of))
        if key not in self._sets:
            found = self._store.from_manifest(self.manifest, unit, self._columns, known_by=key[1])
            self._sets[key] = list(found.buckets())
        return self._sets[key]

    def rows(self, table: str, columns: frozenset[str]) -> Iterable[TableRows]:
        """The rows of a table that no sequences are made of; none where it was not there when a manifest was made.

        Those of a small table are kept: every gate and every day of a trend asks for them again.
        """
        key = (table, columns)
        if key in self._read:
            return self._read[key]
        facts = self._facts
        if table not in facts.versions or facts.count(table) > MOST_KEPT_ROWS:
            return table_rows(facts, table, columns)
        self._read[key] = list(table_rows(facts, table, columns))
        return self._read[key]

    def _resolved_by(self, as_of: int) -> int | None:
        """The last instant up to `as_of` at which an alias or a trait became known; None from the last of all on.

        Between two of them nothing changes who a unit is, so that many instants share one set.
        """
        known = self._known
        place = int(np.searchsorted(known, as_of, side="right"))
        if place == len(known):
            return None
        return int(known[place - 1]) if place else int(known[0]) - 1

    @cached_property
    def _known(self) -> Ints:
        """When aliases and traits became known, in order."""
        columns = [whole(self._facts, table)["ts_known"].cast("int64").to_numpy() for table in RESOLVING]
        return np.unique(np.concatenate(columns))

    @property
    def _facts(self) -> TableFacts:
        if "manifest" in self.__dict__:
            return self.manifest.facts(self._tables)
        return TableFacts.at(self._tables, self.versions)


def _opened_together(store: SequenceStore, units: tuple[Unit, ...], columns: frozenset[str]) -> dict[Unit, Sequences]:
    """The sequences of several units at the same versions of the tables."""
    for _ in range(ATTEMPTS):
        opened = {unit: store.open(unit, columns) for unit in units}
        if len({tuple(sorted(each.table_versions.items())) for each in opened.values()}) == 1:
            return opened
    raise Unreachable("facts are loaded faster than sequences are built", fix="try again")
