"""What the YAML parser says, in words that a reader who never heard of a scalar understands."""

from ruamel.yaml.error import MarkedYAMLError

from hypercare.model.errors import Problem

_COLON = ("there is a second colon in this line", 'one "key: value" a line, or quotes around text that holds a colon')
_INDENT = (
    "this line is not indented like its neighbours",
    "the keys of one mapping in one column, deeper ones further in",
)
_TAB = ("the line is indented with a tab", "spaces")
_BRACKET = ("a [ or { is not closed, or a comma is missing", "a comma between items and a bracket at the end")
_QUOTE = ("a quoted text is not closed", "the same quote at both ends")
_START = ("a value starts with a sign that means something else in YAML", "quotes around the value")
_ESCAPE = ("a backslash stands before a character that it cannot escape", "single quotes, or \\\\ for a backslash")
_DANGLING = ("the value is missing or a bracket is closed that was not opened", "a value after the colon")
_ALIAS = ("a value starts with * or & or !", "quotes around the value (anchors, aliases and tags are not allowed)")
_KEY = ("a line has text but no colon", 'one "key: value" a line')

# The first fragment found in the parser's problem or its context decides.
PLAIN_WORDS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("mapping values are not allowed", _COLON),
    ("unknown escape", _ESCAPE),
    ("quoted scalar", _QUOTE),
    ("alias", _ALIAS),
    ("anchor", _ALIAS),
    ("tag", _ALIAS),
    ("could not find expected ':'", _KEY),
    ("flow sequence", _BRACKET),
    ("flow mapping", _BRACKET),
    ("cannot start any token", _START),
    ("expected the node content", _DANGLING),
    ("block mapping", _INDENT),
    ("block collection", _INDENT),
    ("block sequence", _INDENT),
)


def in_plain_words(error: MarkedYAMLError, text: str, file: str) -> Problem:
    """The parser's error as a problem at its line."""
    mark = error.problem_mark or error.context_mark
    index = mark.line if mark is not None else 0
    lines = text.splitlines()
    index = min(index, max(len(lines) - 1, 0))
    line = lines[index] if lines else ""
    what, expected = _TAB if _tabbed(line) else _words(error)
    return Problem(file, index + 1, what, expected)


def _tabbed(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())]


def _words(error: MarkedYAMLError) -> tuple[str, str]:
    said = f"{error.problem or ''} {error.context or ''}"
    for fragment, words in PLAIN_WORDS:
        if fragment in said:
            return words
    return f"this is not YAML: {error.problem or error.context}", "keys and values"
