"""People: invited, given a role, deactivated. Every change is on record."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

# First, because it makes Django ready.
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.processes.notes import PROCESSES_FILE, ServerNote, read_note
from hypercare.app.settings import host_name
from hypercare.lake.lock import is_held
from hypercare.ledger import people as ledger
from hypercare.ledger import sign_in_links as links
from hypercare.ledger.models import Purpose, Theme
from hypercare.ledger.people_views import LinkView, PersonView, Preferences
from hypercare.model.errors import NotFound, Refused
from hypercare.model.role import Role

VALID_FOR: Final = {
    Purpose.FIRST_ADMIN: timedelta(days=1),
    Purpose.DEMO: timedelta(days=1),
    Purpose.INVITE: timedelta(days=7),
    Purpose.SIGN_IN: timedelta(hours=1),
}
"""How long a link can be used: an invitation outlasts a holiday, a link that was asked for is used at once."""


@dataclass(frozen=True)
class NewLink:
    """A sign-in link just made. `url` holds its secret, which is shown this once."""

    link: LinkView
    url: str


def listing(house: House) -> tuple[PersonView, ...]:
    """All people, deactivated ones too, by name."""
    open_ledger(house.require())
    return ledger.people()


def find(house: House, email: str) -> PersonView:
    """The person of an address. Raises `NotFound`."""
    open_ledger(house.require())
    person = ledger.by_email(email)
    if person is None:
        raise NotFound(f"nobody here has the address {email[:80]!r}", fix="hypercare people")
    return person


def get(person_id: int) -> PersonView:
    """The person of an id. Raises `NotFound`."""
    person = ledger.person(person_id)
    if person is None:
        raise NotFound("there is no such person", fix="look at /people")
    return person


def invite(house: House, *, email: str, name: str, role: Role, by: str) -> NewLink:
    """Adds a person and makes the link by which they first sign in.

    Raises `BadInput` for what is no address, `Refused` for somebody known already.
    """
    open_ledger(house)
    person = ledger.add(email=email, name=name, role=role, by=by, at=house.clock.now())
    return make_link(house, person.email, role, Purpose.INVITE, by=by)


def new_link(house: House, person_id: int, *, by: str) -> NewLink:
    """Makes a new link for somebody known; earlier ones end. Raises `NotFound`, `Refused` for a deactivated person."""
    person = get(person_id)
    if not person.is_active:
        raise Refused(f"{person.email} is deactivated", fix="reactivate them first")
    purpose = Purpose.SIGN_IN if person.signed_in_at else Purpose.INVITE
    return make_link(house, person.email, person.role, purpose, by=by)


def make_link(house: House, email: str, role: Role, purpose: Purpose, *, by: str) -> NewLink:
    """A link for an address, empty for whoever comes first."""
    # By the system's time: a clock that was set must not keep a link alive.
    link, secret = links.new_link(
        email=email, role=role, purpose=purpose, made_by=by, at=datetime.now(UTC), valid_for=VALID_FOR[purpose]
    )
    return NewLink(link, f"{pages_url(house)}/sign-in/{secret}")


def pages_url(house: House) -> str:
    """Where the pages of this installation are: where its settings say, else where its server listens."""
    server = read_note(house.data / PROCESSES_FILE, ServerNote) if is_held(house.data / "lock") else None
    if server is None or house.settings.public_url:
        return house.settings.origin
    return f"http://{host_name(server.host)}:{server.port}"


def change_role(house: House, person_id: int, role: Role, *, by: str) -> PersonView:
    """Gives a person another role. Raises `NotFound`, and `Refused` for the last admin."""
    return ledger.change_role(person_id, role, by=by, at=house.clock.now())


def deactivate(house: House, person_id: int, *, by: str) -> PersonView:
    """Ends a person's sessions, links and tokens, at once. Raises `NotFound`, and `Refused` for the last admin."""
    return ledger.deactivate(person_id, by=by, at=house.clock.now())


def reactivate(house: House, person_id: int, *, by: str) -> PersonView:
    """Lets a person sign in again, by a new link. Raises `NotFound`."""
    return ledger.reactivate(person_id, by=by, at=house.clock.now())


def rename(house: House, person_id: int, name: str, *, by: str) -> PersonView:
    """Changes how a person is called. Raises `NotFound`, and `BadInput` for an empty name."""
    return ledger.rename(person_id, name, by=by, at=house.clock.now())


def prefer(person_id: int, preferences: Preferences) -> PersonView:
    """Keeps how a person wants the pages. Raises `NotFound`, and `BadInput` for what does not fit."""
    return ledger.prefer(person_id, preferences)


def document(person: PersonView) -> Document:
    """A person as JSON values."""
    return {
        "id": person.id,
        "email": person.email,
        "name": person.name,
        "role": person.role.value,
        "active": person.is_active,
        "created_at": person.created_at.isoformat(),
        "signed_in_at": person.signed_in_at.isoformat() if person.signed_in_at else None,
    }


def link_document(made: NewLink) -> Document:
    """`hypercare/sign-in-link.v1`: with its secret, which is shown this once."""
    return {
        "schema": "hypercare/sign-in-link.v1",
        "email": made.link.email,
        "role": made.link.role.value,
        "purpose": made.link.purpose.value,
        "expires_at": made.link.expires_at.isoformat(),
        "url": made.url,
    }


__all__ = [
    "LinkView",
    "NewLink",
    "PersonView",
    "Preferences",
    "Purpose",
    "Role",
    "Theme",
    "change_role",
    "deactivate",
    "document",
    "find",
    "get",
    "invite",
    "link_document",
    "listing",
    "make_link",
    "new_link",
    "pages_url",
    "prefer",
    "reactivate",
    "rename",
]
