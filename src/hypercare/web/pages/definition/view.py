"""What a launch declares, and what was changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.app.usecases.launches.launches import at_version
from hypercare.model.errors import BadInput
from hypercare.web.asked import asked, moment_of
from hypercare.web.pages.definition.context import definition_of, text_of

LONGEST = 9
"""Digits of a version's number."""


def definition(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page."""
    place = asked(request)
    newest, _ = at_version(place.here.house, launch_id, place.here.house.clock.now())
    request.launch_zone = newest.zone  # type: ignore[attr-defined]  # ours: in which the page tells instants
    moment = moment_of(request.GET, newest)
    page = definition_of(
        place, launch_id, moment, version=_number(request, "version"), against=_number(request, "against")
    )
    return render(request, "definition.html", {"page": page})


def definition_file(request: HttpRequest, launch_id: str, number: int) -> HttpResponse:
    """A version's text as a file, exactly as it was registered."""
    _, text = text_of(asked(request), launch_id, number)
    response = HttpResponse(text.encode(), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{launch_id}.v{number}.yaml"'
    return response


def _number(request: HttpRequest, name: str) -> int | None:
    written = request.GET.get(name, "")
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= LONGEST):
        raise BadInput(f"{written[:40]!r} is no version", where=name, expected="a number such as 2")
    return int(written)
