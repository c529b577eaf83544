"""A launch file and the guided form over it: form out of text, and the form's changes back into the text.

What the form does not show stays in the text as it is, and `kept` says what that is.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from hypercare.declare.edit import metrics, parts
from hypercare.declare.edit.form import LaunchForm
from hypercare.declare.edit.render import entry
from hypercare.declare.edit.text import in_place, rewritten
from hypercare.declare.edit.words import text_of, tidy
from hypercare.declare.reading.yaml_lines import Path, Value, parse_yaml
from hypercare.model.errors import InvalidFile

Mapped = dict[str, Any]
HEADER = """\
# yaml-language-server: $schema=launch.schema.json
#
# A launch, declared before it goes live. What stands here at go-live is what it will be judged by;
# a later edit is a new version, shown as a difference. Check this file with: hypercare validate
"""
TAUGHT = {
    "live": "The local time of go-live; its date is day 0.",
    "unit": "Who is counted.",
    "lateness": "How long data may trickle in after the event.",
    "segment": "Whom the launch is for.",
    "squad": "Who looks after it.",
    "sanity": "What must answer before go-live.",
    "metrics": "What is measured, each by a name of your own.",
    "primary": "The metrics that decide.",
    "business_cycle": "One full business cycle must have passed before the launch can scale.",
    "gates": 'When the launch is judged: day N, or cycle end. Between failure and success lies "not shown".',
    "guardrails": "What must not get worse, whatever the gates say.",
    "segments": "Properties each of whose values must not be harmed.",
    "peaks": "The busy days that the launch must live through.",
}


@dataclass(frozen=True)
class Part:
    """One key of the file: the fields of the form that it fills, how they are read, and how they are written.

    `write` gets the value that the file had and the form; None, or an empty value, takes the key out.
    """

    key: str
    fields: tuple[str, ...]
    read: Callable[[object], tuple[Any, ...]]
    write: Callable[[object, LaunchForm], object]


def read_form(text: str, *, file: str) -> LaunchForm:
    """The form of a text; an empty form for an empty text. Raises `InvalidFile` for text that is no mapping.

    A key that is written twice, an anchor, an alias or a tag is refused too: a form cannot show which value is meant.
    """
    return form_of(_value(text, file))


def write_form(text: str, form: LaunchForm, *, file: str) -> str:
    """The text with the form's changes, and every other byte as it was; a new file with comments for an empty text.

    A form that says what the text says returns the text itself. Raises `InvalidFile` as `read_form` does.
    """
    value = value_of(_value(text, file), form)
    return rewritten(text.removeprefix("\ufeff"), value) if text.strip() else _new(value)


def normal(form: LaunchForm) -> LaunchForm:
    """The form as it reads back from a file of its own: one line a field, rows in the file's order, no empty rows."""
    return form_of(value_of({}, form))


def form_of(value: Mapping[str, Value]) -> LaunchForm:
    """The form of a file's value. Total: what it cannot show is left out."""
    said: Mapped = {}
    for part in PARTS:
        said |= zip(part.fields, part.read(value.get(part.key)), strict=True)
    return LaunchForm(**said)


def value_of(was: Mapping[str, Value], form: LaunchForm) -> dict[str, Value]:
    """The file's value with the form's changes: a part that the form did not change stays as it was."""
    form = tidied(form)
    value: Mapped = dict(was)
    for part in PARTS:
        now = tuple(getattr(form, name) for name in part.fields)
        if part.read(was.get(part.key)) == now:
            continue
        written = part.write(was.get(part.key), form)
        if written in (None, "", [], {}):
            value.pop(part.key, None)
        else:
            value[part.key] = written
    return {key: value[key] for key in in_place(list(was), value)}


def tidied(form: LaunchForm) -> LaunchForm:
    """The form with every text tidied: in one line, without blanks at its ends or signs that no file may hold."""
    found: LaunchForm = _tidied(form)
    return found


def _tidied(value: Any) -> Any:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, tuple):
        return tuple(_tidied(each) for each in value if each != "")
    if not is_dataclass(value) or isinstance(value, type):
        return value
    # An origin is a place in the file, never typed.
    return replace(value, **{each.name: _tidied(getattr(value, each.name)) for each in fields(value) if each.compare})


def _value(text: str, file: str) -> dict[str, Value]:
    if not text.strip():
        return {}
    document = parse_yaml(text, file=file)
    if document.problems:
        raise InvalidFile(document.problems)
    return document.value


def _new(value: dict[str, Value]) -> str:
    lines = [HEADER]
    for key, each in value.items():
        lines += [f"\n# {TAUGHT[key]}\n"] if key in TAUGHT else []
        lines += [entry(key, each, (key,), 0), "\n"]
    return "".join(lines)


def kept(text: str, *, file: str) -> tuple[Path, ...]:
    """What of a text the form does not show, by its path: it stays as it is as long as its row stays."""
    value = _value(text, file)
    shown = value_of({}, form_of(value))
    return tuple(_lost(value, shown, ()))


def _lost(value: Value, shown: Any, path: Path) -> Iterator[Path]:
    """The paths of a value that have no counterpart in what the form alone would write."""
    if isinstance(value, dict) and isinstance(shown, dict):
        for key, each in value.items():
            yield from _lost(each, shown[key], (*path, key)) if key in shown else ((*path, key),)
    elif isinstance(value, list) and isinstance(shown, list) and len(value) == len(shown):
        for index, each in enumerate(value):
            yield from _lost(each, shown[index], (*path, index))
    elif isinstance(value, dict) and not isinstance(shown, dict) and not _is_long_form(value, shown):
        yield path


def _is_long_form(value: dict[str, Value], shown: object) -> bool:
    """Whether a mapping says in a long form what the form says in one word: `{event: NAME}`, `{is: VALUE}`."""
    return len(value) == 1 and next(iter(value.values())) == shown


def _text(key: str, name: str) -> Part:
    return Part(key, (name,), lambda value: (text_of(value),), lambda _, form: getattr(form, name))


PARTS = (
    _text("launch", "id"),
    _text("title", "title"),
    _text("live", "live"),
    _text("timezone", "timezone"),
    Part(
        "unit",
        ("unit_kind", "unit_key"),
        parts.unit_of,
        lambda _, form: parts.unit_value(form.unit_kind, form.unit_key),
    ),
    _text("before", "before"),
    _text("lateness", "lateness"),
    Part(
        "segment",
        ("segment",),
        lambda v: (parts.segment_of(v),),
        lambda was, form: parts.segment_value(was, form.segment),
    ),
    Part("squad", ("squad",), lambda v: (parts.squad_of(v),), lambda was, form: parts.squad_value(was, form.squad)),
    Part(
        "support",
        ("support",),
        lambda v: (parts.support_of(v),),
        lambda was, form: parts.support_value(was, form.support),
    ),
    Part(
        "sanity", ("sanity",), lambda v: (parts.sanity_of(v),), lambda was, form: parts.sanity_value(was, form.sanity)
    ),
    Part(
        "metrics",
        ("metrics",),
        lambda v: (metrics.metrics_of(v),),
        lambda was, form: metrics.metrics_value(was, form.metrics),
    ),
    Part("primary", ("primary",), lambda v: (parts.names_of(v),), lambda _, form: list(form.primary)),
    Part(
        "business_cycle",
        ("cycle", "cycle_reason"),
        parts.cycle_of,
        lambda _, form: parts.cycle_value(form.cycle, form.cycle_reason),
    ),
    Part("gates", ("gates",), lambda v: (metrics.gates_of(v),), lambda was, form: metrics.gates_value(was, form.gates)),
    Part(
        "guardrails",
        ("guardrails",),
        lambda v: (metrics.guardrails_of(v),),
        lambda was, form: metrics.guardrails_value(was, form.guardrails),
    ),
    Part("segments", ("segments",), lambda v: (parts.names_of(v),), lambda _, form: list(form.segments)),
    Part("peaks", ("peaks",), lambda v: (parts.peaks_of(v),), lambda was, form: parts.peaks_value(was, form.peaks)),
    Part("rituals", ("rituals",), lambda v: (parts.rituals_of(v),), lambda _, form: parts.rituals_value(form.rituals)),
)
