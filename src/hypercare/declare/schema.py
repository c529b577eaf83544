"""The launch file as a whole: every key with its type, its default and one sentence; the reference is made from it."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, PlainValidator, StrictStr, WithJsonSchema

from hypercare.declare.reading.complaints import shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.business_cycles import DeclaredCycle
from hypercare.declare.specs.cohort import Cohorts
from hypercare.declare.specs.gates import GateName, GateSpec
from hypercare.declare.specs.limits import GuardrailSpec, StabilitySpec
from hypercare.declare.specs.metrics import AnyMetric
from hypercare.declare.specs.peak import PeaksSpec
from hypercare.declare.specs.sanity import SanitySpec
from hypercare.declare.specs.segment import ControlSpec, SegmentSpec
from hypercare.declare.specs.spec import Name, Spec
from hypercare.declare.specs.squad import RitualsSpec, SquadSpec
from hypercare.declare.specs.support import SupportSpec
from hypercare.declare.specs.tracking import TrackedSpec
from hypercare.declare.specs.units import UnitField
from hypercare.declare.values.durations import Duration, PositiveDuration
from hypercare.declare.values.ranges import Days
from hypercare.declare.values.zones import ZoneName
from hypercare.model.metrics import Unit

MOST_METRICS = 200
MOST_GATES = 50
MOST_LISTED = 100
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_LIVE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIVE_EXPECTED = "the local date and time of go-live, such as 2026-09-22T09:00"


def launch_id(written: str) -> str:
    """A launch's id: at most 64 small letters, digits and hyphens. Raises PydanticCustomError otherwise."""
    if not _ID.fullmatch(written):
        slug = re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-")[:64]
        raise reject(
            f"{shown(written)} cannot be an id",
            "at most 64 small letters, digits and hyphens, a letter or digit first",
            nearest=(slug,) if slug else (),
        )
    return written


def parse_live(written: object) -> datetime:
    """A local date and time, naive: `2026-09-22T09:00`. Raises PydanticCustomError otherwise."""
    if not isinstance(written, str) or not _LIVE.fullmatch(written):
        raise _not_live(written)
    try:
        return datetime.fromisoformat(written)
    except ValueError as error:
        raise reject(f"{shown(written)} is no date: {error}", _LIVE_EXPECTED) from None


def _not_live(written: object) -> Exception:
    if isinstance(written, str) and _DATE.fullmatch(written):
        return reject(f"{written} has a date but no time", _LIVE_EXPECTED, nearest=(f"{written}T09:00",))
    if isinstance(written, str) and _LIVE.match(written):
        return reject(f"{shown(written)} names an offset or a fraction", f"{_LIVE_EXPECTED}; timezone says the zone")
    return reject(f"{shown(written)} is not a date with a time", _LIVE_EXPECTED)


LaunchId = Annotated[
    StrictStr, AfterValidator(launch_id), Field(title="id", json_schema_extra={"pattern": f"^{_ID.pattern}$"})
]
Live = Annotated[
    datetime,
    PlainValidator(parse_live),
    WithJsonSchema({"type": "string", "pattern": f"^{_LIVE.pattern}$", "title": "local date and time"}),
]
Metrics = Annotated[dict[Name, AnyMetric], Field(min_length=1, max_length=MOST_METRICS)]
Names = Annotated[tuple[Name, ...], Field(max_length=MOST_LISTED)]


class FeedbackSpec(Spec):
    """What people say, as an exit criterion: each channel has data, and its findings stand in the backlog."""

    channels: Annotated[Names, Field(min_length=1)] = Field(
        description="The channels that are listened to.", examples=[["tickets", "csat"]]
    )


class LaunchFile(Spec):
    """One launch: one feature going live for one target segment."""

    launch: LaunchId = Field(
        description="The launch's id, by which verbs and pages name it.", examples=["biza-bulk-upload"]
    )
    title: Name = Field(description="What people call it.", examples=["Bulk upload for Biza"])
    live: Live = Field(description="When it goes live: local date and time.", examples=["2026-09-22T09:00"])
    timezone: ZoneName = Field(description="The zone in which days are counted.", examples=["Asia/Jakarta"])
    unit: UnitField = Field(default=Unit(), description="Who is counted.", examples=[{"account": "company_id"}])
    before: PositiveDuration = Field(
        default=timedelta(days=28),
        description="What `before` means where something is compared with it.",
        examples=["28 days"],
    )
    lateness: Duration = Field(default=timedelta(0), description="How long data may trickle in.", examples=["6 hours"])
    cohort: Days = Field(
        default=(0, 29), description="Units first exposed in these days are judged; the first is 0.", examples=["0-29"]
    )
    segment: SegmentSpec = Field(description="The target segment.", examples=["Biza merchants"])
    control: ControlSpec | None = Field(
        default=None, description="Whom `of control` compares with.", examples=[{"where": {"flag.bulk_upload": "off"}}]
    )
    squad: SquadSpec = Field(
        default=SquadSpec(), description="Who looks after the launch.", examples=[{"driver": "A. Putri"}]
    )
    tracking: dict[Name, TrackedSpec] = Field(
        default={},
        description="Events that must arrive, by name.",
        examples=[{"bulk_opened": {"from": "mixpanel", "every": "1 hour"}}],
    )
    support: SupportSpec = Field(
        default=SupportSpec(), description="How support is equipped.", examples=[{"guide": "docs/guide.md"}]
    )
    sanity: tuple[SanitySpec, ...] = Field(
        default=(),
        max_length=MOST_LISTED,
        description="Requests to production that must answer, and what a person checks by hand.",
        examples=[[{"name": "upload page answers", "get": "https://example.com/bulk", "expect": 200}]],
    )
    stability: StabilitySpec = Field(
        default=StabilitySpec(),
        description="Limits of technical health; an exit criterion.",
        examples=[{"error_rate": {"below": "0.5%"}}],
    )
    metrics: Metrics = Field(
        description="What is measured, each by a name of your own.",
        examples=[{"completion": {"funnel": ["bulk_opened", "upload_submitted"], "within": "1 day"}}],
    )
    cohorts: Cohorts = Field(
        default={},
        description="Units by what they did, each by a name of your own: `cohort.NAME` in filters and `segments`.",
        examples=[{"heavy": {"did": "order_created", "at_least": 3, "last": "30 days"}}],
    )
    primary: Names = Field(
        default=(), description="The metrics that decide; when left out, every gated one.", examples=[["completion"]]
    )
    business_cycle: DeclaredCycle | None = Field(
        default=None,
        description="The business cycle; when left out, that of the cycle metric.",
        examples=["calendar quarter"],
    )
    gates: Annotated[dict[GateName, GateSpec], Field(min_length=1, max_length=MOST_GATES)] = Field(
        description="When the launch is judged, and by what: `day N` or `cycle end`.",
        examples=[{"day 30": {"completion": {"success": "42%", "failure": "35%"}}}],
    )
    guardrails: dict[Name, GuardrailSpec] = Field(
        default={},
        description="Metrics that must not get worse.",
        examples=[{"tickets": {"at most": "120% of before"}}],
    )
    segments: Names = Field(
        default=(), description="Properties each of whose values must not be harmed.", examples=[["platform", "region"]]
    )
    feedback: FeedbackSpec | None = Field(
        default=None, description="What people say; an exit criterion.", examples=[{"channels": ["tickets", "csat"]}]
    )
    peaks: PeaksSpec | None = Field(
        default=None,
        description="Busy days that matter; an exit criterion with `require`.",
        examples=[{"calendar": "id", "watch": ["payday"]}],
    )
    rituals: RitualsSpec = Field(
        default=RitualsSpec(), description="When the squad meets.", examples=[{"standup": "09:30"}]
    )


# What stands in for a required part that is broken, so that the rest of the file can still be checked.
STAND_INS: Mapping[str, object] = {
    "launch": "stand-in",
    "title": "stand-in",
    "live": "2000-01-01T00:00",
    "timezone": "UTC",
    "segment": "stand-in",
    "metrics": {"stand-in": {"count": "stand-in"}},
    "gates": {"day 1": {"stand-in": {"success": 1}}},
}
