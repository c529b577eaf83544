"""Pydantic's errors as complaints, in words that a product manager understands."""

from collections.abc import Callable, Mapping

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from hypercare.declare.reading.complaints import Complaint, one_of, place, shown
from hypercare.declare.reading.flow_yaml import flow
from hypercare.declare.reading.model_paths import Place, field_at, keys, model_at, without_marks
from hypercare.declare.reading.rejections import DECLARED
from hypercare.declare.reading.yaml_lines import Path
from hypercare.declare.specs.metrics import NO_KIND, SPECS


def complaint_of(model: type[BaseModel], detail: ErrorDetails) -> Complaint:
    """What is wrong, by one of pydantic's errors on a model."""
    path = without_marks(detail["loc"])
    if detail["type"] == "missing":
        return _missing(model, detail["loc"], path)
    if detail["type"] == "extra_forbidden":
        return _unknown(model, detail["loc"], path)
    if detail["type"] == DECLARED:
        context = detail["ctx"]
        return Complaint(path, f"{place(path)}: {context['what']}", context["expected"], nearest=context["nearest"])
    if detail["type"] == "literal_error":
        return _not_among(detail, path)
    what, expected = BY_TYPE.get(detail["type"], _in_pydantics_words)(detail)
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


def _not_among(detail: ErrorDetails, path: Path) -> Complaint:
    names = tuple(detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", "))
    what = f"{place(path)}: {shown(detail['input'])} is not known"
    return Complaint(path, what, one_of(names), str(detail["input"]), names)


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


BY_TYPE: Mapping[str, Callable[[ErrorDetails], Words]] = {
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
