"""Peaks: the days of a calendar on which demand is unlike that of other days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hypercare.cycles.packs import known_peaks, pack, unknown
from hypercare.model.text import Text


@dataclass(frozen=True)
class Peak:
    """One occurrence of a peak: local dates, first and last, both inside. `estimated` when they are not certain yet."""

    name: str
    first: date
    last: date
    estimated: bool

    @property
    def text(self) -> Text:
        """The peak's name for people."""
        return peak_text(self.name)


def peak_text(name: str) -> Text:
    """The name of a calendar's peak for people."""
    return Text(f"peak-{name.replace('_', '-')}")


def peaks(calendar: str, names: Iterable[str], first_date: date, last_date: date) -> tuple[Peak, ...]:
    """The occurrences of the named peaks that touch the local dates `first_date` to `last_date`, both inside.

    Whole occurrences, also where they begin before or end after, ordered by date. Raises NotFound for an unknown
    calendar or peak, with the names that there are.
    """
    found = [peak for name in dict.fromkeys(names) for peak in _occurrences(calendar, name, first_date, last_date)]
    return tuple(sorted(found, key=lambda peak: (peak.first, peak.last, peak.name)))


def _occurrences(calendar: str, name: str, first_date: date, last_date: date) -> Iterable[Peak]:
    book = pack(calendar)
    if name not in book.kinds:
        raise unknown(f"peak of the calendar {calendar!r}", name, known_peaks(calendar))
    # A peak may begin in the year before, or lead up to a holiday of the year after.
    years = range(first_date.year - 1, last_date.year + 2)
    for window in book.kinds[name].windows(book.country, years):
        if window.first <= last_date and first_date <= window.last:
            yield Peak(name, window.first, window.last, window.estimated)
