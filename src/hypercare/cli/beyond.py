"""Moments that nobody knows anything of yet, told beside what is answered instead."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypercare.app.clock import Clock
from hypercare.cli.show import note
from hypercare.cli.verdict_text import Tongue


def note_beyond(clock: Clock, asked: datetime, *, as_of: str, zone: ZoneInfo, tongue: Tongue) -> None:
    """Says that `asked` is yet to come where the answer is `as_of` (ISO 8601) an earlier instant; else nothing."""
    if asked > clock.now() and asked > datetime.fromisoformat(as_of):
        note(tongue.words("verdict-yet-to-come", date=f"{asked.astimezone(zone):%Y-%m-%d %H:%M %Z}"))
