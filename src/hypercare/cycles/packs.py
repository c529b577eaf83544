"""Calendar packs: a country's peaks as data, one TOML file each in the folder `calendars`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any

from hypercare.cycles.peak_rules import AroundHoliday, MonthlyDays, PeakRule, PeakWindow, YearlyDates
from hypercare.model.errors import NotFound

SUFFIX = ".toml"
FOLDER = resources.files("hypercare.cycles") / "calendars"


@dataclass(frozen=True)
class Size:
    """How busy a day is, before any data: `times` an ordinary day, and the standard deviation of its logarithm."""

    times: float
    spread: float


@dataclass(frozen=True)
class PeakKind:
    """A named peak. `estimated`: what the rule gives is a guess; `known` windows replace it in their years.

    `size` is None where the peak only has a name for what others are made of. Where it meets one of `instead_of` on a
    day, that one has no part in the day.
    """

    name: str
    rule: PeakRule
    estimated: bool = False
    known: tuple[PeakWindow, ...] = ()
    size: Size | None = None
    instead_of: frozenset[str] = frozenset()

    def windows(self, country: str, years: range) -> list[PeakWindow]:
        """The occurrences that belong to the years, in order."""
        certain = {window.first.year for window in self.known}
        ruled = (window for year in years for window in self.rule.windows(country, year))
        guessed = [
            PeakWindow(window.first, window.last, self.estimated or window.estimated)
            for window in ruled
            if window.first.year not in certain
        ]
        return sorted([*self.known, *guessed])


@dataclass(frozen=True)
class HolidayKind:
    """The days of a category of the `holidays` library."""

    name: str
    category: str
    size: Size


@dataclass(frozen=True)
class Pack:
    """A calendar: its country for the public holidays, its peaks and its holidays by name, in the order of the file,
    and the time zones of its country.
    """

    country: str
    zones: frozenset[str]
    kinds: Mapping[str, PeakKind]
    holidays: Mapping[str, HolidayKind]


def known_calendars() -> tuple[str, ...]:
    """The calendars that there are, sorted."""
    return tuple(sorted(entry.name.removesuffix(SUFFIX) for entry in FOLDER.iterdir() if entry.name.endswith(SUFFIX)))


def known_peaks(calendar: str) -> tuple[str, ...]:
    """The names of a calendar's peaks, in the order of its file. Raises NotFound for an unknown calendar."""
    return tuple(pack(calendar).kinds)


@cache
def pack(calendar: str) -> Pack:
    """The calendar of that name. Raises NotFound, with the names that there are."""
    if calendar not in known_calendars():
        raise unknown("calendar", calendar, known_calendars())
    table = tomllib.loads((FOLDER / f"{calendar}{SUFFIX}").read_text(encoding="utf-8"))
    kinds = [_kind(row) for row in table["peak"]]
    days = [HolidayKind(row["name"], row["category"], Size(row["times"], row["spread"])) for row in table["holiday"]]
    return Pack(
        table["country"],
        frozenset(table["zones"]),
        {kind.name: kind for kind in kinds},
        {kind.name: kind for kind in days},
    )


def calendar_in(zone: str) -> str:
    """The calendar of the country that a time zone belongs to; empty where there is none."""
    return next((name for name in known_calendars() if zone in pack(name).zones), "")


def unknown(noun: str, name: str, valid: tuple[str, ...]) -> NotFound:
    """The error for a name that there is not: it lists the valid ones, and the nearest."""
    near = get_close_matches(name, valid, n=1)
    return NotFound(
        f"no {noun} is called {name!r}",
        expected=f"one of {', '.join(valid)}",
        fix=f"write {near[0]}" if near else "",
    )


def _kind(row: Mapping[str, Any]) -> PeakKind:
    known = tuple(PeakWindow(first, last) for first, last in row.get("known", ()))
    size = Size(row["times"], row["spread"]) if "times" in row else None
    return PeakKind(
        row["name"], _rule(row), row.get("estimated", False), known, size, frozenset(row.get("instead_of", ()))
    )


def _rule(row: Mapping[str, Any]) -> PeakRule:
    if "dates" in row:
        return YearlyDates(tuple((_month_day(first), _month_day(last)) for first, last in row["dates"]))
    if "monthly" in row:
        return MonthlyDays(*row["monthly"])
    return AroundHoliday(**row["around"])


def _month_day(text: str) -> tuple[int, int]:
    # A leap year, so that 29 February is a day like any other.
    day = date.fromisoformat(f"2000-{text}")
    return (day.month, day.day)
