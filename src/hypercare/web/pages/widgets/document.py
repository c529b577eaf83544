"""`hypercare/chart.v1`: a chart as JSON values, with the numbers that its drawing shows."""

from datetime import date
from typing import Any

from hypercare.app.documents.texts import Document
from hypercare.reports.chart import ChartModel
from hypercare.reports.table import Cell
from hypercare.reports.voice import Voice, spoken

SCHEMA = "hypercare/chart.v1"


def chart_document(name: str, model: ChartModel, voice: Voice) -> Document:
    """The chart: its finding and description in the voice's language, columns, and rows of unrounded values."""
    table = model.table()
    return {
        "schema": SCHEMA,
        "widget": name,
        "kind": model.kind.value,
        "title": spoken(model.title, voice),
        "alt": description(model, voice),
        "source": spoken(model.source, voice),
        "verdict": None if model.word is None else model.word.value,
        "not_yet": None if model.not_yet is None else [model.not_yet.first, model.not_yet.last],
        "columns": [{"name": each.name, "title": spoken(each.title, voice)} for each in table.columns],
        "rows": [[_value(cell, voice) for cell in row] for row in table.rows],
        "scales": list(table.scales),
        "marks": [
            {"kind": each.sign.value, "day": each.at, "until_day": each.until, "name": spoken(each.name, voice)}
            for each in model.marks
        ],
    }


def description(model: ChartModel, voice: Voice) -> str:
    """What a chart says to who cannot see it."""
    return " ".join(f"{spoken(each, voice).rstrip('.')}." for each in (model.title, *model.alt))


def _value(cell: Cell, voice: Voice) -> Any:
    if cell is None or isinstance(cell, int | float):
        return cell
    return cell.isoformat() if isinstance(cell, date) else spoken(cell, voice) or None
