"""From the place of an error to the model that stands there: which keys it knows, and an example of each."""

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, Tag
from pydantic.fields import FieldInfo

from hypercare.model.metrics import METRIC_KINDS

Place = tuple[str | int, ...]
# What pydantic adds to a place: the tag of a union's member, and the mark that a key itself is wrong.
MARKS = frozenset({*(f"<{kind}>" for kind in METRIC_KINDS), "[key]"})


def keys(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the key that the file uses."""
    last = getattr(model, "last_key", "")
    named = sorted(model.model_fields.items(), key=lambda item: item[0] == last)
    return {field.alias or name: field for name, field in named}


def model_at(model: type[BaseModel], place: Place) -> type[BaseModel] | None:
    """The model whose mapping stands at a place of an error, marks included; None where there is none."""
    found: Any = model
    for part in place:
        found = next((step for option in options(found) if (step := _step(option, part)) is not None), None)
    bare = (_bare(option) for option in options(found))
    models = [option for option in bare if isinstance(option, type) and issubclass(option, BaseModel)]
    return models[0] if len(models) == 1 else None


def field_at(model: type[BaseModel], place: Place) -> FieldInfo | None:
    """The field at a place of an error; None where the place is not a key of a model."""
    holder = model_at(model, place[:-1]) if place else None
    return keys(holder).get(str(place[-1])) if holder else None


def without_marks(place: Place) -> Place:
    """The place as keys and items of the file."""
    return tuple(part for part in place if part not in MARKS)


def options(annotation: Any) -> list[Any]:
    """The members of a union, else the annotation itself; members keep their own wrappers."""
    bare = _bare(annotation)
    if get_origin(bare) in {Union, UnionType}:
        return [option for member in get_args(bare) for option in options(member)]
    return [annotation]


def _bare(annotation: Any) -> Any:
    return _bare(get_args(annotation)[0]) if get_origin(annotation) is Annotated else annotation


def _step(option: Any, part: str | int) -> Any:
    if part in MARKS:
        return _bare(option) if Tag(str(part)) in getattr(option, "__metadata__", ()) else None
    bare = _bare(option)
    if get_origin(bare) in {dict, tuple}:
        return get_args(bare)[0 if get_origin(bare) is tuple else 1]
    if not (isinstance(bare, type) and issubclass(bare, BaseModel)):
        return None
    if issubclass(bare, RootModel):
        return _step(bare.model_fields["root"].annotation, part)
    field = keys(bare).get(str(part))
    return field.annotation if field else None
