"""The parts of a query beside its metrics: breakdown, sides of a comparison, dates."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, PlainValidator, WithJsonSchema

from hypercare.declare.reading.complaints import closest, shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.filters import FilterSpec, filter_of
from hypercare.declare.specs.spec import Name, Spec
from hypercare.declare.values.dates import LocalDate
from hypercare.model.metrics import Filter

_STEP = re.compile(r"step ([1-9][0-9]?)")
_AT_EXPECTED = "first, last or step N, such as step 2"


@dataclass(frozen=True)
class Breakdown:
    """A property that an answer is broken down by.

    `at` says whose value counts for a funnel: of the "first" or "last" step that the unit's chain fills, or of "step"
    number `step`, from 1. Empty: the value at the unit's first event, frozen there, as for a launch's segments.
    """

    key: str
    at: str = ""
    step: int = 0


@dataclass(frozen=True)
class Side:
    """One side of a comparison: the units whose first event passes `where`, over days of its own where it has any."""

    name: str
    where: Filter = Filter()
    first: date | None = None
    last: date | None = None


def parse_at(written: object) -> tuple[str, int]:
    """`first`, `last` or `step N`, as the word and the number of the step (0 for none)."""
    if written in ("first", "last"):
        return str(written), 0
    found = _STEP.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        nearest = closest(str(written), ("first", "last", "step 1"))
        raise reject(f"{shown(written)} does not say at which step", _AT_EXPECTED, nearest=nearest)
    return "step", int(found[1])


Attribution = Annotated[
    tuple[str, int],
    PlainValidator(parse_at),
    WithJsonSchema({"type": "string", "pattern": "^(first|last|step [1-9][0-9]?)$", "title": "attribution"}),
]


class BreakdownSpec(Spec):
    """A property that answers are broken down by: its name, or a mapping."""

    shorthand: ClassVar[str] = "property"

    property: Name = Field(description="The event's property, else the unit's trait.", examples=["platform"])
    at: Attribution | None = Field(
        default=None,
        description="Whose value counts in a funnel: of the first or the last step that the unit reached, or of a step"
        " by its number. Left out: the value at the unit's first event.",
        examples=["step 2"],
    )

    def breakdown(self) -> Breakdown:
        """The breakdown meant."""
        at, step = self.at or ("", 0)
        return Breakdown(self.property, at, step)


class SideSpec(Spec):
    """One side of a comparison."""

    where: FilterSpec | None = Field(
        default=None, description="Only units whose first event passes this filter.", examples=[{"platform": "ios"}]
    )
    first: LocalDate | None = Field(
        default=None, alias="from", description="The first local day, where it is its own.", examples=["2026-09-22"]
    )
    last: LocalDate | None = Field(
        default=None,
        alias="to",
        description="The last local day, inside, where it is its own.",
        examples=["2026-10-22"],
    )

    def side(self, name: str) -> Side:
        """The side meant."""
        return Side(name, filter_of(self.where), self.first, self.last)
