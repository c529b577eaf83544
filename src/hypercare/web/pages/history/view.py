"""The page of the history of looks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hypercare.web.asked import launch_asked
from hypercare.web.pages.history.context import history_of


@require_safe
def history(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page; days that were not read yet appear when it is opened again."""
    return render(request, "history.html", {"page": history_of(launch_asked(request, launch_id))})
