"""Signing in by an OpenID Connect provider: allauth's client, whose accounts and tables are not used.

What the provider says is read once, at its callback; who somebody is stands in the ledger. Imported only where a
provider is set up: allauth needs its applications installed.
"""

from http import HTTPStatus
from typing import Any, Final, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse  # type: ignore[import-untyped]  # allauth is not typed
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter  # type: ignore[import-untyped]  # allauth is not typed
from allauth.socialaccount.models import SocialApp  # type: ignore[import-untyped]  # allauth is not typed
from allauth.socialaccount.providers.base import AuthProcess  # type: ignore[import-untyped]  # allauth is not typed
from allauth.socialaccount.providers.oauth2.client import OAuth2Error  # type: ignore[import-untyped]  # allauth is not typed
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView  # type: ignore[import-untyped]  # allauth is not typed
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider  # type: ignore[import-untyped]  # allauth is not typed
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter  # type: ignore[import-untyped]  # allauth is not typed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from requests import RequestException

from hypercare.app.settings import Oidc
from hypercare.app.usecases.access import sign_in
from hypercare.app.usecases.access.sign_in import Claims
from hypercare.model.errors import BadInput, Refused
from hypercare.model.text import Text
from hypercare.web.addresses import own_path
from hypercare.web.installation import here
from hypercare.web.pages.sign_in.context import sign_in_of
from hypercare.web.pages.sign_in.entering import signed_in

NEXT: Final = "next"
"""The key in the session under which the path stands to which one goes afterwards."""
LONGEST: Final = 254


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Ours for all that allauth asks: nothing is looked up in its tables."""

    def on_authentication_error(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise ImmediateHttpResponse(_failed(request, Text("sign-in-provider-failed", {"name": _oidc().name})))


class Client(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth is not typed
    """The way to the provider and back. The signature of what it says is always checked."""

    def get_provider(self) -> "Provider":
        return Provider(self.request, app=_app())

    def get_callback_url(self, request: HttpRequest, _app: Any) -> str:
        path = reverse("sign-in-provider-callback")
        public = here().house.settings.public_url
        return f"{public}{path}" if public else request.build_absolute_uri(path)

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_access_token_data(*args, **kwargs)
        # allauth trusts what came over TLS; a provider on this machine has none.
        self.did_fetch_access_token = False
        return found

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> NoReturn:
        said = kwargs["response"].get("id_token")
        if not said:
            raise OAuth2Error("the provider sent no id_token")
        told = self._decode_id_token(app, said)
        if "email" not in told:
            more = self._fetch_user_info(token.token)
            told = {**more, **told} if more.get("sub") == told["sub"] else told
        raise ImmediateHttpResponse(_entered(request, _claims(told)))


class Provider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth is not typed
    """The provider that the settings name."""

    oauth2_adapter_class = Client


def leave(request: HttpRequest) -> HttpResponse:
    """Sends the browser to the provider."""
    request.session[NEXT] = own_path(request.GET.get("next", ""))
    try:
        answer: HttpResponse = Provider(request, app=_app()).redirect(request, AuthProcess.LOGIN)
    except (RequestException, ValueError, KeyError):  # it does not answer, or not as providers do
        return _failed(request, Text("sign-in-provider-failed", {"name": _oidc().name}))
    return answer


def come_back(request: HttpRequest) -> HttpResponse:
    """Reads what the provider says, and signs in whom it names."""
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(Client(request, _app().provider_id))(request)
    except (ValueError, KeyError):
        return _failed(request, Text("sign-in-provider-failed", {"name": _oidc().name}))
    return answer


def _entered(request: HttpRequest, claims: Claims) -> HttpResponse:
    oidc = _oidc()
    if not claims.is_verified:
        return _failed(request, Text("sign-in-provider-unverified", {"name": oidc.name}))
    try:
        person = sign_in.by_provider(here().house, oidc, claims)
    except (Refused, BadInput):
        return _failed(request, Text("sign-in-provider-uninvited", {"email": claims.email[:LONGEST]}))
    return signed_in(request, person, own_path(str(request.session.get(NEXT, ""))))


def _claims(told: dict[str, Any]) -> Claims:
    email, name = told.get("email"), told.get("name")
    return Claims(
        email=email if isinstance(email, str) else "",
        name=name if isinstance(name, str) else "",
        is_verified=told.get("email_verified") is True and isinstance(email, str),
    )


def _failed(request: HttpRequest, problem: Text) -> HttpResponse:
    page = sign_in_of(own_path(str(request.session.get(NEXT, ""))), problem=problem)
    return render(request, "sign_in.html", {"page": page}, status=HTTPStatus.FORBIDDEN)


def _oidc() -> Oidc:
    oidc = here().house.settings.oidc
    assert oidc is not None, "the views ask only where a provider is set up"
    return oidc


def _app() -> Any:
    oidc = _oidc()
    return SocialApp(
        provider=OpenIDConnectProvider.id,
        provider_id="oidc",
        name=oidc.name,
        client_id=oidc.client_id,
        secret=oidc.client_secret,
        settings={"server_url": oidc.issuer, "oauth_pkce_enabled": True},
    )
