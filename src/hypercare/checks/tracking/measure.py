"""One value, measured by the plan of its property: the same for rows in the lake and for a request that is debugged."""

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from hypercare.checks.tracking.property_types import fits
from hypercare.model.tracking import PlannedProperty

LONGEST_VALUE = 120
LONGEST_EXAMPLE = 600
MOST_LISTED = 8
NUMBERS = frozenset({"integer", "number"})
"""The types that have a size."""
TURNING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What turns or breaks text on a screen, and JSON lets stand: written as an escape, so that it is seen."""


class Fault(StrEnum):
    """What can be wrong with a value, the first that holds."""

    MISSING = "missing"
    TYPE = "type"
    VALUE = "value"


def fault_of(planned: PlannedProperty, properties: Mapping[str, Any], name: str) -> Fault | None:
    """What is wrong with a property of an event; None for nothing. Null is absent."""
    value = properties.get(name)
    if value is None:
        return Fault.MISSING if planned.required else None
    if not fits(planned.kind, value):
        return Fault.TYPE
    return None if is_allowed(planned, value) else Fault.VALUE


def is_allowed(planned: PlannedProperty, value: Any) -> bool:
    """Whether a value of the planned type is an allowed one."""
    if planned.one_of and not any(_same(value, allowed) for allowed in planned.one_of):
        return False
    return planned.bounds.hold(value) if planned.kind in NUMBERS else True


def _same(value: object, allowed: object) -> bool:
    """Equal, and not `true` for 1."""
    return value == allowed and isinstance(value, bool) == isinstance(allowed, bool)


def expected(planned: PlannedProperty) -> str:
    """The plan of a property in the words of the launch file: `integer, at least 1`."""
    listed = [shown(value) for value in planned.one_of[:MOST_LISTED]]
    more = ", …" if len(planned.one_of) > MOST_LISTED else ""
    bounds = [f"{key.replace('_', ' ')} {end:g}" for key, end in vars(planned.bounds).items() if end is not None]
    allowed = [f"one of {', '.join(listed)}{more}"] if listed else []
    return ", ".join([planned.kind, *allowed, *bounds])


def properties_of(text: str) -> Mapping[str, Any]:
    """The properties of an event's JSON text; lenient where Python's reader takes what others refuse."""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.MsgspecError, UnicodeEncodeError):
        found = json.loads(text)
    return found if isinstance(found, dict) else {}


def shown(value: object) -> str:
    """A value as JSON, cut: `"Rp2.500"`."""
    return _cut(_json(value), LONGEST_VALUE)


def example(properties: Mapping[str, Any]) -> str:
    """The properties of an event as JSON, cut."""
    return _cut(_json(properties), LONGEST_EXAMPLE)


def _json(value: object) -> str:
    try:
        text = msgspec.json.encode(value).decode()
    except (msgspec.MsgspecError, OverflowError, UnicodeEncodeError, TypeError):
        return repr(value).encode("utf-8", "replace").decode()
    return TURNING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
