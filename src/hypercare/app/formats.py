"""Figures and dates as people write them: pure functions of a value, a language and, for instants, a zone.

Numbers round as the command line's do, so that a page, the API and a terminal show one figure. What has no value is
`UNDEFINED`, never 0: a face adds the word `formats-undefined` for those who listen to the page. What needs a sentence
(how long ago, how long) is a `Text` that `app.words` renders.

>>> number(0.49065, "share", "id"), number(0.49065, "share", "en")
('49,1%', '49.1 %')
>>> instant(datetime.fromisoformat("2026-10-23T00:30Z"), "id", ZoneInfo("Asia/Jakarta"))
'23 Okt 2026 07.30 WIB'
"""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache

from hypercare.model.text import Text

__all__ = [
    "UNDEFINED",
    "Written",
    "clock_time",
    "compact",
    "count",
    "day",
    "day_of_week",
    "duration",
    "instant",
    "interval",
    "number",
    "percent",
    "plain",
    "relative",
    "rupiah",
    "short_day",
    "size",
    "zone_name",
]

UNDEFINED = "–"
UNBOUNDED = "∞"
PERCENTAGES = frozenset({"share", "ratio", "relative"})
"""Scales that people read as percentages."""
CHANGE = "change"
"""The scale of factors that are told as what they add."""
ALIKE = 0.0005
"""A change that is told as 0.0 %."""
WHOLE = 1000
"""From here on nobody needs the fraction of a number."""
KILO = 1000
DECLARED_DIGITS = 10
"""Of a level that somebody wrote: more than anybody writes, fewer than the noise of a float."""
SIZES = ("B", "kB", "MB", "GB", "TB", "PB")
SECOND, MINUTE, HOUR, DAY = 1, 60, 3600, 86_400
UNITS = (("days", DAY, HOUR), ("hours", HOUR, MINUTE), ("minutes", MINUTE, SECOND))
"""Units of time, each with the next smaller one that is told beside it."""
MONTH_DAYS, YEAR_DAYS = 30.44, 365.25
MANY_DAYS, MANY_MONTHS = 100, 24
"""Below so many days people count days, below so many months months."""


@dataclass(frozen=True)
class Written:
    """How a language writes figures: its signs, its months and its days of the week."""

    decimal: str
    group: str
    percent: str
    time: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]

    @staticmethod
    @cache
    def of(language: str) -> "Written":
        """The conventions of a language, read once from the CLDR. Raises `ValueError` for an unknown language."""
        # Imported here: it takes 40 ms, and most calls of the command line write no date in words.
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415

        try:
            locale = Locale.parse(language)
        except UnknownLocaleError as unknown:
            raise ValueError(f"no conventions are known for the language {language!r}") from unknown
        signs = locale.number_symbols["latn"]
        months, weekdays = locale.months["format"]["abbreviated"], locale.days["format"]["abbreviated"]
        return Written(
            decimal=signs["decimal"],
            group=signs["group"],
            # English style guides leave no space, the command line does: one figure everywhere.
            percent=" %" if language == "en" else "%",
            time=signs.get("timeSeparator", ":"),
            months=tuple(months[month] for month in range(1, 13)),
            weekdays=tuple(weekdays[weekday] for weekday in range(7)),
        )

    def figure(self, english: str) -> str:
        """A number that Python wrote (`1,234.5`), with this language's signs."""
        return english.translate({ord(","): self.group, ord("."): self.decimal})


def instant(value: datetime | None, language: str, zone: tzinfo | None = None) -> str:
    """`23 Oct 2026 07:30 WIB` in the zone, by default in the instant's own."""
    if value is None:
        return UNDEFINED
    there = value.astimezone(zone) if zone else value
    return f"{day(there, language)} {clock_time(there, language)}"


def clock_time(value: datetime, language: str, zone: tzinfo | None = None) -> str:
    """`07:30 WIB`, in Indonesian `07.30 WIB`."""
    there = value.astimezone(zone) if zone else value
    return f"{there:%H}{Written.of(language).time}{there:%M} {zone_name(there)}".rstrip()


def zone_name(value: datetime) -> str:
    """`WIB`, else `UTC+03` for a zone that has no letters; nothing for a naive datetime."""
    name = value.tzname() or ""
    return f"UTC{name}" if name[:1] in {"+", "-"} else name


def day(value: date | None, language: str) -> str:
    """`23 Oct 2026`; of a datetime its own date."""
    return UNDEFINED if value is None else f"{short_day(value, language)} {value.year}"


def short_day(value: date | None, language: str) -> str:
    """`23 Oct`, where the year goes without saying."""
    return UNDEFINED if value is None else f"{value.day} {Written.of(language).months[value.month - 1]}"


def day_of_week(value: date | None, language: str) -> str:
    """`Fri 23 Oct`, for what happens soon."""
    if value is None:
        return UNDEFINED
    return f"{Written.of(language).weekdays[value.weekday()]} {short_day(value, language)}"


def relative(value: datetime, now: datetime, zone: tzinfo) -> Text:
    """How far an instant is from now: minutes, hours, then calendar days of the zone, months, years."""
    seconds = (value - now).total_seconds()
    side = "in" if seconds >= 0 else "ago"
    away = abs(seconds)
    if away < MINUTE:
        return Text("formats-now")
    if away < HOUR:
        return Text(f"formats-{side}-minutes", {"count": int(away // MINUTE)})
    days = abs((value.astimezone(zone).date() - now.astimezone(zone).date()).days)
    if away < DAY and (days == 0 or away < DAY / 2):
        return Text(f"formats-{side}-hours", {"count": int(away // HOUR)})
    return _calendar(side, days)


def _calendar(side: str, days: int) -> Text:
    if days == 1:
        return Text("formats-tomorrow" if side == "in" else "formats-yesterday")
    if days < MANY_DAYS:
        return Text(f"formats-{side}-days", {"count": days})
    months = round(days / MONTH_DAYS)
    if months < MANY_MONTHS:
        return Text(f"formats-{side}-months", {"count": months})
    return Text(f"formats-{side}-years", {"count": round(days / YEAR_DAYS)})


def duration(value: timedelta | float | None) -> Text:
    """How long, of a timedelta or of seconds, in its two largest units: `450 ms`, `3.2 s`, `3 min 20 s`, `2 d 4 h`."""
    if value is None or not math.isfinite(seconds := _seconds(value)) or seconds < 0:
        return Text("formats-undefined")
    if seconds < SECOND:
        return Text("formats-milliseconds", {"count": round(seconds * 1000)})
    if seconds < MINUTE:
        return Text("formats-seconds", {"count": round(seconds, 1)})
    whole = round(seconds)
    name, large, small = next(each for each in UNITS if whole >= each[1])
    rest = whole % large // small
    return Text(f"formats-{name}" if rest == 0 else f"formats-{name}-and", {"count": whole // large, "rest": rest})


def _seconds(value: timedelta | float) -> float:
    return value.total_seconds() if isinstance(value, timedelta) else float(value)


def number(value: float | None, scale: str, language: str) -> str:
    """A value in its scale: a percentage with one digit for shares, ratios and comparisons, a change with its sign
    (`+9.0 %` of the factor 1.09), else what can be told apart (four significant digits, from 1,000 on whole).
    """
    if value is None or math.isnan(value):
        return UNDEFINED
    if math.isinf(value):
        return UNBOUNDED if value > 0 else f"-{UNBOUNDED}"
    written = Written.of(language)
    if scale == CHANGE:
        sign = "±" if abs(value - 1) < ALIKE else "−" if value < 1 else "+"
        return sign + number(abs(value - 1), "relative", language)
    if scale in PERCENTAGES:
        return written.figure(f"{100 * value:.1f}") + written.percent
    # Through Decimal: a tiny rate is 0.00001234, never 1.234e-05.
    return written.figure(f"{value:,.0f}" if abs(value) >= WHOLE else f"{Decimal(f'{value:.4g}'):,f}")


def percent(value: float | None, language: str) -> str:
    """A share as it was declared: `42 %`, `99.5 %`, without digits that nobody wrote."""
    if value is None or not math.isfinite(value):
        return UNDEFINED
    return plain(100 * value, language) + Written.of(language).percent


def plain(value: float | None, language: str) -> str:
    """A level as it was declared: `5`, `0.25`, `1,200`."""
    if value is None or not math.isfinite(value):
        return UNDEFINED
    return Written.of(language).figure(f"{Decimal(f'{value:.{DECLARED_DIGITS}g}'):,f}")


def interval(low: float | None, high: float | None, scale: str, language: str) -> str:
    """`44.2 % – 54.0 %`; an end that is None is not bounded."""
    ends = (-math.inf if low is None else low, math.inf if high is None else high)
    return " – ".join(number(end, scale, language) for end in ends)


def count(value: int | None, language: str) -> str:
    """A whole number with its thousands set apart: `1,284`, `1.284`."""
    return UNDEFINED if value is None else Written.of(language).figure(f"{value:,d}")


def compact(value: float | None, language: str) -> str:
    """A large number in short, for axes and badges: `1.2M`, `1,2 jt`."""
    if value is None or not math.isfinite(value):
        return UNDEFINED
    from babel.numbers import format_compact_decimal  # noqa: PLC0415  slow to import, as above

    return str(format_compact_decimal(value, locale=language, fraction_digits=1)).replace("\xa0", " ")


def size(value: int | None, language: str) -> str:
    """Bytes in units of 1,000: `812 B`, `1.4 MB`."""
    if value is None:
        return UNDEFINED
    scaled, unit = float(value), 0
    while abs(scaled) >= KILO and unit < len(SIZES) - 1:
        scaled, unit = scaled / KILO, unit + 1
    shown = f"{scaled:.1f}".removesuffix(".0") if unit else str(value)
    return f"{Written.of(language).figure(shown)} {SIZES[unit]}"


def rupiah(value: float | None, language: str) -> str:
    """Money of Indonesia, without decimals, which nobody uses: `Rp1.234.567`, in English `Rp 1,234,567`."""
    if value is None or not math.isfinite(value):
        return UNDEFINED
    sign, gap = "-" if value < 0 else "", " " if language == "en" else ""
    return f"{sign}Rp{gap}{Written.of(language).figure(f'{abs(value):,.0f}')}"
