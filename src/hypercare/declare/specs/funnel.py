"""The funnel as declared: steps in order, a window, and what must not happen between two steps."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field, PlainValidator, StrictBool, WithJsonSchema

from hypercare.declare.reading.complaints import shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.filters import EventSpec
from hypercare.declare.specs.metric import Finding, MetricSpec
from hypercare.declare.values.durations import Duration, PositiveDuration
from hypercare.model.metrics import Exclusion, FunnelMetric, Step
from hypercare.model.profiles import as_profiled, objections

FEWEST_STEPS, MOST_STEPS = 2, 32
MOST_MODES = 8
Mode = Literal[
    "strict_deduplication",
    "strict_order",
    "strict_increase",
    "strict_once",
    "allow_reentry",
    "whole_seconds",
    "retention",
    "optimized_reentry",
    "near_simultaneous",
]
_EXPECTED = "two steps, earlier first and counted from 1, such as [1, 2]"


def parse_between(written: object) -> tuple[int, int]:
    """Two step numbers from 1, the earlier first. Raises PydanticCustomError otherwise."""
    whole = isinstance(written, list) and len(written) == 2 and all(type(number) is int for number in written)
    if not isinstance(written, list) or not whole:
        raise reject("between does not name two steps", _EXPECTED)
    first, last = written
    if not 1 <= first < last:
        raise reject(f"step {shown(first)} does not come before step {shown(last)}", _EXPECTED)
    return first, last


Between = Annotated[
    tuple[int, int],
    PlainValidator(parse_between),
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "integer", "minimum": 1},
            "minItems": 2,
            "maxItems": 2,
            "title": "two step numbers",
        }
    ),
]


class StepSpec(EventSpec):
    """One step of a funnel: an event's name, or a mapping."""

    optional: StrictBool = Field(default=False, description="Units may skip this step.")
    within: PositiveDuration | None = Field(
        default=None, description="Longest time since the step before.", examples=["1 hour"]
    )

    def step(self) -> Step:
        """The step meant."""
        return Step(self.ref(), self.optional, self.within)


class ExclusionSpec(EventSpec):
    """An event that must not happen between two steps."""

    shorthand: ClassVar[str] = ""

    between: Between = Field(description="After which step and before which, counted from 1.", examples=[[1, 2]])
    drop: StrictBool = Field(
        default=False, description="Take the unit out of the funnel, instead of ending the attempt there."
    )

    def exclusion(self) -> Exclusion:
        """The exclusion meant."""
        return Exclusion(self.ref(), *self.between, drop=self.drop)


class FunnelSpec(MetricSpec):
    """Share of units that go through all steps within the window."""

    example: ClassVar[str] = "{funnel: [bulk_opened, file_picked, upload_submitted], within: 1 day}"
    is_share: ClassVar[bool] = True
    more_is_better: ClassVar[bool] = True

    funnel: tuple[StepSpec, ...] = Field(
        min_length=FEWEST_STEPS,
        max_length=MOST_STEPS,
        description="The steps, each an event's name or a mapping.",
        examples=[["bulk_opened", "file_picked", "upload_submitted"]],
    )
    within: PositiveDuration = Field(description="Window from the first step to the last.", examples=["1 day"])
    order: Literal["ordered", "strict", "any"] = Field(
        default="ordered", description="`strict`: no other event in between; `any`: the steps in any order."
    )
    entry: Literal["best", "first"] = Field(
        default="best", description="Which attempt counts when a unit starts more than once."
    )
    exclusions: tuple[ExclusionSpec, ...] = Field(
        default=(),
        max_length=MOST_STEPS,
        description="Events that must not happen between two steps.",
        examples=[[{"event": "upload_cancelled", "between": [1, 2]}]],
    )
    grace: Duration = Field(
        default=timedelta(0), description="Steps this close together may come in either order.", examples=["2 seconds"]
    )
    profile: Literal["clickhouse", "mixpanel", "posthog"] | None = Field(
        default=None, description="Whose rules count, where they are another tool's.", examples=["mixpanel"]
    )
    modes: tuple[Mode, ...] = Field(
        default=(),
        max_length=MOST_MODES,
        description="Switches of that tool, by its own names.",
        examples=[["strict_order", "allow_reentry"]],
    )

    def metric(self, name: str) -> FunnelMetric:
        """The funnel meant, with all that its profile implies."""
        return as_profiled(self._declared(name))

    def _declared(self, name: str) -> FunnelMetric:
        return FunnelMetric(
            name,
            tuple(step.step() for step in self.funnel),
            self.within,
            self.order,
            self.entry,
            tuple(exclusion.exclusion() for exclusion in self.exclusions),
            self.grace,
            self.unit,
            self.profile or "",
            self.modes,
        )

    def findings(self) -> Iterator[Finding]:
        """Steps that cannot be optional or timed, exclusions beyond the last step, what a profile has no rule for."""
        yield from self._misplaced()
        for objection in objections(self._declared("")):
            yield Finding(objection.path, objection.what, objection.expected)

    def _misplaced(self) -> Iterator[Finding]:
        last = len(self.funnel) - 1
        for index in (0, last):
            if self.funnel[index].optional:
                yield Finding(
                    ("funnel", index, "optional"),
                    "the first and the last step cannot be optional",
                    "a step between them",
                )
        if self.funnel[0].within is not None:
            yield Finding(
                ("funnel", 0, "within"),
                "the first step has no step before it to be timed from",
                "within on a later step",
            )
        for index, exclusion in enumerate(self.exclusions):
            if exclusion.between[1] > last + 1:
                what = f"the exclusion ends at step {exclusion.between[1]}, and the funnel has {last + 1}"
                yield Finding(("exclusions", index, "between"), what, f"steps from 1 to {last + 1}")
