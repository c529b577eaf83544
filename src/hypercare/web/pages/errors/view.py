"""Errors as pages for people and as JSON for programs."""

from http import HTTPStatus
from typing import Final

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.urls import is_valid_path

from hypercare.app.documents.errors import error_document
from hypercare.model.errors import BadInput, HypercareError, InvalidFile, NotFound, Refused, Unreachable
from hypercare.web.permissions import LOOKING

API: Final = "/api/"
UNKNOWN_CALLER: Final = HTTPStatus.UNAUTHORIZED
STATUS: Final[tuple[tuple[type[HypercareError], HTTPStatus], ...]] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (InvalidFile, HTTPStatus.UNPROCESSABLE_ENTITY),
    (BadInput, HTTPStatus.BAD_REQUEST),
    (Refused, HTTPStatus.FORBIDDEN),
    (Unreachable, HTTPStatus.SERVICE_UNAVAILABLE),
    (HypercareError, HTTPStatus.INTERNAL_SERVER_ERROR),
)
SAID: Final = {
    HTTPStatus.NOT_FOUND: "help-error-missing",
    HTTPStatus.BAD_REQUEST: "help-error-unread",
    HTTPStatus.UNPROCESSABLE_ENTITY: "help-error-unread",
    HTTPStatus.FORBIDDEN: "help-error-refused",
    HTTPStatus.SERVICE_UNAVAILABLE: "help-error-later",
}
SAID_OTHERWISE: Final = "help-error-ours"
"""The heading of an error's page, by status."""


def error_response(request: HttpRequest, error: HypercareError, status: HTTPStatus | None = None) -> HttpResponse:
    """An error in the shape that the caller reads."""
    status = status or _status(request, error)
    if request.path.startswith(API):
        headers = {"WWW-Authenticate": "Bearer"} if status is UNKNOWN_CALLER else None
        return JsonResponse({"error": error_document(error)}, status=status, headers=headers)
    # What is broken here may be what the navigation is made of.
    frame = "lone.html" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "base.html"
    said = SAID.get(status, SAID_OTHERWISE)
    context = {"error": error, "status": status.value, "said": said, "frame": frame}
    return render(request, "error.html", context, status=status)


def _status(request: HttpRequest, error: HypercareError) -> HTTPStatus:
    """400 for an address that cannot be read, 422 for something sent that cannot stand: on pages as in the API."""
    status = next(status for family, status in STATUS if isinstance(error, family))
    sent = status is HTTPStatus.BAD_REQUEST and request.method not in LOOKING
    return HTTPStatus.UNPROCESSABLE_ENTITY if sent else status


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page; one that is there without its last slash is led to."""
    del exception
    bare = request.path.rstrip("/")
    if bare != request.path and is_valid_path(bare):
        return HttpResponsePermanentRedirect(bare)
    return error_response(request, NotFound("there is no such page", where=request.path[:200], fix="start at /"))


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that is none: of a host that is not ours, with a broken body, of a session that just ended."""
    what, fix = "this request cannot be answered", "reload the page"
    if isinstance(exception, DisallowedHost):
        what, fix = "this is not the address of this installation", "set HYPERCARE_PUBLIC_URL to the address you use"
    return error_response(request, BadInput(what, fix=fix), HTTPStatus.BAD_REQUEST)


def failed(request: HttpRequest) -> HttpResponse:
    """Our own mistake."""
    return error_response(request, HypercareError("something went wrong here", fix="the server's log says more"))


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from one of our pages, or too late."""
    del reason
    return error_response(request, Refused("this form is too old or from elsewhere", fix="reload the page, send again"))
