"""What people may do."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a person may do, each role what the one before may, too: look, write, sign, govern."""

    VIEWER = "viewer"
    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    ADMIN = "admin"

    def includes(self, other: "Role") -> bool:
        """Whether who has this role may do what `other` may."""
        return RANKS[self] >= RANKS[other]


RANKS: Final = {role: rank for rank, role in enumerate(Role)}
"""The roles by how much they may, from 0."""
