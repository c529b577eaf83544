"""The clock. Only `app` reads it, and a process's can be set: for the demo, replays and tests."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypercare.cycles.day import date_start
from hypercare.model.errors import BadInput
from hypercare.model.instant import MICROSECOND

EXPECTED = "2026-10-22, 2026-10-22T08:00 or 2026-10-22T08:00+07:00"
DATE_CHARACTERS = len("2026-10-22")


class Clock:
    """What `now` is: the system's time, or the set instant. Receipts always use the system's time."""

    def __init__(self, text: str | None = None) -> None:
        self._fixed = None if text is None else instant(text, ZoneInfo("UTC"), where="HYPERCARE_CLOCK")

    @property
    def is_set(self) -> bool:
        """Whether now is an instant that was set."""
        return self._fixed is not None

    def now(self) -> datetime:
        """The instant that counts as now, in UTC."""
        return self._fixed or datetime.now(UTC)


def instant(text: str, zone: ZoneInfo, *, where: str = "--as-of") -> datetime:
    """The instant that a person wrote: ISO 8601, without an offset in `zone`; a bare date is the day's last instant.

    So that `--as-of 2026-10-22` means everything known on that day. Raises `BadInput` for what is no instant.
    """
    return _instant(text, zone, where, at_end=True)


def beginning(text: str, zone: ZoneInfo, *, where: str) -> datetime:
    """As `instant`, but a bare date is the first instant of that day: for what holds, or is taken, from then on."""
    return _instant(text, zone, where, at_end=False)


def ending(text: str, zone: ZoneInfo, *, where: str) -> datetime:
    """As `instant`, for what is taken until before then: a bare date includes that day."""
    read = instant(text, zone, where=where)
    return read + MICROSECOND if len(text) == DATE_CHARACTERS else read


def _instant(text: str, zone: ZoneInfo, where: str, *, at_end: bool) -> datetime:
    try:
        if len(text) == DATE_CHARACTERS:
            day = date.fromisoformat(text)
            return date_start(day + timedelta(days=1), zone) - MICROSECOND if at_end else date_start(day, zone)
        read = datetime.fromisoformat(text)
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput(f"{text[:80]!r} is no date or time", where=where, expected=EXPECTED) from None
