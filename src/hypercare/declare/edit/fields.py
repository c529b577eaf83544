"""From a place in the file to the field of the form that shows it."""

from collections.abc import Callable, Mapping, Sequence

from hypercare.declare.edit.form import KINDS, SEVERAL, LaunchForm
from hypercare.declare.reading.yaml_lines import Path

PLAIN = {
    "launch": "id",
    "title": "title",
    "live": "live",
    "timezone": "timezone",
    "before": "before",
    "lateness": "lateness",
    "primary": "primary",
}
INSIDE_A_METRIC = frozenset({"within", "per", "of", "at_least", "every", "by", "period"})
CELLS = frozenset({"at", "brackets"})


def field_of(path: Path, form: LaunchForm) -> str:
    """The field by its place in the form, items from 0: `metrics.0.steps.1.event`. Empty where there is none."""
    if not path:
        return ""
    key, rest = str(path[0]), path[1:]
    return FIELDS[key](rest, form) if key in FIELDS else PLAIN.get(key, "")


def _unit(rest: Path, form: LaunchForm) -> str:
    del rest
    return "unit_key" if form.unit_kind == "account" else "unit_kind"


def _segment(rest: Path, form: LaunchForm) -> str:
    key = str(rest[0]) if rest else "name"
    if key == "where" and len(rest) > 1:
        index = _index([row.key for row in form.segment.where], rest[1])
        return f"segment.where.{index}.value" if index is not None else "segment.name"
    return {"exposure": "segment.exposure_name", "split": "segment.exposure_name"}.get(key, f"segment.{key}")


def _squad(rest: Path, form: LaunchForm) -> str:
    if not rest:
        return ""
    role = str(rest[0])
    number = rest[1] if role in SEVERAL and len(rest) > 1 and isinstance(rest[1], int) else 0
    rows = [index for index, person in enumerate(form.squad) if person.role == role and person.name + person.email]
    key = rest[-1] if rest[-1] in ("name", "email", "until") else "name"
    return f"squad.{rows[number]}.{key}" if number < len(rows) else ""


def _metric(rest: Path, form: LaunchForm) -> str:
    index = _index([metric.name for metric in form.metrics], rest[0]) if rest else None
    if index is None:
        return ""
    inner = rest[1:]
    found = f"metrics.{index}"
    if inner and inner[0] in KINDS:
        filled = [bool(step.event) for step in form.metrics[index].steps]
        return f"{found}.{_inside(inner, filled)}"
    return f"{found}.{inner[0]}" if inner and inner[0] in INSIDE_A_METRIC else f"{found}.name"


def _inside(inner: Path, filled: Sequence[bool]) -> str:
    """The field of a place behind a kind's key."""
    number = _nth(filled, next((part for part in inner[1:] if isinstance(part, int)), 0))
    last = inner[-1]
    if last in CELLS or any(part in CELLS for part in inner):
        return "cells"
    if last in INSIDE_A_METRIC and inner[0] not in ("funnel", "ratio"):
        return str(last)
    if len(inner) == 1 and inner[0] == "retention":
        return "cells"
    return f"steps.{number}.{'within' if last == 'within' else 'event'}"


def _gate(rest: Path, form: LaunchForm) -> str:
    gate, metric = (rest[0] if rest else ""), (rest[1] if len(rest) > 1 else None)
    rows = [index for index, row in enumerate(form.gates) if row.gate == gate and metric in (None, row.metric)]
    if not rows:
        return ""
    key = str(rest[2]) if len(rest) > 2 else "metric" if metric is not None else "gate"
    shown = {"bracket": "cell", "days": "gate"}.get(key, key)
    return f"gates.{rows[0]}.{shown}"


def _guardrail(rest: Path, form: LaunchForm) -> str:
    index = _index([row.metric for row in form.guardrails], rest[0]) if rest else None
    if index is None:
        return ""
    key = str(rest[1]) if len(rest) > 1 else "metric"
    return f"guardrails.{index}.{'limit' if key.startswith('at ') else key}"


def _cycle(rest: Path, form: LaunchForm) -> str:
    return "cycle_reason" if form.cycle == "none" or rest else "cycle"


def _segments(rest: Path, form: LaunchForm) -> str:
    return f"segments.{_nth([bool(name) for name in form.segments], rest[0] if rest else 0)}"


def _support(rest: Path, form: LaunchForm) -> str:
    if len(rest) > 1:
        return f"support.escalation.{_nth([bool(name) for name in form.support.escalation], rest[1])}"
    return "support.guide"


def _below(name: str, first: str) -> Callable[[Path, LaunchForm], str]:
    return lambda rest, _: ".".join([name, *(str(part) for part in rest or (first,))])


def _sanity(rest: Path, form: LaunchForm) -> str:
    filled = [bool(row.name or row.get or row.expect or row.by) for row in form.sanity]
    return f"sanity.{_nth(filled, rest[0] if rest else 0)}.{rest[1] if len(rest) > 1 else 'name'}"


def _nth(filled: Sequence[bool], number: int | str) -> int:
    """The row of the n-th item of the file: rows that hold nothing are not written."""
    rows = [index for index, is_filled in enumerate(filled) if is_filled]
    return rows[number] if isinstance(number, int) and number < len(rows) else 0


def _index(names: Sequence[str], name: str | int) -> int | None:
    return names.index(str(name)) if str(name) in names else None


FIELDS: Mapping[str, Callable[[Path, LaunchForm], str]] = {
    "unit": _unit,
    "segment": _segment,
    "squad": _squad,
    "metrics": _metric,
    "gates": _gate,
    "guardrails": _guardrail,
    "segments": _segments,
    "business_cycle": _cycle,
    "peaks": _below("peaks", "calendar"),
    "rituals": _below("rituals", "standup"),
    "support": _support,
    "sanity": _sanity,
}
