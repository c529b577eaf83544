"""Errors as pages for people and as JSON for programs."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from hypercare.app.documents.errors import error_document
from hypercare.model.errors import BadInput, HypercareError, InvalidFile, NotFound, Refused, Unreachable

API: Final = "/api/"
STATUS: Final[tuple[tuple[type[HypercareError], HTTPStatus], ...]] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (InvalidFile, HTTPStatus.UNPROCESSABLE_ENTITY),
    (BadInput, HTTPStatus.BAD_REQUEST),
    (Refused, HTTPStatus.FORBIDDEN),
    (Unreachable, HTTPStatus.SERVICE_UNAVAILABLE),
    (HypercareError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


def error_response(request: HttpRequest, error: HypercareError, status: HTTPStatus | None = None) -> HttpResponse:
    """An error in the shape that the caller reads."""
    status = status or next(status for family, status in STATUS if isinstance(error, family))
    if request.path.startswith(API):
        return JsonResponse({"error": error_document(error)}, status=status)
    return render(request, "error.html", {"error": error, "status": status.value}, status=status)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page."""
    del exception
    return error_response(request, NotFound("there is no such page", where=request.path[:200], fix="start at /"))


def failed(request: HttpRequest) -> HttpResponse:
    """Our own mistake."""
    return error_response(request, HypercareError("something went wrong here", fix="the server's log says more"))


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from one of our pages, or too late."""
    del reason
    return error_response(request, Refused("this form is too old or from elsewhere", fix="reload the page, send again"))
