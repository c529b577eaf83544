"""Calendar periods: days, weeks from Monday, months."""

from datetime import date, timedelta

from hypercare.cycles.day import DAY

MONTHS = 12


def period_start(day: date, period: str) -> date:
    """The first day of the "day", "week" or "month" that a date lies in."""
    if period == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if period == "week" else day


def period_after(start: date, period: str, number: int = 1) -> date:
    """The first day of the period so many periods after the one that starts on `start`."""
    if period == "month":
        years, month = divmod(start.month - 1 + number, MONTHS)
        return start.replace(year=start.year + years, month=month + 1)
    return start + number * (7 * DAY if period == "week" else DAY)
