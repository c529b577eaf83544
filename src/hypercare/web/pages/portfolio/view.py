"""The portfolio: every launch in one row."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import asked
from hypercare.web.pages.portfolio.context import FIRST, portfolio_of
from hypercare.web.pages.portfolio.table import portfolio_csv

COLUMNS: Final = ("launch", "day", "health", "gates", "recommendation", "ritual")
"""The columns in their order; all but the gates can be sorted by."""


def portfolio(request: HttpRequest) -> HttpResponse:
    """The page."""
    page = portfolio_of(asked(request), request.GET.get("sort") or FIRST)
    heads = [_head(column, page.sort) for column in COLUMNS]
    return render(request, "portfolio.html", {"page": page, "heads": heads, "request_path": request.get_full_path()})


def portfolio_as_csv(request: HttpRequest) -> HttpResponse:
    """The same rows as a file."""
    question = asked(request)
    text = portfolio_csv(portfolio_of(question, request.GET.get("sort") or FIRST), question.language)
    headers = {"Content-Disposition": 'attachment; filename="portfolio.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _head(column: str, sort: str) -> dict[str, str]:
    """A column's head: its words, the address that sorts by it, and which way it is sorted now."""
    order = {column: "ascending", f"-{column}": "descending"}.get(sort, "")
    href = "" if column == "gates" else f"?sort={'-' if order == 'ascending' else ''}{column}"
    return {"words": f"portfolio-{column}", "href": href, "order": order}
