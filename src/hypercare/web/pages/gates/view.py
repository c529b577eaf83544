"""The gates of a launch, and what follows from them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import launch_asked
from hypercare.web.pages.gates.context import gates_of


def gates(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page; without a look it comes empty, and fetches itself again."""
    asked = launch_asked(request, launch_id)
    page = None if asked.look is None else gates_of(asked)
    told = {"asked": asked, "page": page, "moment": moment_query(request), "command": f"hypercare verdict {launch_id}"}
    return render(request, "gates.html", told)


def moment_query(request: HttpRequest) -> str:
    """The part of the address that names the moment, to hand on: `day=60&`."""
    kept = request.GET.copy()
    for name in set(kept) - {"day", "as_of"}:
        del kept[name]
    return f"{kept.urlencode()}&" if kept else ""
