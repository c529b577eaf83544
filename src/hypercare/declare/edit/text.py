"""Changing values in a launch file's text and nothing else: every byte that is not part of a change stays.

A round trip through a YAML writer keeps comments but sets quotes, blanks and line breaks anew; so what is replaced here
are spans of the text, and every result is read again before it is handed out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from json import dumps

from hypercare.declare.edit.nodes import Node, node_of, same
from hypercare.declare.edit.render import block, entry
from hypercare.declare.reading.flow_yaml import flow, scalar
from hypercare.declare.reading.model_paths import keys
from hypercare.declare.reading.yaml_lines import Path, Value
from hypercare.declare.schema import LaunchFile
from hypercare.model.errors import InvalidFile

ORDER = tuple(keys(LaunchFile))
# A key in these that gives way to another in its place is the same thing under a new name, and keeps its comments.
NAMED = (("metrics",), ("guardrails",), ("tracking",))


@dataclass(frozen=True)
class Edit:
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str


def rewritten(text: str, value: dict[str, Value]) -> str:
    """The text with its values made those of `value`. An unchanged value returns the text itself.

    Comments, order and form of what stays are kept. A part whose form defies that is written anew, and where even that
    does not read back, the whole file. Raises `InvalidFile` for text that is no mapping, or is refused.
    """
    root = node_of(text)
    if same(root.value, value):
        return text
    found = _edited(text, _Editor(text), root, value)
    if found is None:
        found = _key_by_key(text, root, value)
    return found if found is not None and _reads_as(found, value) else whole(value)


def whole(value: dict[str, Value]) -> str:
    """A value as a file of its own."""
    return block(value, (), 0) + "\n" if value else "{}\n"


def _edited(text: str, editor: "_Editor", root: Node, value: dict[str, Value]) -> str | None:
    found = _applied(text, list(editor.edits(root, value, ())))
    return found if found is not None and _reads_as(found, value) else None


def _key_by_key(text: str, root: Node, value: dict[str, Value]) -> str | None:
    """The entries one after the other, each with as few changes as it bears, else anew; None where neither will do."""
    now: str | None = text
    for target in _stages(root.value if isinstance(root.value, dict) else {}, value):
        if now is not None:
            tree = node_of(now)
            now = _edited(now, _Editor(now), tree, target) or _edited(
                now, _Editor(now, whole_entries=True), tree, target
            )
    return now


def _stages(old: dict[str, Value], new: dict[str, Value]) -> Iterator[dict[str, Value]]:
    """From one value to another, one entry at a time; the new ones last."""
    value = dict(old)
    for key, before in old.items():
        if key not in new:
            value = {name: each for name, each in value.items() if name != key}
        elif same(before, new[key]):
            continue
        else:
            value = {**value, key: new[key]}
        yield value
    yield new


def _applied(text: str, edits: list[Edit]) -> str | None:
    """The text after the edits; None where two of them meet. A line break is written as the text writes its own."""
    breaks = "\r\n" if "\r\n" in text else "\n"
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    parts, at = [], 0
    for edit in ordered:
        if edit.start < at:
            return None
        parts += [text[at : edit.start], edit.new.replace("\n", breaks)]
        at = edit.end
    return "".join([*parts, text[at:]])


def _reads_as(text: str, value: dict[str, Value]) -> bool:
    try:
        return same(node_of(text).value, value)
    except (InvalidFile, OverflowError):
        return False


@dataclass(frozen=True)
class _Editor:
    text: str
    whole_entries: bool = False

    def edits(self, node: Node, new: Value, path: Path) -> Iterator[Edit]:
        if same(node.value, new):
            return
        if isinstance(new, dict) and new and isinstance(node.value, dict) and node.items:
            yield from self._flow(node, new, path) if node.flow else self._mapping(node, new, path)
        elif isinstance(new, list) and new and isinstance(node.value, list) and node.items:
            yield from self._flow(node, new, path) if node.flow else self._sequence(node, new, path)
        else:
            yield self._replaced(node, new, path)

    def _replaced(self, node: Node, new: Value, path: Path) -> Edit:
        """A value of another kind, or an empty one."""
        is_block = node.items and not node.flow
        if is_block and new and isinstance(new, dict | list):
            return Edit(node.start, node.end, block(new, path, self._column(node.start)))
        start = node.start
        if is_block or (not node.items and node.start == node.end):
            start = len(self.text[:start].rstrip())
            return Edit(start, node.end, f" {flow(new)}")
        return Edit(start, node.end, flow(new))

    def _flow(self, node: Node, new: dict[str, Value] | list[Value], path: Path) -> Iterator[Edit]:
        """Values inside brackets: each by itself where their number stays, else the brackets anew with what stays."""
        if isinstance(new, dict):
            if [key.value for key in node.keys] == list(new):
                for item, key in zip(node.items, new, strict=True):
                    yield from self.edits(item, new[key], (*path, key))
                return
            kept = {str(key.value): item for key, item in zip(node.keys, node.items, strict=True)}
            parts = [f"{scalar(key)}: {self._written(kept.get(key), each)}" for key, each in new.items()]
            yield Edit(node.start, node.end, "{" + ", ".join(parts) + "}")
        elif len(new) == len(node.items):
            for index, item in enumerate(node.items):
                yield from self.edits(item, new[index], (*path, index))
        else:
            yield Edit(node.start, node.end, "[" + ", ".join(flow(each) for each in new) + "]")

    def _written(self, node: Node | None, value: Value) -> str:
        kept = node is not None and same(node.value, value) and node.start < node.end
        return self.text[node.start : node.end] if node is not None and kept else flow(value)

    def _mapping(self, node: Node, new: dict[str, Value], path: Path) -> Iterator[Edit]:
        names = _renamed([str(key.value) for key in node.keys], list(new)) if path in NAMED or _is_gate(path) else {}
        old = [names.get(str(key.value), str(key.value)) for key in node.keys]
        if [key for key in old if key in new] != [key for key in new if key in old]:
            yield Edit(node.start, node.end, block(new, path, self._column(node.start)))
            return
        for key, item, name in zip(node.keys, node.items, old, strict=True):
            if name not in new:
                yield self._without(key.start, item.end)
            elif self.whole_entries and not same(item.value, new[name]):
                yield Edit(key.start, item.end, entry(name, new[name], (*path, name), self._column(key.start)))
            else:
                if name != key.value:
                    yield Edit(key.start, key.end, scalar(name))
                yield from self.edits(item, new[name], (*path, name))
        yield from self._added(node, old, new, path)

    def _added(self, node: Node, old: list[str], new: dict[str, Value], path: Path) -> Iterator[Edit]:
        """New entries, each behind the kept entry before it."""
        column = self._column(node.keys[0].start)
        places = _places(old, list(new), at_root=not path)
        for behind, added in places.items():
            written = [entry(key, new[key], (*path, key), column) for key in added]
            if behind is None:
                start = node.keys[0].start
                yield Edit(start, start, "".join(f"{each}\n{' ' * column}" for each in written))
            else:
                at = self._line_end(node.items[behind].end)
                yield Edit(at, at, "".join(f"\n{' ' * column}{each}" for each in written))

    def _sequence(self, node: Node, new: list[Value], path: Path) -> Iterator[Edit]:
        old = [dumps(item.value) for item in node.items]
        steps = SequenceMatcher(None, old, [dumps(each) for each in new], autojunk=False).get_opcodes()
        column = self._column(self._dash(node.items[0]))
        for step, first, last, begin, end in steps:
            if step == "equal":
                continue
            paired = min(last - first, end - begin)
            for offset in range(paired):
                yield from self.edits(node.items[first + offset], new[begin + offset], (*path, first + offset))
            for item in node.items[first + paired : last]:
                yield self._without(self._dash(item), item.end)
            written = [f"- {flow(each)}" for each in new[begin + paired : end]]
            if not written:
                continue
            if first + paired == 0:
                at = self._dash(node.items[0])
                yield Edit(at, at, "".join(f"{each}\n{' ' * column}" for each in written))
            else:
                at = self._line_end(node.items[first + paired - 1].end)
                yield Edit(at, at, "".join(f"\n{' ' * column}{each}" for each in written))

    def _without(self, start: int, end: int) -> Edit:
        """Takes the lines of an entry out."""
        begin = self.text.rfind("\n", 0, start) + 1
        close = self._line_end(end)
        after = close + (2 if self.text[close : close + 2] == "\r\n" else 1)
        return Edit(begin, min(after, len(self.text)), "")

    def _dash(self, item: Node) -> int:
        return self.text.rindex("-", 0, item.start)

    def _line_end(self, position: int) -> int:
        """Before the line break that ends the line of a position, its comment included."""
        found = self.text.find("\n", position)
        if found < 0:
            return len(self.text)
        return found - 1 if self.text[found - 1 : found] == "\r" and found > position else found

    def _column(self, position: int) -> int:
        return position - (self.text.rfind("\n", 0, position) + 1)


def in_place(old: list[str], new: Iterable[str]) -> list[str]:
    """The keys of a file that had `old`: those that stay in their order, the new ones where the schema has them."""
    known = set(new)
    added = sorted(known.difference(old), key=ORDER.index)
    kept = [key for key in old if key in known]
    places = _places(old, [*kept, *added], at_root=True)
    found = list(places.get(None, ()))
    for number, key in enumerate(old):
        found += [key] if key in known else []
        found += places.get(number, ())
    return found


def _is_gate(path: Path) -> bool:
    return len(path) == 2 and path[0] == "gates"


def _renamed(old: list[str], new: list[str]) -> dict[str, str]:
    """The names that gave way to others in their place."""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    pairs = [
        (old[first + offset], new[begin + offset])
        for step, first, last, begin, end in steps
        if step == "replace" and last - first == end - begin
        for offset in range(last - first)
    ]
    return {before: after for before, after in pairs if before not in new and after not in old}


def _places(old: list[str], new: list[str], *, at_root: bool) -> dict[int | None, list[str]]:
    """Behind which old entry, by number (None: at the start), the new ones go; at the root, by the schema's order."""
    places: dict[int | None, list[str]] = {}
    behind: int | None = None
    for key in new:
        if key in old:
            behind = old.index(key)
        else:
            place = _by_schema(old, new, key) if at_root else behind
            places.setdefault(place, []).append(key)
    return places


def _by_schema(old: list[str], new: list[str], key: str) -> int | None:
    before = ORDER[: ORDER.index(key)] if key in ORDER else ORDER
    kept = [old.index(name) for name in before if name in old and name in new]
    return max(kept, default=None)
