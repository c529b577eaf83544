"""Connect a source: a token, the line to paste, and the first event that arrives."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hypercare.app.usecases import tokens
from hypercare.model.errors import BadInput
from hypercare.web.asked import asked
from hypercare.web.pages.connect.context import Connect, connect_of, made_of, newest_cursor

LONGEST_NAME: Final = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def connect(request: HttpRequest) -> HttpResponse:
    """The form; sent, it makes a token and shows it this once."""
    if request.method != "POST":
        return _page(request, connect_of(request.GET.get("vendor", "")))
    vendor, name = request.POST.get("vendor", ""), request.POST.get("name", "").strip()
    page, who = connect_of(vendor, name[:LONGEST_NAME]), asked(request)
    after = newest_cursor(who)
    try:
        made = tokens.new(who.here.house, vendor, source=name or None, project="", by=who.person.by)
    except BadInput:
        page.problem = "connect-bad-name"
        return _page(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    page.made = made_of(made, after)
    return _page(request, page)


def _page(request: HttpRequest, page: Connect, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return render(request, "connect.html", {"page": page}, status=status)
