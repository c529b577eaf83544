"""What a form posts, as a draft: `metrics.0.steps.1.event` is a field of a row of a row."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from django.http import QueryDict

from hypercare.app.usecases.launches.launch_form import Draft, form_of
from hypercare.declare.edit.edit import read_form
from hypercare.declare.edit.form import LaunchForm
from hypercare.model.errors import BadInput, InvalidFile

NAME: Final = re.compile(r"f\.[a-z_]{1,40}(\.([0-9]{1,3}|[a-z_]{1,40})){0,5}")
"""`f.` keeps the fields apart from what a form element has of its own: `id`, `title`."""
CHECKED: Final = frozenset({"optional"})
"""Fields that are ticked or not."""


def draft_of(posted: QueryDict) -> Draft:
    """The draft of a form. Raises `BadInput` for what no form of ours posts."""
    base = _base(posted.get("base", ""))
    nested = _nested(posted)
    form = form_of(nested)
    before = _before(base)
    new = _new_names(form, _rows(nested.get("metrics")))
    form = _renamed(form, new)
    peaks = replace(form.peaks, watch=_in_order(form.peaks.watch, before.peaks.watch))
    form = replace(
        form, primary=_in_order(_ticked(nested), (new.get(name, name) for name in before.primary)), peaks=peaks
    )
    return Draft(form, base, posted.get("replaces", ""), posted.get("digest", ""))


def base_field(text: str) -> str:
    """The text in one line: browsers rewrite the line ends of what they post."""
    return json.dumps(text)


def _base(field: str) -> str:
    try:
        found = json.loads(field) if field else ""
    except ValueError:
        found = None
    if not isinstance(found, str):
        raise BadInput("the form has lost its file", where="base", fix="start again from the file")
    return found


def _nested(posted: QueryDict) -> dict[str, Any]:
    """The fields as mappings and lists; a row's number is only its place."""
    root: dict[str, Any] = {}
    for name in posted:
        if not NAME.fullmatch(name):
            continue
        _, *path, last = name.split(".")
        holder = root
        for part in path:
            inner = holder.setdefault(part, {})
            holder = inner if isinstance(inner, dict) else {}
        value = posted[name]
        holder[last] = bool(value) if last in CHECKED else value
    found: dict[str, Any] = _listed(root)
    return found


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _listed(each) for key, each in value.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _new_names(form: LaunchForm, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Metrics that were given another name, by the name that was shown last."""
    names = {metric.name for metric in form.metrics}
    return {
        str(row["was"]): str(row.get("name", "")).strip()
        for row in rows
        if row.get("was") and row["was"] not in names and row.get("name")
    }


def _renamed(form: LaunchForm, new: Mapping[str, str]) -> LaunchForm:
    """The form whose gates and guardrails follow metrics that were given another name."""
    gates = tuple(replace(row, metric=new.get(row.metric, row.metric)) for row in form.gates)
    guardrails = tuple(replace(row, metric=new.get(row.metric, row.metric)) for row in form.guardrails)
    return replace(form, gates=gates, guardrails=guardrails)


def _ticked(nested: Mapping[str, Any]) -> list[str]:
    """The metrics that are ticked as deciding."""
    return [str(row.get("name", "")).strip() for row in _rows(nested.get("metrics")) if row.get("decides")]


def _in_order(ticked: Iterable[str], before: Iterable[str]) -> tuple[str, ...]:
    """What is ticked, in the order of the file where it has one."""
    names = [name for name in ticked if name]
    return tuple(dict.fromkeys([*(name for name in before if name in names), *names]))


def _before(base: str) -> LaunchForm:
    try:
        return read_form(base, file="launch.yaml")
    except InvalidFile:
        return LaunchForm()
