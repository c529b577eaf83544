"""Who is active, and how."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import moment_asked
from hypercare.web.pages.activity import figures
from hypercare.web.pages.activity.context import PER, activity_of


def activity(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page; without its numbers it comes empty, and fetches itself again."""
    asked = moment_asked(request, launch_id)
    page = activity_of(asked, request.GET.dict())
    told: dict[str, Any] = {"asked": asked, "page": page, "periods": sorted(PER, key=ORDER.index)}
    if page is not None and page.units:
        told["charts"] = {name: getattr(figures, name)(asked, page) for name in ("active", "lifecycle", "frequency")}
    return render(request, "activity.html", told)


ORDER = ("day", "week", "month", "quarter")
