"""Filters and events: which facts a metric looks at."""

from typing import Annotated, ClassVar

from pydantic import (
    Field,
    PlainValidator,
    RootModel,
    StrictBool,
    StrictFloat,
    StrictInt,
    WithJsonSchema,
    model_validator,
)

from hypercare.declare.reading.complaints import shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.spec import Name, Spec
from hypercare.model.metrics import Condition, EventRef, Filter, Op, Scalar

MOST_OPERANDS = 1000
_SCALARS = {"type": ["string", "number", "boolean"]}
_OPERANDS_SCHEMA = {
    "anyOf": [_SCALARS, {"type": "array", "items": _SCALARS, "minItems": 1, "maxItems": MOST_OPERANDS}],
    "title": "value or list of values",
}


def _operands(written: object) -> tuple[Scalar, ...]:
    values = written if isinstance(written, list) else [written]
    if not values or len(values) > MOST_OPERANDS:
        raise reject(f"the list has {len(values)} values", f"1 to {MOST_OPERANDS}")
    return tuple(_operand(value) for value in values)


def _operand(value: object) -> Scalar:
    if isinstance(value, str | bool | int | float):
        return value
    raise reject(
        f"{shown(value)} cannot be compared with", "text, a number, true or false; or exists: false where it is absent"
    )


Operands = Annotated[tuple[Scalar, ...], PlainValidator(_operands), WithJsonSchema(_OPERANDS_SCHEMA)]
Bound = Annotated[StrictInt | StrictFloat, Field(union_mode="left_to_right", title="number")]


class ConditionSpec(Spec):
    """What must be true of one property. A bare value or a list means `is`. Several keys must all hold."""

    shorthand: ClassVar[str] = "is"

    is_: Operands | None = Field(
        default=None, alias="is", description="The value is this, or one of these.", examples=["android"]
    )
    not_: Operands | None = Field(
        default=None, alias="not", description="The value is none of these.", examples=["test"]
    )
    above: Bound | None = Field(default=None, description="The number is greater.", examples=[100])
    at_least: Bound | None = Field(default=None, description="The number is this or greater.", examples=[100])
    below: Bound | None = Field(default=None, description="The number is smaller.", examples=[5])
    at_most: Bound | None = Field(default=None, description="The number is this or smaller.", examples=[5])
    contains: Name | None = Field(default=None, description="The text has this part.", examples=["bulk"])
    exists: StrictBool | None = Field(default=None, description="Whether there is a value at all.", examples=[True])

    def conditions(self, key: str) -> tuple[Condition, ...]:
        """The conditions on the property `key`, in the order of the operators."""
        written = ((op, getattr(self, _FIELDS.get(op, op))) for op in Op)
        return tuple(Condition(key, op, v if isinstance(v, tuple) else (v,)) for op, v in written if v is not None)

    @model_validator(mode="after")
    def _some(self) -> "ConditionSpec":
        if not self.model_fields_set:
            raise reject("the condition is empty", "a value, a list, or an operator such as {above: 100}")
        return self


_FIELDS = {Op.IS: "is_", Op.NOT: "not_"}


class FilterSpec(RootModel[dict[Name, ConditionSpec]]):
    """Properties with what must be true of each; all must hold."""

    def filter(self) -> Filter:
        """The filter, its conditions in the order of the file."""
        return Filter(tuple(c for key, spec in self.root.items() for c in spec.conditions(key)))


def filter_of(spec: FilterSpec | None) -> Filter:
    """The filter of an optional `where`: an absent one holds always."""
    return spec.filter() if spec is not None else Filter()


class EventSpec(Spec):
    """Events of one name; a bare name, or a mapping with a filter."""

    shorthand: ClassVar[str] = "event"

    event: Name = Field(description="The event's name, as it is sent.", examples=["order_created"])
    where: FilterSpec | None = Field(
        default=None, description="Only events that pass this filter.", examples=[{"rows": {"above": 100}}]
    )

    def ref(self) -> EventRef:
        """The events meant."""
        return EventRef(self.event, filter_of(self.where))
