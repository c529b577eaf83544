"""A mapping as people write it, checked: every problem at once, with its line, what is expected, what is nearest."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import msgspec

from hypercare.model.errors import InvalidFile, Problem
from hypercare.sources.webhook.conditions import TESTS
from hypercare.sources.webhook.mapping import GROUPED, KINDS, NAMED
from hypercare.sources.webhook.paths import LONGEST, path_of
from hypercare.sources.webhook.yaml_text import FILE, Node, read_yaml, refused

MOST_RULES = 20
MOST_NAMES = 200
MOST_PATHS = 5
MOST_OPERANDS = 100
# It is kept beside every request that it reads.
MOST_CANONICAL = 8 * 1024
_COMMON = ("each", "when", "time", "user", "anon", "groups")
KEYS: Mapping[str, tuple[str, ...]] = {
    "event": ("event", *_COMMON, "properties", "flags", "key"),
    "feedback": (
        *("feedback", "id", *_COMMON, "opened", "title", "body", "state", "score", "language", "properties", "key"),
    ),
    "traits": ("traits", *_COMMON, "set_once", "add", "union"),
}
"""What a rule of each kind may say."""
WHOLE = ("properties", "traits")
"""Keys whose values may all be taken from one object."""
_A_PATH = "a path such as customer.id, a list of them, {value: ...} for what is always the same"
_encode = msgspec.json.Encoder().encode


def check_mapping(text: str) -> str:
    """The canonical JSON of a mapping, as a token keeps it. Raises InvalidFile with all that is wrong."""
    document = read_yaml(text)
    check = _Check()
    rules = check.document(document)
    if check.problems:
        raise InvalidFile(tuple(sorted(check.problems, key=lambda each: each.line)))
    try:
        canonical = _encode({"rules": rules}).decode()
    except UnicodeEncodeError:
        raise refused(1, "the mapping holds half a character (a lone surrogate)", "plain text") from None
    if len(canonical) > MOST_CANONICAL:
        raise InvalidFile((Problem(FILE, 1, f"the mapping has {len(canonical)} bytes", f"at most {MOST_CANONICAL}"),))
    return canonical


class _Check:
    """One mapping being checked, and what is wrong with it so far."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def complain(
        self, node: Node, what: str, expected: str = "", *, given: str = "", known: Iterable[str] = ()
    ) -> None:
        near = tuple(get_close_matches(given.lower(), list(known), n=3)) if given else ()
        self.problems.append(Problem(FILE, node.line, what, expected, near))

    def document(self, node: Node) -> list[dict[str, Any]]:
        if not isinstance(node.value, dict):
            self.complain(node, "the mapping is not made of keys and values", "a line such as event: order_created")
            return []
        if "rules" not in node.value:
            return [self.rule(node, "the mapping")]
        for key, other in node.value.items():
            if key != "rules":
                self.complain(other, f"{_shown(key)} stands beside rules", "it in each rule that it is for")
        rules = node.value["rules"]
        if not isinstance(rules.value, list) or not 0 < len(rules.value) <= MOST_RULES:
            self.complain(rules, "rules is not a list of rules", f"1 to {MOST_RULES} rules, each after a dash")
            return []
        return [self.rule(each, f"rule {number}") for number, each in enumerate(rules.value, 1)]

    def rule(self, node: Node, place: str) -> dict[str, Any]:
        if not isinstance(node.value, dict):
            self.complain(node, f"{place} is not made of keys and values", "a line such as event: order_created")
            return {}
        kinds = [kind for kind in KINDS if kind in node.value]
        if len(kinds) != 1:
            what = f"{place} makes {' and '.join(kinds)} at once" if kinds else f"{place} does not say what it makes"
            fix = "a rule for each" if kinds else f"one of {', '.join(f'{kind}:' for kind in KINDS)}"
            near = () if kinds else KINDS
            self.complain(node, what, fix, given=next(iter(node.value), ""), known=near)
            return {}
        self._needs(node, kinds[0], place)
        return {key: self._key(key, each, kinds[0], place) for key, each in node.value.items()}

    def _needs(self, node: Node, kind: str, place: str) -> None:
        if kind == "feedback" and "id" not in node.value:
            self.complain(node, f"{place} has no id", "where the conversation's id stands, such as id: ticket.id")
        if kind == "traits" and not {"user", "anon", "groups"} & node.value.keys():
            self.complain(node, f"{place} does not say whose traits they are", "a line such as user: customer.id")

    def _key(self, key: str, node: Node, kind: str, place: str) -> Any:
        known = KEYS[kind]
        if key not in known:
            self.complain(
                node, f"{place}: unknown key {_shown(key)}", f"one of {', '.join(known)}", given=key, known=known
            )
            return None
        if key == "when":
            return self._when(node, place)
        if key == "each":
            return self._path(node, f"{place}: each")
        if key == kind and key in NAMED:
            return self._name(node, f"{place}: {key}")
        if key in GROUPED and not (key in WHOLE and isinstance(node.value, str)):
            return self._several(node, f"{place}: {key}")
        return self._value(node, f"{place}: {key}")

    def _name(self, node: Node, place: str) -> Any:
        """The name of an event or channel itself, or where it comes from."""
        if isinstance(node.value, dict):
            return self._value(node, place)
        if not isinstance(node.value, str) or not 0 < len(node.value) <= LONGEST:
            self.complain(node, f"{place}: {_shown(node.plain())} is no name", "a name, or {from: type}")
        return node.value

    def _several(self, node: Node, place: str) -> Any:
        if not isinstance(node.value, dict) or not 0 < len(node.value) <= MOST_NAMES:
            self.complain(node, f"{place} is not a mapping of names to paths", "such as {amount: order.total}")
            return None
        for name, each in node.value.items():
            if not 0 < len(name) <= LONGEST:
                self.complain(each, f"{place}: a name has {len(name)} characters", f"1 to {LONGEST}")
        return {name: self._value(each, f"{place}.{name}"[:LONGEST]) for name, each in node.value.items()}

    def _value(self, node: Node, place: str) -> Any:
        if isinstance(node.value, dict):
            if list(node.value) == ["value"]:
                return node.plain()
            if list(node.value) == ["from"]:
                return {"from": self._paths(node.value["from"], place)}
            self.complain(node, f"{place} says neither from nor value", _A_PATH)
            return None
        return self._paths(node, place)

    def _paths(self, node: Node, place: str) -> Any:
        if not isinstance(node.value, list):
            return self._path(node, place)
        if not 0 < len(node.value) <= MOST_PATHS:
            self.complain(node, f"{place} has {len(node.value)} paths", f"1 to {MOST_PATHS}")
        return [self._path(each, place) for each in node.value]

    def _path(self, node: Node, place: str) -> Any:
        if not isinstance(node.value, str):
            self.complain(node, f"{place}: {_shown(node.plain())} is no path", _A_PATH)
            return None
        self._walk(node, node.value, place)
        return node.value

    def _walk(self, node: Node, text: str, place: str) -> None:
        try:
            path_of(text)
        except ValueError as error:
            self.complain(node, f"{place}: {_shown(text)} is no path", str(error))

    def _when(self, node: Node, place: str) -> dict[str, Any]:
        if not isinstance(node.value, dict) or not node.value:
            self.complain(
                node, f"{place}: when is not a filter", "paths with what must be true, such as {type: order.paid}"
            )
            return {}
        for path, condition in node.value.items():
            self._walk(condition, path, f"{place}: when")
        return {path: self._condition(each, f"{place}: when {path}"[:LONGEST]) for path, each in node.value.items()}

    def _condition(self, node: Node, place: str) -> dict[str, list[Any]]:
        if not isinstance(node.value, dict):
            return {"is": self._operands(node, place)}
        if not node.value:
            self.complain(node, f"{place} is empty", "a value, a list, or an operator such as {above: 100}")
        for op, operand in node.value.items():
            if op not in TESTS:
                self.complain(
                    operand,
                    f"{place}: unknown operator {_shown(op)}",
                    f"one of {', '.join(TESTS)}",
                    given=op,
                    known=TESTS,
                )
            elif not _fits(op, operand.plain()):
                self.complain(
                    operand, f"{place}: {_shown(operand.plain())} does not go with {op}", _EXPECTED.get(op, "")
                )
        return {op: self._operands(each, place) for op, each in node.value.items()}

    def _operands(self, node: Node, place: str) -> list[Any]:
        values = node.plain() if isinstance(node.value, list) else [node.value]
        fine = 0 < len(values) <= MOST_OPERANDS and all(isinstance(each, str | bool | int | float) for each in values)
        if not fine:
            self.complain(
                node, f"{place}: it cannot be compared with this", f"1 to {MOST_OPERANDS} texts, numbers, true or false"
            )
        return values if fine else []


_EXPECTED = {"contains": "a part of a text", "exists": "true or false"} | dict.fromkeys(
    ("above", "at_least", "below", "at_most"), "a number"
)


def _fits(op: str, value: Any) -> bool:
    kinds: dict[str, tuple[type, ...]] = {"contains": (str,), "exists": (bool,)}
    if op in ("is", "not"):
        return not isinstance(value, dict)
    # The canonical form holds every operand in a list.
    value = value[0] if isinstance(value, list) and len(value) == 1 else value
    return isinstance(value, kinds.get(op, (int, float))) and (op == "exists" or not isinstance(value, bool))


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'"{value[:59]}…"' if len(value) > 60 else f'"{value}"'
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return "an empty value" if value is None else str(value).lower()[:60]
