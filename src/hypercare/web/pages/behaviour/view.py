"""What one may ask about the behaviour of a launch's units."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import launch_asked
from hypercare.web.pages.behaviour.context import behaviour_of
from hypercare.web.pages.launch.context import freshness_of


def behaviour(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page; without a look it comes empty, and fetches itself again."""
    asked = launch_asked(request, launch_id)
    page = None if asked.look is None else behaviour_of(asked, freshness_of(asked.look))
    return render(request, "behaviour.html", {"asked": asked, "page": page})
