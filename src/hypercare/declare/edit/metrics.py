"""Metrics, gates and guardrails between the file and the form."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hypercare.declare.edit.form import (
    AT_LEAST,
    AT_MOST,
    KINDS,
    GuardrailForm,
    MetricForm,
    StepForm,
    ThresholdForm,
)
from hypercare.declare.edit.words import number_or_text, text_of

Mapped = dict[str, Any]
# The keys of a kind that the form shows, beside the key that names it and those inside it.
BESIDE = {"funnel": ("within",), "rate": ("per",), "activity": ("per",)}
INSIDE = {"mean": ("of",), "cycle": ("at_least", "every")}
RETENTION = ("by", "period", "at", "brackets")
RETENTION_KEPT = frozenset(
    {"at_least", "birth", "return", "start", "every", "cohorts", "members", "average", "profile"}
)
NEEDS_MAPPING = frozenset({"cycle", "retention"})
"""Kinds whose event never stands as a bare name."""
MANY = frozenset({"funnel", "ratio"})
"""Kinds with a list of events."""


def metrics_of(value: object) -> tuple[MetricForm, ...]:
    """The metrics of a file, in its order."""
    declared = value if isinstance(value, dict) else {}
    return tuple(_metric_of(name, each) for name, each in declared.items())


def _metric_of(name: str, value: object) -> MetricForm:
    kinds = [kind for kind in KINDS if isinstance(value, dict) and kind in value]
    if not isinstance(value, dict) or len(kinds) != 1 or not _shows(value[kinds[0]], kinds[0]):
        return MetricForm(name, origin=name)
    kind, inner = kinds[0], value[kinds[0]]
    events = inner if kind in MANY else [inner]
    steps = tuple(_step_of(event, str(index), kind) for index, event in enumerate(events))
    inside = inner if isinstance(inner, dict) else {}
    said = {key: text_of(value.get(key)) for key in BESIDE.get(kind, ())}
    said |= {key: text_of(inside.get(key)) for key in INSIDE.get(kind, ())}
    if kind == "retention":
        said |= {key: text_of(inside.get(key)) for key in ("by", "period")} | {"cells": _cells_of(inside)}
    return MetricForm(name, kind, steps, **said, origin=name)


def _shows(inner: object, kind: str) -> bool:
    """Whether the form can show what stands behind a kind's key."""
    events = inner if kind in MANY else [inner]
    return isinstance(events, list) and all(isinstance(event, str | dict) for event in events)


def _step_of(event: object, origin: str, kind: str) -> StepForm:
    if not isinstance(event, dict):
        return StepForm(text_of(event), origin=origin)
    if kind != "funnel":
        return StepForm(text_of(event.get("event")), origin=origin)
    return StepForm(
        text_of(event.get("event")), event.get("optional") is True, text_of(event.get("within")), origin=origin
    )


def _cells_of(inside: Mapped) -> str:
    cells = inside.get("brackets" if _by_brackets(inside) else "at")
    return ", ".join(text_of(cell) for cell in cells) if isinstance(cells, list) else ""


def _by_brackets(inside: Mapped) -> bool:
    return inside.get("by") == "brackets" or ("by" not in inside and "at" not in inside)


def metrics_value(was: object, metrics: Iterable[MetricForm]) -> Mapped:
    """The metrics as they stand in a file that had `was`. A row without a name, or with one taken, is left out."""
    return _named(
        was,
        ((metric.name, metric.origin, metric) for metric in metrics),
        read=_metric_of,
        write=_metric_value,
    )


def _named(
    was: object,
    rows: Iterable[tuple[str, str, Any]],
    *,
    read: Callable[[str, object], Any],
    write: Callable[[Mapped, Any], object],
) -> Mapped:
    """Rows by their names; a row that says what its origin said keeps the origin's value."""
    before = was if isinstance(was, dict) else {}
    found: Mapped = {}
    for name, origin, row in rows:
        old = before.get(origin)
        if name and name not in found and (old is not None or _says_something(row)):
            unchanged = old is not None and read(name, old) == row
            found[name] = old if unchanged else write(old if isinstance(old, dict) else {}, row)
    return found


def _says_something(row: object) -> bool:
    return not isinstance(row, MetricForm) or row.kind != ""


def _metric_value(old: Mapped, metric: MetricForm) -> Mapped:
    kind = metric.kind
    if not kind:
        return old
    of_kind = kind in old
    inner = old.get(kind) if of_kind else None
    kept = {
        key: value
        for key, value in old.items()
        if (of_kind or key == "unit") and key not in (kind, *BESIDE.get(kind, ()))
    }
    beside = {key: getattr(metric, key) for key in BESIDE.get(kind, ()) if getattr(metric, key)}
    return {kind: _inner_value(inner, metric), **beside, **kept}


def _inner_value(inner: object, metric: MetricForm) -> object:
    before = inner if isinstance(inner, list) else [inner]
    old = {str(index): event for index, event in enumerate(before)}
    events = [_event_value(old.get(step.origin), step, metric) for step in metric.steps if step.event]
    if metric.kind in MANY:
        return events
    return events[0] if events else _event_value(None, StepForm(), metric)


def _event_value(old: object, step: StepForm, metric: MetricForm) -> object:
    kept = (
        {key: value for key, value in old.items() if key == "where" or _is_kept(key, metric.kind)}
        if isinstance(old, dict)
        else {}
    )
    more: Mapped = {}
    if metric.kind == "funnel":
        more = ({"optional": True} if step.optional else {}) | ({"within": step.within} if step.within else {})
    for key in INSIDE.get(metric.kind, ()):
        typed = getattr(metric, key)
        more |= {key: number_or_text(typed) if key == "at_least" else typed} if typed else {}
    if metric.kind == "retention":
        more |= _retention_value(metric)
    if not more and not kept and metric.kind not in NEEDS_MAPPING:
        return step.event
    return ({"event": step.event} if step.event else {}) | more | kept


def _is_kept(key: str, kind: str) -> bool:
    """Whether a key inside an event is one that the form does not show."""
    return kind == "retention" and key in RETENTION_KEPT


def _retention_value(metric: MetricForm) -> Mapped:
    cells = [cell.strip() for cell in metric.cells.split(",") if cell.strip()]
    brackets = metric.by == "brackets" or (not metric.by and any("-" in cell for cell in cells))
    said: Mapped = {key: getattr(metric, key) for key in ("by", "period") if getattr(metric, key)}
    if not cells:
        return said
    return said | ({"brackets": cells} if brackets else {"at": [number_or_text(cell) for cell in cells]})


def gates_of(value: object) -> tuple[ThresholdForm, ...]:
    """The thresholds of a file, gate by gate."""
    gates = value if isinstance(value, dict) else {}
    return tuple(
        _threshold_of(gate, metric, each)
        for gate, asked in gates.items()
        if isinstance(asked, dict)
        for metric, each in asked.items()
    )


def _threshold_of(gate: str, metric: str, value: object) -> ThresholdForm:
    said: Mapping[str, object] = value if isinstance(value, dict) else {}
    cell = text_of(said.get("bracket")) or text_of(said.get("cell"))
    return ThresholdForm(
        gate, metric, text_of(said.get("success")), text_of(said.get("failure")), cell, origin=origin(gate, metric)
    )


def origin(gate: str, metric: str) -> str:
    """How a threshold names its place in the file."""
    return f"{gate}: {metric}"


def gates_value(was: object, thresholds: Iterable[ThresholdForm]) -> Mapped:
    """The gates as they stand in a file that had `was`; a second row for a metric in a gate is left out."""
    before = was if isinstance(was, dict) else {}
    old = {
        origin(gate, metric): each
        for gate, asked in before.items()
        if isinstance(asked, dict)
        for metric, each in asked.items()
    }
    found: Mapped = {}
    for row in thresholds:
        asked = found.setdefault(row.gate, {}) if row.gate and row.metric else {}
        if row.metric and row.metric not in asked:
            value = old.get(row.origin)
            unchanged = value is not None and _threshold_of(row.gate, row.metric, value) == row
            asked[row.metric] = value if unchanged else _threshold_value(value, row)
    return found


def _threshold_value(old: object, row: ThresholdForm) -> Mapped:
    kept = {key: value for key, value in old.items() if key == "days"} if isinstance(old, dict) else {}
    cell: Mapped = {}
    if row.cell:
        cell = {"bracket": row.cell} if "-" in row.cell else {"cell": number_or_text(row.cell)}
    levels = {key: number_or_text(getattr(row, key)) for key in ("success", "failure") if getattr(row, key)}
    return cell | levels | kept


def guardrails_of(value: object) -> tuple[GuardrailForm, ...]:
    """The guardrails of a file, in its order."""
    declared = value if isinstance(value, dict) else {}
    return tuple(_guardrail_of(metric, each) for metric, each in declared.items())


def _guardrail_of(metric: str, value: object) -> GuardrailForm:
    said: Mapping[str, object] = value if isinstance(value, dict) else {}
    side = AT_LEAST if AT_LEAST in said and AT_MOST not in said else AT_MOST
    return GuardrailForm(metric, side, text_of(said.get(side)), text_of(said.get("rollback")), origin=metric)


def guardrails_value(was: object, guardrails: Iterable[GuardrailForm]) -> Mapped:
    """The guardrails as they stand in a file that had `was`; a second row for a metric is left out."""
    return _named(
        was,
        ((row.metric, row.origin, row) for row in guardrails),
        read=_guardrail_of,
        write=lambda _, row: _guardrail_value(row),
    )


def _guardrail_value(row: GuardrailForm) -> Mapped:
    limit = {row.side: number_or_text(row.limit)} if row.limit else {}
    return limit | ({"rollback": number_or_text(row.rollback)} if row.rollback else {})
