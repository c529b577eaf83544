"""Who comes back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from hypercare.model.errors import NotFound
from hypercare.model.metrics import RetentionMetric
from hypercare.web.asked import LaunchAsked, launch_asked, moment_asked
from hypercare.web.pages.behaviour.parts import property_title, sides_of
from hypercare.web.pages.retention import figures
from hypercare.web.pages.retention.context import retention_of
from hypercare.web.pages.retention.lapsed import lapsed_csv, lapsed_units
from hypercare.web.permissions import LEAST


def retention(request: HttpRequest, launch_id: str, metric: str) -> HttpResponse:
    """The page; without its numbers it comes empty, and fetches itself again."""
    asked = moment_asked(request, launch_id)
    if is_by_cadence(asked, metric):
        asked = launch_asked(request, launch_id)
    page = retention_of(asked, metric, request.GET.dict())
    may_see_units = asked.person.role.may(LEAST["retention-lapsed"])
    told: dict[str, Any] = {"asked": asked, "page": page, "may_see_units": may_see_units}
    if page is not None:
        told["by_title"] = property_title(page.state.by)
        told["sides"] = sides_of(page.comparison)
        told["returning"] = figures.returning(asked, page)
        told["finding"] = figures.finding(page)
    return render(request, "retention.html", told)


def retention_first(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The way to the retention that tells most: the first by cadence, else the first. Raises `NotFound` without any."""
    asked = moment_asked(request, launch_id)
    names = [each.name for each in asked.launch.metrics.values() if isinstance(each, RetentionMetric)]
    if not names:
        raise NotFound("the launch declares no retention", where=f"launch {asked.launch.id}")
    name = next((each for each in names if is_by_cadence(asked, each)), names[0])
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("retention", args=(asked.launch.id, name)) + query)


@never_cache
def retention_lapsed(request: HttpRequest, launch_id: str, metric: str) -> HttpResponse:
    """Whom to call, as a page of its own and as a part of the page above, for who may see units.

    Without the list it comes empty, and fetches itself again.
    """
    asked = moment_asked(request, launch_id)
    is_part = request.headers.get("HX-Target", "").endswith("lapsed-units")
    told = {"asked": asked, "page": lapsed_units(asked, metric), "is_part": is_part}
    return render(request, "retention_lapsed.html", told)


@never_cache
def retention_lapsed_csv(request: HttpRequest, launch_id: str, metric: str) -> HttpResponse:
    """The same list as a file."""
    asked = moment_asked(request, launch_id)
    page = lapsed_units(asked, metric, patience=None)
    assert page is not None
    headers = {"Content-Disposition": f'attachment; filename="{page.launch}-lapsed-{page.as_of:%Y-%m-%d}.csv"'}
    return HttpResponse(lapsed_csv(page, asked.language), content_type="text/csv; charset=utf-8", headers=headers)


def is_by_cadence(asked: LaunchAsked, name: str) -> bool:
    """Whether a declared metric is a retention by cadence."""
    metric = asked.launch.metrics.get(name)
    return isinstance(metric, RetentionMetric) and metric.by == "cadence"
