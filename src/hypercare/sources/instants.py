"""Instants as clients write them: seconds, milliseconds or microseconds since 1970, or ISO 8601."""

from datetime import datetime
from typing import Any

from hypercare.model.instant import SECOND_US, to_micros
from hypercare.sources.reasons import Reason, Unfit

# A number below is seconds (as such it reaches to the year 5138), from here on milliseconds (from 1973 on).
MILLISECONDS_FROM = 100_000_000_000
MICROSECONDS_FROM = 1000 * MILLISECONDS_FROM
YEAR_1971_US = 365 * 86_400 * SECOND_US
AHEAD_US = 3600 * SECOND_US
# Digits that a number written as text may have: any real one has fewer, and int() of a long text is slow.
_DIGITS = 20


def micros_of(value: Any, field: str, *, micros: bool = False) -> int:
    """Microseconds UTC of a number (or digits) in seconds or milliseconds; with `micros`, of microseconds too.

    Raises Unfit for anything else.
    """
    if type(value) is int and 0 <= value < MILLISECONDS_FROM:
        return value * SECOND_US
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or value - value != 0:  # neither inf nor nan
        raise Unfit(Reason.TIME_INVALID, field, "must be specified as seconds or milliseconds since epoch")
    size = abs(value)
    if size < MILLISECONDS_FROM:
        return round(value * SECOND_US)
    if size < MICROSECONDS_FROM:
        return round(value * 1000)
    return round(value) if micros else int(value) * 1000


def micros_or_iso(value: Any, field: str) -> int:
    """Microseconds UTC of a number since 1970, or of an ISO 8601 text with its offset. Raises Unfit for others."""
    if not isinstance(value, str) or value.isdigit():
        return micros_of(value, field, micros=True)
    try:
        return to_micros(datetime.fromisoformat(value))
    except ValueError:
        raise Unfit(
            Reason.TIME_INVALID,
            field,
            "must be ISO 8601 with an offset (2026-09-22T09:00:00+07:00), or a number since 1970",
        ) from None


def check_bounds(micros: int, received: int, field: str) -> int:
    """The instant itself. Raises Unfit before 1971, or more than an hour after `received`."""
    if micros < YEAR_1971_US:
        raise Unfit(Reason.TIME_BEFORE_1971, field, "must be at or after 1971-01-01")
    if micros > received + AHEAD_US:
        raise Unfit(Reason.TIME_IN_FUTURE, field, "must not be more than 1 hour in the future")
    return micros
