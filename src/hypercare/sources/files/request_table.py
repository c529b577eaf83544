"""Rows of a table, or JSON lines, as requests. `docs/import.md` describes it."""

from hypercare.model.facts import Decoded, Payload, Request
from hypercare.sources.files.health_cells import (
    count,
    flag,
    key_of,
    known,
    needed_moment,
    needed_word,
    number,
    rest,
    word,
)
from hypercare.sources.files.lines import rows
from hypercare.sources.files.table_cells import Row, Table
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit

FIRST_STATUS, LAST_STATUS, FIRST_FAILURE = 100, 599, 500
UNITS = {"duration_us": 1.0, "duration_ms": 1e3, "duration_s": 1e6}
"""The roles of durations, and how many microseconds their unit has."""
LONGEST_US = 1e12
"""Eleven days: longer is a slip of units."""


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    reading, table = Reading(payload, imported=True), Table.of(payload)
    for place, line in rows(payload):
        try:
            reading.into.requests.append(_request(table.row(line), line, place, reading))
        except Unfit as unfit:
            reading.reject(line, unfit, place)
    return reading.into


def _request(row: Row, line: bytes, place: int, reading: Reading) -> Request:
    began = needed_moment(row, "time", reading)
    status = number(row, "status", least=FIRST_STATUS, most=LAST_STATUS)
    own = word(row, "id")
    return Request(
        source=reading.source,
        route=route_of(word(row, "method"), needed_word(row, "route")),
        ts_event=began,
        ts_received=reading.received,
        ts_known=known(row, reading, began),
        key=key_of(reading, "request", own, line, place),
        own_key=True,
        failed=_failed(flag(row, "failed"), status),
        count=count(row),
        duration_us=_duration(row),
        status=None if status is None else int(status),
        service=word(row, "service"),
        release=word(row, "release"),
        region=word(row, "region"),
        props=rest(row),
    )


def route_of(method: str | None, path: str) -> str:
    """Method and template as one text. What follows a `?` is left out: it is no part of a template.

    >>> route_of("post", "/orders?draft=1")
    'POST /orders'
    """
    plain = path.partition("?")[0]
    return plain if method is None else f"{method.upper()} {plain}"


def _failed(said: bool | None, status: float | None) -> bool:
    """The source's own word, else whether the status is 5xx. Raises Unfit where it has neither."""
    if said is not None:
        return said
    if status is None:
        raise Unfit(Reason.HEALTH_INVALID, "failed", "is missing, and so is a status")
    return status >= FIRST_FAILURE


def _duration(row: Row) -> int | None:
    for role, unit in UNITS.items():
        found = number(row, role, least=0, most=LONGEST_US / unit)
        if found is not None:
            return round(found * unit)
    return None
