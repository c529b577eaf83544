"""The platform of each event's client as a column: read off the properties by which the vendors' clients tell it."""

from collections.abc import Callable
from functools import lru_cache

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.coding import TEXT, encoded, from_codes, raw_codes
from hypercare.lake.json_values import value_of
from hypercare.model.clients import CLIENTS, PLATFORM_NAMES, client_named
from hypercare.model.sequences import Codes

SILENT, ANOTHER = -1, -2
"""Nothing tells the platform; something does, and it is none of the known ones."""
LONGEST = 200
"""Characters of a client's word that are read: it comes from outside."""
_TEXTS = pa.array([msgspec.json.encode(client).decode() for client in CLIENTS], TEXT)
_FIELDS = [f"f{place}" for place in range(len(PLATFORM_NAMES))]
_ABSENT = msgspec.Raw(b"")
_SHAPE = msgspec.defstruct(
    "Told",
    [(field, msgspec.Raw, _ABSENT) for field in _FIELDS],
    rename=dict(zip(_FIELDS, PLATFORM_NAMES, strict=True)),
    gc=False,
)
_DECODE: Callable[[str], msgspec.Struct] = msgspec.json.Decoder(_SHAPE).decode


def clients_of(props: pa.ChunkedArray, libs: pa.ChunkedArray) -> pa.DictionaryArray:
    """The client of each event (n,), one of `CLIENTS` as coded JSON text; null where none of them is told.

    The first of `PLATFORM_NAMES` among the event's properties (JSON objects as texts) that says anything decides, the
    name of the library that sent it last. Each distinct text is read once where texts are coded.
    """
    told, sender = _coded(props, _of_properties), _coded(libs, _of_library)
    codes = np.where(told == SILENT, sender, told)
    return from_codes(np.where(codes < 0, -1, codes).astype(np.int32), _TEXTS)


def _coded(texts: pa.ChunkedArray, read: Callable[[str], int]) -> Codes:
    """The code of each text (n,), read once for each distinct one where the texts are coded already."""
    if not pa.types.is_dictionary(texts.type):
        return np.array([SILENT if text is None else read(text) for text in texts.to_pylist()], np.int32)
    coded = encoded(texts)
    distinct = [read(text) for text in pc.fill_null(coded.dictionary, "").to_pylist()]
    return np.array([*distinct, SILENT], np.int32)[raw_codes(coded)]


def _of_properties(text: str) -> int:
    try:
        found = _DECODE(text)
    except (msgspec.MsgspecError, UnicodeEncodeError):
        return SILENT
    for field in _FIELDS:
        raw = getattr(found, field)
        if raw is not _ABSENT and (code := _of_value(bytes(raw))) != SILENT:
            return code
    return SILENT


@lru_cache(1_000)
def _of_value(raw: bytes) -> int:
    value = value_of(raw.decode("utf-8", "replace"))
    return _of_library(value) if isinstance(value, str) else SILENT


@lru_cache(1_000)
def _of_library(written: str) -> int:
    if not written.strip():
        return SILENT
    client = client_named(written[:LONGEST])
    return ANOTHER if client is None else CLIENTS.index(client)
