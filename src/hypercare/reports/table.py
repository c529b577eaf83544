"""A table: the twin of a chart, a part of a document, a CSV file."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime

from hypercare.model.text import Text
from hypercare.reports.voice import Phrase, Voice, Words, spoken

Cell = Words | float | date | datetime | None
"""What a cell holds; None where there is no value, which is not zero."""
UNDEFINED = "–"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run (OWASP, CSV injection)."""


@dataclass(frozen=True)
class Column:
    """A column: its stable name in files, its words for people, and the scale of its numbers.

    The scale is "" for words, and "row" where each row has its own. `chosen` numbers are told without digits that
    nobody wrote.
    """

    name: str
    title: Words
    scale: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Table:
    """Columns and rows; each row has one cell a column. A row's scale, where it has one, is that of its numbers."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    scales: tuple[str, ...] = ()

    def scale(self, row: int, column: int) -> str:
        """The scale of the numbers of a cell: its column's, unless the column leaves it to the row."""
        own = self.columns[column].scale
        return self.scales[row] if own == "row" else own

    def shown(self, voice: Voice) -> list[list[str]]:
        """The rows in the reader's language; what is not there is a dash."""
        return [
            [self._cell(row, column, voice) for column in range(len(self.columns))] for row in range(len(self.rows))
        ]

    def _cell(self, row: int, column: int, voice: Voice) -> str:
        cell, scale = self.rows[row][column], self.scale(row, column)
        if self.columns[column].chosen and isinstance(cell, int | float):
            return voice.level(cell, scale)
        return shown_cell(cell, scale, voice)

    def heads(self, voice: Voice) -> list[str]:
        """The titles of the columns in the reader's language."""
        return [spoken(column.title, voice) for column in self.columns]


def is_filled(cell: Cell) -> bool:
    """Whether a cell says anything."""
    return cell is not None and cell != ""


def shown_cell(cell: Cell, scale: str, voice: Voice) -> str:
    """A cell as a person reads it."""
    if cell is None or not is_filled(cell):
        return UNDEFINED
    if isinstance(cell, Text | Phrase | str):
        return spoken(cell, voice)
    if isinstance(cell, datetime):
        return voice.moment(cell)
    return voice.date(cell) if isinstance(cell, date) else voice.number(cell, scale or "value")


def csv_text(table: Table, voice: Voice) -> str:
    """The table as CSV (RFC 4180): stable column names, numbers unrounded with a point, times in ISO 8601.

    What a spreadsheet would take for a formula gets an apostrophe before it; an undefined value is an empty cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([[_field(cell, voice) for cell in row] for row in table.rows])
    return out.getvalue()


def _field(cell: Cell, voice: Voice) -> str | float:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Text | Phrase | str):
        words = spoken(cell, voice, limit=1000)
        return f"'{words}" if words.startswith(FORMULA) else words
    return int(cell) if cell == int(cell) else cell
