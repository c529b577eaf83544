"""What somebody wants of the pages: kept with the account, and for a visitor by the browser."""

from dataclasses import replace
from typing import Final
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from hypercare.app.usecases.access import people
from hypercare.app.usecases.access.people import Preferences, Theme
from hypercare.app.words import languages
from hypercare.model.errors import BadInput
from hypercare.web.addresses import own_path
from hypercare.web.asked import person_of
from hypercare.web.identity import KEYS, LANGUAGE, THEME, ZONE
from hypercare.web.person import Person

KEPT_SECONDS: Final = 365 * 24 * 3600
LONGEST: Final = 40
COOKIES: Final = {"language": LANGUAGE, "theme": THEME, "keys": KEYS, "zone": ZONE}


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keeps what was chosen, and goes back to where one was."""
    chosen = {name: _known(name, request.POST[name]) for name in COOKIES if name in request.POST}
    person = person_of(request)
    answer = redirect(own_path(request.POST.get("back", "")))
    if person.id is not None:
        people.prefer(person.id, _changed(person, chosen))
    for name, value in chosen.items():
        answer.set_cookie(COOKIES[name], value, max_age=KEPT_SECONDS, samesite="Lax", httponly=True)
    return answer


def _known(name: str, value: str) -> str:
    choices = {"language": languages(), "theme": tuple(Theme), "keys": ("on", "off"), "zone": ("Asia/Jakarta",)}[name]
    is_zone = name == "zone" and (not value or value in available_timezones())
    if value not in choices and not is_zone:
        raise BadInput(f"there is no {name} {value[:LONGEST]!r}", where=name, expected=" or ".join(choices))
    return value


def _changed(person: Person, chosen: dict[str, str]) -> Preferences:
    kept = Preferences(person.language, person.zone, Theme(person.theme), person.shortcuts)
    return replace(
        kept,
        language=chosen.get("language", kept.language),
        zone=chosen.get("zone", kept.zone),
        theme=Theme(chosen.get("theme", kept.theme)),
        has_shortcuts=chosen["keys"] == "on" if "keys" in chosen else kept.has_shortcuts,
    )
