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
        return list(Role).index(self)

    def may(self, least: "Role") -> bool:
        """Whether this role is enough where at least `least` is asked for."""
        return self.rank >= least.rank


@dataclass(frozen=True)
class Person:
    """Somebody who asks. `email` is empty for a visitor and for somebody who is not signed in."""

    role: Role = Role.PUBLIC
    name: str = ""
    email: str = ""
    language: str = "en"
    zone: str = ""
    theme: str = "auto"
    shortcuts: bool = True

    @property
    def is_signed_in(self) -> bool:
        """Whether this is a known person."""
        return bool(self.email)
