"""Anti-patterns: what a launch should not do, found by a check, with the evidence that it rests on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hypercare.model.text import Text


class AntiState(StrEnum):
    """What a check has to say. What cannot be known is unknown: never clear."""

    FOUND = "found"
    UNKNOWN = "unknown"
    CLEAR = "clear"


class AntiLevel(StrEnum):
    """How much one matters: it misleads or endangers the launch now; or it is over, or not sure to."""

    BAD = "bad"
    WATCH = "watch"


@dataclass(frozen=True)
class AntiEvidence:
    """One thing that an anti-pattern rests on; what a kind of evidence has not stays empty.

    `value` in `scale` (as estimates have it, or "days"), `low` to `high` its interval, `sample` the units or events
    behind it, `days` the local days N it is of; `at` when it happened, `by` who did it, `record` what keeps it (an id).
    """

    what: Text
    value: float | None = None
    low: float | None = None
    high: float | None = None
    scale: str = ""
    sample: int | None = None
    days: tuple[int, int] | None = None
    at: datetime | None = None
    by: str = ""
    record: str = ""


@dataclass(frozen=True)
class AntiPattern:
    """One that was found: by which check, what it is, what to do about it, since when, and the page that shows it.

    `over_at` is when it ended, None while it goes on or where it cannot end.
    """

    check: str
    text: Text
    hint: Text
    at: datetime
    page: str
    level: AntiLevel = AntiLevel.BAD
    evidence: tuple[AntiEvidence, ...] = ()
    over_at: datetime | None = None


@dataclass(frozen=True)
class Looked:
    """What one check says: what it found, the worst first; and what it could not know, with the reasons."""

    found: tuple[AntiPattern, ...] = ()
    unknown: tuple[Text, ...] = ()

    @property
    def state(self) -> AntiState:
        """Found where anything was; else unknown where something could not be known."""
        if self.found:
            return AntiState.FOUND
        return AntiState.UNKNOWN if self.unknown else AntiState.CLEAR
