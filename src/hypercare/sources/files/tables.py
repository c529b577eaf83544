"""Tables of events, CSV and Parquet, as canonical columns: read by the column, never row by row."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from hypercare.model.errors import BadInput
from hypercare.model.instant import SECOND_US
from hypercare.sources.files import cells
from hypercare.sources.files.columns import Columns, columns_of
from hypercare.sources.instants import YEAR_1971_US
from hypercare.sources.reasons import Reason

PARQUET, GZIP, ZIP = b"PAR1", b"\x1f\x8b", b"PK\x03\x04"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
BOM = b"\xef\xbb\xbf"
DELIMITERS = ",;\t|"
HEADER_BYTES = 1 << 20
BLOCK_BYTES = 16 << 20
"""A row is no longer than this: one that is, or a quote that never ends, is an error and not a memory full of it."""
MOST_COLUMNS = 10_000
LATEST_US = 7_258_118_400 * SECOND_US
"""The year 2200: rows of a file are questioned, not received, so none is from the future."""
TEXT_CHARACTERS = 255
FEW_OBJECTS = 10_000
"""So many distinct objects are read once each; of more, whoever reads rows batch by batch would read all each time."""
EXAMPLES = 1
SHOWN = 80


@dataclass
class Rejections:
    """Rows that could not be read: how many by reason, and an example of each."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, reason: str, count: int, example: str) -> None:
        """Counts rows; the first example of a reason stands for all."""
        if count:
            self.counts[reason] = self.counts.get(reason, 0) + count
            self.examples.setdefault(reason, example[:SHOWN])

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class TableFile:
    """A table in a file: its `shape` ("csv" or "parquet") and the names of its columns, in order.

    `delimiter` and `encoding` are those of a CSV.
    """

    path: Path
    shape: str
    header: tuple[str, ...]
    delimiter: str = ","
    encoding: str = "utf8"

    def read(self, names: Sequence[str], rejected: Rejections) -> pa.Table:
        """Some columns. Rows of a CSV with more or fewer cells than the header are left out and counted."""
        try:
            return self._parquet(names) if self.shape == "parquet" else self._csv(names, rejected)
        except (pa.ArrowException, OSError, UnicodeError) as error:
            what = str(error).splitlines()[0][:300]
            raise BadInput(f"the table does not read ({what})", where=str(self.path), expected=self.shape) from error

    def _parquet(self, names: Sequence[str]) -> pa.Table:
        with pq.ParquetFile(self.path) as file:
            found = file.read(columns=list(names))
        return pa.table({name: _undictionaried(found[name]) for name in names})

    def _csv(self, names: Sequence[str], rejected: Rejections) -> pa.Table:
        def invalid(row: pa_csv.InvalidRow) -> str:
            what = f"{row.actual_columns} cells where the header has {row.expected_columns}: {row.text}"
            rejected.add(Reason.CELLS_MISSING.value, 1, what)
            return "skip"

        return pa_csv.read_csv(
            self.path,
            pa_csv.ReadOptions(block_size=BLOCK_BYTES, encoding=self.encoding),
            pa_csv.ParseOptions(delimiter=self.delimiter, newlines_in_values=True, invalid_row_handler=invalid),
            pa_csv.ConvertOptions(
                include_columns=list(names),
                column_types={name: pa.binary() for name in names},
                null_values=[],
                quoted_strings_can_be_null=False,
            ),
        )


def table_file(path: Path) -> TableFile | None:
    """The table in a file, by its content; None where it holds none: JSON lines, or nothing at all.

    Raises `BadInput` for a packed file, a spreadsheet and what else cannot be a table.
    """
    with path.open("rb") as file:
        return table_in(path, file.read(HEADER_BYTES))


def table_in(path: Path, head: bytes) -> TableFile | None:
    """As `table_file`, by the first bytes of the file; of a CSV those of its contents, where it is packed."""
    if head.startswith(PARQUET):
        return _parquet_file(path)
    if head.startswith((GZIP, ZIP)):
        what = "packed" if head.startswith(GZIP) else "packed, or a spreadsheet"
        raise BadInput(f"the file is {what}", where=str(path), expected="CSV, Parquet or JSON lines", fix="unpack it")
    encoding = "utf-16" if head.startswith(UTF16) else "utf8"
    text = head.decode(encoding.replace("utf8", "utf-8"), "replace").removeprefix("\ufeff").lstrip("\r\n")
    if any(
        line.lstrip().startswith(("{", "[")) for line in text.split("\n", 2)[:2]
    ):  # the second, if the first is torn
        return None
    if not text:
        return None
    return _csv_file(path, text, encoding)


def _parquet_file(path: Path) -> TableFile:
    try:
        return TableFile(path, "parquet", tuple(pq.read_schema(path).names))
    except (pa.ArrowException, OSError) as error:
        raise BadInput("the Parquet file is damaged", where=str(path), expected="a whole file") from error


def _csv_file(path: Path, text: str, encoding: str) -> TableFile | None:
    line = text[: text.find("\n") + 1] or text
    if "\0" in line:
        raise BadInput("the file is not text", where=str(path), expected="CSV, Parquet or JSON lines")
    delimiter = max(DELIMITERS, key=line.count)
    if delimiter not in line:
        return None
    try:
        header = next(csv.reader(io.StringIO(line, newline=None), delimiter=delimiter))
    except (csv.Error, StopIteration) as error:
        what = "the header of the table cannot be read"
        raise BadInput(what, where=str(path), expected="CSV, Parquet or JSON lines") from error
    if len(header) > MOST_COLUMNS:
        raise BadInput(f"the table has {len(header):,} columns", where=str(path), expected=f"at most {MOST_COLUMNS:,}")
    return TableFile(path, "csv", tuple(header), delimiter, encoding)


@dataclass(frozen=True)
class TableEvents:
    """The events of a table: columns named as those of an `Event`, without `arrival`; `rejected` rows are not in it.

    `local_times`: some instants had no offset and were read as UTC.
    """

    events: pa.Table
    rejected: Rejections
    local_times: bool


def events_of(
    table: TableFile, properties: frozenset[str], *, given: Mapping[str, str], unnamed: bool = False
) -> TableEvents:
    """The events of a table with some of their properties; `given` names columns by role (`columns.parse_columns`)."""
    columns = columns_of(table.header, where=str(table.path), given=given, unnamed=unnamed)
    wanted = [name for name in table.header if name in properties and name not in columns.named]
    rejected = Rejections()
    rows = table.read([*columns.named, *dict.fromkeys(wanted)], rejected)
    made, local_times = _columns(rows, columns, wanted)
    return TableEvents(_sound(rows, made, columns, rejected), rejected, local_times)


def _columns(rows: pa.Table, columns: Columns, wanted: Sequence[str]) -> tuple[dict[str, pa.ChunkedArray], bool]:
    ts, local_times = cells.instants(rows[columns.time])
    known = ts if columns.known_at is None else pc.coalesce(cells.instants(rows[columns.known_at])[0], ts)
    none = pa.chunked_array([pa.nulls(len(rows), cells.TEXT)])
    made = {"event": cells.texts(rows[columns.event]), "ts_event": ts, "ts_known": known}
    for role, name in (("user_key", columns.user), ("anon_key", columns.anon), ("key", columns.key)):
        made[role] = none if name is None else cells.texts(rows[name])
    made["props"] = _props(rows, columns, wanted)
    return made, local_times


def _props(rows: pa.Table, columns: Columns, wanted: Sequence[str]) -> pa.ChunkedArray:
    """The properties of each row as the text of a JSON object; keys of `properties` go before columns."""
    members = [_joined(f",{cells.read_key(name)}:", cells.json_texts(rows[name])) for name in wanted]
    if columns.properties is not None:
        members.append(_joined(",", cells.json_members(rows[columns.properties])))
    if not members:
        return pa.chunked_array([pa.repeat(pa.scalar("{}", cells.TEXT), len(rows))])
    inside = _joined(*(pc.fill_null(member, "") for member in members))
    objects = pc.dictionary_encode(_joined("{", pc.utf8_slice_codeunits(inside, 1), "}")).unify_dictionaries()
    few = objects.num_chunks and len(objects.chunk(0).dictionary) <= FEW_OBJECTS
    return objects if few else objects.cast(cells.TEXT)


def _joined(*parts: str | pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts put together row by row, null where one of them is null."""
    typed = [pa.scalar(part, cells.TEXT) if isinstance(part, str) else part for part in (*parts, "")]
    return pc.binary_join_element_wise(*typed)


def _sound(rows: pa.Table, made: dict[str, pa.ChunkedArray], columns: Columns, rejected: Rejections) -> pa.Table:
    """The rows that are events; the others are counted, each by the first thing wrong with it."""
    good = pa.chunked_array([pa.repeat(pa.scalar(True), len(rows))])
    for reason, name, bad in _flaws(rows, made, columns):
        first = pc.and_(good, bad)
        count = pc.sum(first).as_py() or 0
        if count:
            place = pc.index(first, pa.scalar(True)).as_py()
            rejected.add(reason.value, count, f"row {place + 1}, {name}: {rows[name][place].as_py()!r}")
            good = pc.and_not(good, bad)
    return pa.table(made).filter(good)


def _flaws(
    rows: pa.Table, made: dict[str, pa.ChunkedArray], columns: Columns
) -> Iterator[tuple[Reason, str, pa.ChunkedArray]]:
    """What may be wrong with rows: why, in which column, and in which rows it is, (n,)."""
    for name in rows.column_names:
        yield Reason.NOT_UTF8, name, cells.not_utf8(rows[name])
    yield Reason.EVENT_NAME_INVALID, columns.event, pc.or_(pc.is_null(made["event"]), _too_long(made["event"]))
    empty = pc.is_null(cells.unless_empty(rows[columns.time]))
    yield Reason.TIME_MISSING, columns.time, empty
    yield Reason.TIME_INVALID, columns.time, pc.is_null(made["ts_event"])
    early = pc.fill_null(pc.less(made["ts_event"], YEAR_1971_US), False)
    yield Reason.TIME_BEFORE_1971, columns.time, early
    yield Reason.TIME_IN_FUTURE, columns.time, pc.fill_null(pc.greater(made["ts_event"], LATEST_US), False)
    for role, name in (("user_key", columns.user), ("anon_key", columns.anon)):
        if name is not None:
            yield Reason.ID_INVALID, name, _too_long(made[role])
    if columns.properties is not None:
        written = pc.is_valid(cells.texts(rows[columns.properties]))
        fits = pc.is_valid(cells.json_object(rows[columns.properties]))
        yield Reason.PROPERTIES_INVALID, columns.properties, pc.and_not(written, fits)


def _too_long(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.greater(pc.utf8_length(column), TEXT_CHARACTERS), False)


def _undictionaried(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
