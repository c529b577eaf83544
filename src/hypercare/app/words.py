"""Words for people: renders a `Text` in a language, from the one catalogue."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from hypercare.model.errors import BadInput
from hypercare.model.text import Parameter, Text

CATALOGUE = resources.files("hypercare") / "locale"
DIGITS = 6
"""Significant digits of a number in a sentence: enough to tell values apart, short enough to read."""


def languages() -> tuple[str, ...]:
    """The languages that there is a catalogue for."""
    return tuple(
        sorted(entry.name for entry in CATALOGUE.iterdir() if entry.is_dir() and not entry.name.startswith("_"))
    )


def render(text: Text, language: str = "en") -> str:
    """The sentence of a text. A text that the catalogue lacks shows its id, so that nothing is lost."""
    bundle = _bundle(language)
    if not bundle.has_message(text.id):
        return f"{text.id} {dict(text.params)}" if text.params else text.id
    sentence, _ = bundle.format_pattern(bundle.get_message(text.id).value, _shown(text.params))
    return str(sentence)


@cache
def _bundle(language: str) -> Any:
    # Imported here: it takes 60 ms, and most calls of the command line render nothing.
    from fluent.runtime import FluentBundle, FluentResource  # noqa: PLC0415

    if language not in languages():
        raise BadInput(
            f"there is no language {language!r}", expected=" or ".join(languages()), fix="HYPERCARE_LANGUAGE=en"
        )
    bundle = FluentBundle([language], use_isolating=False)
    for entry in sorted((CATALOGUE / language).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".ftl"):
            bundle.add_resource(FluentResource(entry.read_text(encoding="utf-8")))
    return bundle


def _shown(params: Mapping[str, Parameter]) -> dict[str, str | int | float]:
    return {name: _value(value) for name, value in params.items()}


def _value(value: Parameter) -> str | int | float:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} {value.tzname() or ''}".strip()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else str(value)
    return value
