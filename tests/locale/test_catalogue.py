"""Every sentence that the house can say is in the catalogue of each language, with the parameters that it is given."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax.ast import FunctionReference, Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor

import hypercare
from hypercare.app.words import languages, render
from hypercare.model.text import Text

PACKAGE = Path(hypercare.__file__).parent
CATALOGUE = PACKAGE / "locale"
TEMPLATES = PACKAGE / "web" / "templates"
WILD = "[A-Za-z0-9_-]+"
ID = re.compile(r"[a-z][a-z0-9]*(-[A-Za-z0-9_]+)+")
START = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*-")
SAY = re.compile(
    r"""\{%\s*say\s+(?P<quote>["'])(?P<id>[A-Za-z0-9_-]+)(?P=quote)(?P<params>[^%]*(?:%(?!\})[^%]*)*)%\}"""
)
QUOTED = re.compile(r"""(?P<quote>["'])(?P<id>[a-z][a-z0-9]*(?:-[A-Za-z0-9_]+)*-?)(?P=quote)""")
MANUAL = PACKAGE.parents[1] / "docs" / "languages.md"


@cache
def shared() -> frozenset[str]:
    """The words that both languages use, as the manual lists them."""
    section = MANUAL.read_text(encoding="utf-8").partition("## Words that both languages share")[2]
    return frozenset(word.lower() for word in re.findall(r"[^\s,>]+", section.partition("\n> ")[2]))


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


def entries(language: str) -> Iterator[tuple[Path, Message]]:
    for path in sorted((CATALOGUE / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, Junk), f"{path}: {entry.content}"
            if isinstance(entry, Message):
                yield path, entry


class _Numbers(_Variables):
    """The variables that a sentence formats as numbers."""

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802  the visitor's own naming
        del node

    def visit_FunctionReference(self, node: FunctionReference) -> None:  # noqa: N802  the visitor's own naming
        self.names |= {each.id.name for each in node.arguments.positional if isinstance(each, VariableReference)}


@cache
def numbers() -> dict[str, frozenset[str]]:
    """Which of its parameters a message formats as numbers, in any language."""
    found: dict[str, set[str]] = {}
    for language in languages():
        for _, entry in entries(language):
            seen = _Numbers()
            seen.visit(entry)
            found.setdefault(entry.id.name, set()).update(seen.names)
    return {name: frozenset(names) for name, names in found.items()}


@cache
def catalogue(language: str = "en") -> dict[str, frozenset[str]]:
    """The messages by id, with the variables that their sentences show."""
    found: dict[str, frozenset[str]] = {}
    for path, entry in entries(language):
        assert entry.id.name not in found, f"{path} says {entry.id.name} again"
        seen = _Variables()
        seen.visit(entry)
        found[entry.id.name] = frozenset(seen.names)
    return found


@cache
def sentences(language: str) -> dict[str, tuple[str, ...]]:
    """The words of each message, without its parameters."""
    written = FluentSerializer()
    return {
        entry.id.name: tuple(
            re.findall(r"[^\W\d_][\w-]*", re.sub(r"\{[^{}]*\}", "", written.serialize_entry(entry).partition("=")[2]))
        )
        for _, entry in entries(language)
    }


@cache
def templates() -> tuple[tuple[Path, str], ...]:
    return tuple((path, path.read_text(encoding="utf-8")) for path in sorted(TEMPLATES.rglob("*.html")))


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(PACKAGE.rglob("*.py")))


@cache
def uses() -> tuple[Use, ...]:
    spoken = (use for path, tree in trees() for node in ast.walk(tree) for use in _uses(path, node))
    return (*spoken, *(use for path, text in templates() for use in _said(path, text)))


def _said(path: Path, text: str) -> Iterator[Use]:
    """`{% say "portfolio-title" day=60 %}`, in a template."""
    for found in SAY.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        params = frozenset(re.findall(r"(\w+)=", re.sub(r"\"[^\"]*\"|'[^']*'", "", found["params"])))
        yield Use(f"{path.relative_to(PACKAGE)}:{line}", re.escape(found["id"]), params)


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


@cache
def meant(pattern: str) -> tuple[str, ...]:
    """The messages that a pattern may mean."""
    if WILD not in pattern:
        return tuple({re.sub(r"\\(.)", r"\1", pattern)} & catalogue().keys())
    return tuple(filter(re.compile(pattern).fullmatch, catalogue()))


def exactness(pattern: str) -> tuple[bool, int]:
    """Whole ids before patterns, longer patterns before shorter ones."""
    return WILD not in pattern, len(pattern)


@cache
def most_exact() -> dict[str, str]:
    """The pattern that names a message most exactly: `gate-…` does not speak for `gate-needs-…`."""
    patterns = sorted({use.pattern for use in uses()}, key=exactness)
    return {name: pattern for pattern in patterns for name in meant(pattern)}


def test_the_house_speaks() -> None:
    assert len(uses()) > 50
    assert {"gate-too-early", "recommend-not-shown", "exit-peaks-open", "metric-no-units"} <= catalogue().keys()


def test_a_text_that_is_used_is_in_the_catalogue() -> None:
    absent = [f"{use.place}: no message {use.pattern}" for use in uses() if not meant(use.pattern)]
    assert not absent, "\n".join(absent)


def test_no_sentence_shows_what_it_is_not_given() -> None:
    """Held to it are calls that spell their parameters out, and name the message as exactly as any other."""
    lacking = [
        f"{use.place}: {name} shows {sorted(shown - use.params)}"
        for use in uses()
        for name in meant(use.pattern)
        if use.params is not None
        and exactness(most_exact()[name]) == exactness(use.pattern)
        and (shown := catalogue()[name]) - use.params
    ]
    assert not lacking, "\n".join(lacking)


def test_every_message_is_used() -> None:
    constants = {
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    quoted = {found["id"] for _, text in templates() for found in QUOTED.finditer(text)}
    spelt = {each for each in constants | quoted if ID.fullmatch(each)}
    starts = tuple(each for each in constants | quoted if START.fullmatch(each))
    unused = [
        name for name in catalogue() if name not in spelt and not name.startswith(starts) and name not in most_exact()
    ]
    assert not unused, "\n".join(unused)


def test_the_languages_have_the_same_files() -> None:
    files = {language: sorted(path.name for path in (CATALOGUE / language).glob("*.ftl")) for language in languages()}
    assert languages() == ("en", "id")
    assert files["en"] == files["id"]


def test_each_language_says_it_with_the_same_parameters() -> None:
    """Where one language writes a parameter out, as the base of a comparison, the other may choose by it."""
    english, indonesian = catalogue("en"), catalogue("id")
    names = sorted(english.keys() | indonesian.keys())
    unlike = [name for name in names if english.get(name) != indonesian.get(name)]
    assert not unlike, "\n".join(unlike)


def test_every_message_is_translated() -> None:
    english, indonesian = sentences("en"), sentences("id")
    same = [name for name, words in english.items() if words == indonesian.get(name)]
    left = [name for name in same if not {word.lower() for word in english[name]} <= shared()]
    assert not left, "say it in Indonesian:\n" + "\n".join(left)


def faults(name: str, sentence: str) -> list[str]:
    """What a reader should not see in a sentence."""
    seen = [mark for mark in ("{", "\n", "  ", "()") if mark in sentence]
    return [*seen, *(["no sentence"] if sentence == name else [])]


@pytest.mark.parametrize("language", languages())
def test_a_message_is_one_plain_sentence(language: str) -> None:
    day = datetime(2026, 10, 23, 6, tzinfo=UTC)
    found = {}
    for name, shown in catalogue().items():
        counted = numbers()[name]
        params = {each: 1284 if each in counted else (day if each == "date" else "before") for each in shown}
        found[name] = faults(name, render(Text(name, params), language))
    faulty = [f"{name}: {each}" for name, each in found.items() if each]
    assert not faulty, "\n".join(faulty)


@pytest.mark.parametrize("sentence", ["{ $metric }", "two\nlines", "two  blanks", "none ()", "name"])
def test_a_fault_is_found(sentence: str) -> None:
    assert faults("name", sentence)
    assert not faults("name", "One plain sentence (with a remark).")
