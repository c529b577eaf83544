"""Finds out who asks: a person by their session, a program by its API token, in a demo a visitor."""

import re
from dataclasses import replace
from typing import Final
from zoneinfo import available_timezones

from django.http import HttpRequest

from hypercare.app.usecases.access import sign_in
from hypercare.app.usecases.access.people import PersonView
from hypercare.app.words import languages
from hypercare.web.installation import here
from hypercare.web.person import Person, Role

API: Final = "/api/"
BEARER: Final = "bearer "
LANGUAGE, ZONE, THEME, KEYS = "hypercare_language", "hypercare_zone", "hypercare_theme", "hypercare_keys"
"""The cookies in which a visitor's preferences stand."""
WANTED: Final = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,16})?\s*(?:;\s*q=([01](?:\.\d{1,3})?))?\s*")
MOST_WANTED: Final = 10
"""Languages of a browser's list that are read."""


def identify(request: HttpRequest) -> Person:
    """Who asks. A program with a token that is not valid is nobody, in a demo, too."""
    unknown = _by_cookies(request)
    if request.path.startswith(API) and "Authorization" in request.headers:
        return _program(request.headers["Authorization"], unknown)
    known = sign_in.current(request.session)
    if known is not None:
        return _person(known, unknown)
    return replace(unknown, role=Role.VIEWER) if here().house.settings.has_visitors else unknown


def _program(authorization: str, unknown: Person) -> Person:
    if not authorization.lower().startswith(BEARER):
        return unknown
    found = sign_in.by_token(authorization[len(BEARER) :].strip())
    if found is None:
        return unknown
    return replace(unknown, role=Role(found.role.value), name=found.name, email=found.owner, token=found.token_id)


def _person(known: PersonView, unknown: Person) -> Person:
    wanted = known.preferences
    return Person(
        role=Role(known.role.value),
        name=known.name,
        email=known.email,
        language=wanted.language or unknown.language,
        zone=wanted.zone,
        theme=wanted.theme.value,
        shortcuts=wanted.has_shortcuts,
        id=known.id,
    )


def _by_cookies(request: HttpRequest) -> Person:
    """Somebody who is not known, with what their browser wants; what no page of ours wrote there is passed over."""
    language, zone = request.COOKIES.get(LANGUAGE, ""), request.COOKIES.get(ZONE, "")
    theme = request.COOKIES.get(THEME, "")
    return Person(
        language=language if language in languages() else language_of(request.headers.get("Accept-Language", "")),
        zone=zone if zone and zone in available_timezones() else "",
        theme=theme if theme in ("light", "dark") else "auto",
        shortcuts=request.COOKIES.get(KEYS) != "off",
    )


def language_of(accepted: str) -> str:
    """The language of ours that a browser wants most, else English."""
    known, wanted = languages(), []
    for entry in accepted.split(",")[:MOST_WANTED]:
        found = WANTED.fullmatch(entry)
        if found and found[1].lower() in known:
            wanted.append((float(found[2] or 1), found[1].lower()))
    return max(wanted, key=lambda each: each[0])[1] if wanted else "en"
