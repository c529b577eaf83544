"""Instants: aware datetimes for people, microseconds since 1970 UTC in arrays and tables."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND_US = 1_000_000
DAY_US = 86_400 * SECOND_US


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 UTC of an aware datetime, exactly. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError(f"a naive datetime has no instant: {instant!r}")
    return (instant - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """The UTC datetime of so many microseconds since 1970. Raises OverflowError beyond the years 1 to 9999."""
    return EPOCH + timedelta(microseconds=micros)
