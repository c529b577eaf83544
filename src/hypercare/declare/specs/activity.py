"""Activity as declared: by which event, in periods of which length."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from hypercare.declare.specs.filters import EventSpec
from hypercare.declare.specs.metric import MetricSpec
from hypercare.model.metrics import ActivityMetric

ANY = "any"


def _unless_any(written: object) -> object:
    return None if written == ANY else written


class ActivitySpec(MetricSpec):
    """Share of units that were active in the last complete day, week, month or quarter."""

    example: ClassVar[str] = "{activity: order_created, per: month}"
    is_share: ClassVar[bool] = True
    more_is_better: ClassVar[bool] = True

    activity: Annotated[EventSpec | None, BeforeValidator(_unless_any)] = Field(
        description="The event that makes a unit active; `any` for every event. One that is called so is written as a"
        " mapping.",
        examples=["order_created"],
    )
    per: Literal["day", "week", "month", "quarter"] = Field(
        default="month", description="The length of the calendar periods; weeks begin on Monday."
    )

    def metric(self, name: str) -> ActivityMetric:
        """The activity meant."""
        return ActivityMetric(name, None if self.activity is None else self.activity.ref(), self.per, self.unit)
