"""Pictures of shares in templates: `{% load behaviour %}{{ share.value|part_of:top }}`, places in percent of a line."""

from datetime import date
from typing import Any

from django import template

from hypercare.app import formats
from hypercare.app.words import render
from hypercare.model.text import Text
from hypercare.web.reader import reader

register = template.Library()
WHOLE = 100.0
SHADES = 9
"""Classes of the shades of a grid, from 0 for nothing."""


@register.filter
def part_of(value: float | None, top: float) -> float:
    """How far along a line that ends at `top` a value stands, in percent."""
    return 0.0 if value is None or not top else round(WHOLE * min(max(value / top, 0.0), 1.0), 2)


@register.filter
def width_of(ends: Any, top: float) -> float:
    """How wide an interval (two ends, or what has `low` and `high`) is on such a line, in percent."""
    low, high = ends if isinstance(ends, tuple | list) else (ends.low, ends.high)
    return round(part_of(high, top) - part_of(low, top), 2)


@register.filter
def shade(value: float | None, top: float) -> int:
    """The shade of a cell of a grid: 0 for nothing, 8 for the largest share."""
    return 0 if value is None or not top else round((SHADES - 1) * min(max(value / top, 0.0), 1.0))


@register.filter
def points(value: float | None) -> str:
    """A difference of shares in percentage points, with its sign: `+4.2 points`."""
    if value is None:
        return formats.UNDEFINED
    shown = formats.number(abs(value), "share", reader().language).rstrip("%").strip()
    sign = "−" if value < 0 else "+" if value > 0 else "±"
    return render(Text("behaviour-points", {"value": f"{sign}{shown}"}), reader().language, prose=True)


@register.filter
def month_name(value: date) -> str:
    """`Oct 2026` of a date."""
    language = reader().language
    return f"{formats.Written.of(language).months[value.month - 1]} {value.year}"
