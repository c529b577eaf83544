"""What people tried on the record and were refused: it decides nothing, and stays known."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

LONGEST_WHO: Final = 254
"""Characters of who tried: as many as an e-mail address has at most."""


class What(StrEnum):
    """What somebody tried."""

    SIGN = "sign"
    SYNTHESISE = "synthesise"
    """To say that feedback was synthesised."""
    ACCEPT_PEAK = "accept_peak"
    """To accept that a peak was not lived through."""
    TAKE_BACK = "take_back"
    """To take back what was said of the exit."""
    EXIT = "exit"
    """To say something of the exit; they never got to say what."""
    WAIVE = "waive"
    """To waive an item of the entrance, or to take a waiver back."""
    ENTRANCE = "entrance"
    """To say something else of an item of the entrance."""


class Why(StrEnum):
    """Why somebody could not."""

    ROLE = "role"
    """Their role is not enough for it."""
    NOT_NAMED = "not_named"
    """The launch file does not name them for it."""
    NO_REASON = "no_reason"
    """It needs a reason, as what overrides a recommendation does, and they gave none."""
    WHEN = "when"
    """At a moment yet to come, or before the launch was declared."""
    END = "end"
    """Its end is past, missing or too far away."""
    UNSEEN = "unseen"
    """Somebody else signed since they looked."""
    WORDS = "words"
    """What they wrote cannot stand: too long, not declared, or promises that nobody can keep."""


@dataclass(frozen=True)
class Refusal:
    """What one person could not do at one launch on one day (UTC), and how often: from the first time to the last.

    `action` is what they would have signed: SCALE, PIVOT, ROLLBACK or HOLD; empty where they never got to say it, and
    for whatever is no decision.
    """

    launch: str
    who: str
    day: date
    action: str
    why: Why
    first_at: datetime
    last_at: datetime
    count: int = 1
    what: What = What.SIGN
