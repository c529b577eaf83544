"""Reading YAML that nobody vouches for: plain values, the line of every key and item, and nothing that can bite.

YAML 1.2 core schema, one document. Anchors, aliases, merge keys, tags and directives are refused, so no value can be
larger than its text and nothing is ever constructed but text, numbers, booleans, lists and mappings.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from hypercare.declare.reading.syntax_errors import in_plain_words
from hypercare.model.errors import InvalidFile, Problem

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

# The longest real launch file has some 10 KiB; these bound what a hostile one can cost to about a second.
MOST_BYTES = 256 * 1024
MOST_NODES = 20_000
# The grammar itself is 8 deep; recursion below stays far from Python's own limit.
DEEPEST = 24
# Integers that fit every engine's 64 bits; longer digit strings are identifiers and want quotes.
MOST_DIGITS = 18

# C0 and C1 controls but tab and line breaks, line and paragraph separators, and the marks that reorder text on screen.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
LINE_BREAK = re.compile("\r\n|\r|\n|\x85")
INTEGER = re.compile(r"[-+]?[0-9]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}


@dataclass(frozen=True)
class Document:
    """A mapping read from text. `lines` has the line (from 1) of every key and item by its path.

    `problems` are those that left the rest readable: double keys, anchors, tags. `spoilt` are the paths they spoilt.
    """

    file: str
    value: dict[str, Value]
    lines: Mapping[Path, int]
    problems: tuple[Problem, ...] = ()
    spoilt: frozenset[Path] = frozenset()

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest part of the file that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse_yaml(text: str | bytes, *, file: str) -> Document:
    """The document in a text. `file` names it in problems. Raises `InvalidFile` where there is no mapping to read."""
    decoded = _decoded(text, file)
    builder = _Builder(file)
    try:
        value = builder.document(_events(decoded))
    except MarkedYAMLError as error:
        raise InvalidFile((*builder.problems, in_plain_words(error, decoded, file))) from None
    except (YAMLError, ValueError) as error:  # ruamel's reader and its number handling
        raise InvalidFile((Problem(file, 1, f"this is not YAML: {error}".splitlines()[0]),)) from None
    if not isinstance(value, dict):
        what = "the file is empty" if value is None else "the file is not a mapping"
        raise _fatal(file, 1, what, "keys and values, one a line, such as launch: my-launch")
    return Document(file, value, builder.lines, tuple(builder.problems), frozenset(builder.spoilt))


def _fatal(file: str, line: int, what: str, expected: str = "") -> InvalidFile:
    return InvalidFile((Problem(file, line, what, expected),))


def _decoded(text: str | bytes, file: str) -> str:
    size = len(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise _fatal(file, 1, f"the file has {size} bytes", f"at most {MOST_BYTES} (256 KiB)")
    if isinstance(text, bytes):
        text = _utf8(text, file)
    text = text.removeprefix("\ufeff")
    found = FORBIDDEN.search(text)
    if found:
        code = f"U+{ord(found.group()):04X}"
        raise _fatal(file, _line_at(text, found.start()), f"there is a control character {code}", "plain text")
    return text


def _utf8(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _fatal(file, line, f"byte 0x{data[error.start]:02X} is not UTF-8", "a text file in UTF-8") from None


def _line_at(text: str, position: int) -> int:
    return len(LINE_BREAK.findall(text, 0, position)) + 1


def _events(text: str) -> Iterator[Event]:
    events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
    return events


@dataclass
class _Builder:
    """Makes values of parser events, one pass, with a bound on depth and number."""

    file: str
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    spoilt: set[Path] = field(default_factory=set)
    nodes: int = 0

    def document(self, events: Iterator[Event]) -> Value:
        value: Value = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                self._directives(event)
            elif isinstance(event, NodeEvent):
                if documents > 1:
                    raise _fatal(self.file, _line(event), "a second document starts here", "one document, without ---")
                value = self.node(event, events, ())
        return value

    def _directives(self, event: DocumentStartEvent) -> None:
        if event.version is not None or event.tags:
            self._refuse((), _line(event), "a % directive stands before the document", "a file without directives")

    def node(self, event: NodeEvent, events: Iterator[Event], path: Path) -> Value:
        self._count(event, path)
        self._decoration(event, path)
        if isinstance(event, AliasEvent):
            return None
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, path)
        return self._sequence(events, path)

    def _count(self, event: NodeEvent, path: Path) -> None:
        self.nodes += 1
        self.lines.setdefault(path, _line(event))
        if self.nodes > MOST_NODES:
            raise _fatal(self.file, _line(event), f"the file holds more than {MOST_NODES} values", "a launch file")
        if len(path) > DEEPEST:
            raise _fatal(self.file, _line(event), f"values are nested more than {DEEPEST} deep", "a launch file")

    def _decoration(self, event: NodeEvent, path: Path) -> None:
        anchor = getattr(event, "anchor", None)
        if isinstance(event, AliasEvent):
            self._refuse(
                path, _line(event), f"*{_cut(str(anchor))} repeats another value", "the value itself (no YAML aliases)"
            )
        elif anchor is not None:
            self._refuse(path, _line(event), f"&{_cut(str(anchor))} is a YAML anchor", "the value alone")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(path, _line(event), f"{_cut(str(tag))} is a YAML tag", "the value alone")

    def _scalar(self, event: ScalarEvent, path: Path) -> Value:
        if FORBIDDEN.search(event.value):
            self._refuse(path, _line(event), "a control character is written as an escape", "plain text")
        if event.style is not None:
            return str(event.value)
        try:
            return plain(event.value)
        except OverflowError as error:
            self._refuse(path, _line(event), str(error), "a smaller number, or quotes around it where it is a name")
            return str(event.value)

    def _sequence(self, events: Iterator[Event], path: Path) -> Value:
        items: list[Value] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self.node(_as_node(event), events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Event], path: Path) -> Value:
        found: dict[str, Value] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(_as_node(event), path)
            inner = (*path, key)
            again = inner in self.lines
            if again:
                first = self.lines[inner]
                self._refuse(
                    inner, _line(event), f'the key "{_cut(key)}" is written twice', f"it once: line {first} has it too"
                )
            self.lines.setdefault(inner, _line(event))
            value = self.node(_as_node(next(events)), events, inner)
            found.setdefault(key, value)
        return found

    def _key(self, event: NodeEvent, path: Path) -> str:
        self._decoration(event, path)
        if not isinstance(event, ScalarEvent) or (event.value == "" and event.style is None):
            raise _fatal(self.file, _line(event), "a key is not text", "a name before the colon")
        if event.value == "<<" and event.style is None:
            self._refuse(
                (*path, "<<"), _line(event), "<< merges another mapping in", "the keys themselves (no YAML merge keys)"
            )
        if FORBIDDEN.search(event.value):
            self._refuse(path, _line(event), "a control character is written as an escape in a key", "plain text")
        return str(event.value)

    def _refuse(self, path: Path, line: int, what: str, expected: str) -> None:
        self.problems.append(Problem(self.file, line, what, expected))
        self.spoilt.add(path)


def _as_node(event: Event) -> NodeEvent:
    assert isinstance(event, NodeEvent)
    return event


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def plain(written: str) -> Value:
    """What an unquoted scalar stands for in the core schema of YAML 1.2: `on`, `off`, `yes`, `007x` and dates are text.

    Raises OverflowError for numbers of more than 18 digits and for those beyond the range of a float.
    """
    if written in WORDS:
        return WORDS[written]
    if INTEGER.fullmatch(written):
        if len(written.lstrip("+-")) > MOST_DIGITS:
            raise OverflowError(f"{_cut(written)} has more than {MOST_DIGITS} digits")
        return int(written)
    if FLOAT.fullmatch(written):
        number = float(written)
        if math.isinf(number):
            raise OverflowError(f"{_cut(written)} is too large a number")
        return number
    return written
