"""Hours of the week as people write them: `Mon-Sat 08:00-20:00`, `24/7`."""

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from hypercare.declare.reading.complaints import closest, shown
from hypercare.declare.reading.rejections import reject
from hypercare.model.hours import DAYS_A_WEEK, MINUTES_A_DAY, Hours, Stretch, every_day

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ALWAYS = "24/7"
DAILY = "daily"
EXPECTED = '"Mon-Sat 08:00-20:00", several with commas between, "daily 08:00-20:00" or 24/7'
MOST = 14
"""Stretches that one text may hold: a morning and an afternoon of every day."""
_STRETCH = re.compile(r"([A-Za-z]+)(?: ?- ?([A-Za-z]+))? +([0-9]{1,2}:[0-9]{2}) ?- ?([0-9]{1,2}:[0-9]{2})", re.ASCII)
_TIME = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])")


def parse_hours(written: object) -> Hours:
    """The hours that a text says. A stretch that ends at or before its start ends on the next day; `24:00` is midnight.

    Raises PydanticCustomError for anything else.
    """
    if not isinstance(written, str) or len(written) > MOST * 40:
        raise _no(written)
    if written.strip() == ALWAYS:
        return every_day(0, MINUTES_A_DAY, text=ALWAYS)
    parts = [part.strip() for part in written.split(",")]
    if len(parts) > MOST:
        raise _no(written)
    return Hours(tuple(stretch for part in parts for stretch in _stretches(part, written)), written.strip())


def _stretches(part: str, written: str) -> Iterator[Stretch]:
    found = _STRETCH.fullmatch(part)
    if found is None:
        raise _no(written)
    start, end = _minute(found[3], written), _minute(found[4], written)
    if start == MINUTES_A_DAY:
        raise _no(written)
    for day in _days(found[1], found[2]):
        yield Stretch(day, start, end if end > start else end + MINUTES_A_DAY)


def _days(first: str, last: str | None) -> Iterator[int]:
    if first.lower() == DAILY and last is None:
        return iter(range(DAYS_A_WEEK))
    begin = _day(first)
    end = begin if last is None else _day(last)
    return iter((begin + step) % DAYS_A_WEEK for step in range((end - begin) % DAYS_A_WEEK + 1))


def _day(name: str) -> int:
    said = name.lower()
    for names in (DAYS, FULL):
        if said in names:
            return names.index(said)
    raise reject(f"{shown(name)} is not a weekday", EXPECTED, nearest=closest(said, FULL))


def _minute(text: str, written: str) -> int:
    found = _TIME.fullmatch(text)
    minute = int(found[1]) * 60 + int(found[2]) if found else MINUTES_A_DAY + 1
    if minute > MINUTES_A_DAY:
        raise _no(written)
    return minute


def _no(written: object) -> PydanticCustomError:
    return reject(f"{shown(written)} does not say hours of the week", EXPECTED)


HoursField = Annotated[
    Hours, PlainValidator(parse_hours), WithJsonSchema({"type": "string", "title": "hours", "examples": [ALWAYS]})
]
