"""Words, numbers and dates in the reader's language: asked of whoever renders, so that one model serves all."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from hypercare.model.text import Text


@dataclass(frozen=True)
class Figure:
    """A number in a sentence, on a scale of `model.estimate`; `chosen` where somebody declared it: "42 %"."""

    value: float
    scale: str
    chosen: bool = False


@dataclass(frozen=True)
class Phrase:
    """A message of the catalogue whose parameters may be figures, instants and other words."""

    id: str
    params: "Params" = field(default_factory=dict)


Param = str | int | float | date | datetime | Figure | Text | Phrase
Params = Mapping[str, Param]
Words = Text | Phrase | str
"""What a person reads: a sentence of the catalogue, or a name from outside, which is bounded wherever it is shown."""
NAME_LIMIT = 80
"""Characters of a name from outside that are shown: a longer one would push everything else from the page."""


class Voice(Protocol):
    """How a reader is spoken to."""

    def say(self, text: Text) -> str:
        """The sentence of a text."""

    def number(self, value: float, scale: str) -> str:
        """A finite number on a scale of `model.estimate`: a share as "49,1%", a count as "1.284"."""

    def level(self, value: float, scale: str) -> str:
        """A number that somebody chose, without digits that nobody wrote: "42 %"."""

    def date(self, day: date) -> str:
        """A day without its year: "22 Oct"."""

    def moment(self, instant: datetime) -> str:
        """An aware instant with its zone's name: "1 January 2027, 06:00 WIB"."""


def spoken(words: Words, voice: Voice, limit: int = NAME_LIMIT) -> str:
    """The words as shown. A name from outside loses what cannot be seen, and what is beyond `limit` characters."""
    if isinstance(words, Phrase):
        return voice.say(Text(words.id, {name: _told(value, voice, limit) for name, value in words.params.items()}))
    return voice.say(words) if isinstance(words, Text) else bounded(words, limit)


def _told(value: Param, voice: Voice, limit: int) -> str | int | float:
    if isinstance(value, Figure):
        return (voice.level if value.chosen else voice.number)(value.value, value.scale)
    if isinstance(value, datetime):
        return voice.moment(value)
    if isinstance(value, date):
        return voice.date(value)
    return value if isinstance(value, int | float) else spoken(value, voice, limit)


def sentence(words: Words, voice: Voice) -> str:
    """The words as they begin a line: with a capital letter."""
    text = spoken(words, voice)
    return text[:1].upper() + text[1:]


def bounded(name: str, limit: int = NAME_LIMIT) -> str:
    """A name in at most `limit` characters, without control and direction marks: they may not reorder the line."""
    seen = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in name[: 4 * limit])
    line = " ".join(seen.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
