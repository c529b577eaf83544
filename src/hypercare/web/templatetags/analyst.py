"""Answers in templates: `{% load analyst %}{% shown_table told.table as shown %}`, addresses of their files."""

from dataclasses import dataclass
from typing import Any, Final

from django import template

from hypercare.app.voice import Speaker
from hypercare.reports.table import Table
from hypercare.web.pages.analyst.state import State
from hypercare.web.reader import reader

register = template.Library()
OF_CHARTS: Final = ("csv", "png", "svg")
OF_ROWS: Final = ("csv", "parquet", "json")


@dataclass(frozen=True)
class ShownCell:
    """A cell as it is read, with the head of its column; numbers stand to the right."""

    head: str
    text: str
    is_number: bool


@dataclass(frozen=True)
class ShownTable:
    """A table as it is read."""

    heads: list[ShownCell]
    rows: list[list[ShownCell]]


@register.simple_tag(takes_context=True)
def shown_table(context: template.Context, table: Table) -> ShownTable:
    """The cells of a table in the reader's language."""
    voice = Speaker(context["language"], reader().zone)
    numbers = [bool(column.scale) for column in table.columns]
    heads = [ShownCell(head, head, is_number) for head, is_number in zip(table.heads(voice), numbers, strict=True)]
    rows = [
        [ShownCell(head.text, text, head.is_number) for head, text in zip(heads, row, strict=True)]
        for row in table.shown(voice)
    ]
    return ShownTable(heads, rows)


@register.simple_tag
def chart_files(state: State, name: str) -> dict[str, str]:
    """The addresses of the files of a chart by kind."""
    return {kind: state.file(kind, name) for kind in OF_CHARTS}


@register.simple_tag
def row_files(state: State) -> dict[str, Any]:
    """The addresses of the files of a whole answer by kind."""
    return {kind: state.file(kind) for kind in OF_ROWS}
