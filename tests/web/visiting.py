"""A served installation as its web process answers it, without a process: browsers that visit it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import structlog

import hypercare.web  # noqa: F401  makes Django ready with the pages
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.usecases.access import people, sign_in
from hypercare.app.usecases.access.people import PersonView
from hypercare.ledger import people as ledger
from hypercare.model.role import Role
from hypercare.web.app import web_app
from hypercare.web.installation import here

ORIGIN = "http://127.0.0.1:8700"
CLOCK = "2026-11-21T05:00:00+00:00"
ADMIN = "dewi@example.com"


@dataclass
class Browser:
    """A browser with its cookies; it follows no redirect, and sends its forms' token as pages do."""

    app: Any
    origin: str = ORIGIN
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, fields: Mapping[str, str] | None = None) -> httpx.Response:
        """Sends a form as one of our pages would, with its token."""
        sent = {"csrfmiddlewaretoken": self.form_token(), **(fields or {})}
        return self.ask("POST", path, fields=sent, headers={"Origin": self.origin})

    def send(self, method: str, path: str, body: Mapping[str, Any], *, is_ours: bool = True) -> httpx.Response:
        """Sends JSON as a program does, and with the token of a form where `is_ours` and a session says who asks."""
        ours = {"X-CSRFToken": self.form_token(), "Origin": self.origin} if is_ours and self.session else {}
        return self.ask(method, path, body=body, headers=ours)

    def ask(
        self,
        method: str,
        path: str,
        *,
        fields: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            cookie = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            sent = {**(cookie if self.cookies else {}), **self.headers, **(headers or {})}
            async with httpx.AsyncClient(transport=transport, base_url=self.origin) as client:
                return await client.request(
                    method, path, data=dict(fields) if fields else None, json=body, headers=sent
                )

        answer = asyncio.run(send())
        self._keep(answer)
        return answer

    def form_token(self) -> str:
        """The token of a form: that of the cookie, which pages mask."""
        if self._named("csrf") is None:
            self.get("/help")
        token = self._named("csrf")
        assert token is not None
        return token

    @property
    def session(self) -> str | None:
        """The session's cookie."""
        return next((value for name, value in self.cookies.items() if name.endswith("hypercare_8700")), None)

    def enter(self, person: PersonView) -> "Browser":
        """Signs a person in by a link."""
        answer = self.post(secret_path(people.new_link(here().house, person.id, by="test").url))
        assert answer.status_code == 302, answer.text
        return self

    def _keep(self, answer: httpx.Response) -> None:
        """Cookies as a browser keeps them, whatever their domain: there is one site."""
        for cookie in answer.cookies.jar:
            if cookie.is_expired() or not cookie.value:
                self.cookies.pop(cookie.name, None)
            else:
                self.cookies[cookie.name] = cookie.value
        for name in [each.split("=", 1)[0] for each in answer.headers.get_list("set-cookie") if "Max-Age=0" in each]:
            self.cookies.pop(name, None)

    def _named(self, part: str) -> str | None:
        return next((value for name, value in self.cookies.items() if part in name), None)


@dataclass(frozen=True)
class Site:
    """A served installation."""

    app: Any
    house: House

    def browser(self, **headers: str) -> Browser:
        """Somebody who was never here."""
        return Browser(self.app, self.house.settings.origin, headers)

    def person(self, role: Role, name: str = "") -> PersonView:
        """A person of that role; the same one each time."""
        email = f"{name or role}@example.com"
        known = ledger.by_email(email)
        return known or ledger.add(email=email, name=email, role=role, by="test", at=datetime.now(UTC))

    def member(self, role: Role, name: str = "") -> Browser:
        """A browser in which such a person is signed in."""
        return self.browser().enter(self.person(role, name))


def site(folder: Path, **environment: str) -> Site:
    """Serves a new installation in a folder, with an admin."""
    settings = read_settings({"HYPERCARE_CLOCK": CLOCK, **environment}, data=folder)
    served = Site(web_app(settings, structlog.get_logger()), here().house)
    served.person(Role.ADMIN)
    for attempts in (sign_in.PER_EMAIL, sign_in.PER_ADDRESS):
        attempts.forget()
    return served


def secret_path(url: str) -> str:
    """The path of a link."""
    return url[url.index("/sign-in/") :]
