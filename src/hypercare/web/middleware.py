"""What happens around every view: errors become pages, the person is known, the route is permitted."""

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import reverse

from hypercare.app.usecases.acts import refusals
from hypercare.model.errors import BadInput, HypercareError, NotFound, Refused
from hypercare.model.refusal import What, Why
from hypercare.web.identity import API, identify
from hypercare.web.installation import here
from hypercare.web.pages.errors.view import UNKNOWN_CALLER, error_response
from hypercare.web.permissions import LOOKING, least
from hypercare.web.person import Person, Role

Respond = Callable[[HttpRequest], HttpResponse]
LONGEST_NEXT: Final = 2_000
"""Characters of an address to which somebody returns after signing in; a longer one leads to the portfolio."""

NOTED: Final = {
    "decision-sign": What.SIGN,
    "decision-act": What.EXIT,
    "api:exit-acts": What.EXIT,
    "entrance-act": What.ENTRANCE,
    "api:entrance-acts": What.ENTRANCE,
}
"""The routes by which people decide or vouch for something: whom they refuse is noted."""
LONGEST_PLACE: Final = 200
"""Characters of an address in an error."""


class Errors:
    """Answers errors of our families as a page or as JSON."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # So that an error before anybody was identified is a page, too.
        request.person = Person()  # type: ignore[attr-defined]  # ours
        return _told(request, self._respond(request))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return error_response(request, error) if isinstance(error, HypercareError) else None


def _told(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A method that a route of the API does not have is an error in its shape too; the router answers bare words."""
    if not (request.path.startswith(API) and isinstance(answer, HttpResponseNotAllowed)):
        return answer
    allowed = answer.headers["Allow"]
    wrong = BadInput(f"there is no {request.method} here", where=request.path[:LONGEST_PLACE], expected=allowed)
    told = error_response(request, wrong, HTTPStatus.METHOD_NOT_ALLOWED)
    told.headers["Allow"] = allowed
    return told


class Identity:
    """Finds out who asks. What depends on that is kept by nobody in between."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.person = identify(request)  # type: ignore[attr-defined]  # ours
        except HypercareError as error:
            return error_response(request, error)
        response = self._respond(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class Permission:
    """Refuses routes that the person's role is not enough for, and all that the table does not know."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._respond(request)

    def process_view(self, request: HttpRequest, view: Any, *_arguments: object) -> HttpResponse | None:
        person: Person = request.person  # type: ignore[attr-defined]  # ours
        name = request.resolver_match.view_name if request.resolver_match else ""
        needed = least(name, request.method)
        if needed is None or not person.role.may(needed):
            return _refused(request, person, needed, name)
        if getattr(view, "csrf_exempt", False) and request.method not in LOOKING and not person.token:
            return _forged(request)
        return None


def _refused(request: HttpRequest, person: Person, needed: Role | None, name: str) -> HttpResponse:
    if needed is None:
        return error_response(request, Refused("nobody may use this route", where=name))
    if name in NOTED and person.id is not None:
        _note(request, person, NOTED[name])
    if person.id is not None or person.token or (person.is_visitor and request.path.startswith(API)):
        return error_response(request, Refused(f"this needs the role {needed}", where=name, fix="ask an admin for it"))
    if request.path.startswith(API):
        fix = "send an API token as Authorization: Bearer, or sign in"
        return error_response(request, Refused("nobody is signed in", where=name, fix=fix), UNKNOWN_CALLER)
    return _to_sign_in(request)


def _note(request: HttpRequest, person: Person, what: What) -> None:
    """Keeps that somebody tried it whose role may not; what they wrote is not read."""
    launch_id = request.resolver_match.kwargs["launch_id"] if request.resolver_match else ""
    with suppress(NotFound):
        refusals.note(here().house, launch_id, who=person.by, what=what, why=Why.ROLE)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in page, and from there back to what was asked for."""
    back = request.headers.get("HX-Current-URL", "") if "HX-Request" in request.headers else request.get_full_path()
    back = back.removeprefix(f"{request.scheme}://{request.get_host()}")
    wanted = {"next": back} if back.startswith("/") and back != "/" and len(back) <= LONGEST_NEXT else {}
    wanted = wanted if request.method in LOOKING or "HX-Request" in request.headers else {}
    address = reverse("sign-in") + (f"?{urlencode(wanted)}" if wanted else "")
    if "HX-Request" in request.headers:  # a redirect would put the sign-in page into a piece of the page
        return HttpResponse(status=UNKNOWN_CALLER, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _forged(request: HttpRequest) -> HttpResponse | None:
    """Holds the API's routes to what forms are held to, where a browser's cookie says who asks."""
    checks = CsrfViewMiddleware(lambda _request: HttpResponse())
    checks.process_request(request)
    return checks.process_view(request, _not_exempt, (), {})


def _not_exempt(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()
