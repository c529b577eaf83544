"""The vocabulary of metrics: what may stand under `metrics:`, told apart by the key that names the kind."""

from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, Field, StrictInt, Tag

from hypercare.declare.specs.activity import ActivitySpec
from hypercare.declare.specs.business_cycles import CycleField
from hypercare.declare.specs.filters import EventSpec
from hypercare.declare.specs.funnel import FunnelSpec
from hypercare.declare.specs.metric import MetricSpec
from hypercare.declare.specs.retention import RetentionSpec
from hypercare.declare.specs.spec import Name
from hypercare.declare.specs.units import Per, PerField
from hypercare.model.metrics import (
    METRIC_KINDS,
    CountMetric,
    CycleMetric,
    MeanMetric,
    RateMetric,
    RatioMetric,
    UnitKind,
)

MOST_REPEATS = 1_000_000


class RatioSpec(MetricSpec):
    """Events of one kind per event of another, counted by unit."""

    example: ClassVar[str] = "{ratio: [insurance_clicked, insurance_viewed]}"

    ratio: tuple[EventSpec, ...] = Field(
        min_length=2,
        max_length=2,
        description="The event that is counted, then the event it is divided by.",
        examples=[["insurance_clicked", "insurance_viewed"]],
    )

    def metric(self, name: str) -> RatioMetric:
        """The ratio meant."""
        return RatioMetric(name, self.ratio[0].ref(), self.ratio[1].ref(), self.unit)


class RateSpec(MetricSpec):
    """Events per so many unit-days: of active units (a day with any event of its own), or of all exposed ones."""

    example: ClassVar[str] = "{rate: support_ticket, per: 1000 active accounts}"
    takes_percent: ClassVar[bool] = False

    rate: EventSpec = Field(description="The event that is counted.", examples=["support_ticket"])
    per: PerField | None = Field(
        default=None,
        description="Per how many of whom; without `active`, of all exposed ones. Left out: per 1000 active units.",
        examples=["1000 active accounts"],
    )

    def metric(self, name: str) -> RateMetric:
        """The rate meant."""
        per = self.per or Per(1000, active=True, kind=UnitKind.USER)
        return RateMetric(name, self.rate.ref(), per.count, per.active, self.unit)

    def counted(self) -> UnitKind | None:
        """Whom `per` counts."""
        return self.per.kind if self.per else None


class CountSpec(MetricSpec):
    """How many events there were."""

    example: ClassVar[str] = "{count: order_created}"
    takes_percent: ClassVar[bool] = False

    count: EventSpec = Field(description="The event that is counted.", examples=["order_created"])

    def metric(self, name: str) -> CountMetric:
        """The count meant."""
        return CountMetric(name, self.count.ref(), self.unit)


class MeanOfSpec(EventSpec):
    """Events, and the numeric property whose mean is taken."""

    of: Name | None = Field(
        default=None, description="A numeric property; without it, events per unit.", examples=["rows"]
    )


class MeanSpec(MetricSpec):
    """The mean of a numeric property over events; without a property, events per unit."""

    example: ClassVar[str] = "{mean: {event: upload_submitted, of: rows}}"
    takes_percent: ClassVar[bool] = False
    signed: ClassVar[bool] = True

    mean: MeanOfSpec = Field(
        description="The event, and the property `of` it.", examples=[{"event": "upload_submitted", "of": "rows"}]
    )

    def metric(self, name: str) -> MeanMetric:
        """The mean meant."""
        return MeanMetric(name, self.mean.ref(), self.mean.of, self.unit)


class CycleGoalSpec(EventSpec):
    """An event, how often, in which business cycle."""

    shorthand: ClassVar[str] = ""

    at_least: Annotated[StrictInt, Field(ge=1, le=MOST_REPEATS, title="whole number")] = Field(
        description="How many of the events reach the goal.", examples=[60]
    )
    every: CycleField = Field(
        description="The business cycle in which they must happen.", examples=["calendar quarter"]
    )


class CycleSpec(MetricSpec):
    """Share of units that do an event at least so often within one business cycle."""

    example: ClassVar[str] = "{cycle: {event: order_created, at_least: 60, every: calendar quarter}}"
    is_share: ClassVar[bool] = True
    more_is_better: ClassVar[bool] = True

    cycle: CycleGoalSpec = Field(
        description="The goal.", examples=[{"event": "order_created", "at_least": 60, "every": "calendar quarter"}]
    )

    def metric(self, name: str) -> CycleMetric:
        """The goal meant."""
        return CycleMetric(name, self.cycle.ref(), self.cycle.at_least, self.cycle.every, self.unit)


SPECS: dict[str, type[MetricSpec]] = {
    "funnel": FunnelSpec,
    "ratio": RatioSpec,
    "rate": RateSpec,
    "count": CountSpec,
    "mean": MeanSpec,
    "cycle": CycleSpec,
    "retention": RetentionSpec,
    "activity": ActivitySpec,
}


def _kind(value: Any) -> str | None:
    if isinstance(value, MetricSpec):
        return next(f"<{kind}>" for kind, spec in SPECS.items() if isinstance(value, spec))
    kinds = [kind for kind in METRIC_KINDS if isinstance(value, dict) and kind in value]
    return f"<{kinds[0]}>" if kinds else None


NO_KIND = "no_kind"
AnyMetric = Annotated[
    Annotated[FunnelSpec, Tag("<funnel>")]
    | Annotated[RatioSpec, Tag("<ratio>")]
    | Annotated[RateSpec, Tag("<rate>")]
    | Annotated[CountSpec, Tag("<count>")]
    | Annotated[MeanSpec, Tag("<mean>")]
    | Annotated[CycleSpec, Tag("<cycle>")]
    | Annotated[RetentionSpec, Tag("<retention>")]
    | Annotated[ActivitySpec, Tag("<activity>")],
    Discriminator(_kind, custom_error_type=NO_KIND, custom_error_message="the metric names no kind"),
]
