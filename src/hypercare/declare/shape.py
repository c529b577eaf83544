"""Whether a document has the shape of a model: pydantic's errors in plain words, and what is left without them."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hypercare.declare.complaints import Complaint, one_of, place, shown
from hypercare.declare.flow_yaml import flow
from hypercare.declare.metric_specs import NO_KIND, SPECS
from hypercare.declare.model_paths import Place, field_at, keys, model_at, without_marks
from hypercare.declare.rejections import DECLARED
from hypercare.declare.yaml_lines import Document, Path, Value

M = TypeVar("M", bound=BaseModel)
# Each round cuts at least one part out, and a part is at most this deep below the root.
MOST_ROUNDS = 12


@dataclass(frozen=True)
class Shaped(Generic[M]):
    """The model of what is sound in a document, with the complaints about the rest.

    `broken` are the paths that were cut out; a required part among them has its stand-in in `model`, which is None
    where not even that helped.
    """

    model: M | None
    complaints: tuple[Complaint, ...]
    broken: frozenset[Path]

    def spares(self, complaint: Complaint) -> bool:
        """Whether a complaint is about a part that is sound, and takes only sound parts for granted."""
        if _within(complaint.path, self.broken):
            return False
        return not any(
            _within(part, {path}) or _within(path, {part}) for part in complaint.rests_on for path in self.broken
        )


def shaped(model: type[M], document: Document, stand_ins: Mapping[str, object]) -> Shaped[M]:
    """The document as a model. Errors never stop the reading: broken parts are cut out and the rest is tried again."""
    empty = tuple(_empty(document))
    broken = {complaint.path for complaint in empty} | set(document.spoilt)
    found, complaints = None, [*empty]
    value = _without(document.value, broken)
    for attempt in range(MOST_ROUNDS):
        try:
            found = model.model_validate({**stand_ins, **value} if attempt else value)
            break
        except ValidationError as error:
            details = error.errors(include_url=False)
        if attempt == 0:
            complaints += _complaints(model, details, broken)
        broken |= {_cut_at(detail, document) for detail in details}
        value = _without(document.value, broken)
    return Shaped(found, tuple(complaints), frozenset(broken))


def _empty(document: Document) -> list[Complaint]:
    return [
        Complaint(path, f"{place(path)} is empty", "a value, or to leave the key out")
        for path in document.lines
        if path and _value_at(document.value, path) is None and not _within(path, document.spoilt)
    ]


def _within(path: Path, outer: frozenset[Path] | set[Path]) -> bool:
    return any(path[: len(part)] == part for part in outer)


def _value_at(value: Value, path: Path) -> object:
    found: Any = value
    for part in path:
        try:
            found = found[part]
        except (KeyError, IndexError, TypeError):
            return _ABSENT
    return found


_ABSENT = object()


def _without(value: dict[str, Value], broken: set[Path]) -> dict[str, Value]:
    kept = copy.deepcopy(value)
    for path in broken:
        keyed = path[: next((at for at, part in enumerate(path) if isinstance(part, int)), len(path))]
        holder: Any = kept
        for part in keyed[:-1]:
            holder = holder.get(part) if isinstance(holder, dict) else None
        if isinstance(holder, dict) and keyed:
            holder.pop(str(keyed[-1]), None)
    return kept


def _cut_at(detail: ErrorDetails, document: Document) -> Path:
    path = without_marks(detail["loc"])
    if detail["type"] == "missing":
        path = path[:-1] or path
    while len(path) > 1 and path not in document.lines:
        path = path[:-1]
    return path


def _complaints(model: type[BaseModel], details: list[ErrorDetails], broken: set[Path]) -> list[Complaint]:
    places = [detail["loc"] for detail in details]
    return [
        _complaint(model, detail)
        for detail in details
        if not _within(without_marks(detail["loc"]), broken) and not _only_counts_the_sound(detail, places)
    ]


def _only_counts_the_sound(detail: ErrorDetails, places: list[Place]) -> bool:
    """Whether a list is called too short only because pydantic leaves broken items out of the count."""
    loc = detail["loc"]
    return detail["type"] == "too_short" and any(len(other) > len(loc) and other[: len(loc)] == loc for other in places)


def _complaint(model: type[BaseModel], detail: ErrorDetails) -> Complaint:
    path = without_marks(detail["loc"])
    if detail["type"] == "missing":
        return _missing(model, detail["loc"], path)
    if detail["type"] == "extra_forbidden":
        return _unknown(model, detail["loc"], path)
    if detail["type"] == DECLARED:
        context = detail["ctx"]
        return Complaint(path, f"{place(path)}: {context['what']}", context["expected"], nearest=context["nearest"])
    if detail["type"] == "literal_error":
        return _not_among(model, detail, path)
    what, expected = WORDS.get(detail["type"], _in_pydantics_words)(detail)
    return Complaint(path, f"{place(path) or 'the file'}: {what}", expected)


def _missing(model: type[BaseModel], loc: Place, path: Path) -> Complaint:
    key, field = str(path[-1]), field_at(model, loc)
    example = flow({key: field.examples[0]})[1:-1] if field is not None and field.examples else f"{key}:"
    return Complaint(path, f"{place(path[:-1]) or 'the file'} has no {key}", f"a line such as {example}")


def _unknown(model: type[BaseModel], loc: Place, path: Path) -> Complaint:
    key, holder = str(path[-1]), model_at(model, loc[:-1])
    known = tuple(keys(holder)) if holder else ()
    if key in SPECS and holder in SPECS.values():
        kinds = " and ".join(kind for kind in SPECS if kind in (key, *known))
        return Complaint(path, f"{place(path[:-1])} has two kinds: {kinds}", "one kind a metric")
    where = f" in {place(path[:-1])}" if path[:-1] else ""
    return Complaint(path, f"unknown key {shown(key)}{where}", one_of(known), key, known)


def _not_among(model: type[BaseModel], detail: ErrorDetails, path: Path) -> Complaint:
    field = field_at(model, detail["loc"])
    names = tuple(detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", "))
    hint = f" ({field.description})" if field is not None and field.description and len(names) < 2 else ""
    return Complaint(
        path, f"{place(path)}: {shown(detail['input'])} is not known{hint}", one_of(names), str(detail["input"]), names
    )


Words = tuple[str, str]


def _in_pydantics_words(detail: ErrorDetails) -> Words:
    return detail["msg"][:1].lower() + detail["msg"][1:], ""


def _not_text(detail: ErrorDetails) -> Words:
    given = detail["input"]
    quoted = f'text; a name made of digits wants quotes: "{given}"' if isinstance(given, int | float) else "text"
    return f"{shown(given)} is not text", quoted


def _not_a(kind: str) -> Callable[[ErrorDetails], Words]:
    return lambda detail: (f"{shown(detail['input'])} is not {kind}", kind)


def _bound(said: str, key: str) -> Callable[[ErrorDetails], Words]:
    return lambda detail: (f"{shown(detail['input'])} is out of range", f"{said} {detail['ctx'][key]}")


def _length(said: str, key: str, what: str) -> Callable[[ErrorDetails], Words]:
    def words(detail: ErrorDetails) -> Words:
        limit = detail["ctx"][key]
        return f"too {'few' if said == 'at least' else 'many'} {what}", f"{said} {limit}"

    return words


WORDS: Mapping[str, Callable[[ErrorDetails], Words]] = {
    "string_type": _not_text,
    "int_type": _not_a("a whole number"),
    "float_type": _not_a("a number"),
    "bool_type": _not_a("true or false"),
    "tuple_type": _not_a("a list"),
    "dict_type": _not_a("a mapping of keys and values"),
    "model_type": _not_a("a mapping of keys and values"),
    "model_attributes_type": _not_a("a mapping of keys and values"),
    "greater_than_equal": _bound("at least", "ge"),
    "less_than_equal": _bound("at most", "le"),
    "too_short": _length("at least", "min_length", "entries"),
    "too_long": _length("at most", "max_length", "entries"),
    "string_too_short": _length("at least", "min_length", "characters"),
    "string_too_long": _length("at most", "max_length", "characters"),
    NO_KIND: lambda _: ("the metric names no kind", f"{one_of(SPECS)}, as in {SPECS['funnel'].example}"),
}
