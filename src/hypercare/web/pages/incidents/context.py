"""What the page of incidents shows: those that are open, the drills, and who must acknowledge next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ninja import Field, Schema

from hypercare.app.looks import instant_of
from hypercare.app.usecases.acts import incidents
from hypercare.web.asked import LaunchAsked
from hypercare.web.person import Role

STATUSES = {"raised": "bad", "acknowledged": "warn", "mitigated": "early", "resolved": "ok", "stopped": "warn"}
"""How each state is drawn."""


class Visit(Schema):
    """When an incident came to a level, and when it was acknowledged there."""

    level: int = Field(description="The level: 1 is L1.")
    raised_at: datetime = Field(description="When it came to the level.")
    acknowledged_at: datetime | None = Field(description="When somebody there acknowledged it; null while nobody did.")
    acknowledged_by: str | None = Field(description="Who did; null while nobody did.")
    minutes: float | None = Field(description="How long that took; null while nobody did.")


class IncidentStep(Schema):
    """One step of an incident."""

    step: str = Field(description="raised, acknowledged, assigned, mitigated, resolved, reopened or noted.")
    level: int = Field(description="At which level.")
    at: datetime = Field(description="When.")
    by: str = Field(description="Who told it.")
    owner: str | None = Field(description="Who has it from then on; null where that did not change.")
    note: str | None = Field(description="What there was to say; null for nothing.")
    recorded_at: datetime = Field(description="From when on it is known here.")


class IncidentShown(Schema):
    """An incident as it stands."""

    id: str = Field(description="The incident's id: i-12.")
    title: str = Field(description="What broke, in a line.")
    severity: str = Field(description="S1 (stops the business) to S4 (a nuisance).")
    is_drill: bool = Field(description="Whether it is a test that says so.")
    opened_at: datetime = Field(description="When it began.")
    opened_by: str = Field(description="Who opened it.")
    state: str = Field(description="raised, acknowledged, mitigated or resolved.")
    level: int = Field(description="The level that it is at.")
    awaits: int | None = Field(description="The level that must acknowledge it next; null for none.")
    owner: str | None = Field(description="Who has it; null where nobody was named.")
    mitigated_at: datetime | None = Field(description="Since when it hurts no more; null where it is not so.")
    resolved_at: datetime | None = Field(description="Since when it is over; null where it is open.")
    minutes_to_acknowledge: float | None = Field(description="To the first acknowledgement; null without one.")
    minutes_to_resolve: float | None = Field(description="To its end; null while it is open.")
    levels: list[Visit] = Field(description="Its visits to the levels, in their order.")
    steps: list[IncidentStep] = Field(description="Every step, in order.")

    @property
    def told(self) -> str:
        """Its state as it is told: a drill that ended before its last level had it was stopped, not resolved."""
        stopped = self.is_drill and self.state == "resolved" and self.levels[-1].acknowledged_at is None
        return "stopped" if stopped else self.state

    @property
    def status(self) -> str:
        """How it is drawn."""
        return STATUSES[self.told]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be resolved."""
        return self.resolved_at is None


class LevelShown(Schema):
    """A level of the escalation path."""

    level: int = Field(description="The level: 1 is L1.")
    who: str | None = Field(description="Who is there; null where nobody is named.")
    contact: str | None = Field(description="How they are reached; null where nothing is declared.")


class IncidentsShown(Schema):
    """`hypercare/incidents.v1`: the incidents of a launch, as `hypercare incident list` tells them."""

    schema_: str = Field(incidents.LISTING, alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    timezone: str = Field(description="The launch's time zone.")
    as_of: datetime = Field(description="The instant that was asked for.")
    mtta_minutes: float | None = Field(description="Mean time to acknowledge, without drills; null without any.")
    mttr_minutes: float | None = Field(description="Mean time to resolve, without drills; null without any.")
    levels: list[LevelShown] = Field(description="The escalation path.")
    incidents: list[IncidentShown] = Field(description="Latest first.")


class OneIncident(Schema):
    """`hypercare/incident.v1`: an incident as it stands."""

    schema_: str = Field(incidents.SINGLE, alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    incident: IncidentShown


@dataclass(frozen=True)
class IncidentsPage:
    """The page, with what this person may do."""

    title: str
    found: IncidentsShown
    is_now: bool
    may_act: bool

    @property
    def drill_runs(self) -> bool:
        """Whether a drill is under way."""
        return any(each.is_drill and each.is_open for each in self.found.incidents)


def incidents_of(asked: LaunchAsked) -> IncidentsPage:
    """The page of a request."""
    document: dict[str, Any] = incidents.listing(
        asked.here.house, asked.launch.id, instant_of(asked.launch, asked.moment, asked.now)
    )
    return IncidentsPage(
        title=asked.launch.title,
        found=IncidentsShown.model_validate(document),
        is_now=asked.moment.day is None and asked.moment.instant is None,
        may_act=asked.person.role.may(Role.CONTRIBUTOR),
    )
