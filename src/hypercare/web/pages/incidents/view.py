"""Incidents of a launch, and the forms by which they move on."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hypercare.app.usecases.acts import incidents
from hypercare.model.errors import BadInput
from hypercare.model.incident import Incident, Severity
from hypercare.web.asked import Asked, LaunchAsked, asked, moment_asked
from hypercare.web.pages.incidents.context import incidents_of

FIELDS: Final = frozenset({"title", "severity", "level", "owner", "note", "step"})
LONGEST: Final = 2_000
"""Characters of a field that are shown again."""


@dataclass(frozen=True)
class Typed:
    """What stands in the form of a new incident; `problem` is the field that cannot stand, of whichever form."""

    title: str = ""
    severity: str = Severity.S3.value
    problem: str = ""


@require_safe
def incidents_page(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page."""
    return _page(request, launch_id, Typed())


@never_cache
@require_POST
def incidents_open(request: HttpRequest, launch_id: str) -> HttpResponse:
    """Opens an incident, or a drill; what cannot stand is asked again."""
    who = asked(request)
    title, severity = (request.POST.get(name, "")[:LONGEST] for name in ("title", "severity"))
    try:
        if request.POST.get("drill"):
            made = incidents.drill(who.here.house, launch_id, by=who.person.by)
        else:
            told = incidents.Opening(launch_id, title, severity)
            made = incidents.open_incident(who.here.house, told, by=who.person.by)
    except BadInput as error:
        return _again(request, launch_id, error, Typed(title, severity, error.where))
    return _moved(who, made)


@never_cache
@require_POST
def incidents_step(request: HttpRequest, launch_id: str, incident_id: str) -> HttpResponse:
    """Makes a step of an incident."""
    who = asked(request)
    owner, note, step = (request.POST.get(name, "").strip()[:LONGEST] for name in ("owner", "note", "step"))
    try:
        told = incidents.Move(incident_id, incidents.step_of(step), None, owner, note)
        made = incidents.move(who.here.house, told, by=who.person.by, launch_id=launch_id)
    except BadInput as error:
        return _again(request, launch_id, error, Typed(problem=error.where))
    return _moved(who, made)


def _moved(who: Asked, made: Incident) -> HttpResponse:
    if made.is_drill:  # it is evidence of the entrance
        who.here.studio.ask_later("entrance-anew", launch=made.launch)
    return redirect(f"{reverse('incidents', args=[made.launch])}#{made.id}")


def _again(request: HttpRequest, launch_id: str, error: BadInput, typed: Typed) -> HttpResponse:
    if error.where not in FIELDS:
        raise error
    return _page(request, launch_id, typed)


def _page(request: HttpRequest, launch_id: str, typed: Typed) -> HttpResponse:
    found: LaunchAsked = moment_asked(request, launch_id)
    context = {"page": incidents_of(found), "typed": typed, "severities": list(Severity)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if typed.problem else HTTPStatus.OK
    return render(request, "incidents.html", context, status=status)
