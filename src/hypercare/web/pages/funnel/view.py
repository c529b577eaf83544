"""A funnel with those who stopped."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hypercare.web.asked import moment_asked
from hypercare.web.pages.behaviour.parts import GRAINS, property_title, sides_of
from hypercare.web.pages.funnel import figures
from hypercare.web.pages.funnel.context import funnel_of
from hypercare.web.pages.funnel.units import stopped_units
from hypercare.web.permissions import LEAST


def funnel(request: HttpRequest, launch_id: str, metric: str) -> HttpResponse:
    """The page; without its numbers it comes empty, and fetches itself again."""
    asked = moment_asked(request, launch_id)
    page = funnel_of(asked, metric, request.GET.dict())
    may_see_units = asked.person.role.may(LEAST["funnel-units"])
    told: dict[str, Any] = {"asked": asked, "page": page, "grains": GRAINS, "may_see_units": may_see_units}
    if page is not None:
        told["by_title"] = property_title(page.state.by)
        told["sides"] = sides_of(page.comparison)
        told["steps"] = figures.steps(asked, page)
        told["entered"] = figures.entered(asked, page) if page.cohorts else None
    return render(request, "funnel.html", told)


def funnel_units(request: HttpRequest, launch_id: str, metric: str, step: int) -> HttpResponse:
    """The units that stopped at a step, for who may see units; without them it comes empty, and fetches itself."""
    asked = moment_asked(request, launch_id)
    return render(request, "funnel_units.html", {"asked": asked, "page": stopped_units(asked, metric, step)})
