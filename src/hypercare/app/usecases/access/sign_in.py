"""Signing in: by a link that works once, by a password, by an OpenID Connect provider; and signing out."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.contrib.sessions.backends.base import SessionBase

from hypercare.app.attempts import Attempts
from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.settings import Oidc
from hypercare.app.usecases.access.people import NewLink, make_link
from hypercare.ledger import people, sessions
from hypercare.ledger import sign_in_links as links
from hypercare.ledger.models import Purpose
from hypercare.ledger.people_views import LinkView, PersonView, SessionView
from hypercare.ledger.sessions import AGENT, PERSON
from hypercare.ledger.tokens import find_api
from hypercare.ledger.tokens import mark_used as mark_tokens
from hypercare.ledger.views import ApiCredential
from hypercare.model.errors import BadInput, Busy, Refused
from hypercare.model.role import Role

DEMO_ADMIN: Final = ("dewi@example.com", "C. Dewi")
"""The approver of the demo's launches: whoever does everything can sign, too."""
SYSTEM: Final = "Hypercare"
"""Who made a link that nobody asked for."""
SEEN: Final = "seen"
SEEN_EVERY: Final = timedelta(hours=1)
"""How often a session's last use is written: people look at days."""
MARK_EVERY: Final = timedelta(minutes=1)
"""How often a token's last use is written."""
WINDOW_SECONDS: Final = 15 * 60
PER_EMAIL, PER_ADDRESS = Attempts(10, WINDOW_SECONDS), Attempts(50, WINDOW_SECONDS)
"""Failures allowed in a quarter of an hour: of one person, and from one address, behind which an office may sit."""
LONGEST_PASSWORD: Final = 1_000
"""Characters; a longer one is wrong without hashing it."""


@dataclass(frozen=True)
class Claims:
    """What a provider said of somebody, its signature checked. `is_verified` is its word that the address is theirs."""

    email: str
    name: str
    is_verified: bool


def first_link(house: House) -> NewLink | None:
    """A link by which the first admin signs in; None where there is an admin."""
    open_ledger(house)
    if people.has_admin():
        return None
    return make_link(house, "", Role.ADMIN, Purpose.FIRST_ADMIN, by=SYSTEM)


def demo_link(house: House) -> NewLink:
    """A link by which somebody may do everything in the demo."""
    open_ledger(house)
    return make_link(house, DEMO_ADMIN[0], Role.ADMIN, Purpose.DEMO, by=SYSTEM)


def look_at(secret: str) -> LinkView | None:
    """The link of a secret, not used up by looking; None where it cannot be used."""
    link = links.find(secret, datetime.now(UTC))
    return None if link is None or _is_late(link) else link


def by_link(house: House, secret: str, *, email: str = "", name: str = "") -> PersonView:
    """Uses a link up and returns who signs in. Where the link names nobody, `email` and `name` say who it is.

    Raises `Refused` for a link that cannot be used, and `BadInput`, leaving the link as it was, for what is no address.
    """
    link = look_at(secret)
    if link is None:
        raise _used_up()
    person = people.by_email(link.email or email)
    if person is None:
        people.check_email(link.email or email)
    if (person is not None and not person.is_active) or links.use(secret, datetime.now(UTC)) is None:
        raise _used_up()
    return _signed_in(_made(house, link, email, name) if person is None else _raised(house, link, person))


def by_password(email: str, password: str, *, address: str) -> PersonView:
    """Who has that address and password. Raises `Refused` for nobody, `Busy` after too many failures.

    The answer, and the work that it takes, is the same for unknown addresses, wrong passwords and people without one.
    """
    return _signed_in(_proven(email, password, address))


def by_provider(house: House, oidc: Oidc, claims: Claims) -> PersonView:
    """Who a provider says it is: somebody invited, or by the provider's domain a new viewer. Raises `Refused`."""
    if not claims.is_verified or not claims.email:
        raise Refused("the provider does not vouch for the address", where=oidc.name, fix="verify it there")
    person = people.by_email(claims.email)
    if person is None and oidc.domain and claims.email.lower().rpartition("@")[2] == oidc.domain:
        by, at = f"{oidc.name} ({oidc.domain})", house.clock.now()
        person = people.add(email=claims.email, name=claims.name[:200], role=Role.VIEWER, by=by, at=at)
    if person is None or not person.is_active:
        raise Refused(f"{claims.email[:254]} is not invited", fix="ask an admin for an invitation")
    return _signed_in(person)


def begin(session: SessionBase, person: PersonView, agent: str) -> None:
    """Makes a session that person's, under a new key: whoever planted the old one has nothing."""
    session.flush()
    session.update({PERSON: person.id, AGENT: agent, SEEN: datetime.now(UTC).isoformat()})


def current(session: SessionBase) -> PersonView | None:
    """Who is signed in; None for nobody, and for somebody who was deactivated."""
    person_id = session.get(PERSON)
    person = None if person_id is None else people.person(person_id)
    if person is None or not person.is_active:
        return None
    now = datetime.now(UTC)
    if now - datetime.fromisoformat(session[SEEN]) > SEEN_EVERY:
        session[SEEN] = now.isoformat()
    return person


def by_token(secret: str) -> ApiCredential | None:
    """Who a program acts for; None for what is no valid token of the API."""
    found = find_api(secret)
    now = datetime.now(UTC)
    if found is not None and (found.last_used_at is None or now - found.last_used_at > MARK_EVERY):
        mark_tokens({found.token_id: now})
    return found


def sessions_of(person_id: int) -> tuple[SessionView, ...]:
    """Where a person is signed in."""
    return sessions.of_person(person_id)


def is_this(view: SessionView, session: SessionBase) -> bool:
    """Whether a session is the one of the request."""
    return sessions.id_of(session.session_key or "") == view.id


def sign_out(person_id: int, *, but: SessionBase | None = None, only: str | None = None) -> int:
    """Ends a person's sessions: all, all `but` one, or `only` the one of that id; how many."""
    return sessions.end_of_person(person_id, but=but.session_key if but else None, only=only)


def set_password(house: House, person: PersonView, password: str | None, *, old: str, session: SessionBase) -> None:
    """Sets or, with None, takes away a password, and ends the person's other sessions.

    Who has one has to give it. Raises `Refused` for a wrong one, `BadInput` for a new one that is too weak, `Busy`
    after too many failures.
    """
    if person.has_password:
        _proven(person.email, old, person.email)
    if password is not None and len(password) > LONGEST_PASSWORD:
        raise BadInput("the password is too long", where="password", expected=f"at most {LONGEST_PASSWORD} characters")
    people.set_password(person.id, password, by=person.email, at=house.clock.now())
    sign_out(person.id, but=session)


def _proven(email: str, password: str, address: str) -> PersonView:
    keys = ((PER_EMAIL, email.strip().lower()[:254]), (PER_ADDRESS, address))
    wait = max(attempts.wait_seconds(key) for attempts, key in keys)
    if wait:
        raise Busy("too many attempts", expected=f"a pause of {wait / 60:.0f} min", fix="ask an admin for a link")
    person = people.check_password(email, password) if len(password) <= LONGEST_PASSWORD else None
    if person is None:
        for attempts, key in keys:
            attempts.failed(key)
        raise Refused("the address or the password is wrong", fix="ask an admin for a link")
    PER_EMAIL.succeeded(keys[0][1])
    return person


def _is_late(link: LinkView) -> bool:
    """Whether a link for the first admin found that there is one."""
    return link.purpose is Purpose.FIRST_ADMIN and people.has_admin()


def _made(house: House, link: LinkView, email: str, name: str) -> PersonView:
    if link.purpose is Purpose.DEMO:
        name = DEMO_ADMIN[1]
    return people.add(email=link.email or email, name=name, role=link.role, by=link.made_by, at=house.clock.now())


def _raised(house: House, link: LinkView, person: PersonView) -> PersonView:
    """Where there is no admin, whoever comes first becomes one, known or not."""
    if link.purpose is not Purpose.FIRST_ADMIN:
        return person
    return people.change_role(person.id, Role.ADMIN, by=link.made_by, at=house.clock.now())


def _signed_in(person: PersonView) -> PersonView:
    people.note_sign_in(person.id, datetime.now(UTC))
    return person


def _used_up() -> Refused:
    return Refused("this link cannot be used: it was used, it is too old, or it never was one", fix="ask for a new one")


__all__ = ["Claims", "LinkView", "Purpose", "SessionView"]
