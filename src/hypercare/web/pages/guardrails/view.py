"""What must not break, and for whom a launch works."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import launch_asked
from hypercare.web.pages.gates.view import moment_query
from hypercare.web.pages.guardrails.context import guardrails_of
from hypercare.web.pages.guardrails.figures import by_segment


def guardrails(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page; without a look it comes empty, and fetches itself again."""
    asked = launch_asked(request, launch_id)
    page = None if asked.look is None else guardrails_of(asked)
    told: dict[str, Any] = {"asked": asked, "page": page, "moment": moment_query(request)}
    if page is not None:
        told["segments"] = [(each, by_segment(asked, each)) for each in page.segments]
    return render(request, "guardrails.html", told)
