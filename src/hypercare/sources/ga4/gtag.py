"""What gtag.js sends: a query string, shared by the lines of a body of more of them, one an event."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from hypercare.sources.ga4.events import Sender
from hypercare.sources.properties import value_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit

TOKEN_FIELDS = ("api_secret", "ep.api_secret")
"""Where our token stands: gtag.js sends a parameter of its configuration with every event."""
# The fields that become properties, by the names that they have in the export.
FIELDS = {
    "dl": "page_location",
    "dr": "page_referrer",
    "dt": "page_title",
    "ul": "language",
    "sr": "screen_resolution",
    "cu": "currency",
    "uap": "os",
    "uapv": "os_version",
    "sid": "ga_session_id",
    "sct": "ga_session_number",
    "seg": "session_engaged",
    "_et": "engagement_time_msec",
}
_NUMBERS = frozenset(("sid", "sct", "_et"))
_ITEM_FIELDS = {
    "id": "item_id",
    "nm": "item_name",
    "br": "item_brand",
    "ca": "item_category",
    "c2": "item_category2",
    "c3": "item_category3",
    "c4": "item_category4",
    "c5": "item_category5",
    "va": "item_variant",
    "pr": "price",
    "qt": "quantity",
    "cp": "coupon",
    "ds": "discount",
    "af": "affiliation",
    "lp": "index",
    "li": "item_list_id",
    "ln": "item_list_name",
    "pi": "promotion_id",
    "pn": "promotion_name",
    "cn": "creative_name",
    "cs": "creative_slot",
    "lo": "location_id",
}
_ITEM_NUMBERS = frozenset(("pr", "qt", "ds", "lp"))
_ITEM = re.compile(r"pr[0-9]{1,3}")
# `_p` and `_s` number page and hit: they tell two equal events from one that is sent again.
_KEPT = frozenset(("en", "cid", "uid", "_p", "_s", *FIELDS))
_PREFIXES = ("ep.", "epn.", "up.", "upn.")
# Fields that one line may have: gtag.js sends about 60.
_MOST_FIELDS = 1_000
Pairs = dict[str, str]


def lines_of(body: bytes) -> list[Pairs]:
    """The fields of each line of a body. Raises Unfit for a line of more fields than any client sends."""
    return [_fields(line) for line in body.replace(b"\r", b"\n").split(b"\n") if line.strip()]


def secret_of(shared: Mapping[str, str], lines: Iterable[Pairs]) -> str:
    """Our token, wherever it stands first; empty where it stands nowhere."""
    return next((pairs[name] for pairs in (shared, *lines) for name in TOKEN_FIELDS if pairs.get(name)), "")


def written(shared: Mapping[str, str], lines: Iterable[Pairs], secret: str) -> bytes:
    """What is kept of a request: the shared fields, then a line an event, without what is not read and the token."""
    return b"\n".join(urlencode(_kept(pairs, secret), errors="replace").encode() for pairs in (shared, *lines))


def read(reading: Reading) -> None:
    """Adds what a kept request says. What cannot be used is rejected."""
    first, *lines = reading.payload.body.split(b"\n")
    try:
        shared = _fields(first)
    except Unfit as unfit:
        reading.reject(reading.payload.body, unfit)
        return
    for line in lines or [b""]:
        try:
            _read_line(reading, shared | _fields(line), line)
        except Unfit as unfit:
            reading.reject(line or first, unfit)


def _read_line(reading: Reading, fields: Pairs, line: bytes) -> None:
    sender = Sender.of(fields.get("uid"), fields.get("cid"), {"platform": "WEB"}, where="cid")
    said = {"name": fields.get("en"), "params": dict(_params(fields))}
    sender.add(reading, said, reading.received, line)
    key = reading.into.events[-1].key
    changes = [(name, "set", value_text(value, "up")) for name, value in _prefixed(fields, "up.", "upn.")]
    reading.change("user", sender.named, changes, reading.received, key)


def _params(fields: Pairs) -> Iterator[tuple[str, Any]]:
    for field, name in FIELDS.items():
        if fields.get(field):
            yield name, _number(fields[field]) if field in _NUMBERS else fields[field]
    yield from _prefixed(fields, "ep.", "epn.")
    items = [_item(text) for name, text in fields.items() if _ITEM.fullmatch(name)]
    if items:
        yield "items", items


def _prefixed(fields: Pairs, text: str, number: str) -> Iterator[tuple[str, Any]]:
    for name, value in fields.items():
        if name.startswith(text):
            yield name[len(text) :], value
        elif name.startswith(number):
            yield name[len(number) :], _number(value)


def _item(text: str) -> dict[str, Any]:
    """An item such as `idSKU-1~nmShirt~pr9.99~k0size~v0L`: two letters name each part."""
    parts = [(part[:2], part[2:]) for part in text.split("~") if len(part) > 2]
    named = {
        _ITEM_FIELDS[code]: _number(value) if code in _ITEM_NUMBERS else value
        for code, value in parts
        if code in _ITEM_FIELDS
    }
    custom = dict(parts)
    own = {custom[code]: custom.get("v" + code[1], "") for code in custom if code[0] == "k" and code[1].isdigit()}
    return own | named


def _number(text: str) -> int | float | str:
    """A number as one, anything else as it came."""
    try:
        found = float(text[:40])
    except ValueError:
        return text
    if not abs(found) < 2**63:  # nor one that is no number
        return text
    return int(found) if found.is_integer() and abs(found) < 2**53 else found


def _fields(line: bytes) -> Pairs:
    try:
        return dict(parse_qsl(line.decode("utf-8", "replace"), errors="replace", max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise Unfit(Reason.TOO_MANY_PROPERTIES, "", f"must have at most {_MOST_FIELDS} fields") from None


def _kept(pairs: Mapping[str, str], secret: str) -> Pairs:
    return {
        name: value.replace(secret, "")
        for name, value in pairs.items()
        if (name in _KEPT or name.startswith(_PREFIXES) or _ITEM.fullmatch(name)) and name not in TOKEN_FIELDS
    }
