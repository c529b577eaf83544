"""`hypercare/chart.v1`: a chart as JSON values, with the numbers that its drawing shows."""

from datetime import date

from ninja import Field, Schema

from hypercare.reports.chart import ChartModel
from hypercare.reports.chart import Mark as OnTimeline
from hypercare.reports.table import Cell
from hypercare.reports.voice import Voice, sentence, spoken

SCHEMA = "hypercare/chart.v1"
JsonCell = str | float | None


class Column(Schema):
    """A column of a chart's rows."""

    name: str = Field(description="Stable, as in the CSV.")
    title: str = Field(description="For people, in the language that was asked for.")


class Mark(Schema):
    """Something on the timeline of a chart."""

    kind: str = Field(description="peak, deployment, hotfix, incident, edit, note, gate or now.")
    day: float = Field(description="The day N of the launch on which it is, or begins.")
    until_day: float | None = Field(description="The last day of a span, else null.")
    name: str = Field(description="What it is, in the language that was asked for.")


class Chart(Schema):
    """A chart as data: what its drawing, its table and its CSV show."""

    schema_: str = Field(SCHEMA, alias="schema", description="The document's name and version.")
    widget: str = Field(description="The name by which it was asked for.")
    kind: str = Field(description="sequence, intervals, dots, funnel, daily, columns, curve, grid or trend.")
    title: str = Field(description="The finding, in a sentence.")
    alt: str = Field(description="What it says to who cannot see it.")
    source: str = Field(description="Whose it is, and as of when.")
    verdict: str | None = Field(description="The word of the gate that judges it, null where none or several do.")
    not_yet: list[float] | None = Field(description="First and last day that cannot be observed yet.")
    columns: list[Column] = Field(description="The columns of the rows.")
    rows: list[list[JsonCell]] = Field(description="Unrounded values; null where there is none, which is not 0.")
    scales: list[str] = Field(description="Of each row: share, ratio, rate, per_unit, count, value or relative.")
    marks: list[Mark] = Field(description="What stands on the timeline.")


class Names(Schema):
    """The widgets of a launch."""

    widgets: list[str] = Field(description="The names of its charts.")


def chart_document(name: str, model: ChartModel, voice: Voice) -> Chart:
    """The chart, its words in the voice's language."""
    table = model.table()
    return Chart(
        schema=SCHEMA,
        widget=name,
        kind=model.kind.value,
        title=sentence(model.title, voice),
        alt=description(model, voice),
        source=spoken(model.source, voice),
        verdict=None if model.word is None else model.word.value,
        not_yet=None if model.not_yet is None else [model.not_yet.first, model.not_yet.last],
        columns=[Column(name=each.name, title=spoken(each.title, voice)) for each in table.columns],
        rows=[[_value(cell, voice) for cell in row] for row in table.rows],
        scales=list(table.scales),
        marks=[_mark(each, voice) for each in model.marks],
    )


def description(model: ChartModel, voice: Voice) -> str:
    """What a chart says to who cannot see it."""
    return " ".join(f"{sentence(each, voice).rstrip('.')}." for each in (model.title, *model.alt))


def _mark(mark: OnTimeline, voice: Voice) -> Mark:
    return Mark(kind=mark.sign.value, day=mark.at, until_day=mark.until, name=spoken(mark.name, voice))


def _value(cell: Cell, voice: Voice) -> JsonCell:
    if cell is None or isinstance(cell, int | float):
        return cell
    return cell.isoformat() if isinstance(cell, date) else spoken(cell, voice) or None
