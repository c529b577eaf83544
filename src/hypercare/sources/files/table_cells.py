"""The cells of one row of a table, as facts need them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from hypercare.model.facts import Payload
from hypercare.sources.files.cells import BOOLEANS, NUMBER
from hypercare.sources.files.lines import check_line
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import object_of, value_of

COLUMNS, ZONE, UNTYPED = "columns", "zone", "untyped"
"""What a payload says of its rows: columns by role, the zone of times that have none, and that all cells are texts."""


@dataclass(frozen=True)
class Table:
    """How the rows of a payload are to be read: the columns by role; `zone` is for instants without an offset.

    `untyped`: the file knows texts alone, so that a text that reads as a JSON number, true or false is that.
    """

    columns: Mapping[str, str]
    zone: tzinfo
    untyped: bool

    @classmethod
    def of(cls, payload: Payload) -> "Table":
        """What the payload says; without it, no column has a role."""
        query = payload.query
        try:
            columns = json.loads(query.get(COLUMNS, "{}"))
            zone = ZoneInfo(query.get(ZONE, "UTC"))
        except (ValueError, OSError, KeyError, RecursionError):  # nobody but an import writes such payloads
            columns, zone = {}, ZoneInfo("UTC")
        fits = isinstance(columns, dict) and all(isinstance(each, str) for each in columns.values())
        return cls(columns if fits else {}, zone, UNTYPED in query)

    def row(self, line: bytes) -> "Row":
        """The row of a line. Raises Unfit for one that is none."""
        value = value_of(check_line(line))
        if isinstance(value, list):
            if len(value) == 1 and isinstance(value[0], list):
                raise Unfit(Reason.NOT_UTF8, "", "is not in UTF-8")
            raise Unfit(Reason.CELLS_MISSING, "", f"has {len(value)} cells, the header more or fewer")
        return Row(object_of(line), self)

    @cached_property
    def taken(self) -> frozenset[str]:
        """The columns that have a role."""
        return frozenset(self.columns.values())


@dataclass(frozen=True)
class Row:
    """One row."""

    cells: Mapping[str, Any]
    table: Table

    def get(self, role: str) -> Any:
        """The cell of a role; None where it is empty, or no column has the role. Whole numbers are such."""
        cell = self.cells.get(self.table.columns.get(role, ""))
        if isinstance(cell, float) and cell.is_integer():
            return int(cell)
        return None if cell == "" else cell

    def instant(self, role: str) -> Any:
        """The instant of a role as a number, or as ISO 8601 with its offset; as it stands where it is neither."""
        cell = self.get(role)
        if not isinstance(cell, str):
            return cell
        text = cell.strip()
        if NUMBER.fullmatch(text):
            return float(text) if not text.isdigit() else int(text)
        return self._with_offset(text)

    def _with_offset(self, text: str) -> str:
        day, blank, offset = text.rpartition(" ")
        for written in (text, day + offset if blank and offset[:1] in "+-" else "", text.removesuffix(" UTC")):
            try:
                found = datetime.fromisoformat(written)
            except ValueError:
                continue
            zoned = found if found.tzinfo else found.replace(tzinfo=self.table.zone)
            return zoned.isoformat()
        return text

    def others(self) -> dict[str, Any]:
        """The cells of all columns without a role, by column, as JSON values; empty ones are left out."""
        taken = self.table.taken
        found = {name: cell for name, cell in self.cells.items() if name not in taken and cell not in (None, "")}
        return {name: _typed(cell) for name, cell in found.items()} if self.table.untyped else found


def object_in(cell: Any, field: str) -> dict[str, Any]:
    """The JSON object that a cell holds, as a text or as it is. Raises Unfit for anything else."""
    if cell is None or isinstance(cell, dict):
        return cell or {}
    try:
        value = json.loads(cell)
    except (ValueError, TypeError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Unfit(Reason.PROPERTIES_INVALID, field, "must be an object")
    return value


def _typed(cell: Any) -> Any:
    """A text that reads as a number, true or false as that, with its digits as they stand."""
    if isinstance(cell, str) and (cell in BOOLEANS or NUMBER.fullmatch(cell)):
        return msgspec.Raw(cell.encode())
    return cell
