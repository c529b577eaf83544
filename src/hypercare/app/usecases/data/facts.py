"""What is in the lake: counts, exports, and what could not be understood."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.lake import event_queries
from hypercare.lake.sql import connect
from hypercare.model.instant import to_micros
from hypercare.sources.reasons import why

SHORTEST_RAW = 200
"""Characters of a quarantined record that a listing shows."""
# Ranked by arrival alone: the records themselves may be large.
_EXAMPLES = """
WITH ranked AS (SELECT arrival, row_number() OVER (PARTITION BY source, reason ORDER BY arrival DESC) AS nth
                FROM quarantine ORDER BY nth, arrival DESC LIMIT ?)
SELECT source, reason, field, message, raw, ts_received FROM quarantine JOIN ranked USING (arrival)
ORDER BY nth, arrival DESC
"""


def count_events(house: House, by: Sequence[str]) -> Document:
    """`hypercare/events.v1`: how many events there are, by the columns named. Raises `BadInput` for another column."""
    with connect(house.require().tables) as connection:
        counts = event_queries.count_events(connection, by)
    groups = [dict(zip(by, each.by, strict=True)) | {"count": each.events} for each in counts] if by else []
    return {
        "schema": "hypercare/events.v1",
        "count": sum(each.events for each in counts),
        "by": list(by),
        "groups": groups,
    }


def latest_events(house: House, limit: int) -> Document:
    """`hypercare/events.v1`: the events that arrived last."""
    with connect(house.require().tables) as connection:
        lines = event_queries.newest_events(connection, limit)
    return {
        "schema": "hypercare/events.v1",
        "events": [msgspec.json.decode(msgspec.json.encode(each)) for each in lines],
    }


def export_events(house: House, since: datetime | None, until: datetime | None) -> Iterator[bytes]:
    """The events of [since, until) as lines of the shape that import takes, in the order of arrival."""
    bounds = {name: None if at is None else to_micros(at) for name, at in (("since", since), ("until", until))}
    with connect(house.require().tables) as connection:
        yield from event_queries.export_events(connection, **bounds)


def quarantine(house: House, limit: int) -> Document:
    """`hypercare/quarantine.v1`: what could not be understood, by source and reason, with examples.

    The examples are the latest of each source and reason, as many as `limit` allows, then the latest of the others.
    """
    with connect(house.require().tables) as connection:
        groups = connection.execute(
            "SELECT source, decoder, reason, count(*), max(ts_received) FROM quarantine"
            " GROUP BY ALL ORDER BY count(*) DESC"
        ).fetchall()
        examples = connection.execute(
            _EXAMPLES,
            [limit],
        ).fetchall()
    return {
        "schema": "hypercare/quarantine.v1",
        "count": sum(row[3] for row in groups),
        "reasons": [
            {"source": source, "decoder": name, "reason": reason, "why": text_document(why(reason).text),
             "fix": text_document(why(reason).fix), "count": count, "latest": latest.isoformat()}
            for source, name, reason, count, latest in groups
        ],
        "examples": [
            {"source": source, "reason": reason, "field": field, "message": message, "raw": raw[:SHORTEST_RAW],
             "received": received.isoformat()}
            for source, reason, field, message, raw, received in examples
        ],
    }  # fmt: skip
