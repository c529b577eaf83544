"""What must stand before go-live, as declared: tracking, support, sanity checks."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictInt, StrictStr

from hypercare.declare.complaints import shown
from hypercare.declare.durations import PositiveDuration
from hypercare.declare.rejections import reject
from hypercare.declare.spec import Name, Spec
from hypercare.model.launch import SanityCheck, Support, TrackedEvent

MOST_URL = 2000
MOST_LEVELS = 10
_URL = re.compile(r"https?://[^\s/?#@]+([/?#]\S*)?")
PropertyType = Literal["text", "integer", "number", "boolean", "time", "list"]


def _url(written: str) -> str:
    if len(written) > MOST_URL or not _URL.fullmatch(written):
        raise reject(f"{shown(written)} is not an address to request", "http:// or https://, without a user name in it")
    return written


Url = Annotated[StrictStr, AfterValidator(_url), Field(title="address")]


class TrackedSpec(Spec):
    """An event that must arrive for the launch to be measured."""

    source: Name = Field(default="", alias="from", description="The source that sends it.", examples=["mixpanel"])
    every: PositiveDuration | None = Field(
        default=None, description="Longest silence that is still normal.", examples=["1 hour"]
    )
    properties: dict[Name, PropertyType] = Field(
        default={},
        description="Properties that it must carry, with their types.",
        examples=[{"platform": "text", "rows": "integer"}],
    )

    def tracked(self, event: str) -> TrackedEvent:
        """The tracked event meant."""
        return TrackedEvent(event, self.source, self.every, dict(self.properties))


class SupportSpec(Spec):
    """How support is equipped."""

    guide: Name = Field(default="", description="Where the guide is.", examples=["docs/bulk-upload-guide.md"])
    escalation: tuple[Name, ...] = Field(
        default=(),
        max_length=MOST_LEVELS,
        description="Who is asked next, from L1 up.",
        examples=[["L1 support desk", "L2 squad on call"]],
    )

    def support(self) -> Support:
        """The support meant."""
        return Support(self.guide, self.escalation)


class SanitySpec(Spec):
    """A request to production that must answer as expected."""

    name: Name = Field(description="What it shows.", examples=["upload page answers"])
    get: Url = Field(description="The address to request.", examples=["https://example.com/bulk"])
    expect: Annotated[StrictInt, Field(ge=100, le=599, title="HTTP status")] = Field(
        default=200, description="The HTTP status of the answer."
    )

    def check(self) -> SanityCheck:
        """The check meant."""
        return SanityCheck(self.name, self.get, self.expect)
