"""Calendar periods: days, weeks from Monday, months, quarters."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypercare.cycles.day import DAY, date_start, local_date

MONTHS = 12
LENGTHS = {"month": 1, "quarter": 3}
"""The periods that are so many months long."""
GRAINS = ("day", "week", *LENGTHS)


def period_start(day: date, period: str) -> date:
    """The first day of the "day", "week", "month" or "quarter" that a date lies in."""
    if period in LENGTHS:
        return day.replace(day=1, month=day.month - (day.month - 1) % LENGTHS[period])
    return day - timedelta(days=day.weekday()) if period == "week" else day


def period_after(start: date, period: str, number: int = 1) -> date:
    """The first day of the period so many periods after the one that starts on `start`."""
    if period in LENGTHS:
        years, month = divmod(start.month - 1 + number * LENGTHS[period], MONTHS)
        return start.replace(year=start.year + years, month=month + 1)
    return start + number * (7 * DAY if period == "week" else DAY)


def whole_period_after(instant: datetime, period: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first period of a zone that begins at or after an aware instant, [start, end) in UTC."""
    first = period_start(local_date(instant, zone), period)
    if date_start(first, zone) < instant:
        first = period_after(first, period)
    return date_start(first, zone), date_start(period_after(first, period), zone)
