"""The cells of a table's columns as facts need them: texts, instants, names and JSON, a whole column at a time."""

import json
import math
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.model.instant import SECOND_US
from hypercare.sources.instants import MICROSECONDS_FROM, MILLISECONDS_FROM, micros_or_iso
from hypercare.sources.reasons import Unfit

TEXT = pa.large_string()
# A number as JSON writes it, of so few digits that 64 bits hold it exactly.
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?([eE][+-]?[0-9]{1,2})?")
BOOLEANS = ("true", "false")
ISO = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?"
WITH_OFFSET = ISO + r"(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$"
WITHOUT = ISO + r"$"
_encode = msgspec.json.Encoder().encode


def texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as texts (n,): numbers in digits, empty ones null; bytes that are not UTF-8 are null."""
    kind = column.type
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        found = _decoded(column)
    elif pa.types.is_nested(kind):
        found = json_texts(column)
    else:
        found = pc.cast(column, TEXT)
    return pc.if_else(pc.equal(found, ""), pa.scalar(None, TEXT), found)


def unless_empty(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column, null also where a text of it is empty."""
    kind = column.type
    typed = not (pa.types.is_large_string(kind) or pa.types.is_string(kind) or pa.types.is_binary(kind))
    return column if typed else texts(column)


def not_utf8(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether each cell holds bytes that are not UTF-8, (n,)."""
    if not pa.types.is_binary(column.type) and not pa.types.is_large_binary(column.type):
        return pa.chunked_array([pa.repeat(pa.scalar(False), len(column))])
    return pc.and_not(pc.is_valid(column), pc.is_valid(_decoded(column)))


def json_texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of properties as JSON texts (n,), null where there is none.

    A text that reads as a JSON number, true or false is that, as a table of texts alone cannot tell them apart; typed
    columns keep their types. Whatever is nested becomes a list or an object.
    """
    kind = column.type
    if pa.types.is_nested(kind):
        return pa.chunked_array([pa.array([_nested(value) for value in column.to_pylist()], TEXT)])
    if pa.types.is_boolean(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        return pc.cast(column, TEXT)
    if pa.types.is_floating(kind):
        return pc.cast(pc.if_else(pc.is_finite(column), column, pa.scalar(None, column.type)), TEXT)
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return _by_value(texts(column), read_value)
    return _by_value(texts(column), _quoted)


def json_object(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of objects as JSON texts (n,), null where there is none, and where a cell is something else."""
    found = json_texts(column) if pa.types.is_nested(column.type) else texts(column)
    trimmed = pc.utf8_trim_whitespace(found)
    whole = pc.and_(pc.starts_with(trimmed, "{"), pc.ends_with(trimmed, "}"))
    return pc.if_else(pc.fill_null(whole, False), trimmed, pa.scalar(None, TEXT))


def json_members(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """What stands between the braces of a column of objects, null where there is nothing."""
    inner = pc.utf8_trim_whitespace(pc.utf8_slice_codeunits(json_object(column), 1, -1))
    return pc.if_else(pc.equal(inner, ""), pa.scalar(None, TEXT), inner)


def read_key(name: str) -> str:
    """The name of a property as the key of a JSON object."""
    return _quoted(name)


def read_value(text: str) -> str:
    """The JSON of a text that stands in a table without types."""
    if text in BOOLEANS or NUMBER.fullmatch(text):
        return text
    return _quoted(text)


def instants(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, bool]:
    """Microseconds UTC (n,), null where a cell is no instant; and whether any was without an offset: read as UTC."""
    kind = column.type
    if pa.types.is_timestamp(kind):
        return pc.cast(_micros(column), pa.int64()), kind.tz is None
    if pa.types.is_date(kind):
        return pc.cast(pc.cast(column, pa.timestamp("us")), pa.int64()), True
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return _since_1970(column), False
    return _written(texts(column))


def _micros(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(column, pa.timestamp("us", tz=column.type.tz), safe=False)


def _since_1970(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Numbers of seconds, milliseconds or microseconds, told apart by their size."""
    numbers = pc.cast(column, pa.float64())
    size = pc.abs(numbers)
    scale = pc.if_else(
        pc.less(size, float(MILLISECONDS_FROM)),
        float(SECOND_US),
        pc.if_else(pc.less(size, float(MICROSECONDS_FROM)), 1000.0, 1.0),
    )
    fits = pc.and_(pc.is_finite(numbers), pc.less(size, 2.0**53))
    scaled = pc.round(pc.multiply(numbers, scale))
    return pc.cast(pc.if_else(fits, scaled, pa.scalar(None, pa.float64())), pa.int64())


def _written(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, bool]:
    """Instants as texts: what is plain ISO 8601 as columns, the rest value by value."""
    with_offset = pc.fill_null(pc.match_substring_regex(column, WITH_OFFSET), False)
    without = pc.fill_null(pc.match_substring_regex(column, WITHOUT), False)
    null = pa.scalar(None, TEXT)
    try:
        zoned = pc.cast(pc.cast(pc.if_else(with_offset, column, null), pa.timestamp("us", "UTC")), pa.int64())
        naive = pc.cast(pc.cast(pc.if_else(without, column, null), pa.timestamp("us")), pa.int64())
    except pa.ArrowInvalid:  # a day that its month has not
        return pc.cast(_by_value(column, _instant), pa.int64()), bool(pc.any(without).as_py())
    rest = pc.if_else(pc.or_(with_offset, without), null, column)
    other = pc.cast(_by_value(rest, _instant), pa.int64())
    return pc.coalesce(zoned, naive, other), bool(pc.any(without).as_py())


def _instant(text: str) -> str | None:
    """The microseconds of a text, in digits; one without an offset is read as UTC."""
    for written in (text, f"{text}+00:00", f"{text}T00:00+00:00"):
        try:
            return str(micros_or_iso(written, "time"))
        except (Unfit, OverflowError):
            continue
    return None


def _by_value(column: pa.ChunkedArray, read: Callable[[str], str | None]) -> pa.ChunkedArray:
    """A function of each distinct text, null for null."""
    coded = pc.dictionary_encode(column).unify_dictionaries().combine_chunks()
    parts = coded.chunks if isinstance(coded, pa.ChunkedArray) else [coded]
    made = [
        pa.array([None if text is None else read(text) for text in part.dictionary.to_pylist()], TEXT).take(
            part.indices
        )
        for part in parts
    ]
    return pa.chunked_array(made, TEXT)


def _decoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        return pc.cast(column, TEXT)
    except pa.ArrowInvalid:
        return pa.chunked_array([pa.array([_utf8(each) for each in column.to_pylist()], TEXT)])


def _utf8(data: bytes | None) -> str | None:
    try:
        return None if data is None else data.decode()
    except UnicodeDecodeError:
        return None


def _quoted(text: str) -> str:
    return _encode(text).decode()


def _nested(value: Any) -> str | None:
    if value is None:
        return None
    pairs = isinstance(value, list) and value and all(isinstance(each, tuple) for each in value)
    return json.dumps(_plain(dict(value) if pairs else value), ensure_ascii=False)


def _plain(value: Any) -> Any:
    """What JSON can write: of other values their text."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, str | int | float) else str(value)
