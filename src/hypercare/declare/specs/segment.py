"""Whom the launch is for, as declared: the segment, what exposes a unit, and the control."""

import math
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field, StrictInt

from hypercare.declare.reading.yaml_lines import Path
from hypercare.declare.specs.filters import EventSpec, FilterSpec, filter_of
from hypercare.declare.specs.metric import Finding
from hypercare.declare.specs.spec import Name, Spec
from hypercare.declare.values.levels import Share, format_level
from hypercare.model.launch import Exposure, Segment

MOST_UNITS = 10_000_000_000
# Shares are decimal fractions of a few digits: their sum is off by rounding only.
ROUNDING = 1e-9


Split = dict[Name, Share]


class ExposureSpec(Spec):
    """What makes a unit part of the launch: a flag that it saw, or an event."""

    flag: Name | None = Field(default=None, description="The feature flag.", examples=["bulk_upload"])
    event: EventSpec | None = Field(default=None, description="The event.", examples=["bulk_opened"])
    split: Split = Field(default={}, description="The segment's `split`, which may stand beside the flag.")

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
    split: Split = Field(
        default={},
        description="The shares in which the flag's values are handed out.",
        examples=[{"on": "90%", "off": "10%"}],
    )

    def segment(self) -> Segment:
        """The segment meant."""
        exposure = self.exposure.exposure() if self.exposure else Exposure()
        return Segment(self.name, filter_of(self.where), self.expected_units, exposure, dict(self._split()[1]))

    def findings(self) -> Iterator[Finding]:
        """An exposure that names nothing or two things; a split that does not add up, or divides nothing."""
        exposure = self.exposure
        if exposure is not None and (exposure.flag is None) == (exposure.event is None):
            both = "both a flag and an event" if exposure.flag else "neither a flag nor an event"
            yield Finding(("exposure",), f"the exposure names {both}", "flag: or event:, exactly one")
        if exposure is not None and exposure.split and self.split:
            yield Finding(("exposure", "split"), "the split is declared twice", "it in one place")
        path, split = self._split()
        if split and (exposure is None or exposure.flag is None):
            yield Finding(path, "a split needs the flag that is split", "exposure: {flag: NAME}")
        if split and (len(split) < 2 or min(split.values()) <= 0):
            yield Finding(path, "a split hands out one value only", "two shares or more, each above 0%")
        if split and not math.isclose(sum(split.values()), 1, abs_tol=ROUNDING):
            total = format_level(round(sum(split.values()), 9), percent=True)
            yield Finding(path, f"the shares of the split add up to {total}", "100% in all")

    def _split(self) -> tuple[Path, Split]:
        beside_the_flag = self.exposure.split if self.exposure else {}
        return (("exposure", "split"), beside_the_flag) if beside_the_flag else (("split",), self.split)


class ControlSpec(Spec):
    """Units that the launch is compared with."""

    where: FilterSpec = Field(
        description="Who belongs to the control.", examples=[{"account_type": "biza", "flag.bulk_upload": "off"}]
    )
