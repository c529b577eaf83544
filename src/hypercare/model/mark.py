"""Marks: what happened around a launch that its numbers do not tell."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MarkKind(StrEnum):
    """What a mark is about."""

    DEPLOYMENT = "deployment"
    HOTFIX = "hotfix"
    INCIDENT = "incident"
    FLAG = "flag"
    CAMPAIGN = "campaign"
    NOTE = "note"


@dataclass(frozen=True)
class Mark:
    """Something that happened at an instant, or from then `until` another; `link` is empty or begins with https://.

    `recorded_at` is from when on it is known here. A retracted mark stays on record, and is drawn no more.
    """

    id: str
    launch: str
    kind: MarkKind
    at: datetime
    title: str
    by: str
    recorded_at: datetime
    until: datetime | None = None
    link: str = ""
    retracted_at: datetime | None = None
    retracted_by: str = ""

    def known(self, as_of: datetime) -> bool:
        """Whether it stood on the timeline at an instant: recorded by then, and not yet retracted."""
        return self.recorded_at <= as_of and (self.retracted_at is None or as_of < self.retracted_at)
