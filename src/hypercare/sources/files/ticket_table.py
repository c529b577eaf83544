"""Rows of a table, or JSON lines, as support tickets. `docs/import.md` describes it."""

import re
from typing import Any

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.files.fields import identifier
from hypercare.sources.files.lines import rows
from hypercare.sources.files.table_cells import Row, Table
from hypercare.sources.identifiers import LONGEST, placeholder
from hypercare.sources.properties import groups_text, value_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.tickets import LONGEST_WORDS, Ticket, add, requester_key, tags_of

MOST_OTHERS = 100
_SIGNS = re.compile(r"[\s,;|]+")
_SCORES = {"good": 1.0, "bad": 0.0}


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    reading, table = Reading(payload, imported=True), Table.of(payload)
    for row, line in rows(payload):
        try:
            _read(table.row(line), line, row, reading)
        except Unfit as unfit:
            reading.reject(line, unfit, row)
    return reading.into


def _read(row: Row, line: bytes, number: int, reading: Reading) -> None:
    opened = reading.instant(_needed(row.instant("created"), "created", Reason.TIME_MISSING), "created")
    updated = row.instant("updated")
    changed = opened if updated is None else reading.instant(updated, "updated")
    user, anon = _somebody(row, "user"), _somebody(row, "anon")
    requester = _somebody(row, "requester_id")
    anon = anon or (None if requester is None else requester_key(requester))
    ticket = Ticket(
        id=str(_needed(identifier(row.get("id"), "id"), "id", Reason.ID_MISSING)),
        changed=changed,
        opened=opened,
        user=user,
        anon=anon,
        groups=_account(row),
        subject=_text(row.get("subject")),
        body=_text(row.get("body")),
        state=_lower(row.get("status")),
        score=_score(row.get("score")),
        language=_short(row.get("language")),
        via=_lower(_channel(row.get("channel"))),
        priority=_lower(row.get("priority")),
        team=_short(row.get("group")),
        tags=_tags(row.get("tags")),
        more=_others(row),
    )
    add(reading, ticket, line, number)
    reading.link("identify", anon, user, changed)


def _needed(value: Any, field: str, reason: Reason) -> Any:
    if value is None:
        raise Unfit(reason, field, "is missing")
    return value


def _somebody(row: Row, role: str) -> str | None:
    """Who is meant; None for a placeholder: a ticket counts even where nobody can tell whose it is."""
    found = identifier(row.get(role), role)
    return None if found is None or placeholder(found) else found


def _account(row: Row) -> str | None:
    """The account, under its column's name."""
    value = identifier(row.get("account"), "account")
    return None if value is None else groups_text({row.table.columns["account"]: value}, "account")


def _score(value: Any) -> float | None:
    """A score as a number; of the help 1 for good and 0 for bad, None where nothing was said."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return _SCORES.get(value.strip().lower())
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9
    return float(value) if is_number else None


def _tags(value: Any) -> tuple[str, ...]:
    """Tags as a list, or parted by blanks, commas, semicolons or bars."""
    return tags_of(_SIGNS.split(value) if isinstance(value, str) else value)


def _others(row: Row) -> dict[str, Any]:
    """The other columns, as far as they are short: they stay in feedback."""
    cells = list(row.others().items())[:MOST_OTHERS]
    return {name: cell for name, cell in cells if len(value_text(cell, name)) <= LONGEST_WORDS}


def _channel(value: Any) -> Any:
    """How it came in: a word, or Zendesk's object about it."""
    return value.get("channel") if isinstance(value, dict) else value


def _text(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        return None
    return str(value)


def _short(value: Any) -> str | None:
    text = _text(value)
    return None if text is None else text[:LONGEST]


def _lower(value: Any) -> str | None:
    text = _short(value)
    return None if text is None else text.lower()
