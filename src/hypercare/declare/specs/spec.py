"""What all parts of a launch file have in common: the base model, and names."""

import re
from datetime import timedelta
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, StrictStr, model_validator
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from hypercare.declare.reading.rejections import reject
from hypercare.declare.values.durations import format_duration
from hypercare.model.metrics import Unit

MOST_NAME = 200
MOST_PROSE = 2000
_BREAKS = re.compile(r"[\n\r\t\x85]")


class Spec(BaseModel):
    """A mapping of the launch file. Unknown keys are refused.

    `shorthand` names the key that a bare value fills: `event_name` for `{event: event_name}`. `last_key` is shown last,
    though it comes from a base.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    shorthand: ClassVar[str] = ""
    last_key: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        if cls.shorthand and not isinstance(value, dict | Spec):
            return {cls.shorthand: value}
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        full = handler(schema)
        properties = handler.resolve_ref_schema(full)["properties"]
        for name, field in cls.model_fields.items():
            properties[field.alias or name] |= {"default": written_default(field)}
        if not cls.shorthand:
            return full
        bare = properties[cls.shorthand]
        return {"anyOf": [bare, full]}


def written_default(field: FieldInfo) -> str | int | None:
    """A key's default as it would stand in the file; None where leaving the key out says nothing."""
    value = field.default
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, Unit):
        return str(value.kind)
    if isinstance(value, tuple) and value:
        return "-".join(str(part) for part in value)
    return value if isinstance(value, str | int) and value != "" else None


def _name(text: str) -> str:
    if text != text.strip() or _BREAKS.search(text):
        raise reject("it holds a line break, a tab, or blanks at an end", "a name in one line")
    return text


Name = Annotated[StrictStr, Field(min_length=1, max_length=MOST_NAME, title="name"), AfterValidator(_name)]
