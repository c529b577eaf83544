"""The cells of requests, errors and sessions: numbers, words and flags as other tools write them."""

from hypercare.sources.files.fields import identifier
from hypercare.sources.files.table_cells import Row
from hypercare.sources.identifiers import LONGEST
from hypercare.sources.keys import vendor_key
from hypercare.sources.properties import properties_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit

MOST_COUNTED = 10**9
"""What one row may stand for: more in a minute is a slip of units."""
_YES, _NO = frozenset({"true", "t", "yes", "y", "1"}), frozenset({"false", "f", "no", "n", "0"})


def word(row: Row, role: str) -> str | None:
    """A short text or number of a role as text; None where it is empty. Raises Unfit for anything else."""
    return identifier(row.get(role), role, Reason.HEALTH_INVALID)


def needed_word(row: Row, role: str) -> str:
    """The same, where there must be one."""
    found = word(row, role)
    if found is None:
        raise Unfit(Reason.HEALTH_INVALID, role, "is missing")
    return found


def flag(row: Row, role: str) -> bool | None:
    """Yes or no in any spelling; None where it is empty. Raises Unfit for another word."""
    cell = row.get(role)
    if cell is None or isinstance(cell, bool):
        return cell
    said = str(cell).strip().lower()
    if said not in _YES | _NO:
        raise Unfit(Reason.HEALTH_INVALID, role, "must be true or false")
    return said in _YES


def number(row: Row, role: str, *, least: float, most: float) -> float | None:
    """A number within bounds; None where it is empty. Raises Unfit for anything else."""
    cell = row.get(role)
    if cell is None:
        return None
    try:
        found = float(cell) if isinstance(cell, str | int | float) and not isinstance(cell, bool) else float("nan")
    except (ValueError, OverflowError):
        found = float("nan")
    if not least <= found <= most:
        raise Unfit(Reason.HEALTH_INVALID, role, f"must be a number from {least:g} to {most:g}")
    return found


def count(row: Row) -> int:
    """How many a row stands for: 1 where it does not say. Raises Unfit for what is no whole number from 1 on."""
    found = number(row, "count", least=1, most=MOST_COUNTED)
    if found is not None and not found.is_integer():
        raise Unfit(Reason.HEALTH_INVALID, "count", "must be a whole number")
    return 1 if found is None else int(found)


def moment(row: Row, role: str, reading: Reading) -> int | None:
    """The instant of a role (microseconds UTC); None where it is empty."""
    found = row.instant(role)
    return None if found is None else reading.instant(found, role)


def needed_moment(row: Row, role: str, reading: Reading) -> int:
    """The same, where there must be one."""
    found = moment(row, role, reading)
    if found is None:
        raise Unfit(Reason.TIME_MISSING, role, "is missing")
    return found


def known(row: Row, reading: Reading, happened: int) -> int:
    """When the row could first be known here: what it says, else when it happened."""
    return reading.known(happened, moment(row, "known_at", reading))


def rest(row: Row) -> str:
    """The columns without a role, as properties."""
    return properties_text(row.others(), "properties")


def key_of(reading: Reading, kind: str, own: str | None, line: bytes, number_of_row: int) -> bytes:
    """The key of a row: from the source's own where there is one, else from its place in the file."""
    if own is None:
        return reading.retry_key(line, number_of_row)
    return vendor_key(reading.source, kind, None, "", own)


def somebody(row: Row, role: str) -> str | None:
    """Who is meant, as an event names them: overlong ids are refused, whatever else they say."""
    found = identifier(row.get(role), role)
    return None if found is None else found[:LONGEST]
