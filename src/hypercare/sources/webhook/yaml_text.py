"""YAML or JSON that somebody wrote, as values with their lines: texts, numbers, booleans, lists and mappings only."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypercare.model.errors import InvalidFile, Problem

FILE = "mapping"
MOST_BYTES = 32 * 1024
DEEPEST = 12
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class Node:
    """A value and the line that it stands in, counted from 1. Lists and mappings hold nodes."""

    value: Any
    line: int

    def plain(self) -> Any:
        """The value without lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def refused(line: int, what: str, expected: str = "") -> InvalidFile:
    """The error of a text that cannot be read any further."""
    return InvalidFile((Problem(FILE, line, what, expected),))


def read_yaml(text: str) -> Node:
    """The one document of a text. Raises InvalidFile, with the line."""
    # Only whoever makes a token reads YAML: the gateway, which imports this module, must not pay for the parser.
    from ruamel.yaml import YAML  # noqa: PLC0415
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise refused(1, f"the mapping has more than {MOST_BYTES} bytes", "a mapping of a screen or two")
    try:
        return _document(YAML(typ="safe", pure=True).parse(text.removeprefix("\ufeff")))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "it cannot be parsed"
        raise refused(1 if mark is None else mark.line + 1, f"this is not YAML: {said}", "keys and values") from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise refused(1, f"this is not YAML: {str(error)[:200] or 'it is nested too deep'}".splitlines()[0]) from None


def _document(events: Iterator[Any]) -> Node:
    """The one document. Events instead of nodes, because an alias is then seen before it can grow."""
    found = None
    for event in events:
        if hasattr(event, "anchor") and found is not None:
            raise refused(event.start_mark.line + 1, "a second document starts here", "one mapping, without ---")
        if hasattr(event, "anchor"):
            found = _node(event, events, 0)
    if found is None or found.value is None:
        raise refused(1, "the mapping is empty", "what the records become, such as event: order_created")
    return found


def _node(event: Any, events: Iterator[Any], depth: int) -> Node:
    line = event.start_mark.line + 1
    if event.anchor is not None:
        raise refused(line, "there is an anchor or alias (& or *)", "the value itself")
    if getattr(event, "tag", None) is not None:
        raise refused(line, "there is a YAML tag (!)", "the value alone")
    if depth > DEEPEST:
        raise refused(line, f"values are nested more than {DEEPEST} deep", "a mapping")
    kind = type(event).__name__
    if kind == "MappingStartEvent":
        return Node(_mapping(events, depth), line)
    if kind == "SequenceStartEvent":
        return Node([_node(item, events, depth + 1) for item in _until("SequenceEndEvent", events)], line)
    return Node(event.value if event.style is not None else _scalar(event.value), line)


def _until(end: str, events: Iterator[Any]) -> Iterator[Any]:
    for event in events:
        if type(event).__name__ == end:
            return
        yield event


def _mapping(events: Iterator[Any], depth: int) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for event in _until("MappingEndEvent", events):
        line = event.start_mark.line + 1
        key = _node(event, events, depth + 1)
        if isinstance(key.value, dict | list):
            raise refused(line, "a key is not text", "a name before the colon")
        name = event.value
        if name in found:
            raise refused(
                line, f'the key "{name[:60]}" is written twice', f"it once: line {found[name].line} has it too"
            )
        found[name] = _node(next(events), events, depth + 1)
    return found


def _scalar(written: str) -> Any:
    """What an unquoted value stands for: `on`, `yes` and dates are text."""
    if written.lower() in _WORDS:
        return _WORDS[written.lower()]
    if _INTEGER.fullmatch(written):
        return int(written)
    if _FLOAT.fullmatch(written) and math.isfinite(float(written)):
        return float(written)
    return written
