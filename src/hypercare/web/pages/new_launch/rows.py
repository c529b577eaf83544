"""Rows of the form that come and go: `add:metrics`, `add:metrics.0.steps`, `remove:gates.2`."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from hypercare.declare.edit.form import (
    ConditionForm,
    GuardrailForm,
    LaunchForm,
    MetricForm,
    PersonForm,
    SanityForm,
    StepForm,
    ThresholdForm,
)
from hypercare.model.errors import BadInput

ACTION: Final = re.compile(r"(add|remove):([a-z_]+(?:\.(?:[0-9]{1,3}|[a-z_]+))*)")
MOST_ROWS: Final = 100
"""Rows of one list; nobody reads a launch with more."""
EVENTS: Final = {
    "funnel": (2, MOST_ROWS),
    "ratio": (2, 2),
    **dict.fromkeys(("rate", "count", "mean", "cycle", "retention", "activity"), (1, 1)),
}
"""How many events each kind has: at least, at most."""
NEW: Final[dict[str, Any]] = {
    "segment.where": ConditionForm(),
    "squad": PersonForm(),
    "metrics": MetricForm(kind="funnel", steps=(StepForm(), StepForm()), within="1 day"),
    "metrics.steps": StepForm(),
    "gates": ThresholdForm(gate="day 30"),
    "guardrails": GuardrailForm(),
    "segments": "",
    "support.escalation": "",
    "sanity": SanityForm(),
}


def acted(form: LaunchForm, action: str) -> tuple[LaunchForm, str]:
    """The form after a row was added or removed, and the row (or the list) to go on at.

    Raises `BadInput` for an action that there is not, and for a list that is full.
    """
    found = ACTION.fullmatch(action)
    if found is None:
        raise BadInput(f"{action[:60]!r} is no action of this form")
    path = found[2].split(".")
    if found[1] == "remove" and path[-1].isdigit():
        return _changed(form, path[:-1], lambda rows: _without(rows, int(path[-1]))), ".".join(path[:-1])
    if found[1] == "add" and (new := NEW.get(".".join(part for part in path if not part.isdigit()))) is not None:
        count = len(_at(form, path))
        return _changed(form, path, lambda rows: _with(rows, new)), f"{found[2]}.{count}"
    raise BadInput(f"{action[:60]!r} is no action of this form")


def fitted(form: LaunchForm) -> LaunchForm:
    """The form with as many events in each metric as its kind has: for when somebody chose another kind."""
    return replace(form, metrics=tuple(_fitted(metric) for metric in form.metrics))


def _fitted(metric: MetricForm) -> MetricForm:
    fewest, most = EVENTS.get(metric.kind, (0, 0))
    missing = (StepForm(),) * (fewest - len(metric.steps))
    return replace(metric, steps=(*metric.steps, *missing)[:most]) if metric.kind else metric


def _with(rows: tuple[Any, ...], new: Any) -> tuple[Any, ...]:
    if len(rows) >= MOST_ROWS:
        raise BadInput("the list is full", expected=f"at most {MOST_ROWS} rows")
    return (*rows, new)


def _without(rows: tuple[Any, ...], index: int) -> tuple[Any, ...]:
    return rows[:index] + rows[index + 1 :]


def _at(value: Any, path: list[str]) -> Any:
    for part in path:
        value = _inside(value, part)
    return value


def _inside(value: Any, part: str) -> Any:
    if isinstance(value, tuple) and part.isdigit() and int(part) < len(value):
        return value[int(part)]
    if is_dataclass(value) and part in {each.name for each in fields(value)}:
        return getattr(value, part)
    raise BadInput(f"the form has no {part[:60]!r} there")


def _changed(value: Any, path: list[str], change: Any) -> Any:
    if not path:
        return change(value)
    part, *rest = path
    inner = _changed(_inside(value, part), rest, change)
    if isinstance(value, tuple):
        return (*value[: int(part)], inner, *value[int(part) + 1 :])
    return replace(value, **{part: inner})
