"""Attempts to sign that were refused: they decide nothing, and stay known."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

LONGEST_WHO: Final = 254
"""Characters of who tried: as many as an e-mail address has at most."""


class Why(StrEnum):
    """Why somebody could not sign."""

    ROLE = "role"
    """Their role is not enough for it."""
    NOT_NAMED = "not_named"
    """The launch file does not name them as an approver."""
    NO_REASON = "no_reason"
    """It would override what is recommended, and they gave no reason."""
    WHEN = "when"
    """At a moment yet to come, or before the launch was declared."""
    UNSEEN = "unseen"
    """Somebody else signed since they looked."""
    WORDS = "words"
    """What they wrote cannot stand: too long, or promises that nobody can keep."""


@dataclass(frozen=True)
class Refusal:
    """What one person could not sign of one launch on one day (UTC), and how often: from the first time to the last.

    `action` is what they would have signed: SCALE, PIVOT, ROLLBACK or HOLD; empty where they never got to say it.
    """

    launch: str
    who: str
    day: date
    action: str
    why: Why
    first_at: datetime
    last_at: datetime
    count: int = 1
