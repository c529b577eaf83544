"""A mapping in force: the facts' lines that it makes of what a webhook sent. Read from its checked, canonical JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from hypercare.sources.scope import EVENTS, FEEDBACK, TRAITS
from hypercare.sources.webhook.conditions import Condition
from hypercare.sources.webhook.paths import Path, Scene, path_of

KINDS = {"event": EVENTS, "feedback": FEEDBACK, "traits": TRAITS}
"""What a rule makes, by the key that says so."""
NAMED = {"event": "event", "feedback": "channel"}
"""The field of a line that the key of a rule's kind names."""
GROUPED = ("groups", "properties", "flags", "traits", "set_once", "add", "union")
"""Keys whose values are several, by names."""
# As many tokens of one vendor as an installation is likely to have, and some that were changed.
_AT_HAND = 128
_decode = msgspec.json.Decoder(dict[str, Any]).decode
Line = dict[str, Any]


@dataclass(frozen=True)
class Value:
    """Where a value comes from: the first of some paths at which there is one, or it is always the same."""

    paths: tuple[Path, ...] = ()
    constant: Any = None

    @classmethod
    def of(cls, written: Any) -> "Value":
        """The value that a text (a path), a list of them, `{from}` or `{value}` means. Raises ValueError."""
        if isinstance(written, dict):
            if "value" in written:
                return cls(constant=written["value"])
            written = written["from"]
        return cls(tuple(path_of(each) for each in (written if isinstance(written, list) else [written])))

    def find(self, scene: Scene) -> Any:
        """The value; None where there is none."""
        return next((found for path in self.paths if (found := path.find(scene)) is not None), self.constant)


@dataclass(frozen=True)
class Rule:
    """What one kind of record becomes. `label` tells the rules of a mapping apart."""

    kind: str
    label: str
    each: Path | None
    conditions: tuple[Condition, ...]
    fields: Mapping[str, Value | Mapping[str, Value]]

    def takes(self, scene: Scene) -> bool:
        """Whether all its conditions hold."""
        return all(condition.holds(scene) for condition in self.conditions)

    def line(self, scene: Scene) -> Line:
        """The line of our own shape that a record becomes; fields without a value are left out."""
        found = {name: _found(value, scene) for name, value in self.fields.items()}
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True)
class Made:
    """One line that a rule made of the record at `index`, of all records that were looked at."""

    index: int
    rule: Rule
    line: Line
    record: Any


@dataclass(frozen=True)
class Rules:
    """A whole mapping. `headers` are those that it reads."""

    rules: tuple[Rule, ...]
    headers: frozenset[str]

    def records(self, body: Any) -> Iterator[tuple[Any, tuple[Rule, ...]]]:
        """Every record that the rules look at, with the rules that do."""
        for each in dict.fromkeys(rule.each for rule in self.rules):
            rules = tuple(rule for rule in self.rules if rule.each == each)
            for record in _records(each, body):
                yield record, rules

    def made(self, body: Any, headers: Mapping[str, str]) -> Iterator[Made | int]:
        """The lines made of a body; for a record that no rule takes, its index alone."""
        for index, (record, rules) in enumerate(self.records(body)):
            scene = Scene(record, body, headers)
            taken = [rule for rule in rules if rule.takes(scene)]
            if not taken:
                yield index
            yield from (Made(index, rule, rule.line(scene), record) for rule in taken)


@lru_cache(_AT_HAND)
def rules_of(text: str) -> Rules:
    """The mapping in force, of its canonical JSON. Raises ValueError for what never was checked."""
    try:
        written = _decode(text.encode())["rules"]
        rules = tuple(_rule(each, number) for number, each in enumerate(written))
    except (msgspec.MsgspecError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a mapping that was checked") from error
    return Rules(rules, frozenset(filter(None, (path.header for rule in rules for path in _paths(rule)))))


def _rule(written: Mapping[str, Any], number: int) -> Rule:
    word = next(each for each in KINDS if each in written)
    each = path_of(written["each"]) if "each" in written else None
    fields = {_field(word, key): _value(key, value) for key, value in written.items() if key not in ("each", "when")}
    conditions = tuple(
        Condition(path_of(key), op, tuple(values))
        for key, condition in written.get("when", {}).items()
        for op, values in condition.items()
    )
    return Rule(KINDS[word], f"{word}-{number}", each, conditions, fields)


def _field(word: str, key: str) -> str:
    """The field of the line that a key of a rule fills."""
    if key == word and word in NAMED:
        return NAMED[word]
    return "set" if key == "traits" else key


def _value(key: str, written: Any) -> Value | Mapping[str, Value]:
    if key in NAMED and isinstance(written, str):
        return Value(constant=written)
    if key in GROUPED and isinstance(written, dict):
        return {name: Value.of(each) for name, each in written.items()}
    return Value.of(written)


def _found(value: Value | Mapping[str, Value], scene: Scene) -> Any:
    if isinstance(value, Value):
        return value.find(scene)
    found = {name: each.find(scene) for name, each in value.items()}
    return {name: each for name, each in found.items() if each is not None} or None


def _records(each: Path | None, body: Any) -> list[Any]:
    found = body if each is None else each.find(Scene(body, body, {}))
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def _paths(rule: Rule) -> Iterator[Path]:
    yield from (condition.path for condition in rule.conditions)
    for value in rule.fields.values():
        for each in [value] if isinstance(value, Value) else value.values():
            yield from each.paths
