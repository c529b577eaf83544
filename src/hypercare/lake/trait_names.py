"""Trait names: which traits users and accounts have, and their commonest values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.newest import backwards
from hypercare.lake.properties import Values, value_counts
from hypercare.lake.tables import DataFile, Tables
from hypercare.lake.tallies import Known, is_known
from hypercare.lake.traits import DELETE

MOST_ROWS = 1_000_000
"""Trait facts looked at, the newest: half a second."""
MOST_NAMES = 200
_COLUMNS = ("holder", "name", "op", "id", "value", "ts_known", "ts_received")


@dataclass(frozen=True)
class TraitName:
    """One trait of the holders of a kind ("user", or a group key): its values, and how many units ever had one."""

    holder: str
    name: str
    units: int
    values: Values


def trait_names(tables: Tables, files: Sequence[DataFile], known: Known) -> tuple[TraitName, ...]:
    """The traits in the newest facts, by holder, those of most units first, at most 200 in all."""
    rows = _newest(tables, files, known)
    units = rows.group_by(["holder", "name"]).aggregate([("id", "count_distinct")])
    counted = {(each["holder"], each["name"]): each["id_count_distinct"] for each in units.to_pylist()}
    held = _values(rows)
    found = [TraitName(*key, count, value_counts(held[key])) for key, count in counted.items()]
    found.sort(key=lambda each: (-each.units, each.holder, each.name))
    return tuple(sorted(found[:MOST_NAMES], key=lambda each: (each.holder, -each.units, each.name)))


def _newest(tables: Tables, files: Sequence[DataFile], known: Known) -> pa.Table:
    parts: list[pa.Table] = []
    for group in backwards(tables, "traits", files):
        rows = group.read(_COLUMNS)
        parts.append(rows.filter(pc.and_(is_known(rows, known), pc.not_equal(rows["op"], DELETE))))
        if sum(map(len, parts)) >= MOST_ROWS:
            break
    return pa.concat_tables(parts) if parts else pa.table({name: pa.array([], pa.string()) for name in _COLUMNS})


def _values(rows: pa.Table) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """Per trait its values as JSON texts, with how many units each was given to."""
    counted = rows.group_by(["holder", "name", "value"]).aggregate([("id", "count_distinct")])
    ordered = counted.sort_by([("holder", "ascending"), ("name", "ascending")])
    names = ("holder", "name", "value", "id_count_distinct")
    lines = zip(*(ordered[name].to_pylist() for name in names), strict=True)
    return {key: [(value, count) for _, _, value, count in group] for key, group in _by_trait(lines)}


def _by_trait(
    lines: "Iterator[tuple[str, str, str, int]]",
) -> Iterator[tuple[tuple[str, str], Iterator[tuple[str, str, str, int]]]]:
    return groupby(lines, key=lambda line: (line[0], line[1]))
