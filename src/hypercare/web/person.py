"""Who is asking, as the pages see them."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do, each what the one before may, too."""

    PUBLIC = "public"
    VIEWER = "viewer"
    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """How much it may, from 0."""
        return list(Role).index(self)

    def may(self, least: "Role") -> bool:
        """Whether this role is enough where at least `least` is asked for."""
        return self.rank >= least.rank


@dataclass(frozen=True)
class Person:
    """Somebody who asks. `email` is empty for a visitor and for somebody who is not signed in.

    `id` is None for whoever has no account; `token` is the id of the API token by which a program asks, else empty.
    """

    role: Role = Role.PUBLIC
    name: str = ""
    email: str = ""
    language: str = "en"
    zone: str = ""
    theme: str = "auto"
    shortcuts: bool = True
    id: int | None = None
    token: str = ""

    @property
    def is_signed_in(self) -> bool:
        """Whether this is a known person."""
        return bool(self.email)

    @property
    def is_visitor(self) -> bool:
        """Whether this is somebody who may look without signing in."""
        return self.role is not Role.PUBLIC and self.id is None and not self.token

    @property
    def by(self) -> str:
        """How records name who did something."""
        return self.email or (f"token {self.token}" if self.token else "visitor")
