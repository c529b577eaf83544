"""Looks at an entrance again: probes production anew, and judges."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hypercare.app.usecases.acts.probes import probe_now, probes_of
from hypercare.app.usecases.launches.launches import at_version
from hypercare.checks.entrance.sanity import subject_of
from hypercare.web.asked import asked
from hypercare.web.pages.entrance.context import NO_NAME

LONGEST: Final = 300
"""Characters of an item's id."""


@never_cache
@require_POST
def entrance_rerun(request: HttpRequest, launch_id: str) -> HttpResponse:
    """Runs the declared requests of a launch, and judges its entrance anew."""
    who = asked(request)
    house = who.here.house
    launch, _ = at_version(house, launch_id, house.clock.now())
    item = request.POST.get("item", "")[:LONGEST]
    named = [probe.name for probe in probes_of(launch) if item in ("", subject_of(probe.name))]
    if named and not house.clock.is_set:  # production answers now, not then
        probe_now(house, launch.id, named)
    who.here.studio.ask("entrance-anew", launch=launch.id)
    return redirect(reverse("entrance", args=[launch_id]) + (f"#{NO_NAME.sub('-', item)}" if item else ""))
