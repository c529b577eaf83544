"""Words for people: renders a `Text` in a language, from the one catalogue.

Parameters come from outside: whatever they hold, a sentence is made, on one line, and nothing in it turns text around.
"""

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from hypercare.app import formats
from hypercare.model.errors import BadInput
from hypercare.model.text import Text

CATALOGUE = resources.files("hypercare") / "locale"
FIRST = "en"
"""The language that every sentence is written in first; another one's that is missing is said in it."""
DIGITS = 6
"""Significant digits of a number in a sentence: enough to tell values apart, short enough to read."""
LARGEST = 10**18
"""Beyond it a number is told by its digits: no sentence counts that far, and the decimals of a language end there."""
LONGEST = 1000
"""Characters of a parameter that are shown: more than any name that is let in, too few to bury a page."""
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")
"""Control characters, line ends, marks that turn text around, halves of surrogate pairs: what steers a screen."""
REPLACED = "\ufffd"
WRITTEN_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d)(?: (UTC[+-][\d:]+|[A-Z]{2,5}|[+-]\d{2,4}))?)?", re.ASCII)
"""An instant or a date as documents keep it: `2026-10-23 06:00 WIB`, `2026-10-23`."""
LEVEL = re.compile(r"(?P<word>success|failure|at most|at least|rollback|of before|of control)|(?P<share>-?[\d.]+)%")
"""What a launch file says of levels, and the percentages that it writes."""


def languages() -> tuple[str, ...]:
    """The languages that there is a catalogue for."""
    return tuple(
        sorted(entry.name for entry in CATALOGUE.iterdir() if entry.is_dir() and not entry.name.startswith("_"))
    )


def render(text: Text, language: str = FIRST, *, prose: bool = False) -> str:
    """The sentence of a text, on one line; never raises for what its parameters hold.

    Dates are written as the language writes them, but in English as `2026-10-23 06:00 WIB`, which sorts and can be
    handed back on the command line; `prose` writes `23 Oct 2026 06:00 WIB` in English, too. A text that the language
    lacks is said in English; one that no catalogue has shows its id, so that nothing is lost. Raises `BadInput` for an
    unknown language.
    """
    spoken = language if prose or language != FIRST else None
    for bundle in (_bundle(language), _bundle(FIRST)):
        if bundle.has_message(text.id) and (pattern := bundle.get_message(text.id).value) is not None:
            sentence, _ = bundle.format_pattern(pattern, _shown(text.params, spoken) | _named(text.params, spoken))
            return str(sentence)
    return f"{text.id} {_shown(text.params, spoken)}" if text.params else text.id


@cache
def _bundle(language: str) -> Any:
    # Imported here: it takes 60 ms, and most calls of the command line render nothing.
    from fluent.runtime import FluentBundle, FluentResource  # noqa: PLC0415
    from fluent.runtime.types import FluentType, fluent_number  # noqa: PLC0415

    @dataclass(frozen=True)
    class Percentage(FluentType):
        """A percentage in a sentence, with the sign that figures beside it have."""

        number: Any

        def format(self, locale: Any) -> str:
            return str(self.number.format(locale)).replace("%", formats.Written.of(language).percent)

    def number(value: Any, **options: Any) -> Any:
        found = fluent_number(value, **options)
        return Percentage(found) if options.get("style") == "percent" else found

    if language not in languages():
        raise BadInput(
            f"there is no language {language!r}", expected=" or ".join(languages()), fix="HYPERCARE_LANGUAGE=en"
        )
    bundle = FluentBundle([language], use_isolating=False, functions={"NUMBER": number})
    for entry in sorted((CATALOGUE / language).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".ftl"):
            bundle.add_resource(FluentResource(entry.read_text(encoding="utf-8")))
    return bundle


def _shown(params: Mapping[str, Any], spoken: str | None) -> dict[str, str | int | float]:
    return {name: _value(value, spoken) for name, value in params.items()}


def _named(params: Mapping[str, Any], spoken: str | None) -> dict[str, str]:
    """Parameters that name something of ours, by that name in the language: peaks of the calendar, criteria of the
    entrance, channels of feedback, gates, levels.
    """
    if spoken is None:  # as the launch file writes them
        return {}
    named = {name: _each(params[name], "peak", spoken) for name in ("peak", "peaks", "coming") if name in params}
    named |= {name: _each(params[name], "entrance", spoken) for name in ("criterion", "criteria") if name in params}
    if "thresholds" in params:
        named["thresholds"] = _levels(str(params["thresholds"]), spoken)
    if "channels" in params:
        named["channels"] = ", ".join(channel(name, spoken) for name in str(params["channels"]).split(", "))
    return named | ({"gate": _gate(params["gate"], spoken)} if isinstance(params.get("gate"), str) else {})


def channel(name: str, language: str) -> str:
    """What a channel of feedback is called; one that only a launch knows, as its file writes it."""
    text = Text(f"channel-{_name(name, None)}")
    return render(text, language) if _bundle(language).has_message(text.id) else _name(name, None)


def _levels(written: str, language: str) -> str:
    """`success 42%, failure 35%` as a launch file writes it, with the words and the signs of the language."""

    def said(found: re.Match[str]) -> str:
        if word := found["word"]:
            return render(Text(f"words-level-{word.replace(' ', '-')}"), language)
        signs = formats.Written.of(language)
        return signs.figure(found["share"]) + signs.percent

    return LEVEL.sub(said, _name(written, None))


def _each(names: Any, kind: str, spoken: str) -> str:
    return ", ".join(_of_kind(name, kind, spoken) for name in str(names).split(", "))


def _of_kind(name: str, kind: str, spoken: str) -> str:
    known = f"{kind}-{_name(name, None).replace('_', '-')}"
    return render(Text(known), spoken) if _bundle(spoken).has_message(known) else _name(name, None)


def _gate(name: str, spoken: str) -> str:
    if name == "cycle end":
        return render(Text("words-gate-cycle-end"), spoken)
    day = name.removeprefix("day ")
    known = name.startswith("day ") and day.isascii() and day.isdecimal()
    return render(Text("words-gate-day", {"day": day}), spoken) if known else _name(name, None)


def _value(value: Any, spoken: str | None) -> str | int | float:
    if isinstance(value, datetime):
        written = f"{value:%Y-%m-%d %H:%M} {value.tzname() or ''}".strip()
        return formats.instant(value, spoken) if spoken else written
    if isinstance(value, date):
        return formats.day(value, spoken) if spoken else value.isoformat()
    if isinstance(value, float) and math.isfinite(value):
        value = float(f"{value:.{DIGITS}g}")
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST:
        return value
    return _name(value if isinstance(value, str) else _digits(value), spoken)


def _digits(value: Any) -> str:
    try:
        return str(value)
    except ValueError:  # a whole number of more than 4,300 digits
        return "…"


def _name(value: str, spoken: str | None) -> str:
    """A name from outside, inert and bounded; a date that a document wrote down, in the language."""
    if spoken and (found := WRITTEN_TIME.fullmatch(value)):
        with suppress(ValueError):
            return _rewritten(found, spoken)
    inert = STEERING.sub(REPLACED, value[: LONGEST + 1])
    return inert if len(inert) <= LONGEST else f"{inert[:LONGEST]}…"


def _rewritten(found: re.Match[str], language: str) -> str:
    """Only the words change: the zone is the one that it was written in. Raises `ValueError` for a day that is none."""
    written, time, zone = found.groups()
    if time is None:
        return formats.day(date.fromisoformat(written), language)
    return f"{formats.instant(datetime.fromisoformat(f'{written}T{time}'), language)} {zone or ''}".rstrip()
