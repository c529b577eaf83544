"""Tables as JSON lines: a line a row, by the names of the columns, so that they take the way of any imported file."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hypercare.model.errors import BadInput
from hypercare.sources.files.tables import TableFile

BATCH_ROWS = 5_000
LONGEST_CELL = 2 << 20
"""Characters of a cell: a quote that never ends is an error, and not a memory full of the file."""
UTC_MICROS = pa.timestamp("us", "UTC")
_encode = msgspec.json.Encoder(decimal_format="number", enc_hook=str).encode


def first_row(table: TableFile) -> int:
    """The number of the row that comes first, from 0: in a CSV the header is a row, as editors count."""
    return 1 if table.shape == "csv" else 0


def lines(table: TableFile, file: BinaryIO, *, zoned: bool) -> Iterator[bytes]:
    """A line of JSON for each row: an object by column. A row with more or fewer cells than the header is the list of
    them, one that is not in UTF-8 that list in another.

    Cells of a CSV are texts. `zoned`: instants of a Parquet file without an offset are said to be UTC. Raises
    `BadInput` where the file breaks off.
    """
    rows = _parquet(file, zoned=zoned) if table.shape == "parquet" else _csv(table, file)
    try:
        yield from rows
    except (pa.ArrowException, csv.Error, ValueError) as error:
        what = str(error).splitlines()[0][:300]
        raise BadInput(f"the table does not read ({what})", where=str(table.path), expected=table.shape) from error


def _csv(table: TableFile, file: BinaryIO) -> Iterator[bytes]:
    csv.field_size_limit(LONGEST_CELL)
    encoding = "utf-16" if table.encoding == "utf-16" else "utf-8-sig"
    text = io.TextIOWrapper(file, encoding, errors="surrogateescape", newline="")
    reader = csv.reader(text, delimiter=table.delimiter)
    next((cells for cells in reader if cells), None)
    width = len(table.header)
    for cells in reader:
        yield _row(table.header, cells) if len(cells) == width else _cells(cells) if cells else b""
    text.detach()


def _row(header: Sequence[str], cells: list[str]) -> bytes:
    try:
        return _encode(dict(zip(header, cells, strict=True)))
    except UnicodeEncodeError:  # a cell that is not in UTF-8
        return _encode([[_shown(cell) for cell in cells]])


def _cells(cells: list[str]) -> bytes:
    return _encode([_shown(cell) for cell in cells])


def _shown(cell: str) -> str:
    return cell.encode("utf-8", "replace").decode()


def _parquet(file: BinaryIO, *, zoned: bool) -> Iterator[bytes]:
    with pq.ParquetFile(file) as parquet:
        for batch in parquet.iter_batches(BATCH_ROWS):
            columns = {name: _plain(batch[name], zoned=zoned) for name in batch.schema.names}
            yield from map(_encode, pa.table(columns).to_pylist(maps_as_pydicts="lossy"))


def _plain(column: Any, *, zoned: bool) -> Any:
    """A column whose cells JSON can write: texts from bytes, instants in microseconds."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _plain(column.cast(kind.value_type), zoned=zoned)
    if pa.types.is_timestamp(kind):
        return pc.cast(column, UTC_MICROS if zoned or kind.tz else pa.timestamp("us"), safe=False)
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        try:
            return column.cast(pa.large_string())
        except pa.ArrowInvalid:
            return column
    return column
