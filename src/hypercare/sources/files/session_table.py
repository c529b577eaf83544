"""Rows of a table, or JSON lines, as sessions. `docs/import.md` describes it."""

from hypercare.model.facts import Decoded, Payload, Session
from hypercare.model.pseudonym import pseudonym
from hypercare.sources.files.health_cells import (
    count,
    known,
    moment,
    needed_moment,
    needed_word,
    rest,
    somebody,
    word,
)
from hypercare.sources.files.lines import rows
from hypercare.sources.files.table_cells import Row, Table
from hypercare.sources.identifiers import placeholder
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.sessions import state_of, update_key


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    reading, table = Reading(payload, imported=True), Table.of(payload)
    for place, line in rows(payload):
        try:
            reading.into.sessions.append(_session(table.row(line), line, place, reading))
        except Unfit as unfit:
            reading.reject(line, unfit, place)
    return reading.into


def _session(row: Row, line: bytes, place: int, reading: Reading) -> Session:
    started = needed_moment(row, "started", reading)
    stands = max(started, moment(row, "updated", reading) or started)
    state, own, counted = state_of(needed_word(row, "state"), "state"), word(row, "id"), count(row)
    if own is not None and counted > 1:
        raise Unfit(Reason.HEALTH_INVALID, "count", "must be 1 for a session that has an id")
    return Session(
        source=reading.source,
        state=state.value,
        ts_event=stands,
        ts_started=started,
        ts_received=reading.received,
        ts_known=known(row, reading, stands),
        key=reading.retry_key(line, place) if own is None else update_key(reading.source, own, stands, state),
        own_key=True,
        id=own,
        did=_pseudonym(row),
        count=counted,
        service=word(row, "service"),
        release=word(row, "release"),
        props=rest(row),
    )


def _pseudonym(row: Row) -> str | None:
    """What stands for whose session it is; None where nobody can tell."""
    found = somebody(row, "user")
    return None if found is None or placeholder(found) else pseudonym(found)
