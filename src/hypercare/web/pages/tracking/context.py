"""What the tracking page shows: every planned event, the first real payload beside its plan, and what is wrong."""

from datetime import datetime
from typing import Any, Final, Literal

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.app.looks import Looks, Moment, instant_of
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.verifications import with_integrity
from hypercare.model.errors import Unreachable
from hypercare.model.launch import Launch
from hypercare.web.asked import PAGE_PATIENCE_SECONDS, SHOW_FROM, Asked
from hypercare.web.installation import Installation

State = Literal["pass", "fail", "unknown"]
Level = Literal["fail", "unknown", "watch", "pending", "news"]
DIGEST_SHOWN: Final = 8
STATUSES: dict[str, str] = {"pass": "ok", "fail": "bad", "unknown": "early"}
"""How each state is drawn: unknown is never green."""
LEVELS: dict[str, str] = {"fail": "bad", "unknown": "early", "watch": "warn", "pending": "early", "news": "none"}
Said = dict[str, Any]
"""A message: its id and its parameters, in the API with its words."""


class Seen(Schema):
    """What a finding rests on."""

    value: str = Field(description="What was found.")
    expected: str = Field(description="What is planned, in the words of the launch file.")
    sample: int = Field(description="How many events were looked at.")
    since: datetime | None = Field(description="When the first of them happened.")
    until: datetime | None = Field(description="When the last of them happened.")
    example: str = Field(description="The properties of one of them as JSON, cut; empty for none.")


class TrackFinding(Schema):
    """Something that is wrong, and what to do."""

    check: str = Field(description="The id of the check, as in the manual: TRACK-TYPE.")
    level: Level = Field(description="How much it matters; `fail` and `unknown` keep it from being verified.")
    subject: str = Field(description="What it is about: an event, a property of one, a source.")
    field: str | None = Field(description="The property that it is about; null for none.")
    says: Said = Field(description="What is wrong.")
    todo: Said = Field(description="What to do about it.")
    seen: Seen = Field(description="What it rests on.")

    @property
    def status(self) -> str:
        """How it is drawn."""
        return LEVELS[self.level]


class TrackProperty(Schema):
    """A planned property, beside what the first payload carries."""

    name: str = Field(description="Its name.")
    expected: str = Field(description="Its type and what is allowed, in the words of the launch file.")
    required: bool = Field(description="Whether every event must carry it.")
    found: str | None = Field(description="Its value as JSON, cut; null where the payload lacks it or there is none.")


class OtherProperty(Schema):
    """A property that no plan names."""

    name: str = Field(description="Its name, cut.")
    value: str = Field(description="Its value as JSON, cut.")


class TrackPayload(Schema):
    """The first payload of an event since counting began."""

    source: str = Field(description="Who sent it.")
    time: datetime = Field(description="When it happened.")
    known: datetime = Field(description="When it could first be known here.")
    others: list[OtherProperty] = Field(description="What it carries beside the planned properties.")
    left_out: int = Field(description="How many further properties it has.")


class TrackTwin(Schema):
    """The event by which the backend counts the same."""

    event: str = Field(description="Its name.")
    source: str = Field(description="Who sends it.")


class TrackPlatform(Schema):
    """A platform that must send an event."""

    platform: str = Field(description="Its name.")
    least: str | None = Field(description="The first version that does; null for any.")


class TrackEvent(Schema):
    """One planned event."""

    event: str = Field(description="Its name.")
    state: State = Field(description="Where it stands.")
    source: str | None = Field(description="From where it must come; null for anywhere.")
    every_seconds: float | None = Field(description="The longest silence that is normal, where it is declared.")
    volume: str | None = Field(description="How many are usual, where it is declared.")
    twin: TrackTwin | None = Field(description="The backend's event, where one is declared.")
    platforms: list[TrackPlatform] = Field(description="The platforms that must send it.")
    events: int = Field(description="How many happened since counting began.")
    last_at: datetime | None = Field(description="When the last of them happened; null for never.")
    properties: list[TrackProperty] = Field(description="Its planned properties.")
    first: TrackPayload | None = Field(description="The first payload; null where there is none.")
    findings: list[TrackFinding] = Field(description="What is wrong with it, the worst first.")

    @property
    def status(self) -> str:
        """How it is drawn: what never arrived waits."""
        return STATUSES[self.state]

    @property
    def words(self) -> str:
        """The id of the word for where it stands."""
        return f"tracking-state-{'waiting' if self.last_at is None else self.status}"


class IntegrityFlaw(Schema):
    """Why the measurement of a live launch cannot be trusted."""

    check: str = Field(description="The id of the check, as in the manual: GATE-DROPPED.")
    says: Said = Field(description="What is wrong.")
    gates: list[str] = Field(description="The gates that are invalid until it is mended.")


class Integrity(Schema):
    """What the gates found of how their facts came: copied, lost, late, by a wrong clock."""

    as_of: datetime = Field(description="When they were looked at.")
    flaws: list[IntegrityFlaw] = Field(description="What is wrong; empty where nothing is known to be.")


class Tracked(Schema):
    """The verification of a plan."""

    state: State = Field(description="The worst of its events and findings.")
    says: Said = Field(description="The same in a sentence.")
    as_of: datetime = Field(description="The instant that it is as of.")
    since: datetime = Field(description="Since when events are counted.")
    planned: int = Field(description="How many events are planned.")
    arrived: int = Field(description="How many of them have arrived.")
    verified: int = Field(description="How many of them arrive as planned.")
    events: list[TrackEvent] = Field(description="The planned events, in the order of the plan.")
    findings: list[TrackFinding] = Field(description="What belongs to no planned event, the worst first.")
    version: str = Field(description="The digest of the launch's version whose plan this is.")
    computed_at: datetime = Field(description="When it was verified, by the server's own clock.")
    integrity: Integrity | None = Field(
        None, description="Of a live launch, as of its last look; null before go-live and before it was looked at."
    )

    @property
    def status(self) -> str:
        """How it is drawn."""
        return STATUSES[self.state]

    @property
    def version_shown(self) -> str:
        """The version's digest, cut."""
        return self.version[:DIGEST_SHOWN]

    @property
    def latest(self) -> str:
        """The event that happened last: its payload is open."""
        arrived = [(each.last_at, each.event) for each in self.events if each.last_at is not None and each.first]
        return max(arrived)[1] if arrived else ""


class TrackingPage(Schema):
    """The tracking of a launch as of an instant."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")
    timezone: str = Field(description="Its time zone.")
    tracking: Tracked | None = Field(description="The verification; null while it is being computed.")

    @property
    def command(self) -> str:
        """The line that shows the same in a terminal, live."""
        return f"hypercare verify-tracking {self.launch} --watch"


def tracking_of(
    asked: Asked, launch_id: str, moment: Moment, *, patience: float | None = PAGE_PATIENCE_SECONDS
) -> TrackingPage:
    """The tracking as of a moment, by the version of the launch that held then: as it is kept, and refreshed behind the
    page where it has aged.

    `patience` in seconds, None to wait whatever it takes; where the studio takes longer there is no verification yet.
    Raises `NotFound` for an unknown launch.
    """
    house = asked.here.house
    now = house.clock.now()
    newest, _ = at_version(house, launch_id, now)
    launch, _ = at_version(house, launch_id, instant_of(newest, moment, now))
    found = _verified(asked.here, launch, moment, patience)
    return TrackingPage(
        launch=launch.id,
        title=launch.title,
        timezone=launch.timezone,
        tracking=None if found is None else tracked_of(found),
    )


def tracked_of(kept: Document) -> Tracked:
    """The verification of what is kept of one (`app.verifications`)."""
    return Tracked.model_validate(kept["tracking"] | {"computed_at": kept["computed_at"]})


def _verified(place: Installation, launch: Launch, moment: Moment, patience: float | None) -> Document | None:
    """What is kept, else what the studio says in time: readers who come meanwhile wait for the same answer."""
    params = {"launch": launch.id, "day": moment.day, "instant": moment.instant and moment.instant.isoformat()}
    kept = place.verifications.find(launch.id, launch.digest, moment)
    if kept is not None:
        if Looks.is_older(kept, SHOW_FROM):
            place.studio.ask_later("tracking", **params)
        return with_integrity(kept, place.looks, moment)
    try:
        return place.studio.ask_once("tracking", patience=patience, **params)
    except Unreachable:
        if patience is None:
            raise
        return None
