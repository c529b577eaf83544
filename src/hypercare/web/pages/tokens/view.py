"""Tokens: those by which sources bring data, and those by which programs ask."""

from datetime import timedelta
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hypercare.app.usecases.access import tokens as use
from hypercare.app.usecases.access.tokens import NewToken
from hypercare.model.errors import BadInput, Refused
from hypercare.web.asked import Asked, asked
from hypercare.web.house_zone import tell_in_house_zone
from hypercare.web.pages.tokens.context import MadeToken, made_of, may_revoke, tokens_of
from hypercare.web.person import Role

KEEP_OLD: Final = timedelta(days=1)
"""How long the old secret of a rotated token holds: as long as it takes to put the new one everywhere."""
OF_PROGRAMS: Final = {role.value: role for role in (use.Role.VIEWER, use.Role.CONTRIBUTOR)}
"""What a program may do: signing and governing are for people."""


@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """The page."""
    return _page(request, asked(request), MadeToken())


@never_cache
@require_POST
def tokens_new(request: HttpRequest) -> HttpResponse:
    """Makes a token, and shows it this once."""
    who = asked(request)
    try:
        made = made_of(_make(request, who))
    except BadInput:
        return _page(request, who, MadeToken(problem="tokens-bad-name"), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _page(request, who, made)


@require_POST
def tokens_revoke(request: HttpRequest, token_id: str) -> HttpResponse:
    """Ends a token: an admin any, a contributor their own. Raises `NotFound`, `Refused`."""
    who = asked(request)
    view = use.get(who.here.house, token_id)
    if view.revoked_at is None and not may_revoke(view, who.person):
        raise Refused("this token is somebody else's", where=token_id[:80], fix="ask an admin to end it")
    use.revoke(who.here.house, token_id, by=who.person.by)
    return redirect("tokens")


@never_cache
@require_POST
def tokens_rotate(request: HttpRequest, token_id: str) -> HttpResponse:
    """Gives a token a new secret, shown this once; the old one holds for a day. Raises `NotFound`, `Refused`."""
    who = asked(request)
    if not may_revoke(use.get(who.here.house, token_id), who.person):
        raise Refused("this token is somebody else's", where=token_id[:80], fix="ask an admin to rotate it")
    made = use.rotate(who.here.house, token_id, keep_old=KEEP_OLD, by=who.person.by)
    return _page(request, who, made_of(made))


def _make(request: HttpRequest, who: Asked) -> NewToken:
    house, vendor, name = who.here.house, request.POST.get("vendor", ""), request.POST.get("name", "").strip()
    if vendor != use.API:
        return use.new(house, vendor, source=name or None, project="", by=who.person.by)
    role = OF_PROGRAMS.get(request.POST.get("role", ""))
    if role is None or not who.person.role.may(Role(role.value)):
        raise BadInput("a program may not have this role", where="role", expected=" or ".join(OF_PROGRAMS))
    return use.new_api(house, name, role=role, by=who.person.by, owner=who.person.id)


def _page(request: HttpRequest, who: Asked, made: MadeToken, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    tell_in_house_zone(request)
    return render(request, "tokens.html", {"page": tokens_of(who), "made": made}, status=status)
