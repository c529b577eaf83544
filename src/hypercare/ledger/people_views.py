"""What the room hands out about people: frozen values, never rows."""

from dataclasses import dataclass
from datetime import datetime

from hypercare.ledger.models import Purpose, Session, SignInLink, Theme, User
from hypercare.model.role import Role


@dataclass(frozen=True)
class Preferences:
    """How a person wants the pages. An empty `language` or `zone` is that of the browser and of the launch."""

    language: str = ""
    zone: str = ""
    theme: Theme = Theme.AUTO
    has_shortcuts: bool = True


@dataclass(frozen=True)
class PersonView:
    """A person. `signed_in_at` is when they did so last, None for never: then they are invited only."""

    id: int
    email: str
    name: str
    role: Role
    is_active: bool
    has_password: bool
    created_at: datetime
    signed_in_at: datetime | None
    preferences: Preferences


@dataclass(frozen=True)
class LinkView:
    """A sign-in link without its secret. `email` is empty where its holder says who they are."""

    email: str
    role: Role
    purpose: Purpose
    made_by: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class SessionView:
    """A browser in which a person is signed in. `id` is of no use as a cookie."""

    id: str
    agent: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


def person_view(row: User) -> PersonView:
    """The view of a row."""
    return PersonView(
        id=row.pk,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        is_active=row.is_active,
        has_password=bool(row.password) and row.has_usable_password(),
        created_at=row.created_at,
        signed_in_at=row.last_login,
        preferences=Preferences(row.language, row.zone, Theme(row.theme), row.has_shortcuts),
    )


def link_view(row: SignInLink) -> LinkView:
    """The view of a row."""
    return LinkView(
        email=row.email,
        role=Role(row.role),
        purpose=Purpose(row.purpose),
        made_by=row.made_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )


def session_view(row: Session) -> SessionView:
    """The view of a row."""
    return SessionView(
        id=row.key_hash,
        agent=row.agent,
        created_at=row.created_at,
        seen_at=row.seen_at,
        expires_at=row.expires_at,
    )
