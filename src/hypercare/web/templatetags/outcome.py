"""Changes against before in templates: `{% load outcome %}{{ change.factor|change }}`."""

from django import template

from hypercare.app import formats
from hypercare.app.words import render
from hypercare.model.text import Text
from hypercare.web.reader import reader

register = template.Library()
UNTOLD = 1_000
"""From so many times as much on, the upper end of an interval only says that nothing bounds it."""
SURE = 0.001
"""Chances nearer than that to none or all would be told as 0.0 % or 100.0 %."""
PERCENTAGES = frozenset({"share", "ratio", "relative"})
"""Scales whose thresholds are told in percent."""


@register.filter
def change(factor: float | None) -> str:
    """A factor as what it adds: `+9.0 %` for 1.09, `−10.0 %` for 0.9."""
    return formats.number(factor, formats.CHANGE, reader().language)


@register.filter
def changes(ends: dict[str, float | None]) -> str:
    """Both ends of an interval of factors: `+7.1 % – +10.8 %`; an end that nothing bounds is ∞."""
    low, high = ends["low"], ends["high"]
    return f"{change(low)} – {formats.UNBOUNDED if high is None or high >= UNTOLD else change(high)}"


@register.filter
def chance(probability: float) -> str:
    """A chance as a person may say it: never 100 % or 0 %, which no forecast knows."""
    nearest = min(max(probability, SURE), 1 - SURE)
    figure = formats.number(nearest, "share", reader().language)
    if nearest == probability:
        return figure
    told = {"share": figure}
    text = Text("outcome-chance-above", told) if nearest < probability else Text("outcome-chance-below", told)
    return render(text, reader().language)


@register.filter
def times(weight: float | None) -> str:
    """How many ordinary days a day is worth: `×2.0`."""
    if weight is None:
        return formats.UNDEFINED
    return f"×{formats.Written.of(reader().language).figure(f'{weight:.1f}')}"


@register.filter
def percent_or(value: float | None, scale: str) -> str:
    """A threshold as it was declared: `42 %` on scales of percentages, else the bare number."""
    return (formats.percent if scale in PERCENTAGES else formats.plain)(value, reader().language)


@register.simple_tag
def weekday_names() -> tuple[str, ...]:
    """The names of the weekdays in short, Monday first."""
    return formats.Written.of(reader().language).weekdays
