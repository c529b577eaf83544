"""The tables that may be asked in SQL: their columns, with their types and the words for what they mean."""

from dataclasses import dataclass
from typing import Final

from hypercare.model.text import Text

TEXT, TIME, WHOLE, BYTES = "VARCHAR", "TIMESTAMP WITH TIME ZONE", "BIGINT", "BLOB"
BOOLEAN, NUMBER = "BOOLEAN", "DOUBLE"
SHARED: Final = frozenset({"source", "ts_received", "ts_known", "arrival"})
"""Columns that mean the same in every table."""


@dataclass(frozen=True)
class TableColumn:
    """A column of a table."""

    table: str
    name: str
    type: str

    @property
    def meaning(self) -> Text:
        """What it holds."""
        return Text(f"analyst-column-{'any' if self.name in SHARED else self.table}-{self.name}")


_COLUMNS: Final = {
    "events": (
        *(("source", TEXT), ("event", TEXT), ("ts_event", TIME), ("ts_received", TIME), ("ts_known", TIME)),
        *(("key", BYTES), ("own_key", BOOLEAN), ("user_key", TEXT), ("anon_key", TEXT), ("groups", TEXT)),
        *(("props", TEXT), ("flags", TEXT), ("ts_sent", TIME), ("lib", TEXT), ("arrival", WHOLE)),
    ),
    "aliases": (
        *(("source", TEXT), ("kind", TEXT), ("key", TEXT), ("user", TEXT)),
        *(("ts_event", TIME), ("ts_received", TIME), ("ts_known", TIME), ("arrival", WHOLE)),
    ),
    "traits": (
        *(("source", TEXT), ("holder", TEXT), ("id", TEXT), ("name", TEXT), ("op", TEXT), ("value", TEXT)),
        *(("ts_event", TIME), ("ts_received", TIME), ("ts_known", TIME), ("retry", BYTES), ("arrival", WHOLE)),
    ),
    "feedback": (
        *(("source", TEXT), ("channel", TEXT), ("id", TEXT), ("ts_event", TIME), ("ts_opened", TIME)),
        *(("ts_received", TIME), ("ts_known", TIME), ("key", BYTES), ("own_key", BOOLEAN), ("user_key", TEXT)),
        *(("anon_key", TEXT), ("groups", TEXT), ("title", TEXT), ("body", TEXT), ("state", TEXT)),
        *(("score", NUMBER), ("language", TEXT), ("props", TEXT), ("arrival", WHOLE)),
    ),
    "requests": (
        *(("source", TEXT), ("route", TEXT), ("ts_event", TIME), ("ts_received", TIME), ("ts_known", TIME)),
        *(("key", BYTES), ("own_key", BOOLEAN), ("failed", BOOLEAN), ("count", WHOLE), ("duration_us", WHOLE)),
        *(("status", WHOLE), ("service", TEXT), ("release", TEXT), ("region", TEXT), ("props", TEXT)),
        *(("arrival", WHOLE),),
    ),
    "errors": (
        *(("source", TEXT), ("type", TEXT), ("ts_event", TIME), ("ts_received", TIME), ("ts_known", TIME)),
        *(("key", BYTES), ("own_key", BOOLEAN), ("id", TEXT), ("issue", TEXT), ("message", TEXT), ("level", TEXT)),
        *(("handled", BOOLEAN), ("service", TEXT), ("release", TEXT), ("route", TEXT), ("user_key", TEXT)),
        *(("anon_key", TEXT), ("groups", TEXT), ("props", TEXT), ("arrival", WHOLE)),
    ),
    "sessions": (
        *(("source", TEXT), ("state", TEXT), ("ts_event", TIME), ("ts_started", TIME), ("ts_received", TIME)),
        *(("ts_known", TIME), ("key", BYTES), ("own_key", BOOLEAN), ("id", TEXT), ("did", TEXT), ("count", WHOLE)),
        *(("service", TEXT), ("release", TEXT), ("props", TEXT), ("arrival", WHOLE)),
    ),
    "quarantine": (
        *(("source", TEXT), ("decoder", TEXT), ("reason", TEXT), ("field", TEXT), ("message", TEXT)),
        *(("raw", TEXT), ("ts_received", TIME), ("arrival", WHOLE)),
    ),
}
TABLES: Final = {table: tuple(TableColumn(table, *column) for column in columns) for table, columns in _COLUMNS.items()}


def table_meaning(table: str) -> Text:
    """What a row of a table is."""
    return Text(f"analyst-table-{table}")
