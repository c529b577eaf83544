"""Rows as a Parquet file."""

import io
from collections.abc import Collection, Sequence

import pyarrow as pa
import pyarrow.parquet as pq


def parquet_file(names: Sequence[str], rows: Sequence[Sequence[object]], texts: Collection[str]) -> bytes:
    """A Parquet file of rows: columns named in `texts` hold text, all others numbers, null where there is none."""
    types = [pa.string() if name in texts else pa.float64() for name in names]
    columns = [pa.array([row[place] for row in rows], kind, from_pandas=False) for place, kind in enumerate(types)]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, names=list(names)), out, compression="zstd")
    return out.getvalue()
