"""Who did what when, and whether the record of it is whole."""

from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hypercare.app.usecases.acts.audit import MOST_RECORDS
from hypercare.app.voice import Speaker
from hypercare.reports.table import Column, Table, csv_text
from hypercare.web.asked import asked
from hypercare.web.house_zone import tell_in_house_zone
from hypercare.web.pages.audit.context import Audit, audit_of, chain_of

COLUMNS: Final = ("sequence", "at", "by", "kind", "subject", "says", "id", "hash", "previous")


@require_safe
def audit_page(request: HttpRequest) -> HttpResponse:
    """The page."""
    page = audit_of(asked(request), request.GET)
    tell_in_house_zone(request)
    return render(request, "audit.html", {"page": page, "older": _older(request, page)})


@require_safe
def audit_chain(request: HttpRequest) -> HttpResponse:
    """The state of the chain alone: of a long one, which a page does not wait for."""
    chain = chain_of(asked(request), patient=True)
    tell_in_house_zone(request)
    return render(request, "parts/audit_chain.html", {"chain": chain})


@require_safe
def audit_csv(request: HttpRequest) -> HttpResponse:
    """The records that were asked for, at most 500, as CSV; `below` goes on."""
    who = asked(request)
    page = audit_of(who, request.GET, limit=MOST_RECORDS)
    rows = tuple(tuple(_cell(getattr(record, name)) for name in COLUMNS) for record in page.records)
    table = Table(tuple(Column(name, name) for name in COLUMNS), rows)
    answer = HttpResponse(csv_text(table, Speaker(who.language, None)).encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer


def _cell(value: str | int | datetime) -> str | float | datetime:
    return value


def _older(request: HttpRequest, page: Audit) -> str:
    if page.older is None:
        return ""
    query = request.GET.copy()
    query["below"] = str(page.older)
    return f"?{query.urlencode()}"
