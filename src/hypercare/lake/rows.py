"""Rows: the facts' structs as columns. A table's columns are its struct's fields, and the row's arrival number."""

import types
import typing
from collections.abc import Mapping, Sequence
from operator import attrgetter

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.model.facts import Alias, Error, Event, Feedback, Rejected, Request, Session, Trait


class Erased(msgspec.Struct, frozen=True, gc=False):
    """The duplicate key of a row of a table that was erased. One row of the table `erased`.

    It keeps the row from coming back when it is sent again. Its times are whole days, as the key index asks for.
    A row without a key keeps the arrival number of the lake's last row from being given twice.
    """

    table: str
    key: bytes | None
    own_key: bool
    ts_event: int
    ts_received: int


KINDS: Mapping[str, type[msgspec.Struct]] = {
    "events": Event,
    "aliases": Alias,
    "traits": Trait,
    "feedback": Feedback,
    "requests": Request,
    "errors": Error,
    "sessions": Session,
    "quarantine": Rejected,
    "erased": Erased,
}
FACTS = ("events", "aliases", "traits", "feedback", "requests", "errors", "sessions", "quarantine")
"""The tables that hold what arrived, which people may read."""
ERASED = "erased"
# `arrival` numbers rows in the order in which they were loaded, over all tables: it orders what has the same time.
ARRIVAL = "arrival"
KEY_BYTES = 16
TIMESTAMP = pa.timestamp("us", tz="UTC")
# The years that people's calendars, the log's statistics and SQL readers can all express: 0001 to 9999.
FIRST_MICRO, LAST_MICRO = -62_135_596_800_000_000, 253_402_300_799_999_999

_ARROW_TYPES = {str: pa.string(), int: pa.int64(), bytes: pa.binary(), bool: pa.bool_(), float: pa.float64()}


def _arrow_type(name: str, annotation: object) -> pa.DataType:
    if name.startswith("ts_"):
        return TIMESTAMP
    choices = typing.get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
    [kind] = [choice for choice in choices if choice is not types.NoneType]
    return _ARROW_TYPES[kind]


def _schema(kind: type[msgspec.Struct]) -> pa.Schema:
    fields = [pa.field(field.name, _arrow_type(field.name, field.type)) for field in msgspec.structs.fields(kind)]
    return pa.schema([*fields, pa.field(ARRIVAL, pa.int64())])


SCHEMAS: Mapping[str, pa.Schema] = {table: _schema(kind) for table, kind in KINDS.items()}


def to_arrow(table: str, rows: Sequence[msgspec.Struct], arrivals: Sequence[int]) -> pa.Table:
    """The rows of one table as columns of `SCHEMAS[table]`; row i arrived as `arrivals[i]`.

    Raises ValueError, TypeError or OverflowError where a row is not what its struct declares: text that is not Unicode,
    a key that is not 16 bytes, a time outside of the years 1 to 9999.
    """
    schema = SCHEMAS[table]
    columns = [_column(field, list(map(attrgetter(field.name), rows))) for field in schema if field.name != ARRIVAL]
    return pa.Table.from_arrays([*columns, pa.array(arrivals, pa.int64())], schema=schema)


def _column(field: pa.Field, values: list[object]) -> pa.Array:
    if field.type == TIMESTAMP:
        return _times(field.name, values)
    if field.type == pa.binary():
        return pa.array(values, pa.binary(KEY_BYTES)).cast(pa.binary())
    return pa.array(values, field.type)


def _times(name: str, values: list[object]) -> pa.Array:
    micros = pa.array(values, pa.int64())
    extremes = pc.min_max(micros).as_py()
    if extremes["min"] is not None and not FIRST_MICRO <= extremes["min"] <= extremes["max"] <= LAST_MICRO:
        raise ValueError(f"{name} lies outside of the years 1 to 9999: {extremes['min']} to {extremes['max']}")
    return micros.view(TIMESTAMP)


def conform(rows: pa.Table, table: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Some columns of a table's rows, all by default, in the types of its schema.

    A writer may have widened them (large strings, views), or have known fewer: what is missing is null.
    """
    fields = [SCHEMAS[table].field(name) for name in (columns or SCHEMAS[table].names)]
    found = set(rows.column_names)
    arrays = [rows[field.name] if field.name in found else pa.nulls(len(rows), field.type) for field in fields]
    return pa.table(arrays, names=[field.name for field in fields]).cast(pa.schema(fields))
