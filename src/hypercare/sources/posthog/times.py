"""When something happened, by the receiver's clock: PostHog's rule for clients whose clock is wrong."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hypercare.model.instant import SECOND_US, to_micros
from hypercare.sources.instants import YEAR_1971_US, check_bounds, micros_of
from hypercare.sources.reasons import Reason, Unfit

MILLISECOND_US = 1000
YEAR_10000_US = 253_402_300_800 * SECOND_US
# Ten thousand years: beyond, an offset is no time that a clock could have shown.
_LONGEST_OFFSET_MS = 10_000 * 366 * 86_400_000


@dataclass(frozen=True, slots=True)
class Moment:
    """An event's instant (microseconds UTC). `own` says that the same event sent again has the same instant."""

    micros: int
    own: bool


def sent_micros(value: Any) -> int | None:
    """When a client says that it sent; None where it does not, or says nothing that can be read."""
    if value is None or value == "":
        return None
    try:
        micros = micros_of_time(value, "sent_at")
    except Unfit:
        return None
    return micros if YEAR_1971_US <= micros < YEAR_10000_US else None


def moment(timestamp: Any, offset: Any, *, sent: int | None, received: int) -> Moment:
    """The instant of an event.

    `timestamp` by the client's clock is corrected by how far that was off when the event was sent:
    received + (timestamp - sent). `sent` is None where the client does not say, or asks not to correct.
    `offset` is how long ago it was when it was sent (milliseconds) and goes before the timestamp. With neither it is
    the receipt. Raises Unfit outside of 1971 to an hour after the receipt.
    """
    if offset is not None and type(offset) in (int, float) and abs(offset) <= _LONGEST_OFFSET_MS:
        micros = received - round(offset * MILLISECOND_US)
        return Moment(check_bounds(micros, received, "offset"), own=False)
    if timestamp is None or timestamp == "":
        return Moment(received, own=False)
    micros = micros_of_time(timestamp, "timestamp")
    if sent is not None:
        micros += received - sent
    return Moment(check_bounds(micros, received, "timestamp"), own=sent is None)


def micros_of_time(value: Any, field: str) -> int:
    """Microseconds UTC of ISO 8601, where an offset is missing in UTC, or of a number since 1970. Raises Unfit."""
    if not isinstance(value, str) or value.isdigit():
        return micros_of(value, field, micros=True)
    try:
        time = datetime.fromisoformat(value)
        return to_micros(time if time.tzinfo is not None else time.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        raise Unfit(
            Reason.TIME_INVALID, field, "must be ISO 8601 (2026-09-22T02:00:00Z), or a number since 1970"
        ) from None
