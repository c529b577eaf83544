"""Single values between the file and the form: texts as typed, numbers as numbers."""

import json
import re

from hypercare.declare.reading.flow_yaml import scalar
from hypercare.declare.reading.yaml_lines import FLOAT, FORBIDDEN, INTEGER, Value, plain

MOST_TYPED = 2000
"""Characters of one field; longer texts are cut, as no part of a launch file takes them."""
_BREAKS = re.compile(r"\s+")
_ITEM = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^,]*?)\s*(?:,|$)')


def tidy(typed: str) -> str:
    """What was typed in one line, without blanks at its ends and without signs that no file may hold."""
    return _BREAKS.sub(" ", FORBIDDEN.sub("", typed)).strip()[:MOST_TYPED].strip()


def text_of(value: object) -> str:
    """A scalar of the file as a field shows it; empty for what is no scalar."""
    if isinstance(value, bool | int | float):
        return scalar(value)
    return value if isinstance(value, str) else ""


def number_or_text(typed: str) -> Value:
    """What a field that takes numbers was given: a number where it reads as one, else its text."""
    if not INTEGER.fullmatch(typed) and not FLOAT.fullmatch(typed):
        return typed
    try:
        return plain(typed)
    except OverflowError:
        return typed


def listed(values: Value) -> str:
    """Scalars with commas between; text that would read as something else stands in quotes. Empty for other values."""
    items = values if isinstance(values, list) else [values]
    if not all(isinstance(item, str | int | float) for item in items):
        return ""
    return ", ".join(_item(item) for item in items)


def list_of(typed: str) -> list[Value]:
    """The scalars of a text with commas between: `pro, 5, "5"`."""
    found: list[Value] = []
    for match in _ITEM.finditer(typed):
        if match[1]:
            found.append(_scalar(match[1]))
        if match.end() == len(typed):
            break
    return found


def _item(value: object) -> str:
    bare = isinstance(value, str) and value == value.strip() and value and '"' not in value and "," not in value
    if bare and _scalar(str(value)) == value:
        return str(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else scalar(value)


def _scalar(typed: str) -> Value:
    if typed.startswith('"'):
        try:
            return str(json.loads(typed))
        except ValueError:
            return typed
    if typed in ("true", "false"):
        return typed == "true"
    return number_or_text(typed)
