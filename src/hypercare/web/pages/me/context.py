"""What somebody's own page shows."""

from datetime import datetime
from zoneinfo import available_timezones

from django.contrib.sessions.backends.base import SessionBase
from ninja import Field, Schema

from hypercare.app.django_settings import PASSWORD_LENGTH
from hypercare.app.usecases.access import people, sign_in
from hypercare.app.words import languages
from hypercare.web.person import Person

NAMES = {"en": "English", "id": "Bahasa Indonesia"}
"""What each language calls itself."""
HOME_ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
"""The zones that stand first in the list, with their short names."""
BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari", "curl")
"""How browsers name themselves, in the order in which the name decides: most claim to be several."""
SPOKEN = {"Edg": "Edge", "OPR": "Opera"}
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")


class Session(Schema):
    """A browser in which one is signed in."""

    id: str = Field(description="The session's id; of no use as a cookie.")
    browser: str = Field(description="The browser and its system, as far as it says; may be empty.")
    created_at: datetime = Field(description="When one signed in there.")
    seen_at: datetime = Field(description="When it was used last, to the hour.")
    is_this: bool = Field(description="Whether it is this one.")


class Me(Schema):
    """Who one is here, and how one wants the pages."""

    has_account: bool = Field(description="Whether one is signed in.")
    email: str
    name: str
    role: str
    has_password: bool = Field(description="Whether one can sign in by a password.")
    language: str
    languages: list[tuple[str, str]] = Field(description="Each language's code and what it calls itself.")
    zone: str = Field(description="The time zone in which instants are told; empty for the launch's.")
    home_zones: list[tuple[str, str]] = Field(description="The zones of Indonesia, with their short names.")
    zones: list[str] = Field(description="All other time zones.")
    theme: str = Field(description="auto, light or dark.")
    has_shortcuts: bool = Field(description="Whether single keys do something.")
    sessions: list[Session] = Field(description="Where one is signed in, latest first.")
    password_length: int = Field(description="Characters that a password has at least.")


def me_of(person: Person, session: SessionBase) -> Me:
    """The page."""
    known = None if person.id is None else people.get(person.id)
    return Me(
        has_account=known is not None,
        email=person.email,
        name=person.name,
        role=person.role.value,
        has_password=known is not None and known.has_password,
        language=person.language,
        languages=[(code, NAMES.get(code, code)) for code in languages()],
        zone=person.zone,
        home_zones=list(HOME_ZONES.items()),
        zones=sorted(zone for zone in available_timezones() - HOME_ZONES.keys() if "/" in zone or zone == "UTC"),
        theme=person.theme,
        has_shortcuts=person.shortcuts,
        sessions=[] if known is None else sessions_of(known.id, session),
        password_length=PASSWORD_LENGTH,
    )


def sessions_of(person_id: int, session: SessionBase) -> list[Session]:
    """Where somebody is signed in."""
    return [
        Session(
            id=view.id,
            browser=browser_of(view.agent),
            created_at=view.created_at,
            seen_at=view.seen_at,
            is_this=sign_in.is_this(view, session),
        )
        for view in sign_in.sessions_of(person_id)
    ]


def browser_of(agent: str) -> str:
    """`Firefox, Linux` of what a browser says of itself; empty where it says nothing that is known."""
    browser = next((name for name in BROWSERS if name in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return ", ".join(part for part in (SPOKEN.get(browser, browser), system) if part)
