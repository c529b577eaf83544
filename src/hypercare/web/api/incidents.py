"""Incidents of a launch in the API: so that an alert opens one, and a chat's button acknowledges it."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from hypercare.app.clock import beginning
from hypercare.app.documents.texts import Document
from hypercare.app.looks import instant_of
from hypercare.app.usecases.acts import incidents as use
from hypercare.app.usecases.launches.launches import at_version
from hypercare.model.incident import Severity, StepKind
from hypercare.web.api.once import ONCE, once
from hypercare.web.asked import Asked, asked, moment_asked
from hypercare.web.pages.incidents.context import IncidentsShown, OneIncident

router = Router(tags=["incidents"])
LONGEST_TIME, LONGEST_ID = 40, 40
TIMES = "ISO 8601: 2026-11-21T12:00+07:00; without an offset in the launch's zone."
Day = Annotated[int | None, Query(None, ge=0, description="As of the end of this local day; else now.")]
AsOf = Annotated[str | None, Query(None, description="As of this instant: 2026-11-21 or 2026-11-21T12:00+07:00.")]


class NewIncident(Schema, extra="forbid"):
    """An incident to open at L1."""

    title: str = Field(max_length=use.LONGEST_TITLE, description="What broke, in a line.")
    severity: str = Field(
        Severity.S3.value, description="How bad it is.", json_schema_extra={"enum": [each.value for each in Severity]}
    )
    drill: bool = Field(
        False, description="Whether it is a test; one that is under way is returned instead of a second."
    )
    note: str = Field("", max_length=use.LONGEST_NOTE, description="What there is to say.")
    at: str | None = Field(None, max_length=LONGEST_TIME, description=f"When it began; else now. {TIMES}")


class NewStep(Schema, extra="forbid"):
    """A step of an incident."""

    step: str = Field(description="What happened.", json_schema_extra={"enum": [each.value for each in StepKind]})
    level: int | None = Field(None, ge=1, le=10, description="Where it is raised to; else the next level.")
    owner: str = Field("", max_length=use.LONGEST_NAME, description="Who has it from then on.")
    note: str = Field("", max_length=use.LONGEST_NOTE, description="What there is to say.")
    at: str | None = Field(None, max_length=LONGEST_TIME, description=f"When it happened; else now. {TIMES}")


@router.get(
    "/{launch_id}/incidents",
    response=IncidentsShown,
    by_alias=True,
    url_name="incidents",
    summary="The incidents of a launch, drills among them",
)
def listing(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> Document:
    """`hypercare/incidents.v1`, as the command line's `incident list` prints it."""
    del day, as_of  # read by `moment_asked`, as for the pages
    found = moment_asked(request, launch_id)
    return use.listing(found.here.house, launch_id, instant_of(found.launch, found.moment, found.now))


@router.post(
    "/{launch_id}/incidents",
    response={201: OneIncident},
    by_alias=True,
    url_name="incidents",
    summary="Open an incident, or a drill",
    openapi_extra=ONCE,
)
@once
def open_incident(request: HttpRequest, launch_id: str, told: NewIncident) -> Status[Document]:
    """`hypercare/incident.v1`. For contributors."""
    who = asked(request)
    house, by = who.here.house, who.person.by
    if told.drill:
        return Status(201, use.single(house, use.drill(house, launch_id, by=by)))
    at = _when(who, launch_id, told.at)
    opening = use.Opening(launch_id, told.title, told.severity, at=at, note=told.note)
    return Status(201, use.single(house, use.open_incident(house, opening, by=by)))


@router.get(
    "/{launch_id}/incidents/{incident_id}",
    response=OneIncident,
    by_alias=True,
    url_name="incident",
    summary="An incident with all its steps",
)
def show(request: HttpRequest, launch_id: str, incident_id: str) -> Document:
    """`hypercare/incident.v1`."""
    house = asked(request).here.house
    return use.single(house, use.find(house, incident_id[:LONGEST_ID], launch_id=launch_id))


@router.post(
    "/{launch_id}/incidents/{incident_id}",
    response=OneIncident,
    by_alias=True,
    url_name="incident",
    summary="Raise an incident, acknowledge, assign, mitigate, resolve or reopen it, or note something",
    openapi_extra=ONCE,
)
@once
def step(request: HttpRequest, launch_id: str, incident_id: str, told: NewStep) -> Document:
    """`hypercare/incident.v1`, after the step. A drill goes on to the next level by itself. For contributors."""
    who = asked(request)
    at = _when(who, launch_id, told.at)
    move = use.Move(incident_id[:LONGEST_ID], use.step_of(told.step), told.level, told.owner, told.note, at)
    moved = use.move(who.here.house, move, by=who.person.by, launch_id=launch_id)
    return use.single(who.here.house, moved)


def _when(who: Asked, launch_id: str, at: str | None) -> datetime | None:
    if not at:
        return None
    house = who.here.house
    return beginning(at, at_version(house, launch_id, house.clock.now())[0].zone, where="at")
