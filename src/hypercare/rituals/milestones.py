"""The reviews of days 30, 60 and 90; the last extends itself until one business cycle is complete, and says so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hypercare.cycles.day import day_end
from hypercare.cycles.phase import OUTCOME_LAST_DAY, outcome_end
from hypercare.model.launch import Launch
from hypercare.model.text import Parameter, Text

REVIEW_DAYS: Final = (30, 60, OUTCOME_LAST_DAY)


@dataclass(frozen=True)
class Review:
    """The review of day `day`: from `at` on its numbers are in. `is_extended` where the business cycle ends later."""

    day: int
    at: datetime
    is_extended: bool
    text: Text


def milestones(launch: Launch) -> tuple[Review, ...]:
    """The reviews of a launch in order. Times are in UTC; the texts have the launch's zone."""
    return tuple(_review(launch, day) for day in REVIEW_DAYS)


def extended(launch: Launch) -> Review | None:
    """The day-90 review where it is extended to the end of the business cycle; None where day 90 shows it all."""
    last = milestones(launch)[-1]
    return last if last.is_extended else None


def _review(launch: Launch, day: int) -> Review:
    due = day_end(day, launch.live, launch.zone) + launch.lateness
    over = outcome_end(launch)
    is_extended = day == OUTCOME_LAST_DAY and over > due
    at = over if is_extended else due
    told: dict[str, Parameter] = {"day": day, "date": at.astimezone(launch.zone)}
    return Review(day, at, is_extended, Text("ritual-review-extended" if is_extended else "ritual-review", told))
