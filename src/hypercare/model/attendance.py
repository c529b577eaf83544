"""Attendance: who was at a launch, on which day, and what they did there."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

LONGEST_WHO: Final = 254
"""Characters of who was there: as many as an e-mail address has at most."""


class Presence(StrEnum):
    """What somebody did at a launch."""

    OPENED = "opened"
    """They looked at a page of it."""
    REPORTED = "reported"
    """They took its brief along as a file, for others to read."""
    STOOD_UP = "stood_up"
    """They left a note of a stand-up."""
    FIXED = "fixed"
    """They mended something: a hotfix, a step of an incident."""
    COMMENTED = "commented"
    """They wrote something down beside it."""


@dataclass(frozen=True)
class Attendance:
    """What one person did at one launch on one local day of it, and how often: from the first time to the last.

    `who` is an e-mail address, or the name by which somebody was told of.
    """

    launch: str
    who: str
    day: date
    what: Presence
    first_at: datetime
    last_at: datetime
    count: int = 1
