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

    def place(self, day: date, window: PeakWindow) -> str:
        """Where in the peak a day lies, by what it comes back at every time: "10-10", "25", "-3" (days to Eid)."""
        ...


@dataclass(frozen=True)
class YearlyDates:
    """The same days every year: pairs of (month, day). A last day before the first lies in the next year."""

    spans: tuple[tuple[tuple[int, int], tuple[int, int]], ...]

    def windows(self, country: str, year: int) -> Iterator[PeakWindow]:  # noqa: ARG002 the rule needs no holidays
        """One window for each span."""
        for first, last in self.spans:
            yield PeakWindow(date(year, *first), date(year + (last < first), *last))

    def place(self, day: date, window: PeakWindow) -> str:  # noqa: ARG002 the date says it
        """The month and the day."""
        return f"{day:%m-%d}"


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

    def place(self, day: date, window: PeakWindow) -> str:  # noqa: ARG002 the date says it
        """The day of the month."""
        return f"{day:%d}"


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

    def place(self, day: date, window: PeakWindow) -> str:
        """The days to the holiday, by the last day of the window: its first may have been decided otherwise."""
        return f"{(day - window.last).days + self.last:+d}"


@dataclass(frozen=True)
class GivenDays:
    """No rule: only the days that were given."""

    def windows(self, country: str, year: int) -> Iterator[PeakWindow]:  # noqa: ARG002 there are none by rule
        """None."""
        return iter(())

    def place(self, day: date, window: PeakWindow) -> str:
        """The number of the day within the window, from 1."""
        return str((day - window.first).days + 1)


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
