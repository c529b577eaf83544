"""Rows of the tables as the analyses of tables read them: arrays, a batch at a time."""

from collections.abc import Iterator, Mapping
from zlib import crc32

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.facts import Facts
from hypercare.lake.rows import SCHEMAS
from hypercare.model.sequences import Codes, Column, Ints
from hypercare.model.table_rows import Floats, TableRows

ABSENT = np.iinfo(np.int64).min
"""A whole number that a row does not have."""


TOGETHER: Mapping[str, tuple[str, ...]] = {"sessions": ("did", "id")}
"""By table the columns by whose value rows belong together; of several that are asked for, the first."""
MOST_ROWS = 2_000_000
"""Rows that belong together are read at once, so many at a time: about 200 MB of updates of sessions."""
SUFFIX = 4
"""Characters of a value by which it is dealt to a part: 65,536 different ones, where it is hexadecimal."""


def table_rows(facts: Facts, table: str, columns: frozenset[str]) -> Iterator[TableRows]:
    """The rows of a table in batches; none where the facts do not hold it.

    Of a table in `TOGETHER` all rows of one value come in one batch, so that what is counted of it once adds up.
    """
    if table not in facts.versions:
        return
    by = next((column for column in TOGETHER.get(table, ()) if column in columns), None)
    batches = facts.batches(table, sorted(columns)) if by is None else _together(facts, table, columns, by)
    for batch in batches:
        yield _rows(batch, table)


def _together(facts: Facts, table: str, columns: frozenset[str], by: str) -> Iterator[pa.Table]:
    parts = -(-facts.count(table) // MOST_ROWS)
    for part in range(parts):
        read = facts.batches(table, sorted(columns))
        found = [batch if parts == 1 else batch.filter(_dealt(batch[by], parts, part)) for batch in read]
        if found:
            yield pa.concat_tables(found)


def _dealt(values: pa.ChunkedArray, parts: int, part: int) -> pa.Array:
    """Which values (n,) are of a part; what has none is of the first."""
    coded = pc.utf8_slice_codeunits(values, -SUFFIX).combine_chunks().dictionary_encode()
    of = np.array([*(crc32(suffix.encode()) % parts for suffix in coded.dictionary.to_pylist()), 0], np.int64)
    return pa.array(of[pc.fill_null(coded.indices, len(of) - 1).to_numpy(zero_copy_only=False)] == part)


def _rows(batch: pa.Table, table: str) -> TableRows:
    kinds = {name: SCHEMAS[table].field(name).type for name in batch.column_names}
    texts = {name: _text(batch[name]) for name, kind in kinds.items() if pa.types.is_string(kind)}
    values = {name: _value(batch[name]) for name, kind in kinds.items() if pa.types.is_floating(kind)}
    rest = (name for name in kinds if name not in texts and name not in values)
    return TableRows(len(batch), {name: _number(batch[name]) for name in rest}, values, texts)


def _text(column: pa.ChunkedArray) -> Column:
    coded = column.combine_chunks().dictionary_encode()
    codes: Codes = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32)
    return Column(codes, tuple(coded.dictionary.to_pylist()))


def _value(column: pa.ChunkedArray) -> Floats:
    return np.asarray(pc.fill_null(column, float("nan")).to_numpy(), np.float64)


def _number(column: pa.ChunkedArray) -> Ints:
    return np.asarray(pc.fill_null(column.cast(pa.int64()), ABSENT).to_numpy(), np.int64)
