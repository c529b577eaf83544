"""The analyst's page: any question, as a query or in SQL; its address is the question."""

from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hypercare.app.sql.tables import TABLES, table_meaning
from hypercare.app.stored_questions import SPEC, SQL
from hypercare.model.errors import BadInput
from hypercare.web.asked import Asked, asked
from hypercare.web.house_zone import tell_in_house_zone
from hypercare.web.pages.analyst.answers import Failed, SpecAnswer, SqlAnswer, spec_answer, sql_shown
from hypercare.web.pages.analyst.examples import launch_examples, spec_examples, sql_examples
from hypercare.web.pages.analyst.sql_figure import figure_of
from hypercare.web.pages.analyst.state import (
    LONGEST_ADDRESS,
    State,
    address,
    asked_of,
    keep,
    plain,
    questions,
    state_of,
)
from hypercare.web.permissions import LEAST, TO_CHANGE

MOST_RECENT: Final = 8
FEWEST_LINES, MOST_LINES = 8, 20
"""Of the field for the question."""


@require_http_methods(["GET", "HEAD", "POST"])
def analyst(request: HttpRequest) -> HttpResponse:
    """The tab of queries. A question in SQL is led to its own tab, which asks for another role."""
    if request.method == "POST":
        return _kept(request, SPEC)
    if statement := request.GET.get(SQL):
        return HttpResponseRedirect(asked_of(SQL, plain(SQL, statement)))
    asking = asked(request)
    state = state_of(request, asking, SPEC)
    if state.kind != SPEC:
        return HttpResponseRedirect(state.address)
    answer = spec_answer(request, asking, state) if state.text else None
    told = {"examples": spec_examples(asking), "launches": launch_examples(asking)}
    return _page(request, asking, state, answer, told)


@require_http_methods(["GET", "HEAD", "POST"])
def analyst_sql(request: HttpRequest) -> HttpResponse:
    """The tab of SQL."""
    if request.method == "POST":
        return _kept(request, SQL)
    asking = asked(request)
    state = state_of(request, asking, SQL)
    if state.kind != SQL:
        return HttpResponseRedirect(state.address)
    answer = sql_shown(request, state) if state.text else None
    tables = [(name, table_meaning(name), columns) for name, columns in TABLES.items()]
    return _page(request, asking, state, answer, {"examples": sql_examples(), "tables": tables})


def _page(
    request: HttpRequest,
    asking: Asked,
    state: State,
    answer: SpecAnswer | SqlAnswer | Failed | None,
    told: dict[str, Any],
) -> HttpResponse:
    tell_in_house_zone(request)
    role = asking.person.role
    may_keep = role.may(TO_CHANGE["analyst"])
    if len(state.text) > LONGEST_ADDRESS and not state.kept and may_keep:
        state = replace(state, kept=keep(asking, state.kind, state.text).digest)
    shown = {
        "state": state,
        "failed": answer if isinstance(answer, Failed) else None,
        "answer": None if isinstance(answer, Failed) else answer,
        "figure": figure_of(answer.document) if isinstance(answer, SqlAnswer) else None,
        "may_sql": role.may(LEAST["analyst-sql"]),
        "may_keep": may_keep,
        "recent": questions(asking).recent(state.kind, MOST_RECENT) if may_keep else [],
        "tabs": {"spec": address(SPEC), "sql": address(SQL)},
        "longest": LONGEST_ADDRESS,
        "rows": min(max(state.text.count("\n") + 2, FEWEST_LINES), MOST_LINES),
    }
    response = render(request, "analyst.html", shown | told)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _kept(request: HttpRequest, kind: str) -> HttpResponse:
    """Keeps the question, and leads to its address."""
    text = plain(kind, request.POST.get(kind, ""))
    if not text:
        raise BadInput("there is no question", where=kind, expected="a query, or a SELECT")
    kept = keep(asked(request), kind, text)
    return HttpResponseRedirect(State(kind, text, kept.digest).address)
