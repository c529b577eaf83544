"""Ranges of days as people write them: `0-30`, `day 30`."""

import re
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from hypercare.declare.reading.complaints import shown
from hypercare.declare.reading.rejections import reject

# Three years: longer than any launch is watched, and than any cycle that may be declared.
LAST_DAY = 1100
_RANGE = re.compile(r"(?:days? )?([0-9]{1,5}) ?- ?([0-9]{1,5})")
_DAY = re.compile(r"day ([0-9]{1,5})")
_EXPECTED = "a first and a last day, such as 0-30"


def parse_days(written: object) -> tuple[int, int]:
    """The first and the last day of `0-30` or `days 0-30`, both inside. Raises PydanticCustomError otherwise."""
    found = _RANGE.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise reject(f"{shown(written)} is not a range of days", _EXPECTED)
    first, last = int(found[1]), int(found[2])
    if first > last:
        raise reject(f"day {first} comes after day {last}", _EXPECTED, nearest=(f"{last}-{first}",))
    if last > LAST_DAY:
        raise reject(f"day {last} is out of range", f"days from 0 to {LAST_DAY}")
    return first, last


def format_days(days: tuple[int, int]) -> str:
    """The range as it would be written: `0-30`."""
    return f"{days[0]}-{days[1]}"


def parse_day(written: object) -> int:
    """N of `day N`, from 0 to 1100. Raises PydanticCustomError otherwise."""
    found = _DAY.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        nearest = (f"day {written}",) if type(written) is int else ()
        raise reject(f"{shown(written)} is not a day", "a day since go-live, such as day 90", nearest=nearest)
    if int(found[1]) > LAST_DAY:
        raise reject(f"day {found[1]} is out of range", f"days from 0 to {LAST_DAY}")
    return int(found[1])


Days = Annotated[
    tuple[int, int],
    PlainValidator(parse_days),
    WithJsonSchema(
        {"type": "string", "pattern": "^(days? )?[0-9]+ ?- ?[0-9]+$", "title": "days", "examples": ["0-30"]}
    ),
]
Day = Annotated[
    int,
    PlainValidator(parse_day),
    WithJsonSchema({"type": "string", "pattern": "^day [0-9]+$", "title": "day", "examples": ["day 90"]}),
]
