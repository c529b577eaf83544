"""Cohorts: units by what they did, as a property `cohort.NAME` of theirs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.model.metrics import EventRef

PREFIX = "cohort."
"""What the key of a cohort begins with, wherever the key of a property may stand."""


@dataclass(frozen=True)
class Period:
    """When what is asked must have happened: from `start` until before `end` (aware), or within `last` before the
    instant of the question. What is None is open.
    """

    start: datetime | None = None
    end: datetime | None = None
    last: timedelta | None = None


@dataclass(frozen=True)
class Times:
    """Units with at least and at most so many of the events; None is no bound. At most 0: those that did not."""

    event: EventRef
    at_least: int = 1
    at_most: int | None = None
    period: Period = Period()

    @property
    def refs(self) -> tuple[EventRef, ...]:
        return (self.event,)


@dataclass(frozen=True)
class InSequence:
    """Units that did the steps in this order, other events in between or not, all `within` this long of the first."""

    steps: tuple[EventRef, ...]
    within: timedelta | None = None
    period: Period = Period()

    @property
    def refs(self) -> tuple[EventRef, ...]:
        return self.steps


CohortRule = Times | InSequence


def cohort_name(key: str) -> str | None:
    """The cohort that a property key names; None where it is a property of the facts."""
    return key.removeprefix(PREFIX) if key.startswith(PREFIX) else None
