"""SQL in the API, for who may see units."""

from typing import Any, Final

from django.http import HttpRequest
from ninja import Field, Router, Schema

from hypercare.app.sql.asking import LONGEST, MOST_ROWS
from hypercare.web.sql_asked import sql_answer

router = Router(tags=["facts"])
USUAL_ROWS: Final = 1_000


class SqlQuestion(Schema):
    """A question in SQL."""

    sql: str = Field(max_length=LONGEST, description="One SELECT on the tables of facts.")
    limit: int = Field(USUAL_ROWS, ge=1, le=MOST_ROWS, description="How many rows are answered at most.")


@router.post("/sql", url_name="sql", summary="Ask the facts in SQL")
def sql(request: HttpRequest, question: SqlQuestion) -> dict[str, Any]:
    """`hypercare/sql.v1`: the rows of one SELECT, bounded in time, memory and size. One at a time for each person."""
    found: dict[str, Any] = sql_answer(request, question.sql, question.limit)
    return found
