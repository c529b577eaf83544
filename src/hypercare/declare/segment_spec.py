"""Whom the launch is for, as declared: the segment, what exposes a unit, and the control."""

import math
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field, StrictInt

from hypercare.declare.filters import EventSpec, FilterSpec, filter_of
from hypercare.declare.levels import Share
from hypercare.declare.metric_spec import Finding
from hypercare.declare.spec import Name, Spec
from hypercare.model.launch import Exposure, Segment

MOST_UNITS = 10_000_000_000
# Shares are decimal fractions of a few digits: their sum is off by rounding only.
ROUNDING = 1e-9


class ExposureSpec(Spec):
    """What makes a unit part of the launch: a flag that it saw, or an event."""

    flag: Name | None = Field(default=None, description="The feature flag.", examples=["bulk_upload"])
    event: EventSpec | None = Field(default=None, description="The event.", examples=["bulk_opened"])

    def exposure(self) -> Exposure:
        """The exposure meant."""
        return Exposure(self.flag, self.event.ref() if self.event else None)


class SegmentSpec(Spec):
    """The target segment: a name, or a mapping."""

    shorthand: ClassVar[str] = "name"

    name: Name = Field(description="What the segment is called.", examples=["Biza merchants"])
    where: FilterSpec | None = Field(
        default=None, description="Who belongs to it; all, when left out.", examples=[{"account_type": "biza"}]
    )
    expected_units: Annotated[StrictInt, Field(ge=1, le=MOST_UNITS, title="whole number")] | None = Field(
        default=None, description="How many units are expected to be reached.", examples=[1284]
    )
    exposure: ExposureSpec | None = Field(
        default=None,
        description="What exposes a unit; when left out, the first event that any metric names.",
        examples=[{"flag": "bulk_upload"}],
    )
    split: dict[Name, Share] = Field(
        default={},
        description="The shares in which the flag's values are handed out.",
        examples=[{"on": "90%", "off": "10%"}],
    )

    def segment(self) -> Segment:
        """The segment meant."""
        exposure = self.exposure.exposure() if self.exposure else Exposure()
        return Segment(self.name, filter_of(self.where), self.expected_units, exposure, dict(self.split))

    def findings(self) -> Iterator[Finding]:
        """An exposure that names nothing or two things, and a split that does not add up or has no flag."""
        exposure = self.exposure
        if exposure is not None and (exposure.flag is None) == (exposure.event is None):
            both = "both a flag and an event" if exposure.flag else "neither a flag nor an event"
            yield Finding(("exposure",), f"the exposure names {both}", "flag: or event:, exactly one")
        if self.split and (exposure is None or exposure.flag is None):
            yield Finding(("split",), "a split needs the flag that is split", "exposure: {flag: NAME}")
        if self.split and not math.isclose(sum(self.split.values()), 1, abs_tol=ROUNDING):
            total = sum(self.split.values())
            yield Finding(
                ("split",), f"the shares of the split add up to {total:.4%}".replace(".0000%", "%"), "100% in all"
            )


class ControlSpec(Spec):
    """Units that the launch is compared with."""

    where: FilterSpec = Field(
        description="Who belongs to the control.", examples=[{"account_type": "biza", "flag.bulk_upload": "off"}]
    )
