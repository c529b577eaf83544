"""Lengths of time as people write them: `28 days`, `6 hours`, `800 ms`."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, PlainValidator, WithJsonSchema

from hypercare.declare.reading.complaints import closest, shown
from hypercare.declare.reading.rejections import reject

MICROSECOND = timedelta(microseconds=1)
# Each unit by its microseconds, smallest first, with every spelling; the last spelling is the one written by us.
UNITS: dict[str, int] = {
    "ms": 1_000,
    "second": 1_000_000,
    "minute": 60_000_000,
    "hour": 3_600_000_000,
    "day": 86_400_000_000,
    "week": 604_800_000_000,
}
SPELLINGS: dict[str, str] = {
    "ms": "ms", "millisecond": "ms", "milliseconds": "ms",
    "s": "second", "sec": "second", "second": "second", "seconds": "second",
    "min": "minute", "minute": "minute", "minutes": "minute",
    "h": "hour", "hour": "hour", "hours": "hour",
    "d": "day", "day": "day", "days": "day",
    "week": "week", "weeks": "week",
}  # fmt: skip
# Nothing in a launch is longer; far below the largest timedelta.
LONGEST = timedelta(days=3660)
PATTERN = r"^[0-9]+(\.[0-9]+)? ?[A-Za-z]+$"
_WRITTEN = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?) ?([A-Za-z]+)")
_EXPECTED = "a number and a unit, such as 28 days, 6 hours, 30 minutes or 800 ms"


def parse_duration(written: object) -> timedelta:
    """The length of time that a text says: `1.5 hours` is 5400 s, a day is 24 hours. Exact to the microsecond.

    Raises PydanticCustomError for anything else, for units without a fixed length and for more than ten years.
    """
    found = _WRITTEN.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise reject(f"{shown(written)} is not a length of time", _EXPECTED, nearest=_guess(written))
    return _length(Decimal(found[1]), found[2])


def _length(number: Decimal, unit: str) -> timedelta:
    known = SPELLINGS.get(unit.lower())
    if known is None:
        raise reject(f'"{unit}" is not a unit of time of fixed length', _EXPECTED, nearest=closest(unit, SPELLINGS))
    micros = number * UNITS[known]
    if micros != int(micros):
        raise reject(f"{number} {unit} is not a whole number of microseconds", _EXPECTED)
    if micros > LONGEST // MICROSECOND:
        raise reject(f"{number} {unit} is longer than ten years", f"at most {LONGEST.days} days")
    return timedelta(microseconds=int(micros))


def _guess(written: object) -> tuple[str, ...]:
    return (f"{written} days",) if isinstance(written, int) and not isinstance(written, bool) else ()


def format_duration(length: timedelta) -> str:
    """The length as it would be written in a launch file, in the largest unit that keeps it whole."""
    micros = length // MICROSECOND
    for unit in ("day", "hour", "minute", "second"):
        if micros and micros % UNITS[unit] == 0:
            count = micros // UNITS[unit]
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{Decimal(micros) / UNITS['ms']:f} ms" if micros else "0 days"


def _positive(length: timedelta) -> timedelta:
    if not length:
        raise reject("the length of time is zero", "more than nothing, such as 1 day")
    return length


Duration = Annotated[
    timedelta,
    PlainValidator(parse_duration),
    WithJsonSchema({"type": "string", "pattern": PATTERN, "title": "duration", "examples": ["28 days", "6 hours"]}),
]
PositiveDuration = Annotated[Duration, AfterValidator(_positive)]
