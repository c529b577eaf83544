"""Levels that a metric is held against: `42%`, `0.3`, `116% of before`, `95% of control`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from hypercare.declare.reading.complaints import closest, shown
from hypercare.declare.reading.rejections import reject
from hypercare.model.launch import Level, Relative

# Levels beyond this are slips of the keyboard; it also keeps every level an ordinary float.
LARGEST = Decimal(10) ** 15
BASES = ("before", "control")
# Twenty digits behind the point: every float that is a level can be written out.
_PERCENT = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,20})?) ?%(?: of ([a-z]+))?")
_EXPECTED = "a share such as 42%, a number, or a comparison such as 116% of before or 95% of control"


class Form(StrEnum):
    """How a level was written; levels of one metric are compared only in one form."""

    PERCENT = "a percentage"
    NUMBER = "a number"
    BEFORE = "relative to before"
    CONTROL = "relative to control"

    @property
    def relative(self) -> bool:
        """Whether the level is compared with something else that is measured."""
        return self in {Form.BEFORE, Form.CONTROL}


@dataclass(frozen=True)
class Written:
    """A level with the form in which it was written. `size` orders levels of one form."""

    level: Level
    form: Form

    @property
    def size(self) -> float:
        return self.level.factor if isinstance(self.level, Relative) else self.level

    def __str__(self) -> str:
        return format_level(self.level, percent=self.form is Form.PERCENT)


def parse_level(written: object) -> Written:
    """The level that a text or number says: `42%` is 0.42, `116% of before` is Relative("before", 1.16).

    Raises PydanticCustomError for anything else, and for numbers beyond 10^15.
    """
    if isinstance(written, int | float) and not isinstance(written, bool):
        return _number(written)
    found = _PERCENT.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise reject(f"{shown(written)} is not a level", _EXPECTED)
    fraction = float(Decimal(found[1]) / 100)
    return _relative(fraction, found[2]) if found[2] else Written(fraction, Form.PERCENT)


def _number(written: float) -> Written:
    if abs(Decimal(written)) > LARGEST:
        raise reject(f"{shown(written)} is too large", "a number below 10^15")
    return Written(float(written), Form.NUMBER)


def _relative(factor: float, base: str) -> Written:
    if base not in BASES:
        raise reject(f'"of {base}" is no comparison', "of before or of control", nearest=closest(base, BASES))
    if factor <= 0:
        raise reject("a comparison with 0% or less can never be met", "a positive percentage")
    return Written(Relative(base, factor), Form.BEFORE if base == "before" else Form.CONTROL)


def format_level(level: Level, *, percent: bool = False) -> str:
    """The level as it would be written: relative ones as percentages, plain ones as numbers unless `percent`."""
    if isinstance(level, Relative):
        return f"{_percent(level.factor)} of {level.base}"
    return _percent(level) if percent else f"{Decimal(repr(level)).normalize():f}"


def _percent(fraction: float) -> str:
    return f"{(Decimal(repr(fraction)) * 100).normalize():f}%"


def parse_share(written: object) -> float:
    """A share as a fraction from 0 to 1: `0.5%` is 0.005. Raises PydanticCustomError otherwise."""
    level = parse_level(written)
    if level.form.relative:
        raise reject(f"{level} is relative", "a share such as 0.5%")
    if not 0 <= level.size <= 1:
        raise reject(f"{shown(written)} is not between 0% and 100%", "a share such as 0.5%", nearest=as_percent(level))
    return level.size


def as_percent(level: Written) -> tuple[str, ...]:
    """What a bare number from 1 to 100 was probably meant to say: 42 is `42%`."""
    meant = level.form is Form.NUMBER and 1 < level.size <= 100
    return (f"{format_level(level.level)}%",) if meant else ()


_LEVEL_SCHEMA = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)? ?%( of (before|control))?$"}],
    "title": "level",
    "examples": ["42%", "116% of before"],
}
_SHARE_SCHEMA = {
    "anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? ?%$"}],
    "title": "share",
    "examples": ["0.5%", "90%"],
}
LevelField = Annotated[Written, PlainValidator(parse_level), WithJsonSchema(_LEVEL_SCHEMA)]
Share = Annotated[float, PlainValidator(parse_share), WithJsonSchema(_SHARE_SCHEMA)]
