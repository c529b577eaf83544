"""The page of sources: what arrives, how late, and what could not be understood."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hypercare.web.asked import asked
from hypercare.web.house_zone import tell_in_house_zone
from hypercare.web.pages.sources.context import sources_of
from hypercare.web.permissions import LEAST


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The page."""
    who = asked(request)
    tell_in_house_zone(request)
    return render(
        request, "sources.html", {"page": sources_of(who), "can_connect": who.person.role.may(LEAST["connect"])}
    )
