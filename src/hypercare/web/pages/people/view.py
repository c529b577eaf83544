"""People: who may do what, and the forms that change it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hypercare.app.usecases.access import people as use
from hypercare.app.usecases.access.people import PersonView, Role
from hypercare.model.errors import BadInput, Refused
from hypercare.web.asked import Asked, asked
from hypercare.web.house_zone import tell_in_house_zone
from hypercare.web.pages.people.context import Invitation, made, people_of

LONGEST: Final = 254
"""Characters of an address or a name that are shown again."""


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The page."""
    return _page(request, asked(request), Invitation())


@never_cache
@require_POST
def people_invite(request: HttpRequest) -> HttpResponse:
    """Adds a person, and shows the link by which they first sign in."""
    who = asked(request)
    sent = {name: request.POST.get(name, "").strip() for name in ("email", "name")}
    role = _role(request)
    try:
        link = use.invite(who.here.house, **sent, role=role, by=who.person.by)
    except (BadInput, Refused) as error:
        problem = "people-known" if isinstance(error, Refused) else "people-no-address"
        again = Invitation(email=sent["email"][:LONGEST], name=sent["name"][:LONGEST], role=role, problem=problem)
        return _page(request, who, again, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _page(request, who, made(link))


@never_cache
@require_POST
def people_link(request: HttpRequest, person_id: int) -> HttpResponse:
    """Makes a person a new link, and shows it."""
    who = asked(request)
    return _page(request, who, made(use.new_link(who.here.house, person_id, by=who.person.by)))


@require_POST
def people_role(request: HttpRequest, person_id: int) -> HttpResponse:
    """Gives a person another role."""
    who, role = asked(request), _role(request)
    use.change_role(who.here.house, person_id, role, by=who.person.by)
    return redirect("people")


@require_POST
def people_deactivate(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ends what a person may do."""
    return _changed(request, use.deactivate, person_id)


@require_POST
def people_reactivate(request: HttpRequest, person_id: int) -> HttpResponse:
    """Lets a person sign in again."""
    return _changed(request, use.reactivate, person_id)


def _changed(request: HttpRequest, change: Callable[..., PersonView], person_id: int) -> HttpResponse:
    who = asked(request)
    change(who.here.house, person_id, by=who.person.by)
    return redirect("people")


def _role(request: HttpRequest) -> Role:
    try:
        return Role(request.POST.get("role", ""))
    except ValueError:
        raise BadInput("there is no such role", where="role", expected=", ".join(Role)) from None


def _page(request: HttpRequest, who: Asked, invitation: Invitation, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    context = {"page": people_of(who), "invitation": invitation}
    tell_in_house_zone(request)
    return render(request, "people.html", context, status=status)
