"""Questions in SQL, of those who may see units: answered as documents and as files."""

import base64
import json
import re
from typing import Any, Final

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.sql.asking import DESK, SECONDS, ask
from hypercare.app.sql.wire import Form, Head

SCHEMA: Final = "hypercare/sql.v1"
_LITERAL: Final = re.compile(r"'(?:[^']|'')*'?|\$(\w*)\$.*?(?:\$\1\$|$)|--[^\n]*|/\*.*?(?:\*/|$)", re.DOTALL)


def answer(house: House, *, statement: str, rows: int, seconds: float = SECONDS, ticket: str = "") -> Document:
    """`hypercare/sql.v1`: at most so many rows of one SELECT. Raises as `app.sql.asking.ask`."""
    head, body = ask(house, statement, "json", rows=rows, seconds=seconds, ticket=ticket)
    return {"schema": SCHEMA, **_told(head), "rows": json.loads(body)}


def answer_file(house: House, *, statement: str, form: Form, rows: int, ticket: str = "") -> Document:
    """The answer as a file: its bytes in Base64, and what there is to say of it."""
    head, body = ask(house, statement, form, rows=rows, ticket=ticket)
    return {**_told(head), "base64": base64.b64encode(body).decode()}


def stop(_house: House, *, ticket: str) -> Document:
    """Stops the question of a ticket: nobody waits for its answer any more."""
    DESK.stop(ticket)
    return {}


def without_values(statement: str) -> str:
    """A statement fit for a log: without what stands in quotes, which may name a person, and without remarks."""
    return " ".join(_LITERAL.sub(lambda found: "'…'" if found[0].startswith(("'", "$")) else " ", statement).split())


def _told(head: Head) -> dict[str, Any]:
    return {
        "columns": [{"name": each.name, "type": each.type} for each in head.columns],
        "count": head.count,
        "truncated": head.truncated,
        "read": {"rows": head.read},
        "timing": {"open_seconds": round(head.open_seconds, 4), "seconds": round(head.seconds, 4)},
    }
