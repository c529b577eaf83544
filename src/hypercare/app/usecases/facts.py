"""What is in the lake: counts, exports, and what could not be understood."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import orjson

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.lake.sql import connect
from hypercare.model.errors import BadInput

COLUMNS = {
    "source": "source",
    "event": "event",
    "day": "strftime(ts_event, '%Y-%m-%d')",
    "lib": "lib",
}
"""What events can be counted by. Days are UTC."""
MOST_ROWS = 1_000_000
"""Counts by distinct names are bounded: names come from outside."""
BATCH = 10_000
"""Rows of an export held at a time."""
EXPORTED = (
    "SELECT source, event, epoch_us(ts_event), epoch_us(ts_known), user_key, anon_key, groups, props, flags, key, lib"
    " FROM events"
)
SHORTEST_RAW = 200
"""Characters of a quarantined record that a listing shows."""


def count_events(house: House, by: Sequence[str]) -> Document:
    """`hypercare/events.v1`: how many events there are, by the columns named. Raises `BadInput` for another column."""
    unknown = [name for name in by if name not in COLUMNS]
    if unknown:
        raise BadInput(f"events cannot be counted by {unknown[0]!r}", where="--by", expected=", ".join(COLUMNS))
    selected = ", ".join(f"{COLUMNS[name]} AS {name}" for name in by)
    grouped = f" GROUP BY ALL ORDER BY {', '.join(by)} LIMIT {MOST_ROWS}" if by else ""
    with connect(house.require().tables) as connection:
        rows = connection.execute(f"SELECT {selected + ', ' if by else ''}count(*) FROM events{grouped}").fetchall()  # noqa: S608  names of our own
    total = sum(row[-1] for row in rows)
    groups = [dict(zip((*by, "count"), row, strict=True)) for row in rows] if by else []
    return {"schema": "hypercare/events.v1", "count": total, "by": list(by), "groups": groups}


def latest_events(house: House, limit: int) -> Document:
    """`hypercare/events.v1`: the events that arrived last."""
    with connect(house.require().tables) as connection:
        rows = connection.execute(
            f"{EXPORTED} ORDER BY arrival DESC LIMIT ?",
            [limit],
        ).fetchall()
    return {"schema": "hypercare/events.v1", "events": [orjson.loads(_line(row)) for row in rows]}


def export_events(house: House, since: datetime | None, until: datetime | None) -> Iterator[bytes]:
    """The events of [since, until) as lines of the shape that import takes, in the order of arrival.

    The data files are in that order already, so nothing is sorted, and memory does not grow with the lake.
    """
    with connect(house.require().tables) as connection:
        found = connection.execute(
            f"{EXPORTED} WHERE ($since IS NULL OR ts_event >= $since) AND ($until IS NULL OR ts_event < $until)",
            {"since": since, "until": until},
        )
        while rows := found.fetchmany(BATCH):
            yield b"".join(_line(row) + b"\n" for row in rows)


def quarantine(house: House, limit: int) -> Document:
    """`hypercare/quarantine.v1`: what could not be understood, by source and reason, with the latest examples."""
    with connect(house.require().tables) as connection:
        groups = connection.execute(
            "SELECT source, decoder, reason, count(*), max(ts_received) FROM quarantine"
            " GROUP BY ALL ORDER BY count(*) DESC"
        ).fetchall()
        examples = connection.execute(
            "SELECT source, reason, field, message, raw, ts_received FROM quarantine ORDER BY arrival DESC LIMIT ?",
            [limit],
        ).fetchall()
    return {
        "schema": "hypercare/quarantine.v1",
        "count": sum(row[3] for row in groups),
        "reasons": [
            {"source": source, "decoder": name, "reason": reason, "count": count, "latest": latest.isoformat()}
            for source, name, reason, count, latest in groups
        ],
        "examples": [
            {"source": source, "reason": reason, "field": field, "message": message, "raw": raw[:SHORTEST_RAW],
             "received": received.isoformat()}
            for source, reason, field, message, raw, received in examples
        ],
    }  # fmt: skip


def _line(row: Sequence[object]) -> bytes:
    """A row as JSON. Objects are stored as JSON text and go out as they are."""
    source, event, ts_event, ts_known, user, anon, groups, props, flags, key, lib = row
    line = {
        "event": event,
        "time": ts_event,
        "user": user,
        "anon": anon,
        "groups": _json(groups),
        "properties": _json(props),
        "flags": _json(flags),
        "digest": key.hex() if isinstance(key, bytes) else None,
        "source": source,
        "known_at": ts_known,
        "lib": lib,
    }
    return orjson.dumps({name: value for name, value in line.items() if value is not None})


def _json(text: object) -> orjson.Fragment | None:
    return orjson.Fragment(text) if isinstance(text, str) else None
