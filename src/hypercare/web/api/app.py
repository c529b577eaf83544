"""The API's application: its routers, and one shape for every error."""

from http import HTTPStatus
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from hypercare.app.code_version import code_version
from hypercare.model.errors import BadInput, HypercareError, NotFound
from hypercare.web.api.behaviour import router as behaviour
from hypercare.web.api.entrance import router as entrance
from hypercare.web.api.evidence import router as evidence
from hypercare.web.api.exits import router as exits
from hypercare.web.api.facts import router as facts
from hypercare.web.api.house import router as house
from hypercare.web.api.incidents import router as incidents
from hypercare.web.api.launch_files import router as launch_files
from hypercare.web.api.launches import router as launches
from hypercare.web.api.marks import router as marks
from hypercare.web.api.queries import ad_hoc, of_launches
from hypercare.web.api.records import router as records
from hypercare.web.api.sql import router as sql
from hypercare.web.api.widgets import router as widgets
from hypercare.web.pages.errors.view import error_response

DESCRIPTION: Final = (
    "Everything that a page of Hypercare shows, as the same value. Send an API token as `Authorization: Bearer …`. "
    "Errors have one shape, `hypercare/error.v1`: code, message, where, expected, fix."
)
SHOWN_PROBLEMS: Final = 5

api: Final = NinjaAPI(
    title="Hypercare",
    version=code_version(),
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/launches", launches)
api.add_router("/launch-files", launch_files)
api.add_router("/launches", evidence)
api.add_router("/launches", behaviour)
api.add_router("/launches", marks)
api.add_router("/launches", entrance)
api.add_router("/launches", exits)
api.add_router("/launches", incidents)
api.add_router("/launches", records)
api.add_router("/launches", widgets)
api.add_router("/launches", of_launches)
api.add_router("", house)
api.add_router("", facts)
api.add_router("", ad_hoc)
api.add_router("", sql)


@api.exception_handler(HypercareError)
def _ours(request: HttpRequest, error: HypercareError) -> HttpResponse:
    return error_response(request, error)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    return error_response(request, NotFound("there is no such thing", where=request.path[:200]))


def _place(loc: tuple[str | int, ...]) -> str:
    """Where in a request, as its sender names it: after `body` stands a name of ours, not of theirs."""
    own = loc[2:] if loc[0] == "body" else loc[1:]
    return ".".join(map(str, own)) or str(loc[0])


@api.exception_handler(ValidationError)
def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = ", ".join(_place(each["loc"]) for each in error.errors[:SHOWN_PROBLEMS])
    what = "; ".join(str(each["msg"]) for each in error.errors[:SHOWN_PROBLEMS])
    return error_response(
        request,
        BadInput(what, where=places[:200], expected="what the description says", fix="see /api/v1/docs"),
    )


@api.exception_handler(HttpError)
def _broken(request: HttpRequest, error: HttpError) -> HttpResponse:
    return error_response(
        request,
        BadInput(str(error), where="body", expected="JSON", fix="see /api/v1/docs"),
        HTTPStatus(error.status_code),
    )
