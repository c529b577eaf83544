"""Dictionary coding: texts as int32 codes into a sorted dictionary, so that equal rows give equal arrays."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.model.sequences import Codes

# 64-bit offsets: the texts of a large bucket may pass 2 GiB together.
TEXT = pa.large_string()
CODED = pa.dictionary(pa.int32(), TEXT)


def encoded(column: pa.Array | pa.ChunkedArray) -> pa.DictionaryArray:
    """A column of texts, coded or not, as one coded array (n,) over a dictionary without duplicates."""
    if isinstance(column, pa.ChunkedArray):
        column = column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column
        column = column.combine_chunks()
    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks)
    if pa.types.is_dictionary(column.type):
        return column if column.type == CODED else encoded(pc.cast(column, TEXT))
    return pc.cast(column, TEXT).dictionary_encode()


def sorted_codes(column: pa.Array | pa.ChunkedArray) -> tuple[Codes, pa.Array]:
    """Codes (n,) with -1 for null, and the sorted dictionary (by code point) of the texts that occur."""
    coded = encoded(column)
    codes = raw_codes(coded)
    used = np.flatnonzero(np.bincount(codes + 1, minlength=len(coded.dictionary) + 1)[1:])
    texts = coded.dictionary.take(pa.array(used))
    order = pc.sort_indices(texts).to_numpy()
    rank = np.full(len(coded.dictionary) + 1, -1, np.int32)
    rank[used[order]] = np.arange(len(used), dtype=np.int32)
    return rank[codes], texts.take(pa.array(order))


def raw_codes(coded: pa.DictionaryArray) -> Codes:
    """The codes (n,) of a coded array, -1 for null."""
    filled = coded.indices.fill_null(-1) if coded.null_count else coded.indices
    codes: Codes = filled.to_numpy()
    return codes


def from_codes(codes: Codes, texts: pa.Array) -> pa.DictionaryArray:
    """A coded array from codes (n,), -1 for null, and its dictionary."""
    missing = codes < 0
    indices = pa.array(codes, mask=missing if missing.any() else None)
    return pa.DictionaryArray.from_arrays(indices, texts)
