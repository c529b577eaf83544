"""What all parts of a launch file have in common: the base model, names, and how a field says no."""

import re
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, StrictStr, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

MOST_NAME = 200
MOST_PROSE = 2000
DECLARED = "declared"
_BREAKS = re.compile(r"[\n\r\t\x85]")


def reject(what: str, expected: str, *, nearest: tuple[str, ...] = ()) -> PydanticCustomError:
    """The error by which a field refuses its value: raise it in a validator."""
    return PydanticCustomError(DECLARED, "{what}", {"what": what, "expected": expected, "nearest": nearest})


class Spec(BaseModel):
    """A mapping of the launch file. Unknown keys are refused.

    `shorthand` names the key that a bare value fills: `event_name` for `{event: event_name}`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    shorthand: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        if cls.shorthand and not isinstance(value, dict | Spec):
            return {cls.shorthand: value}
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        full = handler(schema)
        if not cls.shorthand:
            return full
        bare = handler.resolve_ref_schema(full)["properties"][cls.shorthand]
        return {"anyOf": [bare, full]}


def _name(text: str) -> str:
    if text != text.strip() or _BREAKS.search(text):
        raise reject("it holds a line break, a tab, or blanks at an end", "a name in one line")
    return text


Name = Annotated[StrictStr, Field(min_length=1, max_length=MOST_NAME, title="name"), AfterValidator(_name)]
Prose = Annotated[StrictStr, Field(min_length=1, max_length=MOST_PROSE, title="text"), AfterValidator(str.strip)]
