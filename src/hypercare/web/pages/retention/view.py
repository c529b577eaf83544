"""Who comes back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import moment_asked
from hypercare.web.pages.behaviour.parts import property_title, sides_of
from hypercare.web.pages.retention import figures
from hypercare.web.pages.retention.context import retention_of


def retention(request: HttpRequest, launch_id: str, metric: str) -> HttpResponse:
    """The page; without its numbers it comes empty, and fetches itself again."""
    asked = moment_asked(request, launch_id)
    page = retention_of(asked, metric, request.GET.dict())
    told: dict[str, Any] = {"asked": asked, "page": page}
    if page is not None:
        told["by_title"] = property_title(page.state.by)
        told["sides"] = sides_of(page.comparison)
        told["returning"] = figures.returning(asked, page)
        told["finding"] = figures.finding(page)
    return render(request, "retention.html", told)
