"""Every sentence that the house can say is in the English catalogue, with the parameters that it is given."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

import hypercare
from hypercare.app.words import render
from hypercare.model.text import Text

PACKAGE = Path(hypercare.__file__).parent
CATALOGUE = PACKAGE / "locale" / "en"
WILD = "[a-z0-9-]+"
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


@dataclass(frozen=True)
class Use:
    """A call of `Text(...)`: its place, the ids it may have as a pattern, its parameters where they are spelt out."""

    place: str
    pattern: str
    params: frozenset[str] | None


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802  the visitor's own naming
        self.names.add(node.id.name)


@cache
def catalogue() -> dict[str, frozenset[str]]:
    """The messages by id, with the variables that their sentences show."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted(CATALOGUE.glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert type(entry).__name__ != "Junk", f"{path.name}: {entry.content}"
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{path.name} says {entry.id.name} again"
                seen = _Variables()
                seen.visit(entry)
                found[entry.id.name] = frozenset(seen.names)
    return found


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(PACKAGE.rglob("*.py")))


@cache
def uses() -> tuple[Use, ...]:
    return tuple(use for path, tree in trees() for node in ast.walk(tree) for use in _uses(path, node))


def _uses(path: Path, node: ast.AST) -> Iterator[Use]:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text" and node.args):
        return
    for pattern in _patterns(node.args[0]):
        yield Use(f"{path.relative_to(PACKAGE)}:{node.lineno}", pattern, _params(node.args[1:]))


def _patterns(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield re.escape(text)
        case ast.JoinedStr(values=parts):
            yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else WILD for part in parts)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _patterns(body)
            yield from _patterns(orelse)
        case ast.BinOp(left=ast.Constant(value=str(text)), op=ast.Add()):
            yield re.escape(text) + WILD


def _params(more: list[ast.expr]) -> frozenset[str] | None:
    if not more:
        return frozenset()
    keys = more[0].keys if isinstance(more[0], ast.Dict) else [None]
    names = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    return frozenset(names) if len(names) == len(keys) else None


def exactness(use: Use) -> tuple[bool, int]:
    """Whole ids before patterns, longer patterns before shorter ones."""
    return WILD not in use.pattern, len(use.pattern)


def most_exact(name: str) -> tuple[bool, int]:
    """How exactly a message is named at best: `gate-…` does not speak for `gate-needs-…`."""
    return max(exactness(use) for use in uses() if re.fullmatch(use.pattern, name))


def test_the_house_speaks() -> None:
    assert len(uses()) > 50
    assert {"gate-too-early", "recommend-not-shown", "exit-peaks-open", "metric-no-units"} <= catalogue().keys()


@pytest.mark.parametrize("use", [pytest.param(use, id=f"{use.place} {use.pattern}") for use in uses()])
def test_a_text_that_is_used_is_in_the_catalogue_with_its_parameters(use: Use) -> None:
    meant = [name for name in catalogue() if re.fullmatch(use.pattern, name)]
    assert meant, f"no message {use.pattern} in {CATALOGUE}"
    if use.params is not None:
        named = [name for name in meant if exactness(use) == most_exact(name)]
        lacking = {name: catalogue()[name] - use.params for name in named if catalogue()[name] - use.params}
        assert not lacking, f"{use.place}: the sentence shows what it is not given"


def test_every_message_is_used() -> None:
    spelt = {
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ID.fullmatch(node.value)
    }
    patterns = {use.pattern for use in uses()}
    unused = [name for name in catalogue() if name not in spelt and not any(re.fullmatch(p, name) for p in patterns)]
    assert not unused


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_message_is_one_plain_sentence(name: str) -> None:
    day = datetime(2026, 10, 23, 6, tzinfo=UTC)
    numbers = {"units", "open", "more", "have", "hours", "days", "needed", "level"}
    params = {each: 1284 if each in numbers else (day if each == "date" else "before") for each in catalogue()[name]}
    sentence = render(Text(name, params), "en")
    assert sentence != name
    assert "{" not in sentence
    assert "\n" not in sentence
    assert "  " not in sentence
