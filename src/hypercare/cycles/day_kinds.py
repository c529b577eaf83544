"""What kind of day each local date is: which peaks and holidays of a calendar it lies in, and where in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from hypercare.cycles.day import DAY
from hypercare.cycles.packs import Pack, PeakKind, Size, calendar_in, pack
from hypercare.cycles.peaks import kinds_of
from hypercare.model.launch import Launch, Peaks

NOTABLE = 1.25
"""From so many times an ordinary day on, or down to as small a part of one, a calendar's peak is a peak for every
launch. Paydays are a quarter of all days and little busier: they are peaks for those who watch them."""
NEIGHBOUR = 1
"""A peak may begin in the year before, or lead up to a holiday of the year after."""


@dataclass(frozen=True)
class DayKind:
    """A peak or a holiday that a day lies in: its `name`, where in it the day lies (`place`: "10-10", days to Eid,
    the name of the holiday), which is the same every time it comes back, and on which day this occurrence began.

    `is_peak`: it is no day off, and it is watched, or dated by the launch itself, or notably busy or quiet.
    """

    name: str
    place: str
    begun: date
    size: Size
    is_peak: bool


@dataclass(frozen=True)
class DayKinds:
    """The kinds of the days of a calendar, as a launch declares it. Without a calendar all days are ordinary."""

    declared: Peaks | None

    def of(self, day: date) -> tuple[DayKind, ...]:
        """What a day is; nothing on an ordinary one."""
        return _year(self.declared, day.year).get(day, ()) if self.declared is not None else ()

    def is_peak(self, day: date) -> bool:
        """Whether a day lies in a peak: troughs are peaks too."""
        return any(kind.is_peak for kind in self.of(day))

    @property
    def sizes(self) -> Mapping[str, Size]:
        """The size of every kind of day that there is, by its name."""
        if self.declared is None:
            return {}
        days_off = {name: kind.size for name, kind in pack(self.declared.calendar).holidays.items()}
        return days_off | {name: kind.size for name, kind in kinds_of(self.declared).items() if kind.size is not None}


def calendar_of(launch: Launch) -> DayKinds:
    """The kinds of the days of a launch: by the calendar that it declares, else by that of its time zone's country."""
    if launch.peaks is not None:
        return DayKinds(launch.peaks)
    calendar = calendar_in(launch.timezone)
    return DayKinds(Peaks(calendar) if calendar else None)


@lru_cache(maxsize=256)
def _year(declared: Peaks, year: int) -> dict[date, tuple[DayKind, ...]]:
    """The days of a year that are not ordinary."""
    book, kinds = pack(declared.calendar), kinds_of(declared)
    found: dict[date, dict[str, DayKind]] = {}
    noted = frozenset(declared.watch).union(given.name for given in declared.days)
    for each in (*_peaks(book, kinds, year, noted), *_days_off(book, year)):
        day, kind = each
        found.setdefault(day, {}).setdefault(kind.name, kind)
    return {day: tuple(_taking_part(held, kinds)) for day, held in found.items()}


def _peaks(
    book: Pack, kinds: Mapping[str, PeakKind], year: int, noted: frozenset[str]
) -> Iterator[tuple[date, DayKind]]:
    for kind in kinds.values():
        if kind.size is None:
            continue
        is_peak = kind.name in noted or not 1 / NOTABLE < kind.size.times < NOTABLE
        for window in kind.windows(book.country, range(year - NEIGHBOUR, year + NEIGHBOUR + 1)):
            for number in range((window.last - window.first).days + 1):
                day = window.first + number * DAY
                if day.year == year:
                    yield day, DayKind(kind.name, kind.rule.place(day, window), window.first, kind.size, is_peak)


def _days_off(book: Pack, year: int) -> Iterator[tuple[date, DayKind]]:
    for kind in book.holidays.values():
        for day, name in _holidays(book.country, kind.category, year):
            yield day, DayKind(kind.name, name, day, kind.size, is_peak=False)


def _taking_part(held: Mapping[str, DayKind], kinds: Mapping[str, PeakKind]) -> Iterator[DayKind]:
    """Those that have a part in the day."""
    replaced = frozenset[str]().union(*(kinds[name].instead_of for name in held if name in kinds))
    return (kind for name, kind in held.items() if name not in replaced)


@lru_cache(maxsize=64)
def _holidays(country: str, category: str, year: int) -> tuple[tuple[date, str], ...]:
    """The days off of a category in a year, by their names in the country's own language, estimated or not."""
    import holidays  # noqa: PLC0415 takes a tenth of a second, which the command line would pay at every start

    language = holidays.country_holidays(country).default_language
    calendar = holidays.country_holidays(country, years=year, categories=(category,), language=language)
    before, after = calendar.estimated_label.split("%s")
    return tuple((day, calendar[day].removeprefix(before).removesuffix(after)) for day in sorted(calendar))
