"""Decisions that approvers sign, and what a launch promises with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from hypercare.model.launch import Person
from hypercare.model.verdict import Action

LONGEST_REASON: Final = 2_000
LONGEST_PROMISE: Final = 500
LONGEST_OWNER: Final = 200
LONGEST_GROUND: Final = 200
MOST_GROUNDS: Final = 20
MOST_PROMISES: Final = 50


@dataclass(frozen=True)
class Ground:
    """A metric on which a decision rests: whether the launch file that held declares it, and lets it decide."""

    metric: str
    is_declared: bool
    is_primary: bool


@dataclass(frozen=True)
class Promise:
    """What somebody will do by a day, local in the launch's zone."""

    text: str
    owner: str
    due: date


@dataclass(frozen=True)
class Decision:
    """What an approver signed, beside what was recommended then. `verdict` is the record that it rests on.

    `at` is when it was signed, `recorded_at` when that came into the chain. `antipatterns` are those that were known
    then, as documents (`check`, `text`, `hint`, `at`, `page`, perhaps more).
    """

    record: str
    launch: str
    version: str
    action: Action
    recommended: Action
    reason: str
    by: Person
    at: datetime
    verdict: str
    recorded_at: datetime
    hash: str
    grounds: tuple[Ground, ...] = ()
    promises: tuple[Promise, ...] = ()
    antipatterns: tuple[Mapping[str, Any], ...] = ()

    @property
    def overrides(self) -> bool:
        """Whether the approver decided otherwise than was recommended."""
        return self.action is not self.recommended


class CommitmentState(StrEnum):
    """Where a commitment stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Ending:
    """How a commitment ended: done, or dropped, and why."""

    record: str
    state: CommitmentState
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Commitment:
    """A promise that a launch carries on after its outcome. `decision` is the record with which it was made, if any."""

    id: str
    launch: str
    promise: Promise
    by: str
    at: datetime
    decision: str | None
    ended: Ending | None = None

    @property
    def state(self) -> CommitmentState:
        """Open until a later record ends it."""
        return CommitmentState.OPEN if self.ended is None else self.ended.state

    def is_overdue(self, today: date) -> bool:
        """Whether it is open beyond its day."""
        return self.ended is None and self.promise.due < today
