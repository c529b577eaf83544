"""Properties: what the JSON objects of some rows hold. Names and values come from outside, so all is bounded."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from hypercare.lake.json_values import text_of, value_of

# A page lists no more, and a sender who makes up names must not fill the memory.
MOST_NAMES = 200
MOST_VALUES = 20
MOST_DISTINCT = 1_000
LONGEST_VALUE = 100
LONGEST_NAME = 255
IDENTIFIER_SHARE = 0.5
"""Where more than every second value is another, the property names something: its values are nobody's business."""
FEW = 20
_SHORTEST_DATE = len("2026-10-22")


@dataclass(frozen=True)
class Values:
    """The commonest type of some values (text, integer, number, boolean, time, list, object) and how many there are.

    `common` are the commonest texts, numbers and booleans with how often each occurs, none of what looks like an
    identifier; `distinct` is how many there are, None beyond 1,000 and where some are lists or objects.
    """

    kind: str
    count: int
    distinct: int | None
    common: tuple[tuple[str | int | float | bool, int], ...]


@dataclass(frozen=True)
class Property:
    """One property of some rows: its values. `values.count` is in how many rows it is."""

    name: str
    values: Values


def properties_of(objects: Iterable[str | None]) -> tuple[Property, ...]:
    """The properties of JSON objects as texts (n,), the commonest first, at most 200; null and no object hold none."""
    found: dict[str, _Seen] = {}
    for text in objects:
        for name, value in _items(text):
            if name not in found and len(found) < MOST_NAMES:
                found[name] = _Seen()
            if name in found and value is not None:
                found[name].add(value)
    described = [Property(name, seen.values()) for name, seen in found.items() if seen.count]
    return tuple(sorted(described, key=lambda each: (-each.values.count, each.name)))


def value_counts(counted: Iterable[tuple[str, int]]) -> Values:
    """The values given as JSON texts, each with how often it occurs. A text that is not JSON is taken as it is."""
    seen = _Seen()
    for text, count in counted:
        try:
            value = value_of(text)
        except ValueError:
            value = text
        if value is not None:
            seen.add(value, count)
    return seen.values()


@dataclass
class _Seen:
    """The values of one property so far."""

    count: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    # By their JSON text, because to Python 1, 1.0 and true are one value.
    texts: Counter[str] = field(default_factory=Counter)
    has_more: bool = False

    def add(self, value: object, count: int = 1) -> None:
        self.count += count
        self.kinds[_kind(value)] += count
        text = text_of(_bounded(value) if isinstance(value, str) else value)
        if _is_scalar(value) and (text in self.texts or len(self.texts) < MOST_DISTINCT):
            self.texts[text] += count
        else:
            self.has_more = True

    def values(self) -> Values:
        ordered = sorted(self.texts.items(), key=lambda each: (-each[1], each[0]))[:MOST_VALUES]
        common = () if self._is_identifier() else tuple((_scalar(text), count) for text, count in ordered)
        return Values(self._kind(), self.count, None if self.has_more else len(self.texts), common)

    def _is_identifier(self) -> bool:
        return len(self.texts) > FEW and len(self.texts) > IDENTIFIER_SHARE * self.texts.total()

    def _kind(self) -> str:
        if not self.kinds:
            return "text"
        if self.kinds.keys() == {"integer", "number"}:
            return "number"
        return "text" if self.kinds.keys() == {"time", "text"} else self.kinds.most_common(1)[0][0]


def _items(text: str | None) -> list[tuple[str, object]]:
    try:
        value = None if text is None else value_of(text)
    except ValueError:
        return []
    return [(_bounded(name, LONGEST_NAME), each) for name, each in value.items()] if isinstance(value, dict) else []


def _bounded(text: str, most: int = LONGEST_VALUE) -> str:
    """The beginning of a text, without the lone surrogates that no document can carry."""
    return text[:most].encode("utf-8", "replace").decode()


def _is_scalar(value: object) -> bool:
    """Whether a document can carry the value: nothing that has parts, and no infinity."""
    return isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))


def _kind(value: object) -> str:
    if isinstance(value, str):
        return "time" if _is_time(value) else "text"
    kinds: dict[type, str] = {bool: "boolean", int: "integer", float: "number", list: "list", dict: "object"}
    return kinds[type(value)]


def _is_time(text: str) -> bool:
    if len(text) < _SHORTEST_DATE or not text[:4].isdigit() or text[4] != "-":
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _scalar(text: str) -> str | int | float | bool:
    value = value_of(text)
    assert isinstance(value, str | int | float | bool)
    return value
