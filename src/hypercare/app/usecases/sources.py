"""Where facts come from: how many, how fresh, and how much could not be understood."""

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.lake import event_queries
from hypercare.lake.sql import connect
from hypercare.model.instant import from_micros


def sources(house: House) -> Document:
    """`hypercare/sources.v1`: every source with its events, its latest times, and its records in quarantine."""
    with connect(house.require().tables) as connection:
        seen = {each.source: each for each in event_queries.watermarks(connection)}
        rejected = dict(connection.execute("SELECT source, count(*) FROM quarantine GROUP BY source").fetchall())
    return {
        "schema": "hypercare/sources.v1",
        "sources": [
            _source(name, seen.get(name), rejected.get(name, 0)) for name in sorted(seen.keys() | rejected.keys())
        ],
    }


def _source(name: str, reach: event_queries.Watermark | None, quarantined: int) -> Document:
    return {
        "source": name,
        "events": 0 if reach is None else reach.events,
        "latest_event": None if reach is None else from_micros(reach.ts_event).isoformat(),
        "latest_received": None if reach is None else from_micros(reach.ts_received).isoformat(),
        "quarantined": quarantined,
    }
