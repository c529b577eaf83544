"""Entrance criteria: what must be present before the watch over a launch begins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from hypercare.model.text import Text


class EntranceState(StrEnum):
    """Where a criterion stands, the worst first. What nothing is known of is unknown: never passed."""

    FAIL = "fail"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    """Somebody took it upon themselves, with a reason, until a day."""
    PASS = "pass"  # noqa: S105 a state, no secret


LONGEST_REASON = 2_000
"""Characters of the reason of an act."""


class ActKind(StrEnum):
    """What a person says of an item of the entrance."""

    WAIVED = "waived"
    UNWAIVED = "unwaived"
    READ = "read"
    """They read it: a guide."""
    CHECKED = "checked"
    """They looked, and it was right."""
    FAILED = "failed"
    """They looked, and it was not."""


WAIVING: Final = frozenset({ActKind.WAIVED, ActKind.UNWAIVED})
"""The acts of an approver, or of who drives the launch."""


@dataclass(frozen=True)
class EntranceAct:
    """One person's word on one item (`subject`) of a launch's entrance.

    `digest` is of what was read, where that can change; `until` when a waiver ends.
    """

    launch: str
    subject: str
    kind: ActKind
    at: datetime
    by: str
    recorded_at: datetime
    reason: str = ""
    digest: str = ""
    until: datetime | None = None


class EntranceAction(StrEnum):
    """What people can do about an item, beside what its `todo` says."""

    RERUN = "rerun"
    READ = "read"
    CHECK = "check"
    DRILL = "drill"
    WAIVE = "waive"


@dataclass(frozen=True)
class Evidence:
    """One thing that an item's state rests on: what was seen, when, and where it can be looked at (a path of ours)."""

    what: Text
    at: datetime | None = None
    link: str = ""


@dataclass(frozen=True)
class Pulse:
    """One of an item's earlier results, of the kind that is repeated: when, whether it was well, and how long it took.

    `latency_ms` is None where nothing was answered.
    """

    at: datetime
    is_ok: bool
    latency_ms: float | None = None


@dataclass(frozen=True)
class EntranceItem:
    """One thing that a criterion asks for.

    `id` names it among all items of the launch and does not change with the facts ("support/guide",
    "instrumentation/bulk_opened"); `subject` is its name for people: an event, a level, a request to production.
    `seen_at` is the instant of the newest evidence, None where there is none; `todo` what to do about it; `owner` who
    is to do it, empty where nobody is named. A waived item keeps its reason and, as `found`, the state that it would
    have; `waiver` says who waived it. `history` holds the results of what is run again and again, the oldest first.
    """

    id: str
    subject: str
    state: EntranceState
    reason: Text
    seen_at: datetime | None = None
    todo: Text | None = None
    owner: str = ""
    evidence: tuple[Evidence, ...] = ()
    actions: tuple[EntranceAction, ...] = ()
    waiver: EntranceAct | None = None
    found: EntranceState | None = None
    history: tuple[Pulse, ...] = ()


@dataclass(frozen=True)
class EntranceCriterion:
    """One criterion: the check that looked at it, and everything that it found. `items` is never empty."""

    check: str
    name: str
    items: tuple[EntranceItem, ...]

    @property
    def state(self) -> EntranceState:
        """The worst of its items: passed only where all are."""
        return worst(item.state for item in self.items)


@dataclass(frozen=True)
class SquadGap:
    """Something that the squad lacks. `id` names the kind of gap."""

    id: str
    text: Text
    todo: Text


@dataclass(frozen=True)
class Entrance:
    """The judgement of all criteria at one instant; `gaps` of the squad are told beside them."""

    launch: str
    version: str
    as_of: datetime
    criteria: tuple[EntranceCriterion, ...]
    gaps: tuple[SquadGap, ...] = ()

    @property
    def state(self) -> EntranceState:
        """Whether the launch is ready: passed (or waived) only where every criterion is."""
        return worst(criterion.state for criterion in self.criteria)

    def count(self, state: EntranceState) -> int:
        """How many things stand so."""
        return sum(item.state is state for criterion in self.criteria for item in criterion.items)


@dataclass(frozen=True)
class WentLive:
    """How the criteria stood when a launch went live (`at`), as recorded then: states by criterion.

    `missing` holds by criterion what stood open, as ids of items, bounded; `digest` is that of the judgement.
    """

    record: str
    launch: str
    at: datetime
    state: EntranceState
    states: Mapping[str, EntranceState]
    missing: Mapping[str, tuple[str, ...]]
    digest: str


def worst(states: Iterable[EntranceState]) -> EntranceState:
    """The first in the order of the enum that there is; unknown for none."""
    return min(states, key=list(EntranceState).index, default=EntranceState.UNKNOWN)
