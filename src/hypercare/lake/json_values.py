"""JSON values as texts: read from rows for a few keys only, and as scalars."""

import json
import re
from collections.abc import Callable

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.coding import TEXT, encoded
from hypercare.model.metrics import Scalar

ABSENT = msgspec.Raw(b"")
# Keys that msgspec does not take as the name of a field.
UNREADABLE = re.compile(r'[\\"\x00-\x1f]')


def canonical(raw: bytes) -> str | None:
    """A JSON value in the one spelling that msgspec writes, None for null.

    Lists and objects stay JSON; a value that only a lenient reader understands (a lone surrogate) keeps its spelling.
    """
    try:
        value = msgspec.json.decode(raw)
        return None if value is None else msgspec.json.encode(value).decode()
    except (msgspec.MsgspecError, OverflowError):
        return raw.decode("utf-8", "replace") if raw else None


def value_of(text: str) -> object:
    """The value of a JSON text, as leniently as Python reads it."""
    try:
        return msgspec.json.decode(text)
    except msgspec.MsgspecError:
        return json.loads(text)


def text_of(value: object) -> str:
    """The JSON text of a value, in the spelling of `canonical`."""
    try:
        return msgspec.json.encode(value).decode()
    except (msgspec.MsgspecError, OverflowError, UnicodeEncodeError):
        return json.dumps(value)


def scalar(text: str) -> Scalar:
    """The value of a JSON text where it is a scalar; a list or an object stays JSON text."""
    value = value_of(text)
    return value if isinstance(value, str | int | float | bool) else text


def plain_text(text: str) -> str | None:
    """A JSON value as the name of a unit: text, or a number in digits; of a list the last one. None for none."""
    value = value_of(text)
    if isinstance(value, list):
        return plain_text(text_of(value[-1])) if value else None
    if value is None or value == "" or isinstance(value, dict):
        return None
    return value if isinstance(value, str) else text


def picked(objects: pa.ChunkedArray, keys: tuple[str, ...]) -> dict[str, pa.DictionaryArray]:
    """Of JSON objects (n,) the values at some keys, as dictionary-coded JSON texts (n,); null where absent or null.

    A text that is not a JSON object has no values. Of coded objects each distinct one is read once. Reads about three
    million objects a second: the rest of an object is skipped, not built.
    """
    if pa.types.is_dictionary(objects.type):
        coded = encoded(objects)
        distinct = picked(pa.chunked_array([coded.dictionary]), keys)
        return {key: _spread(values, coded.indices) for key, values in distinct.items()}
    fields = [f"f{i}" for i in range(len(keys))]
    read = _reader(fields, keys)
    rows = [read(text) for text in objects.to_pylist()]
    return {key: _coded([bytes(getattr(row, f)) for row in rows]) for key, f in zip(keys, fields, strict=True)}


def _spread(values: pa.DictionaryArray, places: pa.Array) -> pa.DictionaryArray:
    """The value at each of some places, null where there is no place."""
    return pa.DictionaryArray.from_arrays(values.indices.take(places), values.dictionary)


def _reader(fields: list[str], keys: tuple[str, ...]) -> Callable[[str | None], msgspec.Struct]:
    """What reads one object into a struct of `fields`, holding the raw values at `keys`."""
    plain = not any(UNREADABLE.search(key) for key in keys)
    names = dict(zip(fields, keys, strict=True)) if plain else None
    shape = msgspec.defstruct("Picked", [(field, msgspec.Raw, ABSENT) for field in fields], rename=names, gc=False)
    decode = msgspec.json.Decoder(shape).decode

    def read(text: str | None) -> msgspec.Struct:
        if text is None:
            return shape()
        try:
            return decode(text) if plain else _lenient(shape, keys, text)
        except (msgspec.MsgspecError, UnicodeEncodeError):
            return _lenient(shape, keys, text)

    return read


def _lenient(shape: type[msgspec.Struct], keys: tuple[str, ...], text: str) -> msgspec.Struct:
    """The same by Python's own reader, which takes lone surrogates and numbers of any size."""
    try:
        found = json.loads(text)
    except ValueError:
        return shape()
    if not isinstance(found, dict):
        return shape()
    return shape(*(msgspec.Raw(json.dumps(found[key]).encode()) if key in found else ABSENT for key in keys))


def _coded(raws: list[bytes]) -> pa.DictionaryArray:
    coded = pa.array(raws, pa.large_binary()).dictionary_encode()
    texts = pa.array([canonical(raw) for raw in coded.dictionary.to_pylist()], TEXT)
    return encoded(texts.take(coded.indices))


def mapped(coded: pa.DictionaryArray, texts: list[str | None]) -> pa.DictionaryArray:
    """The same rows with other texts: entry i of the dictionary becomes `texts[i]`, None becomes null."""
    return encoded(pa.array(texts, TEXT).take(coded.indices))


def first_of(columns: list[pa.DictionaryArray]) -> pa.DictionaryArray:
    """Row by row the first value that is not null."""
    if len(columns) == 1:
        return columns[0]
    return encoded(pc.coalesce(*(pc.cast(column, TEXT) for column in columns)))
