"""A launch at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import launch_asked


def launch(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page."""
    return render(request, "launch.html", {"asked": launch_asked(request, launch_id)})
