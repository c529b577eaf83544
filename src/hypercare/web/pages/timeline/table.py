"""The timeline as a table for spreadsheets."""

from datetime import datetime
from typing import Final

from hypercare.app.documents.texts import text_of
from hypercare.app.voice import Speaker
from hypercare.reports.table import Cell, Column, Table, csv_text
from hypercare.web.pages.timeline.context import Entry, Timeline

COLUMNS: Final = (
    "day", "at", "until", "kind", "title", "state", "word", "by", "link", "mark", "recorded_at", "retracted_at",
    "retracted_by",
)  # fmt: skip
TIMES: Final = ("at", "until", "recorded_at", "retracted_at")


def timeline_csv(page: Timeline, language: str) -> str:
    """The entries that are shown, in the order of time; what there is not is an empty cell."""
    table = Table(tuple(Column(name, name) for name in COLUMNS), tuple(_cells(each) for each in page.entries))
    return csv_text(table, Speaker(language))


def _cells(entry: Entry) -> tuple[Cell, ...]:
    return tuple(_cell(name, getattr(entry, name)) for name in COLUMNS)


def _cell(name: str, value: Cell | dict[str, object]) -> Cell:
    if isinstance(value, dict):
        return text_of(value)
    return datetime.fromisoformat(value) if name in TIMES and isinstance(value, str) else value
