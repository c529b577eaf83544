"""Which records a rule takes: conditions written as the launch file writes its filters."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypercare.sources.webhook.paths import Path, Scene

Operands = tuple[Any, ...]
_SWITCHED = {"on": True, "true": True, "off": False, "false": False}


@dataclass(frozen=True)
class Condition:
    """What must be true of the value at a path."""

    path: Path
    op: str
    values: Operands

    def holds(self, scene: Scene) -> bool:
        """Whether it is true. Of a value that is missing only `not` and `exists: false` are."""
        return TESTS[self.op](self.path.find(scene), self.values)


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, bool) or isinstance(wanted, bool):
        return _switch(value) is _switch(wanted)
    if isinstance(value, str) and isinstance(wanted, str):
        return value == wanted
    left = number(value)
    return left is not None and left == number(wanted)


def _switch(value: Any) -> Any:
    return _SWITCHED.get(value.lower(), value) if isinstance(value, str) else value


def number(value: Any) -> float | None:
    """A number, also of a text that writes one; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)[:41]) > 40:
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def _is(value: Any, wanted: Operands) -> bool:
    return any(_same(value, each) for each in wanted)


def _compare(holds: Callable[[float, float], bool]) -> Callable[[Any, Operands], bool]:
    def test(value: Any, wanted: Operands) -> bool:
        left, right = number(value), number(wanted[0])
        return left is not None and right is not None and holds(left, right)

    return test


TESTS: Mapping[str, Callable[[Any, Operands], bool]] = {
    "is": _is,
    "not": lambda value, wanted: not _is(value, wanted),
    "above": _compare(lambda left, right: left > right),
    "at_least": _compare(lambda left, right: left >= right),
    "below": _compare(lambda left, right: left < right),
    "at_most": _compare(lambda left, right: left <= right),
    "contains": lambda value, wanted: isinstance(value, str) and str(wanted[0]) in value,
    "exists": lambda value, wanted: (value is not None) is (wanted[0] is not False),
}
"""The operators, by their names."""
