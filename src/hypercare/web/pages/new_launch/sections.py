"""The guided form, section by section."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hypercare.app.documents.texts import text_document
from hypercare.app.words import render
from hypercare.cycles.packs import known_calendars, known_peaks
from hypercare.declare.edit.form import (
    AT_LEAST,
    AT_MOST,
    KINDS,
    NO_CYCLE,
    ROLES,
    LaunchForm,
    MetricForm,
    PersonForm,
    ThresholdForm,
)
from hypercare.model.metrics import Op, UnitKind
from hypercare.model.text import Text
from hypercare.web.pages.new_launch.fields import Block, Field, FormRow, Making, Rows, Section, explained, said

CYCLES: Final = ("calendar month", "calendar quarter", "90 days from activation", "trailing 90 days", NO_CYCLE)
RETENTION: Final = ("", "brackets", "cadence", "rolling", "calendar", "business_cycle")
PERIODS: Final = ("", "day", "week", "month")
ACTIVE_PERIODS: Final = (*PERIODS, "quarter")
PERIODIC: Final = frozenset({"rolling", "calendar"})


@dataclass(frozen=True)
class Pages:
    """What the sections are made of: the form, the maker of fields, the reader's language."""

    form: LaunchForm
    make: Making
    language: str

    def sections(self) -> list[Section]:
        """The sections in order."""
        return [self._section(name, list(blocks(self)), below) for name, (blocks, below) in SECTIONS.items()]

    def words(self, of: str, values: Iterable[str]) -> dict[str, str]:
        """Choices with their words."""
        return {value: render(WORDS[of](_key(value)), self.language) for value in values}

    def metric_names(self) -> dict[str, str]:
        """The metrics that can be chosen."""
        return {"": "–"} | {metric.name: metric.name for metric in self.form.metrics if metric.name}

    def _section(self, name: str, blocks: list[Block], below: tuple[str, ...]) -> Section:
        return Section(
            name=name,
            title=text_document(Text(f"new-launch-section-{name}")),
            lead=text_document(Text(f"new-launch-lead-{name}")),
            blocks=blocks,
            errors=sum(self.make.errors_below(start) for start in below),
        )


def _what(page: Pages) -> Iterator[Block]:
    form, make = page.form, page.make
    yield Block(fields=[make.text("title", "title", form.title), make.text("id", "id", form.id)])
    yield Block(
        fields=[
            make.text("live", "live", form.live, kind="moment"),
            make.text("timezone", "timezone", form.timezone, suggestions="zones"),
        ]
    )
    yield Block(
        fields=[
            make.text("lateness", "lateness", form.lateness, suggestions="durations", optional=True),
            make.text("before", "before", form.before, suggestions="durations", optional=True),
        ]
    )


def _who(page: Pages) -> Iterator[Block]:
    form, make = page.form, page.make
    segment = form.segment
    yield Block(
        fields=[
            make.text("segment.name", "segment-name", segment.name),
            make.text("segment.expected_units", "expected-units", segment.expected_units, kind="number"),
        ]
    )
    counted = [
        make.select("unit_kind", "unit-kind", form.unit_kind, page.words("unit", ("", *UnitKind)), refreshes=True)
    ]
    if form.unit_kind == UnitKind.ACCOUNT:
        counted.append(make.text("unit_key", "unit-key", form.unit_key, suggestions="properties"))
    yield Block(fields=counted)
    yield Block(rows=_rows("segment.where", "where", [_condition(page, index) for index in range(len(segment.where))]))
    exposed = [
        make.select(
            "segment.exposure_kind",
            "exposure-kind",
            segment.exposure_kind,
            page.words("exposure", ("", "event", "flag")),
            refreshes=True,
        )
    ]
    if segment.exposure_kind == "event":
        exposed.append(make.event("segment.exposure_name", "exposure-event", segment.exposure_name))
    elif segment.exposure_kind:
        exposed.append(make.text("segment.exposure_name", "exposure-flag", segment.exposure_name, suggestions="flags"))
    yield Block(fields=exposed)
    yield Block(rows=_rows("squad", "squad", [_person(page, index, row) for index, row in enumerate(form.squad)]))


def _condition(page: Pages, index: int) -> FormRow:
    row, name, make = page.form.segment.where[index], f"segment.where.{index}", page.make
    fields = [
        make.text(f"{name}.key", "key", row.key, suggestions="properties", refreshes=True),
        make.select(f"{name}.op", "op", row.op, page.words("op", tuple(Op))),
        make.text(f"{name}.value", "value", row.value, suggestions=f"values-{index}"),
    ]
    return _row(name, "condition", row.key, fields)


def _person(page: Pages, index: int, row: PersonForm) -> FormRow:
    name, make = f"squad.{index}", page.make
    fields = [
        make.select(
            f"{name}.role",
            "role",
            row.role,
            page.words("role", ROLES) if row.role else {"": "–"} | page.words("role", ROLES),
        ),
        make.text(f"{name}.name", "person", row.name),
        make.text(f"{name}.email", "email", row.email, kind="email", optional=True),
        make.text(f"{name}.until", "until", row.until, optional=True),
    ]
    return _row(name, "member", row.name, fields)


def _success(page: Pages) -> Iterator[Block]:
    rows = [_metric(page, index, metric) for index, metric in enumerate(page.form.metrics)]
    yield Block(rows=_rows("metrics", "metrics", rows, layout="card"))


def _metric(page: Pages, index: int, metric: MetricForm) -> FormRow:
    name, make = f"metrics.{index}", page.make
    fields = [make.text(f"{name}.name", "metric-name", metric.name)]
    hidden = {f"{name}.origin": metric.origin, f"{name}.was": metric.name}
    decides = make.check(f"{name}.decides", "decides", is_on=metric.name != "" and metric.name in page.form.primary)
    if not metric.kind:
        kept = _row(name, "metric", metric.name, [*fields, decides], hidden=hidden)
        return kept.model_copy(update={"is_kept": True})
    fields.append(make.select(f"{name}.kind", "kind", metric.kind, page.words("kind", KINDS), refreshes=True))
    steps = [_step(page, metric, name, number) for number in range(len(metric.steps))]
    lists = [_rows(f"{name}.steps", "steps", steps)] if metric.kind == "funnel" else []
    if metric.kind != "funnel":
        fields += [each for step in steps for each in step.fields]
        hidden |= {key: value for step in steps for key, value in step.hidden.items()}
    fields += OPTIONS[metric.kind](page, metric, name)
    return _row(name, "metric", metric.name, [*fields, decides], hidden=hidden, lists=lists)


def _step(page: Pages, metric: MetricForm, metric_name: str, number: int) -> FormRow:
    step, name, make = metric.steps[number], f"{metric_name}.steps.{number}", page.make
    key = (
        "step"
        if metric.kind == "funnel"
        else ("numerator", "denominator")[min(number, 1)]
        if metric.kind == "ratio"
        else "event"
    )
    fields = [make.event(f"{name}.event", key, step.event)]
    if metric.kind == "funnel" and (step.optional or 0 < number < len(metric.steps) - 1):
        fields.append(make.check(f"{name}.optional", "optional", is_on=step.optional))
    hidden = {f"{name}.origin": step.origin}
    if metric.kind == "funnel" and (number > 0 or step.within):
        fields.append(make.text(f"{name}.within", "step-within", step.within, suggestions="durations", optional=True))
    return _row(name, "step", str(number + 1), fields, hidden=hidden)


def _funnel(page: Pages, metric: MetricForm, name: str) -> list[Field]:
    return [page.make.text(f"{name}.within", "within", metric.within, suggestions="durations")]


def _rate(page: Pages, metric: MetricForm, name: str) -> list[Field]:
    return [page.make.text(f"{name}.per", "per", metric.per, suggestions="pers", optional=True)]


def _mean(page: Pages, metric: MetricForm, name: str) -> list[Field]:
    return [page.make.text(f"{name}.of", "of", metric.of, suggestions="properties", optional=True)]


def _cycle(page: Pages, metric: MetricForm, name: str) -> list[Field]:
    return [
        page.make.text(f"{name}.at_least", "at-least", metric.at_least, kind="number"),
        page.make.text(f"{name}.every", "every", metric.every, suggestions="cycles"),
    ]


def _retention(page: Pages, metric: MetricForm, name: str) -> list[Field]:
    by = page.make.select(f"{name}.by", "by", metric.by, page.words("by", RETENTION), refreshes=True)
    cells = page.make.text(f"{name}.cells", "cells", metric.cells)
    if metric.by not in PERIODIC:
        return [by, cells]
    return [by, page.make.select(f"{name}.period", "period", metric.period, page.words("period", PERIODS)), cells]


def _activity(page: Pages, metric: MetricForm, name: str) -> list[Field]:
    return [page.make.select(f"{name}.per", "period", metric.per, page.words("period", ACTIVE_PERIODS))]


def _nothing(_page: Pages, _metric: MetricForm, _name: str) -> list[Field]:
    return []


def _gates(page: Pages) -> Iterator[Block]:
    form, make = page.form, page.make
    yield Block(rows=_rows("gates", "gates", [_gate(page, index, row) for index, row in enumerate(form.gates)]))
    guardrails = []
    for index, row in enumerate(form.guardrails):
        name = f"guardrails.{index}"
        fields = [
            make.select(f"{name}.metric", "metric", row.metric, page.metric_names()),
            make.select(f"{name}.side", "side", row.side, page.words("side", (AT_MOST, AT_LEAST))),
            make.text(f"{name}.limit", "limit", row.limit, suggestions="levels"),
            make.text(f"{name}.rollback", "rollback", row.rollback, suggestions="levels", optional=True),
        ]
        guardrails.append(_row(name, "guardrail", row.metric, fields, hidden={f"{name}.origin": row.origin}))
    yield Block(rows=_rows("guardrails", "guardrails", guardrails))
    segments = [
        _row(
            f"segments.{index}",
            "segment",
            value,
            [make.text(f"segments.{index}", "segment-key", value, suggestions="properties")],
        )
        for index, value in enumerate(form.segments)
    ]
    yield Block(rows=_rows("segments", "segments", segments))


def _gate(page: Pages, index: int, row: ThresholdForm) -> FormRow:
    name, make = f"gates.{index}", page.make
    fields = [
        make.text(f"{name}.gate", "gate", row.gate, suggestions="gates"),
        make.select(f"{name}.metric", "metric", row.metric, page.metric_names(), refreshes=True),
        make.text(f"{name}.success", "success", row.success, suggestions="levels"),
        make.text(f"{name}.failure", "failure", row.failure, suggestions="levels", optional=True),
    ]
    kinds = {metric.name: metric.kind for metric in page.form.metrics}
    if row.cell or kinds.get(row.metric) == "retention":
        fields.append(make.text(f"{name}.cell", "cell", row.cell))
    return _row(name, "gate", f"{row.gate} {row.metric}".strip(), fields, hidden={f"{name}.origin": row.origin})


def _rhythm(page: Pages) -> Iterator[Block]:
    form, make = page.form, page.make
    cycle = [
        make.select("cycle", "cycle", form.cycle, page.words("every", ("", *CYCLES)), refreshes=True, optional=True)
    ]
    if form.cycle == NO_CYCLE:
        cycle.append(make.text("cycle_reason", "cycle-reason", form.cycle_reason))
    yield Block(fields=cycle)
    calendars = {"": "–"} | {name: name for name in known_calendars()}
    yield Block(
        fields=[
            make.select("peaks.calendar", "calendar", form.peaks.calendar, calendars, refreshes=True, optional=True),
            make.select(
                "peaks.require", "require", form.peaks.require, page.words("require", ("", "one", "all")), optional=True
            ),
        ]
    )
    if watched := list(_peaks(page)):
        yield Block(fields=watched)
    yield Block(
        fields=[
            make.text("rituals.standup", "standup", form.rituals.standup, optional=True),
            make.text("rituals.weekly", "weekly", form.rituals.weekly, suggestions="weeklies", optional=True),
            make.text("rituals.mbr", "mbr", form.rituals.mbr, suggestions="monthlies", optional=True),
        ]
    )
    yield Block(fields=[make.text("support.guide", "guide", form.support.guide, optional=True)])
    levels = [
        _row(
            f"support.escalation.{index}",
            "level",
            value,
            [make.text(f"support.escalation.{index}", "escalation-level", value)],
        )
        for index, value in enumerate(form.support.escalation)
    ]
    yield Block(rows=_rows("support.escalation", "escalation", levels))
    checks = []
    for index, row in enumerate(form.sanity):
        name = f"sanity.{index}"
        fields = [
            make.text(f"{name}.name", "check-name", row.name),
            make.text(f"{name}.get", "get", row.get, kind="url", optional=True),
            make.text(f"{name}.expect", "expect", row.expect, optional=True),
            make.text(f"{name}.by", "check-by", row.by, optional=True),
        ]
        checks.append(_row(name, "check", row.name, fields))
    yield Block(rows=_rows("sanity", "sanity", checks))


def _peaks(page: Pages) -> Iterator[Field]:
    """The peaks of the calendar, and those that the file names beside them; ticked where they are watched."""
    peaks = page.form.peaks
    known = known_peaks(peaks.calendar) if peaks.calendar in known_calendars() else ()
    for index, peak in enumerate(dict.fromkeys((*known, *peaks.watch))):
        label = Text(f"peak-{_key(peak)}") if peak in known else Text("new-launch-unknown-peak", {"peak": peak})
        yield page.make.member(f"peaks.watch.{index}", peak, label, is_on=peak in peaks.watch)


def _key(value: str) -> str:
    """A value as the end of an id."""
    return value.replace(" ", "-").replace("_", "-") or "unsaid"


def _row(
    name: str,
    noun: str,
    called: str,
    fields: list[Field],
    *,
    hidden: Mapping[str, str] | None = None,
    lists: list[Rows] | None = None,
) -> FormRow:
    legend = text_document(Text(f"new-launch-row-{noun}", {"name": called or "…"}))
    return FormRow(name=name, legend=legend, fields=fields, hidden=dict(hidden or {}), lists=lists or [])


def _rows(name: str, key: str, rows: list[FormRow], *, layout: str = "line") -> Rows:
    add = text_document(Text(f"new-launch-add-{key}"))
    return Rows(name=name, title=said(key), help=explained(key), add=add, rows=rows, layout=layout)  # type: ignore[arg-type]  # one of two


WORDS: Final[Mapping[str, Callable[[str], Text]]] = {
    "unit": lambda key: Text(f"new-launch-unit-{key}"),
    "exposure": lambda key: Text(f"new-launch-exposure-{key}"),
    "op": lambda key: Text(f"new-launch-op-{key}"),
    "role": lambda key: Text(f"new-launch-role-{key}"),
    "kind": lambda key: Text(f"new-launch-kind-{key}"),
    "by": lambda key: Text(f"new-launch-by-{key}"),
    "period": lambda key: Text(f"new-launch-period-{key}"),
    "side": lambda key: Text(f"new-launch-side-{key}"),
    "every": lambda key: Text(f"new-launch-every-{key}"),
    "require": lambda key: Text(f"new-launch-require-{key}"),
}
OPTIONS: Final[Mapping[str, Callable[[Pages, MetricForm, str], list[Field]]]] = {
    "funnel": _funnel,
    "ratio": _nothing,
    "rate": _rate,
    "count": _nothing,
    "mean": _mean,
    "cycle": _cycle,
    "retention": _retention,
    "activity": _activity,
}
SECTIONS: Final[Mapping[str, tuple[Callable[[Pages], Iterator[Block]], tuple[str, ...]]]] = {
    "what": (_what, ("title", "id", "live", "timezone", "lateness", "before")),
    "who": (_who, ("segment", "unit_kind", "unit_key", "squad")),
    "success": (_success, ("metrics", "primary")),
    "gates": (_gates, ("gates", "guardrails", "segments")),
    "rhythm": (_rhythm, ("cycle", "cycle_reason", "peaks", "rituals", "support", "sanity")),
}
