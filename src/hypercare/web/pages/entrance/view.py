"""Whether a launch is ready."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.app.usecases.launches import at_version
from hypercare.web.asked import asked, moment_of
from hypercare.web.pages.entrance.context import entrance_of


def entrance(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page."""
    place = asked(request)
    newest, _ = at_version(place.here.house, launch_id, place.here.house.clock.now())
    request.launch_zone = newest.zone  # type: ignore[attr-defined]  # ours: in which the page tells instants
    page = entrance_of(place, launch_id, moment_of(request.GET, newest))
    return render(request, "entrance.html", {"page": page, "request_path": request.get_full_path()})
