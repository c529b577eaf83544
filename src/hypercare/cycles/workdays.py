"""Working days: Monday to Friday, less the public holidays of a calendar's country."""

from datetime import date
from functools import lru_cache

from hypercare.cycles.packs import pack

SATURDAY = 5


def is_workday(day: date, calendar: str | None = None) -> bool:
    """Whether a squad works on a local date. Without a calendar there are no holidays but weekends.

    Raises NotFound for an unknown calendar.
    """
    return day.weekday() < SATURDAY and not (calendar and day in _holidays(pack(calendar).country, day.year))


@lru_cache(maxsize=16)
def _holidays(country: str, year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 takes a tenth of a second, which the command line would pay at every start

    return frozenset(holidays.country_holidays(country, years=year))
