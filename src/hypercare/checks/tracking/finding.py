"""What a check of the tracking found, with what to do and what it rests on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hypercare.model.text import Text


class Level(StrEnum):
    """How much a finding matters, the worst first. Only `fail` and `unknown` keep an event from being verified."""

    FAIL = "fail"
    UNKNOWN = "unknown"
    """It cannot be judged, and somebody must see to it that it can."""
    WATCH = "watch"
    PENDING = "pending"
    """It cannot be judged yet: time will tell, and nobody has to do anything."""
    NEWS = "news"


@dataclass(frozen=True)
class Seen:
    """What a finding rests on: the value found beside the one expected, in words of the plan.

    `sample` is how many events were looked at, `since` to `until` when they happened, `example` one of them: its
    properties as JSON text, cut.
    """

    value: str
    expected: str
    sample: int
    since: datetime | None = None
    until: datetime | None = None
    example: str = ""


@dataclass(frozen=True)
class Finding:
    """Something wrong with one event, or one source; `property` where it is about one.

    `event` is the planned event that it belongs to, empty where it belongs to none; `subject` what it is about.
    """

    check: str
    level: Level
    subject: str
    says: Text
    todo: Text
    seen: Seen
    event: str = ""
    property: str = ""


def worst_first(findings: list[Finding]) -> list[Finding]:
    """The findings by their level; among equals as they were."""
    return sorted(findings, key=lambda each: list(Level).index(each.level))
