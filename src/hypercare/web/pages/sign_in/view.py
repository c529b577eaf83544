"""Signing in by a password or a link, and signing out."""

import importlib
from http import HTTPStatus
from types import ModuleType
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hypercare.app.usecases.access import sign_in as use
from hypercare.model.errors import BadInput, Busy, NotFound, Refused
from hypercare.model.text import Text
from hypercare.web.addresses import own_path
from hypercare.web.asked import person_of
from hypercare.web.installation import here
from hypercare.web.pages.sign_in.context import link_of, sign_in_of
from hypercare.web.pages.sign_in.entering import signed_in

TWO_WAYS: Final = ["GET", "POST"]
LONGEST: Final = 254
"""Characters of an address or a name that are shown again."""


@never_cache
@require_http_methods(TWO_WAYS)
def sign_in(request: HttpRequest) -> HttpResponse:
    """The ways to sign in. Who is signed in goes on at once."""
    following = own_path(request.POST.get("next", request.GET.get("next", "")))
    if request.method == "GET":
        if person_of(request).id is not None:
            return redirect(following)
        return render(request, "sign_in.html", {"page": sign_in_of(following)})
    email = request.POST.get("email", "")
    try:
        person = use.by_password(email, request.POST.get("password", ""), address=_address(request))
    except (Refused, Busy) as error:
        problem = Text("sign-in-too-often") if isinstance(error, Busy) else Text("sign-in-wrong")
        page = sign_in_of(following, email=email[:LONGEST], problem=problem)
        status = HTTPStatus.TOO_MANY_REQUESTS if isinstance(error, Busy) else HTTPStatus.FORBIDDEN
        return render(request, "sign_in.html", {"page": page}, status=status)
    return signed_in(request, person, following)


@never_cache
@require_http_methods(TWO_WAYS)
def sign_in_link(request: HttpRequest, secret: str) -> HttpResponse:
    """A link that works once. Looking at it does not use it up: programs that read mail look at every link."""
    found = use.look_at(secret)
    if found is None:
        return render(request, "sign_in_gone.html", status=HTTPStatus.GONE)
    if request.method == "GET":
        return render(request, "sign_in_link.html", {"page": link_of(found)})
    email, name = request.POST.get("email", "").strip(), request.POST.get("name", "").strip()
    try:
        person = use.by_link(here().house, secret, email=email, name=name)
    except BadInput:
        page = link_of(found, email=email[:LONGEST], name=name[:LONGEST], problem="sign-in-no-address")
        return render(request, "sign_in_link.html", {"page": page}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except Refused:
        return render(request, "sign_in_gone.html", status=HTTPStatus.GONE)
    return signed_in(request, person, "/")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends this session."""
    request.session.flush()
    return redirect("portfolio" if here().house.settings.has_visitors else "sign-in")


@never_cache
@require_safe
def sign_in_provider(request: HttpRequest) -> HttpResponse:
    """The way to the OpenID Connect provider. Raises `NotFound` where none is set up."""
    answer: HttpResponse = _provider().leave(request)
    return answer


@never_cache
@require_safe
def sign_in_provider_callback(request: HttpRequest) -> HttpResponse:
    """The way back from it. Raises `NotFound` where none is set up."""
    answer: HttpResponse = _provider().come_back(request)
    return answer


def _provider() -> ModuleType:
    if here().house.settings.oidc is None:
        raise NotFound("no OpenID Connect provider is set up", fix="set HYPERCARE_OIDC_ISSUER")
    return importlib.import_module("hypercare.web.pages.sign_in.oidc")  # its client is only there where it is set up


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR") or "")
