"""One tree for every document: a page to print, Markdown to paste, and later slides and PDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hypercare.reports.chart import ChartModel
from hypercare.reports.table import Cell, Table
from hypercare.reports.voice import Words


class Tone(StrEnum):
    """What a callout is about."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    EARLY = "early"
    INFO = "info"


@dataclass(frozen=True)
class Heading:
    """The title of a part; `level` 2 for a part, 3 for a part of a part."""

    words: Words
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Sentences, one after the other."""

    sentences: tuple[Words, ...]


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Words, ...]


@dataclass(frozen=True)
class Fact:
    """A name with its value; `scale` where that is a number."""

    name: Words
    value: Cell
    scale: str = ""


@dataclass(frozen=True)
class Facts:
    """Names with their values."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Grid:
    """A table under its title."""

    title: Words
    table: Table


@dataclass(frozen=True)
class Picture:
    """A chart; where it cannot be drawn, its table stands for it. `name` is its widget's."""

    model: ChartModel
    name: str = ""


@dataclass(frozen=True)
class Callout:
    """What must not be missed: a word, and what it means."""

    tone: Tone
    title: Words
    sentences: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Code:
    """A line to copy into a terminal."""

    line: str


Part = Heading | Paragraph | Items | Facts | Grid | Picture | Callout | Code


@dataclass(frozen=True)
class Document:
    """A title, what it is about, and its parts in the order of reading."""

    title: Words
    source: Words
    parts: tuple[Part, ...]

    def pictures(self) -> Iterator[Picture]:
        """The charts."""
        return (part for part in self.parts if isinstance(part, Picture))
