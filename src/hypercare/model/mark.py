"""Marks: what happened around a launch that its numbers do not tell."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, Self

LONGEST_TITLE: Final = 200
LONGEST_LINK: Final = 1_000
# A page makes it a link: no other scheme, no white space, no quotes, no user name in front of the host.
LINK: Final = re.compile(r"\Ahttps://[^\s\"'<>\\/?#@]+([/?#][^\s\"'<>\\]*)?\Z")


class MarkKind(StrEnum):
    """What a mark is about."""

    DEPLOYMENT = "deployment"
    HOTFIX = "hotfix"
    INCIDENT = "incident"
    FLAG = "flag"
    CAMPAIGN = "campaign"
    STANDUP = "standup"
    """The note of a stand-up."""
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

    def as_known(self, as_of: datetime) -> Self:
        """The mark as it was known at an instant: a retraction that came later is not told."""
        if self.retracted_at is None or self.retracted_at <= as_of:
            return self
        return replace(self, retracted_at=None, retracted_by="")
