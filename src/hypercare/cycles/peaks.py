"""Peaks: the days of a calendar on which demand is unlike that of other days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from hypercare.cycles.packs import PeakKind, Size, known_calendars, known_peaks, pack, unknown
from hypercare.cycles.peak_rules import GivenDays, PeakWindow
from hypercare.model.launch import PeakDays, Peaks
from hypercare.model.text import Text

OWN_SIZE = Size(times=1.0, spread=0.7)
"""A peak that only the launch knows: a sale of its own or a day on which it is shut, so that nothing is known of it
beforehand but that it is unlike other days. Twice as much or half lies one standard deviation away."""


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
    """The name of a peak, or of a kind of days off, for people: what only a launch knows is called as its file says."""
    packs = (pack(calendar) for calendar in known_calendars())
    if any(name in book.kinds or name in book.holidays for book in packs):
        return Text(f"peak-{name.replace('_', '-')}")
    return Text("own-peak", {"peak": name})


def peaks(calendar: str, names: Iterable[str], first_date: date, last_date: date) -> tuple[Peak, ...]:
    """The occurrences of the named peaks that touch the local dates `first_date` to `last_date`, both inside.

    Whole occurrences, also where they begin before or end after, ordered by date. Raises NotFound for an unknown
    calendar or peak, with the names that there are.
    """
    return watched(Peaks(calendar, tuple(names)), first_date, last_date)


def watched(declared: Peaks, first_date: date, last_date: date) -> tuple[Peak, ...]:
    """The occurrences of the peaks that a launch watches, as `peaks`, with the dates that it says itself."""
    found = [
        peak for name in dict.fromkeys(declared.watch) for peak in _occurrences(declared, name, first_date, last_date)
    ]
    return tuple(sorted(found, key=lambda peak: (peak.first, peak.last, peak.name)))


@lru_cache(maxsize=256)
def kinds_of(declared: Peaks) -> Mapping[str, PeakKind]:
    """The peaks of a launch's calendar, with the dates that it says itself, and its own ones, by name.

    Those that it switched off are not there. Raises NotFound for an unknown calendar.
    """
    kinds = dict(pack(declared.calendar).kinds)
    for given in declared.days:
        kind = kinds.pop(given.name, PeakKind(given.name, GivenDays(), size=OWN_SIZE))
        if given.windows:
            kinds[given.name] = _redated(kind, given)
    return kinds


def _redated(kind: PeakKind, given: PeakDays) -> PeakKind:
    """A peak with other dates in the years in which the given ones begin."""
    windows = tuple(PeakWindow(first, last) for first, last in given.windows)
    years = {window.first.year for window in windows}
    return replace(kind, known=(*(each for each in kind.known if each.first.year not in years), *windows))


def _occurrences(declared: Peaks, name: str, first_date: date, last_date: date) -> Iterable[Peak]:
    book, kinds = pack(declared.calendar), kinds_of(declared)
    if name not in kinds:
        if any(given.name == name for given in declared.days):
            return
        raise unknown(f"peak of the calendar {declared.calendar!r}", name, known_peaks(declared.calendar))
    # A peak may begin in the year before, or lead up to a holiday of the year after.
    years = range(first_date.year - 1, last_date.year + 2)
    for window in kinds[name].windows(book.country, years):
        if window.first <= last_date and first_date <= window.last:
            yield Peak(name, window.first, window.last, window.estimated)
