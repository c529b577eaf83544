"""What came of a launch: each gate on its way, what peaks carry, and what lies ahead."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import launch_asked
from hypercare.web.pages.gates.view import moment_query
from hypercare.web.pages.outcomes.context import outcomes_of
from hypercare.web.pages.outcomes.figures import READS, by_day


def outcomes(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page; without a look it comes empty, and fetches itself again."""
    asked = launch_asked(request, launch_id)
    page = None if asked.look is None else outcomes_of(asked, request.GET.dict())
    told: dict[str, Any] = {"asked": asked, "page": page, "moment": moment_query(request), "reads": READS}
    if page is not None:
        told |= {"daily": by_day(asked, page.metric, page.read) if page.metric else None}
    return render(request, "outcomes.html", told)
