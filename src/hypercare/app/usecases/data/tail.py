"""The tail: what arrives, row by row, with a cursor from which to go on."""

import math
from typing import Any

import msgspec

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.knowing import both_clocks, known_now
from hypercare.lake.arrivals import Arrived, latest, since
from hypercare.lake.json_values import value_of
from hypercare.lake.wanted import Wanted
from hypercare.model.cursor import Cursor
from hypercare.model.facts import Event, Rejected
from hypercare.model.instant import from_micros

SCHEMA = "hypercare/tail.v1"
MOST_ROWS = 1_000
MOST_PROPERTIES = 50
LONGEST_NAME, LONGEST_TEXT, LONGEST_RAW = 255, 300, 2_000
"""Characters that a row shows of a name, of a value, and of a record in quarantine."""


def tail(
    house: House,
    after: str | None = None,
    limit: int = 200,
    *,
    event: str | None = None,
    source: str | None = None,
    text: str | None = None,
) -> Document:
    """`hypercare/tail.v1`: the rows that arrived after a cursor, else those known last, at most `limit` (1 to 1000).

    The latest is the last. Events in quarantine are among them. `event`, `source` and `text` (in any field, in upper or
    lower case) choose, among the newest half million. Raises `BadInput` for what is no cursor.
    """
    tables, wanted, most = house.require().tables, Wanted(event, source, text), max(1, min(limit, MOST_ROWS))
    if after is None:
        found = latest(tables, limit=most, now=both_clocks(house), wanted=wanted)
    else:
        found = since(tables, Cursor.parse(after), limit=most, known=known_now(house), wanted=wanted)
    return {
        "schema": SCHEMA,
        "cursor": str(found.cursor),
        "skipped": found.skipped,
        "looked_through": found.looked_through,
        "rows": [_row(each) for each in found.rows],
    }


def _row(arrived: Arrived) -> Document:
    fact = arrived.fact
    shown = _event(fact) if isinstance(fact, Event) else _rejected(fact)
    return {"cursor": str(arrived.cursor), "source": _cut(fact.source, LONGEST_NAME)} | shown


def _event(fact: Event) -> Document:
    properties, left_out = _object(fact.props)
    return {
        "kind": "event",
        "event": _cut(fact.event, LONGEST_NAME),
        "time": _instant(fact.ts_event),
        "received": _instant(fact.ts_received),
        "known": _instant(fact.ts_known),
        "user": _cut(fact.user_key, LONGEST_NAME),
        "anonymous": _cut(fact.anon_key, LONGEST_NAME),
        "groups": _object(fact.groups)[0],
        "flags": _object(fact.flags)[0],
        "library": _cut(fact.lib, LONGEST_NAME),
        "properties": properties,
        "properties_left_out": left_out,
    }


def _rejected(fact: Rejected) -> Document:
    return {
        "kind": "quarantine",
        "reason": fact.reason,
        "received": _instant(fact.ts_received),
        "decoder": fact.decoder,
        "field": _cut(fact.field, LONGEST_NAME),
        "message": _cut(fact.message, LONGEST_TEXT),
        "raw": _cut(fact.raw, LONGEST_RAW),
    }


def _object(text: str | None) -> tuple[Document, int]:
    """A JSON object cut to what a row shows, and how many of its properties that leaves out."""
    try:
        value = None if text is None else value_of(text)
    except ValueError:
        return {}, 0
    if not isinstance(value, dict):
        return {}, 0
    shown = list(value.items())[:MOST_PROPERTIES]
    return {_cut(name, LONGEST_NAME) or "": _shown(each) for name, each in shown}, len(value) - len(shown)


def _shown(value: Any) -> str | int | float | bool | None:
    """A scalar as it is; a list or an object as the beginning of its JSON."""
    if value is None or isinstance(value, bool | int):
        return value if value is None or abs(value) < 2**53 else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return _cut(value if isinstance(value, str) else _json(value), LONGEST_TEXT)


def _json(value: object) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except (msgspec.MsgspecError, UnicodeEncodeError):
        return str(value)


def _cut(text: str | None, most: int) -> str | None:
    """The beginning of a text, without the halves of surrogate pairs, which no document can carry."""
    if text is None:
        return None
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return cut.encode("utf-8", "replace").decode()


def _instant(micros: int) -> str:
    return from_micros(micros).isoformat()
