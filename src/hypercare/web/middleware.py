"""What happens around every view: errors become pages, the person is known, the route is permitted."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hypercare.model.errors import HypercareError, Refused
from hypercare.web.pages.errors.view import error_response
from hypercare.web.permissions import LEAST
from hypercare.web.person import Person, Role

Respond = Callable[[HttpRequest], HttpResponse]


class Errors:
    """Answers errors of our families as a page or as JSON."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return error_response(request, error) if isinstance(error, HypercareError) else None


class Identity:
    """Finds out who asks."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = Person(Role.VIEWER, language=request.COOKIES.get("hypercare_language", "en"))  # type: ignore[attr-defined]  # ours
        return self._respond(request)


class Permission:
    """Refuses routes that the person's role is not enough for, and all that the table does not know."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._respond(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        least = LEAST.get(name)
        if least is None or not request.person.role.may(least):  # type: ignore[attr-defined]  # ours
            return error_response(request, Refused(f"this needs the role {least or 'admin'}", where=name))
        return None
