"""Paths as asked: from which event, which way, how far."""

from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictInt

from hypercare.declare.specs.filters import EventSpec
from hypercare.declare.specs.spec import Spec
from hypercare.declare.values.durations import PositiveDuration
from hypercare.model.paths import PathsQuestion

DEEPEST = 8
MOST_EVENTS = 50


class PathsSpec(Spec):
    """What units did next, or before: the events around each unit's first `start` in the days that are read."""

    shorthand: ClassVar[str] = "start"

    start: EventSpec = Field(description="The event that paths begin at.", examples=["bulk_opened"])
    direction: Literal["next", "previous"] = Field(
        default="next", description="`next`: what followed; `previous`: what led to it."
    )
    depth: Annotated[StrictInt, Field(ge=1, le=DEEPEST, title="whole number")] = Field(
        default=3, description="How many events far."
    )
    within: PositiveDuration = Field(
        default=timedelta(days=1), description="Longest time between `start` and any of the events."
    )
    most: Annotated[StrictInt, Field(ge=1, le=MOST_EVENTS, title="whole number")] = Field(
        default=10, description="How many events are told apart at each depth; the rest are others."
    )

    def question(self) -> PathsQuestion:
        """The question meant."""
        return PathsQuestion(self.start.ref(), self.direction == "previous", self.depth, self.within, self.most)
