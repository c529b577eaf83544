"""Rows of a table, or JSON lines, as errors. `docs/import.md` describes it."""

from hypercare.model.facts import Decoded, Error, Payload
from hypercare.sources.files.fields import identifier
from hypercare.sources.files.health_cells import flag, key_of, known, needed_moment, needed_word, rest, somebody, word
from hypercare.sources.files.lines import rows
from hypercare.sources.files.table_cells import Row, Table
from hypercare.sources.identifiers import placeholder
from hypercare.sources.properties import groups_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Unfit
from hypercare.sources.scrubbed import scrubbed


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    reading, table = Reading(payload, imported=True), Table.of(payload)
    for place, line in rows(payload):
        try:
            reading.into.errors.append(_error(table.row(line), line, place, reading))
        except Unfit as unfit:
            reading.reject(line, unfit, place)
    return reading.into


def _error(row: Row, line: bytes, place: int, reading: Reading) -> Error:
    happened = needed_moment(row, "time", reading)
    own, message, level = word(row, "id"), row.get("message"), word(row, "level")
    return Error(
        source=reading.source,
        type=needed_word(row, "type"),
        ts_event=happened,
        ts_received=reading.received,
        ts_known=known(row, reading, happened),
        key=key_of(reading, "error", own, line, place),
        own_key=True,
        id=own,
        issue=word(row, "issue"),
        message=None if message is None else scrubbed(str(message)),
        level=None if level is None else level.lower(),
        handled=flag(row, "handled"),
        service=word(row, "service"),
        release=word(row, "release"),
        route=word(row, "route"),
        user_key=_known_one(row, "user"),
        anon_key=_known_one(row, "anon"),
        groups=_account(row),
        props=rest(row),
    )


def _known_one(row: Row, role: str) -> str | None:
    """Who is meant; None for a placeholder: an error counts even where nobody can tell whose it was."""
    found = somebody(row, role)
    return None if found is None or placeholder(found) else found


def _account(row: Row) -> str | None:
    """The account, under its column's name."""
    value = identifier(row.get("account"), "account")
    return None if value is None else groups_text({row.table.columns["account"]: value}, "account")
