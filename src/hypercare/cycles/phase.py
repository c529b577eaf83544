"""Phases of a launch. They overlap: a launch is in a set of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hypercare.cycles.cohort import cycle_complete
from hypercare.cycles.day import day_end, day_start
from hypercare.model.launch import Launch
from hypercare.model.text import Text

TECHNICAL_LAST_DAY = 14
PRODUCT_LAST_DAY = 30
OUTCOME_FIRST_DAY = 30
OUTCOME_LAST_DAY = 90


class Phase(StrEnum):
    """What a launch is in the middle of."""

    ENTRANCE = "entrance"
    TECHNICAL = "technical"
    PRODUCT = "product"
    OUTCOME = "outcome"
    CLOSED = "closed"
    CONTINUOUS = "continuous"

    @property
    def text(self) -> Text:
        """The phase's name for people."""
        return Text(f"phase-{self.value}")


@dataclass(frozen=True)
class PhaseInterval:
    """When a phase runs, half-open, aware UTC. None: without a beginning (entrance), or without a known end."""

    phase: Phase
    start: datetime | None
    end: datetime | None

    def holds(self, instant: datetime) -> bool:
        """Whether the phase runs at an instant: its start is in it, its end is not."""
        return (self.start is None or self.start <= instant) and (self.end is None or instant < self.end)


def phases(launch: Launch, as_of: datetime, *, signed_at: datetime | None = None) -> frozenset[Phase]:
    """The phases that a launch is in at `as_of`; never empty. `signed_at`: when its decision was signed, if it was."""
    return frozenset(each.phase for each in phase_intervals(launch, signed_at=signed_at) if each.holds(as_of))


def phase_intervals(launch: Launch, *, signed_at: datetime | None = None) -> tuple[PhaseInterval, ...]:
    """The phases with their times, in order of their starts: what a ribbon shows. None is empty.

    Whole local days, the last one inside: day 14 is technical, day 30 is both product and outcome. After the outcome a
    launch is closed until its decision is signed, then continuous. A decision signed earlier does not shorten a phase:
    the feature is watched until the outcome is known, and then goes straight on to continuous.
    """
    live, zone = launch.live, launch.zone
    begin, over = day_start(0, live, zone), outcome_end(launch)
    signed = None if signed_at is None else max(signed_at, over)
    ribbon = [
        PhaseInterval(Phase.ENTRANCE, None, begin),
        PhaseInterval(Phase.TECHNICAL, begin, day_end(TECHNICAL_LAST_DAY, live, zone)),
        PhaseInterval(Phase.PRODUCT, begin, day_end(PRODUCT_LAST_DAY, live, zone)),
        PhaseInterval(Phase.OUTCOME, day_start(OUTCOME_FIRST_DAY, live, zone), over),
        PhaseInterval(Phase.CLOSED, over, signed),
    ]
    ribbon += [] if signed is None else [PhaseInterval(Phase.CONTINUOUS, signed, None)]
    return tuple(each for each in ribbon if each.start is None or each.start != each.end)


def outcome_end(launch: Launch) -> datetime:
    """The end of the outcome phase, in UTC: of day 90, or later, when one business cycle is over and its data in."""
    last = day_end(OUTCOME_LAST_DAY, launch.live, launch.zone)
    complete = cycle_complete(launch, launch.cycle)
    return last if complete is None else max(last, complete + launch.lateness)
