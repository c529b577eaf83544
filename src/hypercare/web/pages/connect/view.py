"""Connect a source: a token, the line to paste, and the first event that arrives."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hypercare.app.usecases.access import tokens
from hypercare.model.errors import BadInput
from hypercare.web.asked import asked
from hypercare.web.pages.connect.context import Connect, connect_of, made_of, newest_cursor

LONGEST_NAME: Final = 200
SETTING: Final = "setting-"
OF_TOKENS: Final = "ledger_token"
"""Where an error of a token's name says that it stands; others are of its settings."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def connect(request: HttpRequest) -> HttpResponse:
    """The form; sent, it makes a token and shows it this once."""
    if request.method != "POST":
        return _page(request, connect_of(request.GET.get("vendor", "")))
    vendor, name = request.POST.get("vendor", ""), request.POST.get("name", "").strip()
    told = _told(request)
    page, who = connect_of(vendor, name[:LONGEST_NAME], told), asked(request)
    after = newest_cursor(who)
    try:
        made = tokens.new(who.here.house, vendor, source=name or None, project="", by=who.person.by, settings=told)
    except BadInput as error:
        _blame(page, error)
        return _page(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    page.made = made_of(made, after)
    return _page(request, page)


def _told(request: HttpRequest) -> dict[str, str]:
    """What was typed into the settings; what was left empty is not told."""
    typed = {name.removeprefix(SETTING): str(request.POST[name]) for name in request.POST if name.startswith(SETTING)}
    return {name: value for name, value in typed.items() if value.strip()}


def _blame(page: Connect, error: BadInput) -> None:
    if page.settings and error.where != OF_TOKENS:
        page.setting_problem = error.line()
    else:
        page.problem = "connect-bad-name"


def _page(request: HttpRequest, page: Connect, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return render(request, "connect.html", {"page": page}, status=status)
