"""What there is: events counted and exported. Questions in SQL that the product itself asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import msgspec

from hypercare.model.errors import BadInput

# By what events may be counted, and how DuckDB says it. Days are UTC.
COUNTED_BY = {
    "source": "source",
    "event": "event",
    "day": "strftime(ts_event, '%Y-%m-%d')",
    "lib": "lib",
    "user_key": "user_key",
    "anon_key": "anon_key",
}
# Lines fetched and encoded at a time.
EXPORT_ROWS = 10_000
_ISO = "%Y-%m-%dT%H:%M:%S.%fZ"
_LINES = (
    "SELECT event, strftime(ts_event, $iso), source, hex(key), strftime(ts_known, $iso),"
    " user_key, anon_key, groups, flags, lib, props FROM events"
)


@dataclass(frozen=True)
class EventCount:
    """How many events have the values `by` of the columns asked for, in their order; None where a column is empty."""

    by: tuple[str | None, ...]
    events: int


@dataclass(frozen=True)
class Watermark:
    """How far the events of a source reach: the latest times, in microseconds UTC."""

    source: str
    events: int
    ts_event: int
    ts_received: int
    ts_known: int


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One event in the canonical JSON shape, which an import reads back as the same event."""

    event: str
    time: str
    source: str
    digest: str
    known_at: str
    user: str | None = None
    anon: str | None = None
    groups: msgspec.Raw | None = None
    flags: msgspec.Raw | None = None
    lib: str | None = None
    properties: msgspec.Raw | None = None


def count_events(
    connection: duckdb.DuckDBPyConnection,
    by: Sequence[str] = (),
    *,
    since: int | None = None,
    until: int | None = None,
) -> tuple[EventCount, ...]:
    """Events per combination of the columns `by`, the most first; from `since` to before `until`, microseconds UTC.

    Raises `BadInput` for a column that is not in `COUNTED_BY`.
    """
    unknown = [name for name in by if name not in COUNTED_BY]
    if unknown:
        raise BadInput(f"events are not counted by {unknown[0]!r}", expected=", ".join(COUNTED_BY))
    columns = "".join(f"{COUNTED_BY[name]} AS {name}, " for name in by)
    order = "".join(f", {i + 1}" for i in range(len(by)))
    group = "GROUP BY ALL" if by else ""
    where, values = _between(since, until)
    rows = connection.execute(
        f"SELECT {columns}count(*) FROM events {where} {group} ORDER BY {len(by) + 1} DESC{order}",  # noqa: S608  allow-listed
        values,
    ).fetchall()
    return tuple(EventCount(tuple(row[:-1]), row[-1]) for row in rows)


def export_events(
    connection: duckdb.DuckDBPyConnection, *, since: int | None = None, until: int | None = None
) -> Iterator[bytes]:
    """Events as JSON lines, a block of whole lines at a time, in the order of arrival. Times as in `count_events`."""
    where, values = _between(since, until)
    cursor = connection.cursor().execute(f"{_LINES} {where}", {**values, "iso": _ISO})
    while rows := cursor.fetchmany(EXPORT_ROWS):
        yield msgspec.json.Encoder().encode_lines([_line(row) for row in rows])


def newest_events(connection: duckdb.DuckDBPyConnection, limit: int) -> list[Line]:
    """The events that arrived last, the latest first."""
    rows = connection.execute(f"{_LINES} ORDER BY arrival DESC LIMIT $limit", {"limit": limit, "iso": _ISO}).fetchall()
    return [_line(row) for row in rows]


def watermarks(connection: duckdb.DuckDBPyConnection) -> tuple[Watermark, ...]:
    """How far each source has come, by name."""
    rows = connection.execute(
        "SELECT source, count(*), epoch_us(max(ts_event)), epoch_us(max(ts_received)), epoch_us(max(ts_known))"
        " FROM events GROUP BY source ORDER BY source"
    ).fetchall()
    return tuple(Watermark(*row) for row in rows)


def _between(since: int | None, until: int | None) -> tuple[str, dict[str, Any]]:
    """The WHERE clause of a time range, with its values."""
    values = {name: micros for name, micros in (("since", since), ("until", until)) if micros is not None}
    bounds = {"since": "ts_event >= make_timestamptz($since)", "until": "ts_event < make_timestamptz($until)"}
    return ("WHERE " if values else "") + " AND ".join(bounds[name] for name in values), values


def _line(row: tuple[Any, ...]) -> Line:
    event, time, source, digest, known_at, user, anon, groups, flags, lib, props = row
    return Line(event, time, source, digest.lower(), known_at, user, anon, _raw(groups), _raw(flags), lib, _raw(props))


def _raw(text: str | None) -> msgspec.Raw | None:
    return None if text is None or text == "{}" else msgspec.Raw(text.encode())
