"""The parts of a launch file's text with their places: what is edited, and where it stands."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from hypercare.declare.reading.yaml_lines import Value, parse_yaml, plain


@dataclass
class Node:
    """A value of the text, in `text[start:end]`: of a block without the blank lines and comments behind it.

    `keys` and `items` go together in a mapping; a list has `items` only; a scalar neither.
    """

    start: int
    end: int
    value: Value
    flow: bool = False
    keys: list["Node"] = field(default_factory=list)
    items: list["Node"] = field(default_factory=list)


def node_of(text: str) -> Node:
    """The tree of a text that `parse_yaml` takes without problems. Raises `InvalidFile` for text that it refuses."""
    parse_yaml(text, file="")
    events: Iterator[Event] = YAML(typ="safe", pure=True).parse(text)
    for event in events:
        if isinstance(event, NodeEvent):
            return _node(event, events, text)
    raise AssertionError("a text without a value was taken for a mapping")


def same(one: Value, other: Value) -> bool:
    """Whether two values are written alike: 1, 1.0 and true are three values, and keys have an order."""
    return json.dumps(one) == json.dumps(other)


def _node(event: NodeEvent, events: Iterator[Event], text: str) -> Node:
    if isinstance(event, MappingStartEvent):
        return _mapping(event, events, text)
    if isinstance(event, SequenceStartEvent):
        return _sequence(event, events, text)
    assert isinstance(event, ScalarEvent)
    start, end = event.start_mark.index, event.end_mark.index
    if event.style in ("|", ">"):
        end = start + len(text[start:end].rstrip())
    return Node(start, end, event.value if event.style is not None else plain(event.value))


def _mapping(event: MappingStartEvent, events: Iterator[Event], text: str) -> Node:
    node = Node(event.start_mark.index, event.end_mark.index, {}, bool(event.flow_style))
    found: dict[str, Value] = {}
    for key in events:
        if isinstance(key, MappingEndEvent):
            node.end = key.end_mark.index if node.flow else node.items[-1].end
            break
        assert isinstance(key, ScalarEvent)
        node.keys.append(Node(key.start_mark.index, key.end_mark.index, str(key.value)))
        following = next(events)
        assert isinstance(following, NodeEvent)
        node.items.append(_node(following, events, text))
        found[str(key.value)] = node.items[-1].value
    node.value = found
    return node


def _sequence(event: SequenceStartEvent, events: Iterator[Event], text: str) -> Node:
    node = Node(event.start_mark.index, event.end_mark.index, [], bool(event.flow_style))
    for item in events:
        if isinstance(item, SequenceEndEvent):
            node.end = item.end_mark.index if node.flow else node.items[-1].end
            break
        assert isinstance(item, NodeEvent)
        node.items.append(_node(item, events, text))
    node.value = [item.value for item in node.items]
    return node
