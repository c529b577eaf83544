"""The page of the history of looks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hypercare.web.asked import launch_asked
from hypercare.web.pages.history.context import history_of
from hypercare.web.pages.history.rows import rows_of


@require_safe
def history(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page; days that were not read yet appear when it is opened again. `every=day` unfolds the quiet ones."""
    page = history_of(launch_asked(request, launch_id))
    every = request.GET.get("every") == "day"
    rows = rows_of(page.days, every=every)
    folds = any(row.is_folded for row in rows)
    return render(request, "history.html", {"page": page, "rows": rows, "every": every, "folds": folds})
