"""What is shown of an answer: for each metric its headline, its charts, and tables of what they do not say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from hypercare.app.documents.texts import Document, text_of
from hypercare.app.formats import duration
from hypercare.model.text import Text
from hypercare.reports.chart import ChartModel
from hypercare.reports.table import Cell, Column, Table
from hypercare.reports.voice import Phrase, Words, bounded
from hypercare.web.pages.analyst import figures
from hypercare.web.pages.behaviour.parts import Share, share_of
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.status import titled

MOST_ROWS: Final = 200
"""Rows of a table on the page; the files have them all."""


@dataclass(frozen=True)
class Headline:
    """An answer in short. `cell` names that of a retention, empty for other kinds."""

    cell: Words
    share: Share
    scale: str


@dataclass(frozen=True)
class Figure:
    """A chart with the name of its files."""

    name: str
    model: ChartModel


@dataclass(frozen=True)
class Told:
    """A table with what it shows, and what there is to say below it."""

    title: Words
    table: Table
    notes: tuple[Words, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Panel:
    """Everything about a metric, on one side where there are several."""

    name: str
    title: str
    kind: str
    side: str = ""
    profile: str = ""
    headlines: tuple[Headline, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Told, ...] = ()
    findings: tuple[Words, ...] = ()


def panels_of(document: Document) -> list[Panel]:
    """The panels of a `hypercare/query.v2`: of its metrics, of what lies between their sides, and of its paths."""
    answers = groupby(document["answers"], key=lambda each: (each["metric"], each.get("side", "")))
    found = [_metric(list(cells), number) for number, (_, cells) in enumerate(answers)]
    found += [_compared(each, number) for number, each in enumerate(document.get("comparisons", ()))]
    return found + [_paths(each, number) for number, each in enumerate(document.get("paths", ()))]


def figures_of(panels: list[Panel]) -> Mapping[str, ChartModel]:
    """Every chart by its name."""
    return {each.name: each.model for panel in panels for each in panel.figures}


def _metric(cells: list[Mapping[str, Any]], number: int) -> Panel:
    first = cells[0]
    name = f"{slug(first['metric'])}-{number}"
    source = figures.source(first["as_of"])
    charts = [Figure(f"{name}-{chart}", model) for chart, model in figures.of_metric(first, source)]
    charts += [Figure(f"{name}-over-{place}", figures.over(each, source))
               for place, each in enumerate(cells) if each.get("over", {}).get("periods")]  # fmt: skip
    return Panel(
        name=name,
        title=bounded(titled(first["metric"])),
        kind=first["kind"],
        side=bounded(first.get("side", "")),
        profile=first.get("profile", ""),
        headlines=tuple(_headline(each) for each in cells),
        figures=tuple(charts),
        tables=tuple(table for each in cells for table in _tables(each)),
    )


def _headline(said: Mapping[str, Any]) -> Headline:
    cell = said.get("cell", "")
    shown: Words = Phrase("analyst-cell", {"name": cell.replace("-", "–")}) if cell else ""
    return Headline(shown, share_of(said["answer"]), said["answer"].get("scale") or "value")


def _tables(said: Mapping[str, Any]) -> Iterator[Told]:
    for make in (_steps, _by, _usage, _stopped, _units):
        yield from make(said)


def _column(name: str, scale: str = "") -> Column:
    return Column(name, Text(f"analyst-head-{name}"), scale)


def _steps(said: Mapping[str, Any]) -> Iterator[Told]:
    detail = said.get("detail", {})
    if detail.get("schema") != "hypercare/funnel.v1":
        return
    rows: list[tuple[Cell, ...]] = [
        (bounded(titled(step["event"])), step["units"], step["mature"], step["from_start"], step["from_previous"],
         step["dropped"], step["open"], _duration((step["seconds"] or {}).get("median")))
        for step in detail["steps"]
    ]  # fmt: skip
    columns = (
        *(
            _column("step"),
            _column("units", "count"),
            _column("mature", "count"),
            _column("of_first", "share"),
            _column("of_before", "share"),
        ),
        *(_column("stopped", "count"), _column("open", "count"), _column("median")),
    )
    notes = [
        Phrase(f"analyst-{name}", {"time": found})
        for name, key in (("took", "seconds"), ("half", "survival"))
        if (found := _duration((detail[key] or {}).get("median")))
    ]
    yield Told(Text("analyst-steps"), Table(columns, tuple(rows)), tuple(notes))


def _by(said: Mapping[str, Any]) -> Iterator[Told]:
    if "by" not in said:
        return
    by = said["by"]
    rows = [(bounded(str(each["value"])), *_figures(each["answer"])) for each in by["values"]]
    scales = tuple(each["answer"].get("scale") or said["answer"].get("scale") or "value" for each in by["values"])
    notes = [Phrase(f"analyst-{name}", {"count": by[name]}) for name in ("without", "others") if by.get(name)]
    columns = (Column("value", bounded(titled(by["property"]))), *_FIGURES)
    title = Phrase("behaviour-broken", {"property": bounded(titled(by["property"]))})
    yield Told(title, Table(columns, tuple(rows), scales), tuple(notes))


_FIGURES: Final = (
    Column("share", Text("analyst-head-value"), "row"),
    Column("low", Text("analyst-head-low"), "row"),
    Column("high", Text("analyst-head-high"), "row"),
    Column("units", Text("analyst-head-units"), "count"),
    Column("open", Text("analyst-head-open"), "count"),
)


def _figures(answer: Mapping[str, Any]) -> tuple[Cell, ...]:
    interval, counts = answer.get("interval") or {}, answer.get("counts") or {}
    ends = interval.get("low"), interval.get("high")
    return (answer.get("value"), *ends, counts.get("units", 0), counts.get("open", 0))


def _usage(said: Mapping[str, Any]) -> Iterator[Told]:
    detail = said.get("detail", {})
    if detail.get("schema") != "hypercare/activity.v1" or not detail["usage"]:
        return
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (bounded(titled(each["event"])), each["units"], each["share"], each["events"]) for each in detail["usage"]
    )
    columns = (
        *(_column("event"), _column("units", "count"), _column("of_active", "share"), _column("events", "count")),
    )
    yield Told(Text("activity-usage"), Table(columns, rows[:MOST_ROWS]), left_out=max(0, len(rows) - MOST_ROWS))


def _stopped(said: Mapping[str, Any]) -> Iterator[Told]:
    """Who stopped at each step: what they did next, and what stands out among them."""
    for step in said.get("drop_off", {}).get("steps", ()):
        if not step["units"]:
            continue
        listed: list[tuple[Cell, ...]] = [
            (bounded(titled(each["event"])) if each["event"] else Text("query-others"), each["units"],
             each["units"] / step["units"])
            for each in step["next"]
        ]  # fmt: skip
        if step["nothing_next"]:
            listed.append((Text("analyst-nothing"), step["nothing_next"], step["nothing_next"] / step["units"]))
        columns = (_column("next"), _column("units", "count"), _column("of_stopped", "share"))
        title = Phrase("analyst-stopped-at", {"step": bounded(titled(step["event"])), "units": step["units"]})
        listed.sort(key=lambda row: -float(str(row[1])))
        yield Told(title, Table(columns, tuple(listed)), tuple(text_of(each) for each in step["findings"]))


def _units(said: Mapping[str, Any]) -> Iterator[Told]:
    """Units by name: only in answers to who may see them."""
    if "units" not in said:
        return
    listed = said["units"]["units"]
    steps = [step["event"] for step in said.get("steps", ())] if any("times" in each for each in listed) else []
    taken = [Column(f"step_{place}", bounded(titled(each))) for place, each in enumerate(steps, 1)]
    columns = (_column("unit"), _column("state"), *(taken or [_column("since")]))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (bounded(each["unit"]), bounded(each["state"]), *_instants(each["times"] if steps else [each.get("since")]))
        for each in listed[:MOST_ROWS]
    )
    left_out = said["units"]["left_out"] + len(listed) - len(rows)
    yield Told(Text("analyst-units"), Table(columns, rows), left_out=left_out)


def _instants(instants: list[str | None]) -> list[Cell]:
    return [None if each is None else each[:19].replace("T", " ") for each in instants]


def _compared(found: Mapping[str, Any], number: int) -> Panel:
    cell = f" {found['cell']}" if "cell" in found else ""
    said = [each.get("finding", each.get("reason")) for each in found["comparison"]["differences"]]
    return Panel(
        name=f"compared-{number}",
        title=bounded(titled(found["metric"]) + cell),
        kind="compare",
        findings=tuple(text_of(each) for each in said),
    )


def _paths(found: Mapping[str, Any], number: int) -> Panel:
    paths = found["paths"]
    return Panel(
        name=f"paths-{number}",
        title=bounded(titled(paths["start"])),
        kind="paths",
        side=bounded(found.get("side", "")),
        tables=tuple(_depth(paths, step) for step in paths["steps"]),
        findings=(Phrase("analyst-paths", {"count": paths["units"], "direction": paths["direction"]}),),
    )


def _depth(paths: Mapping[str, Any], step: Mapping[str, Any]) -> Told:
    rows: list[tuple[Cell, ...]] = [
        (bounded(titled(each["event"])), each["units"], each["units"] / paths["units"]) for each in step["events"]
    ]
    others = (("query-others", "others"), ("query-ended", "ended"), ("query-may-go-on", "open"))
    rows += [(Text(name), step[key], step[key] / paths["units"]) for name, key in others if step[key]]
    columns = (_column("event"), _column("units", "count"), _column("share", "share"))
    return Told(Phrase("analyst-depth", {"number": step["depth"]}), Table(columns, tuple(rows)))


def _duration(seconds: float | None) -> Words:
    return "" if seconds is None else duration(seconds)
