"""JSON records: split a request into them, one by one where needed, so that a bad one does not spoil the others."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any

import msgspec

from hypercare.sources.reasons import Reason, Unfit

# What a decoder of JSON may raise for bytes from outside: malformed, not UTF-8, nested too deep, endless digits.
MALFORMED = (msgspec.MsgspecError, ValueError, RecursionError, OverflowError)
# A body that does not parse is cut into records by hand, for so many signs and strings at most: 2,000 events of usual
# size have 80,000, and 200,000 cost 0.15 s, during which the gateway answers nobody else.
SALVAGE_TOKENS = 200_000
QUARANTINE_BYTES = 64 * 1024

_RAWS = msgspec.json.Decoder(msgspec.Raw)
_RAW_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_ANY = msgspec.json.Decoder()
# A string always matches, ended or not: otherwise every quote of a body without an end would be tried anew.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{},]', re.DOTALL)
_SURROGATES = re.compile(rb"\xed[\xa0-\xbf]")
_SECRET = re.compile(r'("\$?(?:token|api_key|api_secret)"\s*:\s*)"(?:[^"\\]|\\.)*+"?')


def split(body: bytes, *, lines: bool = False) -> list[bytes]:
    """The records of a body: the items of a JSON array, a single object, or lines. Raises Unfit when it is neither."""
    if lines:
        return [line for line in body.split(b"\n") if line.strip()]
    text = body.strip()
    try:
        if text[:1] == b"[":
            return [bytes(raw) for raw in _RAW_LIST.decode(text)]
        return [bytes(_RAWS.decode(text))]
    except MALFORMED:
        return _salvage(text)


def _salvage(body: bytes) -> list[bytes]:
    if body[:1] != b"[":
        raise Unfit(Reason.INVALID_JSON, "", "the body is not valid JSON")
    records: list[bytes] = []
    depth, start = 0, 1
    for token in islice(_TOKEN.finditer(body), SALVAGE_TOKENS):
        at = token.start()
        sign = body[at : at + 1]
        if sign in b"[{":
            depth += 1
        elif sign in b"]}":
            depth -= 1
        if depth == 0 or (depth == 1 and sign == b","):
            records.append(body[start:at].strip())
            start = at + 1
        if depth == 0:
            break
    if depth or body[start:].strip():
        raise Unfit(Reason.INVALID_JSON, "", "the body is not valid JSON")
    return records


def value_of(raw: bytes) -> Any:
    """The value of one JSON record. Raises Unfit when it is not JSON."""
    try:
        return _ANY.decode(raw)
    except MALFORMED as error:
        raise Unfit(Reason.INVALID_JSON, "", f"the record is not valid JSON: {error}"[:200]) from None


def object_of(raw: bytes) -> dict[str, Any]:
    """The JSON object in one record. Raises Unfit when it is something else."""
    value = value_of(raw)
    if not isinstance(value, dict):
        raise Unfit(Reason.NOT_AN_OBJECT, "", "a record must be a JSON object")
    return value


def recombined(body: bytes) -> bytes:
    """UTF-8 from bytes in which characters beyond U+FFFF stand as two encoded surrogates (CESU-8).

    Browsers' clients send such. A surrogate without its half becomes U+FFFD. Other bytes stay as they are.
    """
    if not _SURROGATES.search(body):
        return body
    try:
        text = body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return body
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def without_secrets(raw: bytes) -> str:
    """A record as text that people may see: cut at 64 KiB, with tokens and keys blanked."""
    text = raw[:QUARANTINE_BYTES].decode("utf-8", "replace")
    return _SECRET.sub(r'\1""', text)


def check_nested(properties: dict[str, Any], within: str, *, items: int, depth: int) -> None:
    """Raises Unfit where an object or array inside holds more than `items`, or nests deeper than `depth`.

    `within` says where the properties stand: what is wrong is named `within.property`.
    """
    # Without names, which cost five times as much: 10 MB of wide and deep properties are walked in 0.2 s.
    layer: list[Any] = [value for value in properties.values() if _nests(value)]
    for level in range(1, depth + 2):
        if not layer:
            return
        if level > depth or max(map(len, layer)) > items:
            raise _misfit(properties, within, items=items, depth=depth)
        layer = [inner for value in layer for inner in _inside(value) if _nests(inner)]


def _misfit(properties: dict[str, Any], within: str, *, items: int, depth: int) -> Unfit:
    """What is wrong with properties that do not fit, by the name of the first that does not."""
    for name, value in properties.items():
        if not _nests(value):
            continue
        layer: list[Any] = [value]
        for _ in range(depth):
            if any(len(each) > items for each in layer):
                message = f"more than {items} items in one object or array"
                return Unfit(Reason.TOO_MANY_ITEMS, f"{within}.{name}", message)
            layer = [inner for each in layer for inner in _inside(each) if _nests(inner)]
        if layer:
            return Unfit(Reason.NESTED_TOO_DEEP, f"{within}.{name}", f"nested deeper than {depth} levels")
    raise AssertionError("properties that fit were called a misfit")


def _nests(value: Any) -> bool:
    return type(value) is dict or type(value) is list


def _inside(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if type(value) is dict else value
