"""The facts of a simulated launch as sequences: by the lake's own way, and straight where there are very many."""

import json
from functools import cache
from itertools import pairwise

import numpy as np
import pyarrow as pa

from hypercare.app.engine import Buckets
from hypercare.lake.rows import ARRIVAL, SCHEMAS, TIMESTAMP
from hypercare.lake.sequences.direct import sequences_of
from hypercare.model.metrics import Unit
from hypercare.model.sequences import CLIENT, Bucket, Codes, Column, Ints
from hypercare.simulate.bench.trial import UNIT_KEY, Facts, unit_name

STRAIGHT_FROM = 200_000
"""Events from which on sequences are built straight from the columns: to write and to read JSON takes 1.6 s for a
million events, and says the same (tests/app/test_launchbench_facts.py).
"""
PART_EVENTS = 1_000_000
"""Events of one bucket: a thread takes one at a time."""
SOURCE = "launchbench"


def buckets_of(facts: Facts, columns: frozenset[str]) -> Buckets:
    """The events by unit, as an engine asks for them. `columns` are the properties that any question reads.

    Nobody has aliases or traits, so that every instant reads the same sequences and picks what was known by then.
    """
    build = straight if len(facts) >= STRAIGHT_FROM else through_the_lake

    @cache
    def built(unit: Unit) -> list[Bucket]:
        return build(facts, unit, columns)

    return lambda unit, _columns, _as_of: built(unit)


def through_the_lake(facts: Facts, unit: Unit, columns: frozenset[str]) -> list[Bucket]:
    """The sequences that the lake makes of the events."""
    none = {name: SCHEMAS[name].empty_table() for name in ("aliases", "traits")}
    return list(sequences_of(table_of(facts), none["aliases"], none["traits"], unit, columns).buckets())


def table_of(facts: Facts) -> pa.Table:
    """The events as rows of the lake's table. They arrive in the order of time, each with a key of its own."""
    count = len(facts)
    ids = np.arange(int(facts.unit.max()) + 1 if count else 0).tolist()
    groups = pa.array([json.dumps({UNIT_KEY: unit_name(number)}) for number in ids], pa.string())
    keys = np.zeros((count, 2), np.int64)
    keys[:, 0] = np.arange(count)
    given = {
        "source": pa.array([SOURCE]).take(pa.array(np.zeros(count, np.int64))),
        "event": pa.array(facts.names, pa.string()).take(pa.array(facts.event)),
        "ts_event": _instants(facts.ts),
        "ts_received": _instants(facts.known),
        "ts_known": _instants(facts.known),
        "key": pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), count, [None, pa.py_buffer(keys.tobytes())]),
        "own_key": pa.array(np.ones(count, bool)),
        "groups": groups.take(pa.array(facts.unit)),
        "props": _properties(facts),
        ARRIVAL: pa.array(np.arange(count)),
    }
    schema = SCHEMAS["events"]
    arrays = (given.get(field.name, pa.nulls(count, field.type)) for field in schema)
    cast = [_cast(array, field.type) for array, field in zip(arrays, schema, strict=True)]
    return pa.Table.from_arrays(cast, schema=schema)


def _cast(array: pa.Array, kind: pa.DataType) -> pa.Array:
    return array if array.type == kind else array.cast(kind)


def _instants(ts: Ints) -> pa.Array:
    return pa.array(ts).view(TIMESTAMP)


def _properties(facts: Facts) -> pa.Array:
    """The JSON of each event's properties: each combination of values is written once."""
    combined = np.zeros(len(facts), np.int64)
    for codes, values in facts.columns.values():
        combined = combined * (len(values) + 1) + codes + 1
    found, places = np.unique(combined, return_inverse=True)
    return pa.array([json.dumps(_decoded(facts, int(each))) for each in found], pa.string()).take(pa.array(places))


def _decoded(facts: Facts, combined: int) -> dict[str, str]:
    properties = {}
    for name, (_, values) in reversed(list(facts.columns.items())):
        combined, code = divmod(combined, len(values) + 1)
        if code:
            properties[name] = values[code - 1]
    return properties


def straight(facts: Facts, _unit: Unit, columns: frozenset[str]) -> list[Bucket]:
    """The same sequences without tables and JSON, in buckets of neighbouring units."""
    order = np.argsort(facts.unit, kind="stable")
    unit = facts.unit[order]
    parts = max(1, len(order) // PART_EVENTS)
    cuts = np.searchsorted(unit, unit[np.linspace(0, len(unit) - 1, parts + 1).astype(np.int64)][1:-1])
    edges = [0, *np.unique(cuts).tolist(), len(unit)]
    return [
        _bucket(facts, order[start:stop], unit[start:stop], columns) for start, stop in pairwise(edges) if stop > start
    ]


def _bucket(facts: Facts, order: Ints, unit: Ints, columns: frozenset[str]) -> Bucket:
    numbers, starts = np.unique(unit, return_index=True)
    absent = (np.full(1, -1, np.int32), ())

    def column(name: str) -> Column:
        # The platforms of simulated facts are written as their clients are named.
        told = "platform" if name == CLIENT else name
        codes, values = facts.columns.get(told, absent)
        return Column(codes[order] if told in facts.columns else np.full(len(order), -1, np.int32), values)

    event: Codes = facts.event[order].astype(np.int32)
    return Bucket(
        offsets=np.append(starts, len(unit)).astype(np.int64),
        ids=[unit_name(number) for number in numbers.tolist()],
        ts=facts.ts[order],
        known=facts.known[order],
        event=event,
        names=facts.names,
        columns={name: column(name) for name in columns},
    )
