"""Entrance criteria: what must be present before the watch over a launch begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hypercare.model.text import Text


class EntranceState(StrEnum):
    """Where a criterion stands. What nothing is known of is unknown: never met."""

    NOT_MET = "not met"
    UNKNOWN = "unknown"
    MET = "met"


@dataclass(frozen=True)
class EntranceItem:
    """One thing that a criterion asks for, by its name: an event, a level, a request to production.

    `seen_at` is the instant of the evidence, None where there is none; `todo` what to do about it.
    """

    subject: str
    state: EntranceState
    reason: Text
    seen_at: datetime | None = None
    todo: Text | None = None


@dataclass(frozen=True)
class EntranceCriterion:
    """One criterion: the check that looked at it, and everything that it found. `items` is never empty."""

    check: str
    name: str
    items: tuple[EntranceItem, ...]

    @property
    def state(self) -> EntranceState:
        """The worst of its items: met only where all are."""
        return worst(item.state for item in self.items)


@dataclass(frozen=True)
class Entrance:
    """The judgement of all criteria at one instant."""

    launch: str
    version: str
    as_of: datetime
    criteria: tuple[EntranceCriterion, ...]

    @property
    def state(self) -> EntranceState:
        """Whether the launch is ready: met only where every criterion is."""
        return worst(criterion.state for criterion in self.criteria)

    def count(self, state: EntranceState) -> int:
        """How many things stand so."""
        return sum(item.state is state for criterion in self.criteria for item in criterion.items)


def worst(states: Iterable[EntranceState]) -> EntranceState:
    """The first in the order of the enum that there is; unknown for none."""
    return min(states, key=list(EntranceState).index, default=EntranceState.UNKNOWN)
