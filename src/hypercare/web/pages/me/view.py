"""Somebody's own page: how they want the pages, their name, their password, where they are signed in."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from hypercare.app.usecases.access import people, sign_in
from hypercare.app.usecases.access.people import PersonView
from hypercare.model.errors import BadInput, Busy, Refused
from hypercare.web.asked import person_of
from hypercare.web.house_zone import tell_in_house_zone
from hypercare.web.installation import here
from hypercare.web.pages.me.context import me_of


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """The page."""
    return _page(request)


@require_POST
def me_name(request: HttpRequest) -> HttpResponse:
    """Changes one's name."""
    known = _known(request)
    try:
        people.rename(here().house, known.id, request.POST.get("name", ""), by=known.email)
    except BadInput:
        return _page(request, "me-bad-name")
    return redirect("me")


@require_POST
@sensitive_post_parameters()
def me_password(request: HttpRequest) -> HttpResponse:
    """Sets one's password, or takes it away; all other sessions end."""
    known = _known(request)
    new = None if request.POST.get("do") == "remove" else request.POST.get("new", "")
    try:
        sign_in.set_password(here().house, known, new, old=request.POST.get("old", ""), session=request.session)
    except BadInput:
        return _page(request, "me-weak-password")
    except Refused:
        return _page(request, "me-wrong-password")
    except Busy:
        return _page(request, "sign-in-too-often")
    request.session.cycle_key()
    rotate_token(request)
    return redirect("me")


@require_POST
def me_sessions(request: HttpRequest) -> HttpResponse:
    """Ends one of one's sessions, or all but this one."""
    known, only = _known(request), request.POST.get("only")
    sign_in.sign_out(known.id, only=only) if only else sign_in.sign_out(known.id, but=request.session)
    return redirect("me")


def _known(request: HttpRequest) -> PersonView:
    """Who asks. Raises `Refused` for somebody without an account."""
    person_id = person_of(request).id
    if person_id is None:
        raise Refused("nobody is signed in", fix="sign in")
    return people.get(person_id)


def _page(request: HttpRequest, problem: str = "") -> HttpResponse:
    context = {"page": me_of(person_of(request), request.session), "problem": problem}
    tell_in_house_zone(request)
    return render(request, "me.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK)
