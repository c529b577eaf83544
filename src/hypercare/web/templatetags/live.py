"""Times to the second, for what has just arrived."""

from datetime import datetime

from django import template

from hypercare.app import formats
from hypercare.app.clock import Clock
from hypercare.web.reader import reader

register = template.Library()


@register.filter
def second(value: str) -> str:
    """`{{ row.known|second }}`: `07:30:12` of an instant in the reader's zone, with its day where that is not today."""
    who = reader()
    at = datetime.fromisoformat(value)
    at = at.astimezone(who.zone) if who.zone else at
    clock = at.strftime("%H.%M.%S" if who.language == "id" else "%H:%M:%S")
    is_today = at.date() == Clock().now().astimezone(at.tzinfo).date()
    return clock if is_today else f"{formats.short_day(at.date(), who.language)} {clock}"


@register.filter
def lateness(received: str, time: str) -> float:
    """Seconds from when something happened to when it was received."""
    return (datetime.fromisoformat(received) - datetime.fromisoformat(time)).total_seconds()
