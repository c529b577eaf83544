"""Answers of SQL as bytes: rows of JSON, CSV, Parquet; each as many rows as its bounds allow."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar

import orjson
from duckdb import DuckDBPyConnection

from hypercare.app.sql.values import csv_value, json_value
from hypercare.app.sql.wire import Column, Form
from hypercare.model.errors import BadInput

STEP: Final = 256
"""Rows that are fetched at a time: what they hold is bounded by the memory of the process alone."""
MOST_COLUMNS: Final = 1_000
END: Final = "\r\n"
Part = TypeVar("Part")
Truncated = Literal["rows", "bytes"] | None


@dataclass(frozen=True)
class Bounds:
    """How many rows and bytes an answer may have."""

    rows: int
    bytes: int


@dataclass(frozen=True)
class Rows:
    """Rows as bytes, with their columns, how many they are, and what they were cut by."""

    columns: list[Column]
    body: bytes
    count: int
    truncated: Truncated


def as_json(connection: DuckDBPyConnection, statement: str, bounds: Bounds) -> Rows:
    """A JSON list of rows, each a list of values."""
    cursor = connection.execute(statement)
    columns = _columns(cursor.description)
    taken = _taken((orjson.dumps([json_value(each) for each in row]) for row in _rows(cursor)), bounds, len)
    return Rows(columns, b"[" + b",".join(taken.parts) + b"]", len(taken.parts), taken.truncated)


def as_csv(connection: DuckDBPyConnection, statement: str, bounds: Bounds) -> Rows:
    """CSV (RFC 4180) with a header."""
    cursor = connection.execute(statement)
    columns = _columns(cursor.description)
    lines: list[str] = []
    writer = csv.writer(_Lines(lines), lineterminator=END)
    writer.writerow([_cell(each.name) for each in columns])
    head = lines.pop().encode()

    def written() -> Iterator[bytes]:
        for row in _rows(cursor):
            writer.writerow([_cell(each) for each in row])
            yield lines.pop().encode()

    taken = _taken(written(), bounds, len)
    return Rows(columns, b"".join([head, *taken.parts]), len(taken.parts), taken.truncated)


def as_parquet(connection: DuckDBPyConnection, statement: str, bounds: Bounds) -> Rows:
    """A Parquet file with the types of the answer; columns of one name are numbered."""
    import pyarrow as pa  # noqa: PLC0415  only this form needs it, and it takes 100 ms
    import pyarrow.parquet as pq  # noqa: PLC0415  see above

    relation = connection.sql(statement)
    columns = _columns(relation.description)
    reader = relation.limit(bounds.rows + 1).to_arrow_reader(STEP)
    taken = _taken(iter(reader), bounds, _bytes_of)
    table = pa.Table.from_batches(taken.parts, reader.schema)
    count = min(len(table), bounds.rows)
    out = io.BytesIO()
    pq.write_table(table.slice(0, count).rename_columns(unique(table.column_names)), out, compression="zstd")
    return Rows(columns, out.getvalue(), count, "rows" if count < len(table) else taken.truncated)


def unique(names: Sequence[str]) -> list[str]:
    """The names, numbered where one stands twice."""
    found: dict[str, None] = {}
    for name in names:
        number, one = 1, name
        while one in found:
            number, one = number + 1, f"{name}_{number + 1}"
        found[one] = None
    return list(found)


@dataclass(frozen=True)
class _Taken(Generic[Part]):
    parts: list[Part]
    truncated: Truncated


def _taken(parts: Iterator[Part], bounds: Bounds, measured: Callable[[Part], int]) -> _Taken[Part]:
    """As many parts as the bounds allow; one that alone is too large leaves none."""
    found: list[Part] = []
    size = 0
    for part in parts:
        if len(found) == bounds.rows:
            return _Taken(found, "rows")
        size += measured(part)
        if size > bounds.bytes:
            return _Taken(found, "bytes")
        found.append(part)
    return _Taken(found, None)


def _bytes_of(batch: Any) -> int:
    size: int = batch.nbytes
    return size


def _columns(description: Sequence[Any]) -> list[Column]:
    """The columns of a statement. Raises `BadInput` where there are too many of them."""
    if len(description) > MOST_COLUMNS:
        raise BadInput(f"{len(description):,} columns", where="SQL", expected=f"at most {MOST_COLUMNS:,}")
    return [Column(str(each[0]), str(each[1])) for each in description]


def _rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(STEP):
        yield from rows


def _cell(value: object) -> str:
    plain = value if isinstance(value, str) else json_value(value)
    written = orjson.dumps(plain).decode() if isinstance(plain, list | dict) else str(plain)
    return csv_value(value, written)


@dataclass(frozen=True)
class _Lines:
    """A file whose lines go to a list."""

    lines: list[str]

    def write(self, line: str) -> None:
        self.lines.append(line)


FORMS: Final[Mapping[Form, Callable[[DuckDBPyConnection, str, Bounds], Rows]]] = {
    "json": as_json,
    "csv": as_csv,
    "parquet": as_parquet,
}
