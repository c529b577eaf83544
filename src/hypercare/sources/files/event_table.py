"""Rows of a table as events: some columns have a role, all others are properties. `docs/import.md` describes it."""

from functools import partial
from typing import Any

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.files.canonical import event_of
from hypercare.sources.files.fields import Origin
from hypercare.sources.files.lines import rows
from hypercare.sources.files.table_cells import Row, Table, object_in
from hypercare.sources.keys import row_key
from hypercare.sources.reasons import Unfit
from hypercare.sources.rejected_lines import rejected

ROLES = ("event", "user", "anon", "key")


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    into = Decoded([], [], [], [], [])
    table, origin = Table.of(payload), Origin(payload.source, payload.received)
    for row, line in rows(payload):
        try:
            into.events.append(event_of(_line(table.row(line)), origin, partial(row_key, payload.path, row)))
        except Unfit as unfit:
            into.rejected.append(rejected(payload, row, line, unfit))
    return into


def _line(row: Row) -> dict[str, Any]:
    """A row as a line of our own shape."""
    line = {role: row.get(role) for role in ROLES}
    if isinstance(line["event"], int) and not isinstance(line["event"], bool):
        line["event"] = str(line["event"])
    properties = row.others() | object_in(row.get("properties"), "properties")
    return line | {"time": row.instant("time"), "known_at": row.instant("known_at"), "properties": properties}
