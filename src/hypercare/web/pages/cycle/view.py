"""How far units are towards a goal."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import launch_asked
from hypercare.web.pages.cycle import figures
from hypercare.web.pages.cycle.context import cycle_of


def cycle(request: HttpRequest, launch_id: str, metric: str) -> HttpResponse:
    """The page; without its numbers it comes empty, and fetches itself again."""
    asked = launch_asked(request, launch_id)
    page = cycle_of(asked, metric)
    told: dict[str, Any] = {"asked": asked, "page": page}
    if page is not None and page.latest is not None:
        told["progress"] = figures.progress(asked, page)
        told["goal"] = figures.goal(asked, page)
    return render(request, "cycle.html", told)
