"""Rows of the tables as the analyses of tables read them: arrays, a batch at a time."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.facts import Facts
from hypercare.lake.rows import SCHEMAS
from hypercare.model.sequences import Codes, Column, Ints
from hypercare.model.table_rows import Floats, TableRows

ABSENT = np.iinfo(np.int64).min
"""A whole number that a row does not have."""


def table_rows(facts: Facts, table: str, columns: frozenset[str]) -> Iterator[TableRows]:
    """The rows of a table in batches; none where the facts do not hold it."""
    if table in facts.versions:
        for batch in facts.batches(table, sorted(columns)):
            yield _rows(batch, table)


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
