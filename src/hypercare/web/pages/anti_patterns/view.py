"""What a launch should not do, and whether it did."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import launch_asked
from hypercare.web.pages.anti_patterns.context import antipatterns_of


def anti_patterns(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page; without a look it comes empty, and fetches itself again."""
    asked = launch_asked(request, launch_id)
    page = None if asked.look is None else antipatterns_of(asked)
    return render(request, "anti_patterns.html", {"asked": asked, "page": page})
