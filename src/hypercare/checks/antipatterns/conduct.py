"""How a launch was run, as it was known at an instant: the facts that the anti-patterns are judged from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hypercare.checks.tracking.verify import Verified
from hypercare.checks.validation.validation import Validation
from hypercare.declare.diff import Change
from hypercare.model.attendance import Attendance
from hypercare.model.entrance import WentLive
from hypercare.model.launch import Launch
from hypercare.model.mark import Mark
from hypercare.model.verdict import Action, LaunchVerdict


@dataclass(frozen=True)
class Decided:
    """A decision that was signed: what, by whom, why, and the verdict that it rests on, as it stood then.

    `grounds` are the metrics that the approver named, as they wrote them.
    """

    record: str
    action: Action
    by: str
    at: datetime
    reason: str
    verdict: LaunchVerdict
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edit:
    """A version that was registered after go-live, with the one that it replaced and what it changed."""

    number: int
    at: datetime
    by: str
    record: str
    before: Launch
    after: Launch
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Conduct:
    """The verdict and its validation, and what the ledger shows of the people, all as known at the verdict's instant.

    `presences` are of everybody, in the order of time; `recorded_since` is from when on they are complete, None where
    that is not known. `never_signed_in` are those of the squad's addresses that never did. `verified` holds, by gate,
    the tracking at the instant that the gate speaks from: only of gates in which something reads as success. `events`
    are the names that have arrived.
    """

    launch: Launch
    verdict: LaunchVerdict
    validation: Validation
    went: WentLive | None = None
    decisions: tuple[Decided, ...] = ()
    edits: tuple[Edit, ...] = ()
    marks: tuple[Mark, ...] = ()
    presences: tuple[Attendance, ...] = ()
    recorded_since: datetime | None = None
    never_signed_in: frozenset[str] = frozenset()
    verified: Mapping[str, Verified] = field(default_factory=dict)
    events: frozenset[str] = frozenset()

    @property
    def as_of(self) -> datetime:
        """The instant of which all this is."""
        return self.verdict.as_of
