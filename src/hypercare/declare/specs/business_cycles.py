"""Business cycles as people name them."""

import re
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from hypercare.declare.reading.complaints import closest, shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.spec import MOST_PROSE
from hypercare.model.metrics import Cycle, CycleKind

MOST_CYCLE_DAYS = 1100
SHAPES = ("calendar month", "calendar quarter", "90 days from activation", "trailing 90 days")
_EXPECTED = "calendar month, calendar quarter, 90 days from activation, or trailing 90 days"
_DAYS = re.compile(r"([0-9]{1,5}) days? from activation|trailing ([0-9]{1,5}) days?")


def parse_cycle(written: object) -> Cycle:
    """The cycle that a text names. Raises PydanticCustomError for anything else, and beyond three years."""
    if written in (CycleKind.CALENDAR_MONTH, CycleKind.CALENDAR_QUARTER):
        return Cycle(CycleKind(str(written)))
    found = _DAYS.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise reject(f"{shown(written)} is not a business cycle", _EXPECTED, nearest=closest(str(written), SHAPES))
    kind = CycleKind.FROM_ACTIVATION if found[1] else CycleKind.TRAILING
    days = int(found[1] or found[2])
    if not 1 <= days <= MOST_CYCLE_DAYS:
        raise reject(f"a cycle of {days} days is out of range", f"1 to {MOST_CYCLE_DAYS} days")
    return Cycle(kind, days)


def parse_declared_cycle(written: object) -> Cycle:
    """A cycle, or `{none: "why"}` for a launch without one. Raises PydanticCustomError where the reason is missing."""
    if written == "none" or (isinstance(written, dict) and set(written) == {"none"}):
        return Cycle(CycleKind.NONE, reason=_reason(written))
    return parse_cycle(written)


def _reason(written: object) -> str:
    reason = written["none"] if isinstance(written, dict) else None
    if not isinstance(reason, str) or not reason.strip() or len(reason) > MOST_PROSE:
        raise reject("a launch without a business cycle must say why", '{none: "the reason"}')
    return reason.strip()


def format_cycle(cycle: Cycle) -> str:
    """The cycle as it would be written in a launch file."""
    if cycle.kind is CycleKind.FROM_ACTIVATION:
        return f"{cycle.days} days from activation"
    if cycle.kind is CycleKind.TRAILING:
        return f"trailing {cycle.days} days"
    return f"none: {cycle.reason}" if cycle.kind is CycleKind.NONE else str(cycle.kind)


_PATTERN = r"^(calendar (month|quarter)|[0-9]+ days? from activation|trailing [0-9]+ days?)$"
_CYCLE_SCHEMA = {"type": "string", "pattern": _PATTERN, "title": "cycle", "examples": list(SHAPES)}
_NONE_SCHEMA = {
    "type": "object",
    "properties": {"none": {"type": "string"}},
    "required": ["none"],
    "additionalProperties": False,
}
CycleField = Annotated[Cycle, PlainValidator(parse_cycle), WithJsonSchema(_CYCLE_SCHEMA)]
DeclaredCycle = Annotated[
    Cycle,
    PlainValidator(parse_declared_cycle),
    WithJsonSchema({"anyOf": [_CYCLE_SCHEMA, _NONE_SCHEMA], "title": "cycle"}),
]
