"""Questions in SQL as the pages and the API ask them: one at a time, written to the log, stopped when nobody waits."""

import base64
import secrets
from typing import Any, Final

import structlog
from django.http import HttpRequest

from hypercare.app.documents.texts import Document
from hypercare.app.usecases.data.sql import without_values
from hypercare.model.errors import HypercareError
from hypercare.web.asked import asked
from hypercare.web.leaving import waited_for
from hypercare.web.turns import STATEMENTS

PATIENCE_SECONDS: Final = 80.0
"""A statement's 30 s and what starting takes, after the same of one before it."""
LONGEST_LOGGED: Final = 2_000
TICKET_BYTES: Final = 12
_log = structlog.get_logger("hypercare.sql")


def sql_answer(request: HttpRequest, statement: str, rows: int) -> Document:
    """`hypercare/sql.v1`: the answer to a statement. Raises as `app.sql.asking.ask`, and `Busy` beside another one."""
    found: Document = _asked(request, "sql", statement=statement, rows=rows)
    return found


def sql_file(request: HttpRequest, statement: str, form: str, rows: int) -> bytes:
    """The answer as a file. Raises as `sql_answer`."""
    return base64.b64decode(_asked(request, "sql-file", statement=statement, form=form, rows=rows)["base64"])


def _asked(request: HttpRequest, question: str, **params: Any) -> Any:
    """The answer of the studio. Who asked what, and what became of it, is written to the log, without any value."""
    who, ticket = asked(request), secrets.token_hex(TICKET_BYTES)
    studio, by = who.here.studio, who.person.by
    said = without_values(params["statement"])[:LONGEST_LOGGED]
    try:
        with STATEMENTS.turn(request, by):
            future = studio.asking(question, ticket=ticket, **params)
            found = waited_for(request, future, PATIENCE_SECONDS, lambda: studio.asking("sql-stop", ticket=ticket))
    except HypercareError as error:
        _log.info("asked in SQL", by=by, statement=said, outcome=error.code)
        raise
    _log.info("asked in SQL", by=by, statement=said, outcome="answered", rows=found["count"], **found["timing"])
    return found
