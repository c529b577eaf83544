"""Whether a value is of a declared type."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final


def _is_time(value: Any) -> bool:
    """An instant in ISO 8601, or seconds or milliseconds since 1970 as a number."""
    if isinstance(value, str):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            return False
        return True
    return _is_number(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


TYPES: Final[dict[str, Callable[[Any], bool]]] = {
    "text": lambda value: isinstance(value, str),
    "integer": lambda value: _is_number(value) and float(value).is_integer(),
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "time": _is_time,
    "list": lambda value: isinstance(value, list),
}
"""The types of a launch file, and what fits each."""


def fits(kind: str, value: Any) -> bool:
    """Whether a JSON value is of that type. Null is of none."""
    return TYPES[kind](value)
