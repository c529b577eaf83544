"""The canonical text of a JSON value: one value has one text, and so one digest, on every machine."""

import hashlib
import json
import math
from datetime import datetime
from typing import Any

from hypercare.model.errors import BadInput


def encode(value: object) -> str:
    """The value as JSON: keys sorted by code point, no spaces, no escapes that JSON does not ask for.

    Floats are written with the fewest digits that read back as the same double; whole numbers and floats stay apart.
    Tuples become lists. Raises `BadInput` naming the place for anything that JSON cannot hold: NaN and the infinities,
    keys that are not text, unpaired surrogates, other types.
    """
    _check(value, "$")
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def decode(text: str) -> Any:
    """The value of a canonical text. Raises ValueError for text that is not JSON."""
    return json.loads(text)


def digest(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes: 64 lower-case hex digits.

    Unpaired surrogates, which a hostile client may send for a secret, pass as their three bytes.
    """
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def aware(at: datetime) -> datetime:
    """The time itself, if it has a zone. Raises `BadInput` for a naive one, which is no instant."""
    if at.tzinfo is None:
        raise BadInput(f"a time without a zone is no instant: {at!r}", where="at", expected="an aware datetime")
    return at


def _check(value: object, place: str) -> None:
    match value:
        case None | bool() | int():
            return
        case float():
            _require(math.isfinite(value), f"{value} is not a JSON number", place)
        case str():
            _require(_encodable(value), "text with an unpaired surrogate", place)
        case list() | tuple():
            for index, item in enumerate(value):
                _check(item, f"{place}[{index}]")
        case dict():
            for key, item in value.items():
                _require(isinstance(key, str) and _encodable(key), f"the key {key!r} is not text", place)
                _check(item, f"{place}.{key}")
        case _:
            _require(False, f"a {type(value).__name__} is not a JSON value", place)


def _require(holds: bool, what: str, place: str) -> None:
    if not holds:
        raise BadInput(
            what, where=place, expected="null, true, false, a finite number, text, a list, or an object with text keys"
        )


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
