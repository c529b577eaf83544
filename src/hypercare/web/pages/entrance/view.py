"""Whether a launch is ready, and the forms by which people say something of it."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hypercare.app.clock import instant
from hypercare.app.looks import Moment
from hypercare.app.usecases.acts import refusals
from hypercare.app.usecases.launches.launches import at_version
from hypercare.model.entrance import WAIVING
from hypercare.model.errors import BadInput, Refused
from hypercare.model.launch import Launch
from hypercare.model.refusal import What, Why
from hypercare.web.asked import Asked, asked, moment_of
from hypercare.web.pages.entrance.context import NO_NAME, entrance_of, may_waive

LONGEST: Final = 2_000
"""Characters of a field that are shown again."""
FIELDS: Final = frozenset({"reason", "until", "item", "by", "what"})


@dataclass(frozen=True)
class Typed:
    """What stands in the form of an item; `problem` is the field that cannot stand."""

    item: str = ""
    reason: str = ""
    until: str = ""
    problem: str = ""


@require_safe
def entrance(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page."""
    return _page(request, launch_id, Typed())


@never_cache
@require_POST
def entrance_act(request: HttpRequest, launch_id: str) -> HttpResponse:
    """Records what somebody said of an item; what cannot stand is asked again."""
    who = asked(request)
    typed = {name: request.POST.get(name, "").strip()[:LONGEST] for name in ("item", "what", "reason", "until")}
    try:
        say(who, launch_id, **typed)
    except BadInput as error:
        if error.where not in FIELDS:
            raise
        shown = {name: typed[name] for name in ("item", "reason", "until")}
        return _page(request, launch_id, Typed(**shown, problem=error.where))
    return redirect(f"{reverse('entrance', args=[launch_id])}#{NO_NAME.sub('-', typed['item'])}")


def say(who: Asked, launch_id: str, *, item: str, what: str, reason: str, until: str) -> dict[str, object]:
    """Records an act through the studio, which judges anew; the act's document.

    Raises `Refused` for a waiver by anybody but an approver or the launch's driver.
    """
    house = who.here.house
    launch, _ = at_version(house, launch_id, house.clock.now())
    if what in WAIVING and not may_waive(who.person, launch):
        refusals.note(house, launch_id, who=who.person.by, what=What.WAIVE, why=Why.NOT_NAMED)
        raise Refused("only an approver, or who drives the launch, waives", where=launch_id)
    made: dict[str, object] = who.here.studio.ask(
        "entrance-act",
        launch=launch_id,
        item=item,
        what=what,
        by=who.person.by,
        reason=reason,
        until=_end(until, launch),
    )
    return made


def _end(until: str, launch: Launch) -> str | None:
    return instant(until, launch.zone, where="until").isoformat() if until else None


def _page(request: HttpRequest, launch_id: str, typed: Typed) -> HttpResponse:
    place = asked(request)
    newest, _ = at_version(place.here.house, launch_id, place.here.house.clock.now())
    request.launch_zone = newest.zone  # type: ignore[attr-defined]  # ours: in which the page tells instants
    moment = Moment() if typed.problem else moment_of(request.GET, newest)
    page = entrance_of(place, launch_id, moment)
    context = {
        "page": page,
        "typed": typed,
        "own": f"support/read/{place.person.email.lower()}",
        "here": reverse("entrance", args=[launch_id]),
        "request_path": request.get_full_path(),
        "asks": not place.here.house.clock.is_set,  # production answers now, not at the clock's day
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if typed.problem else HTTPStatus.OK
    return render(request, "entrance.html", context, status=status)
