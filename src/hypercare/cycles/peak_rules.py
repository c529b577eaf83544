"""How a calendar pack says when a peak is: days of every year, days of every month, or around a public holiday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from hypercare.cycles.day import DAY

DECEMBER = 12


@dataclass(frozen=True, order=True)
class PeakWindow:
    """The local dates of one occurrence, first and last, both inside. `estimated` when they are not certain yet."""

    first: date
    last: date
    estimated: bool = False


class PeakRule(Protocol):
    """When a peak is, as a rule."""

    def windows(self, country: str, year: int) -> Iterator[PeakWindow]:
        """The occurrences that belong to a year; the outermost may reach into the years beside it."""
        ...


@dataclass(frozen=True)
class YearlyDates:
    """The same days every year: pairs of (month, day). A last day before the first lies in the next year."""

    spans: tuple[tuple[tuple[int, int], tuple[int, int]], ...]

    def windows(self, country: str, year: int) -> Iterator[PeakWindow]:  # noqa: ARG002 the rule needs no holidays
        """One window for each span."""
        for first, last in self.spans:
            yield PeakWindow(date(year, *first), date(year + (last < first), *last))


@dataclass(frozen=True)
class MonthlyDays:
    """Days of every month, first to last. A last day before the first lies in the next month. Both from 1 to 28."""

    first: int
    last: int

    def windows(self, country: str, year: int) -> Iterator[PeakWindow]:  # noqa: ARG002 the rule needs no holidays
        """One window for each month."""
        for month in range(1, DECEMBER + 1):
            years, ahead = divmod(month, DECEMBER) if self.last < self.first else (0, month - 1)
            yield PeakWindow(date(year, month, self.first), date(year + years, ahead + 1, self.last))


@dataclass(frozen=True)
class AroundHoliday:
    """Days counted from a public holiday, `first` to `last`: -1 is the day before it."""

    holiday: str
    first: int
    last: int

    def windows(self, country: str, year: int) -> Iterator[PeakWindow]:
        """One window for each time the holiday falls in the year: a lunar year is shorter, so there may be two."""
        for day, estimated in _holiday_dates(country, self.holiday, year):
            yield PeakWindow(day + self.first * DAY, day + self.last * DAY, estimated)


@lru_cache(maxsize=256)
def _holiday_dates(country: str, holiday: str, year: int) -> tuple[tuple[date, bool], ...]:
    """When a holiday is in a year, by its name in the country's own language, and whether that is an estimate."""
    import holidays  # noqa: PLC0415 takes a tenth of a second, which the command line would pay at every start

    # Without a language the names come in that of the process's environment, and none would be found.
    language = holidays.country_holidays(country).default_language
    calendar = holidays.country_holidays(country, years=year, language=language)
    estimated = {holiday: False, calendar.estimated_label % holiday: True}
    found = ((day, name) for day in sorted(calendar) for name in calendar.get_list(day) if name in estimated)
    return tuple((day, estimated[name]) for day, name in found)
