"""What people say of a launch's exit: that its feedback was synthesised, that a missing peak is accepted."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from hypercare.model.launch import Person

LONGEST_NOTE: Final = 2_000
LONGEST_LINK: Final = 1_000


class OutcomeActKind(StrEnum):
    """What somebody said; a kind of record of the same name stands for it in the chain."""

    SYNTHESISED = "feedback_synthesised"
    PEAK_ABSENCE = "peak_absence_accepted"


@dataclass(frozen=True)
class Revocation:
    """Who took an act back, when and why; `record` stands for it in the chain."""

    record: str
    by: Person
    at: datetime
    reason: str


@dataclass(frozen=True)
class OutcomeAct:
    """One act of a named person, known from `at` on; `record` stands for it in the chain.

    `subjects` are the feedback channels that were synthesised, or the watched peaks whose absence is accepted. `note`
    says what was found, or why. `backlog` is where the findings stand: an https:// address, or words. `until` ends an
    acceptance; None lets it stand. `revoked` is who took it back, None while it stands.
    """

    record: str
    launch: str
    kind: OutcomeActKind
    by: Person
    at: datetime
    subjects: tuple[str, ...]
    note: str = ""
    backlog: str = ""
    until: datetime | None = None
    revoked: Revocation | None = None

    def holds(self, as_of: datetime) -> bool:
        """Whether it is in force at an instant: said by then, not taken back by then, and not past its end."""
        taken_back = self.revoked is not None and self.revoked.at <= as_of
        return self.at <= as_of and not taken_back and (self.until is None or as_of < self.until)

    def as_known(self, as_of: datetime) -> "OutcomeAct":
        """The act as it was known at an instant: without what was said of it later."""
        later = self.revoked is not None and self.revoked.at > as_of
        return replace(self, revoked=None) if later else self


def in_force(acts: tuple[OutcomeAct, ...], kind: OutcomeActKind, as_of: datetime) -> tuple[OutcomeAct, ...]:
    """The acts of a kind that hold at an instant, latest first."""
    found = [each for each in acts if each.kind is kind and each.holds(as_of)]
    return tuple(sorted(found, key=lambda each: (each.at, each.record), reverse=True))
