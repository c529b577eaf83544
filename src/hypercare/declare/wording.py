"""Parts of a launch in one line each, in the words of the launch file."""

import json
from datetime import datetime, time, timedelta
from enum import Enum
from functools import singledispatch

from hypercare.declare.specs.business_cycles import format_cycle
from hypercare.declare.specs.peak import format_windows
from hypercare.declare.values.durations import format_duration
from hypercare.declare.values.levels import format_level
from hypercare.declare.values.ranges import format_days
from hypercare.model.cohorts import InSequence, Period, Times
from hypercare.model.hours import Hours
from hypercare.model.launch import (
    Guardrail,
    PeakDays,
    Person,
    StabilityKind,
    StabilityLimit,
    SupportLevel,
    Threshold,
)
from hypercare.model.metrics import Condition, Cycle, EventRef, Exclusion, Filter, Step, Unit
from hypercare.model.probe import ManualCheck, Probe, Scalar
from hypercare.model.tracking import AppVersions, Per, PlannedProperty, Twin, Volume


def threshold_words(threshold: Threshold, *, percent: bool) -> str:
    """`success 42%, failure 35%, days 0-30`; plain levels as percentages where the metric takes them."""
    failure = "" if threshold.failure is None else f"failure {format_level(threshold.failure, percent=percent)}"
    days = f"days {format_days(threshold.days)}" if threshold.days else ""
    cell = f"cell {threshold.cell}" if threshold.cell else ""
    return _joined(f"success {format_level(threshold.success, percent=percent)}", failure, days, cell)


def guardrail_words(guardrail: Guardrail, *, percent: bool) -> str:
    """`at most 120% of before, rollback 300% of before`."""
    side = "at most" if guardrail.at_most else "at least"
    rollback = "" if guardrail.rollback is None else f"rollback {format_level(guardrail.rollback, percent=percent)}"
    return _joined(f"{side} {format_level(guardrail.limit, percent=percent)}", rollback)


@singledispatch
def words(value: object) -> str | None:
    """The value in one line; None where it has no words of its own and must be taken apart."""
    del value
    return None


@words.register
def _(value: bool) -> str:
    return str(value).lower()


@words.register(str)
@words.register(int)
@words.register(Enum)
def _(value: object) -> str:
    return str(value)


@words.register
def _(value: float) -> str:
    return format_level(value)


@words.register
def _(value: timedelta) -> str:
    return format_duration(value)


@words.register(datetime)
@words.register(time)
def _(value: datetime | time) -> str:
    return value.isoformat()


@words.register
def _(value: PeakDays) -> str:
    return format_windows(value.windows)


@words.register
def _(value: Cycle) -> str:
    return format_cycle(value)


@words.register
def _(value: Unit) -> str:
    return f"{value.kind} {value.key}".strip()


@words.register
def _(value: PlannedProperty) -> str:
    bounds = (f"{name.replace('_', ' ')} {each:g}" for name, each in vars(value.bounds).items() if each is not None)
    values = ", ".join(words(each) or "" for each in value.one_of)
    return _joined(value.kind, "" if value.required else "optional", f"one of {values}" if values else "", *bounds)


@words.register
def _(value: Volume) -> str:
    least, most = (None if end is None else f"{end:.12g}" for end in (value.least, value.most))
    band = f"{least} to {most}" if least and most else f"at least {least}" if least else f"at most {most}"
    return f"{band} {'an' if value.per is Per.HOUR else 'a'} {value.per}"


@words.register
def _(value: Twin) -> str:
    return f"{value.event} from {value.source}, within {format_level(value.within, percent=True)}"


@words.register
def _(value: AppVersions) -> str:
    return f">= {value.least}" if value.least else "any"


@words.register
def _(value: Condition) -> str:
    return f"{value.key} {value.op} {', '.join(words(operand) or 'null' for operand in value.values)}"


@words.register
def _(value: Filter) -> str:
    return "; ".join(words(condition) or "" for condition in value.conditions) or "everything"


@words.register
def _(value: EventRef) -> str:
    return f"{value.event} where {words(value.where)}" if value.where.conditions else value.event


@words.register
def _(value: Step) -> str:
    within = f"within {format_duration(value.within)}" if value.within else ""
    return _joined(words(value.ref) or "", "optional" if value.optional else "", within)


@words.register
def _(value: Exclusion) -> str:
    return _joined(f"{words(value.ref)} between {value.after} and {value.before}", "drop" if value.drop else "")


@words.register
def _(value: Person) -> str:
    until = "" if value.until_day is None else f"until day {value.until_day}"
    return _joined(value.name, value.email, f"covers {value.covers}" if value.covers else "", until)


@words.register
def _(value: Hours) -> str:
    return value.text


@words.register
def _(value: SupportLevel) -> str:
    hours = " ".join(part for part in ("" if value.hours is None else value.hours.text, value.timezone) if part)
    return _joined(f"L{value.number} {value.who}".strip(), value.contact, hours)


@words.register
def _(value: Probe) -> str:
    parts = {
        "within": format_duration(value.within) if value.within else "",
        "contains": value.contains,
        "json": "; ".join(f"{path} {_scalar(wanted)}" for path, wanted in value.json.items()),
        "certificate": format_duration(value.certificate) if value.certificate else "",
        "headers": "; ".join(f"{name} ${secret}" for name, secret in value.headers.items()),
    }
    told = (f"{key} {said}" for key, said in parts.items() if said)
    asked = f"{value.method} {value.url} answers {value.expect}"
    follows = "redirects followed" if value.follows else ""
    return _joined(asked, *told, follows, f"every {format_duration(value.every)}")


@words.register
def _(value: ManualCheck) -> str:
    return f"checked by {value.by}"


def _scalar(value: Scalar) -> str:
    return json.dumps(value, ensure_ascii=False)


@words.register
def _(value: StabilityLimit) -> str:
    share = format_level(value.limit, percent=True)
    rollback = "" if value.rollback is None else f"rollback {format_level(value.rollback, percent=True)}"
    service = f"service {value.service}" if value.service else ""
    if value.kind is StabilityKind.LATENCY and value.under is not None:
        return _joined(f"under {format_duration(value.under)} for {share}", rollback, service)
    return _joined(f"{'below' if value.at_most else 'above'} {share}", rollback, service)


@words.register
def _(value: Times) -> str:
    least = f"at least {value.at_least}" if value.at_least else ""
    most = "" if value.at_most is None else f"at most {value.at_most}"
    return _joined(words(value.event) or "", least, most, words(value.period) or "")


@words.register
def _(value: InSequence) -> str:
    within = f"within {format_duration(value.within)}" if value.within else ""
    return _joined(" then ".join(words(step) or "" for step in value.steps), within, words(value.period) or "")


@words.register
def _(value: Period) -> str:
    last = f"last {format_duration(value.last)}" if value.last else ""
    start = f"from {value.start.isoformat()}" if value.start else ""
    return _joined(last, start, f"before {value.end.isoformat()}" if value.end else "")


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
