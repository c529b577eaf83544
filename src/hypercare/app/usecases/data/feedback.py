"""What people said: how each conversation stands, newest first, and how many there are by channel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import duckdb
import msgspec

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.cycles.day import day_start
from hypercare.lake.sql import connect
from hypercare.model.launch import Launch

LONGEST_BODY: Final = 500
"""Characters of what was said that a listing shows."""
# What was said is read of the listed ones alone: all of it may be more than fits the memory.
NEWEST: Final = """
CREATE TEMP TABLE newest AS
SELECT channel, state, ts_event, arrival FROM (
    SELECT source, channel, id, state, ts_event, arrival FROM feedback
    WHERE ts_known <= $as_of AND ts_event <= $as_of
    QUALIFY row_number() OVER (PARTITION BY source, channel, id ORDER BY ts_event DESC, arrival DESC) = 1
)
WHERE ($channel IS NULL OR channel = $channel) AND ($since IS NULL OR ts_event >= $since)
"""
COUNTED: Final = "SELECT channel, state, count(*), max(ts_event) FROM newest GROUP BY ALL ORDER BY ALL"
LISTED: Final = """
SELECT source, channel, id, state, title, body, score, language, user_key, anon_key, groups, props, ts_opened, ts_event
FROM feedback
WHERE arrival IN (SELECT arrival FROM newest ORDER BY ts_event DESC, arrival DESC LIMIT $limit)
ORDER BY ts_event DESC, arrival DESC
"""


@dataclass(frozen=True)
class Asked:
    """Which conversations: those that changed within [`since`, `as_of`], of one `channel` where it is named."""

    as_of: datetime
    since: datetime | None = None
    channel: str | None = None
    launch: str | None = None


def since_live(launch: Launch) -> datetime:
    """The beginning of a launch's day 0."""
    return day_start(0, launch.live, launch.zone)


def listing(house: House, asked: Asked, limit: int) -> Document:
    """`hypercare/feedback.v1`: how conversations stood at an instant, by what was known then, the newest first."""
    given = {"as_of": asked.as_of, "channel": asked.channel, "since": asked.since}
    with connect(house.require().tables) as connection:
        connection.execute(NEWEST, given)
        counts = connection.execute(COUNTED).fetchall()
        found = _listed(connection, limit)
    channels = _channels(counts)
    return {
        "schema": "hypercare/feedback.v1",
        "as_of": asked.as_of.isoformat(),
        "since": None if asked.since is None else asked.since.isoformat(),
        "launch": asked.launch,
        "count": sum(each["conversations"] for each in channels),
        "channels": channels,
        "conversations": found,
    }


def _listed(connection: duckdb.DuckDBPyConnection, limit: int) -> list[Document]:
    rows = connection.execute(LISTED, {"limit": limit})
    names = [column[0] for column in rows.description]
    return [_conversation(dict(zip(names, row, strict=True))) for row in rows.fetchall()]


def _conversation(row: Document) -> Document:
    body = row["body"]
    return {
        **{name: row[name] for name in ("source", "channel", "id", "state", "title")},
        "body": None if body is None else body[:LONGEST_BODY],
        "score": row["score"],
        "language": row["language"],
        "user": row["user_key"],
        "anon": row["anon_key"],
        "groups": {} if row["groups"] is None else msgspec.json.decode(row["groups"]),
        "properties": msgspec.json.decode(row["props"]),
        "opened": row["ts_opened"].isoformat(),
        "changed": row["ts_event"].isoformat(),
    }


def _channels(counts: list[tuple[Any, ...]]) -> list[Document]:
    """Conversations by channel, and in each by how they stand; the most first."""
    found: dict[str, Document] = {}
    for channel, state, count, latest in counts:
        told = found.setdefault(channel, {"channel": channel, "conversations": 0, "latest": latest, "states": []})
        told["conversations"] += count
        told["latest"] = max(told["latest"], latest)
        told["states"].append({"state": state, "conversations": count})
    for told in found.values():
        told["latest"] = told["latest"].isoformat()
        told["states"].sort(key=lambda each: (-each["conversations"], each["state"] or ""))
    return sorted(found.values(), key=lambda each: (-each["conversations"], each["channel"]))
