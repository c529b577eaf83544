"""Marks and the timeline of a launch in the API: so that a pipeline posts its deployment with one line."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from hypercare.app.clock import beginning, instant
from hypercare.app.documents.texts import Document, with_words
from hypercare.app.looks import instant_of
from hypercare.app.usecases.acts import marks as use
from hypercare.app.usecases.launches.launches import at_version
from hypercare.model.launch import Launch
from hypercare.model.mark import LONGEST_LINK, LONGEST_TITLE, MarkKind
from hypercare.web.api.once import ONCE, once
from hypercare.web.asked import asked, launch_asked, moment_of
from hypercare.web.pages.timeline.context import Timeline, timeline_of

router = Router(tags=["marks"])
LONGEST_TIME = 40
Day = Annotated[int | None, Query(None, ge=0, description="As of the end of this local day; else now.")]
AsOf = Annotated[str | None, Query(None, description="As of this instant: 2026-11-21 or 2026-11-21T12:00+07:00.")]
Kind = Annotated[str, Query("", description="Only entries of this kind.")]
TIMES = "ISO 8601: 2026-11-21T12:00+07:00; without an offset in the launch's zone."


class NewMark(Schema, extra="forbid"):
    """Something that happened around a launch."""

    kind: str = Field(description="What it is about.", json_schema_extra={"enum": [kind.value for kind in MarkKind]})
    title: str = Field(max_length=LONGEST_TITLE, description="What happened, in a line.")
    at: str | None = Field(
        None,
        max_length=LONGEST_TIME,
        description=f"When it happened, or began; else now. {TIMES} A date: its beginning.",
    )
    until: str | None = Field(
        None, max_length=LONGEST_TIME, description=f"When it ended; null for an instant. {TIMES} A date: its end."
    )
    link: str | None = Field(None, max_length=LONGEST_LINK, description="Where more is told: an https:// address.")


class MarkFields(Schema):
    """A mark on the timeline of a launch."""

    id: str = Field(description="The mark's id: m-12.")
    kind: str = Field(description=f"What it is about: {', '.join(MarkKind)}.")
    at: str = Field(description="When it happened, or began. ISO 8601, UTC.")
    until: str | None = Field(description="When it ended; null for an instant.")
    title: str = Field(description="What happened, in a line.")
    link: str | None = Field(description="Where more is told, an https:// address; null for nowhere.")
    by: str = Field(description="Who told it: a person, or the owner of a program's token.")
    recorded_at: str = Field(description="From when on it is known here.")
    retracted_at: str | None = Field(description="When it was taken off the timeline; null while it stands.")
    retracted_by: str | None = Field(description="Who took it off; null while it stands.")


class OneMark(Schema):
    """`hypercare/mark.v1`: a mark that was added or retracted."""

    schema_: str = Field(use.SINGLE, alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    mark: MarkFields


class Marks(Schema):
    """`hypercare/marks.v1`: what happened around a launch, as `hypercare marks` tells it."""

    schema_: str = Field(use.LISTING, alias="schema", description="The document's name and version.")
    launch: str = Field(description="The launch's id.")
    timezone: str = Field(description="The launch's time zone.")
    as_of: str = Field(description="The instant that was asked for.")
    marks: list[MarkFields] = Field(
        description="The marks that were recorded by then, retracted ones too, in the order of what happened."
    )


@router.get(
    "/{launch_id}/timeline", response=Timeline, url_name="timeline", summary="Everything on a launch's timeline, by day"
)
def timeline(
    request: HttpRequest, launch_id: str, kind: Kind = "", day: Day = None, as_of: AsOf = None
) -> dict[str, Any]:
    """What the timeline page shows at one moment: phases, cycles, gates, peaks, marks, edits, the decision."""
    del day, as_of  # read by `launch_asked`, as for the page
    found = launch_asked(request, launch_id, patience=None)
    spoken: dict[str, Any] = with_words(timeline_of(found, kind).model_dump(), found.language)
    return spoken


@router.get(
    "/{launch_id}/marks", response=Marks, by_alias=True, url_name="marks", summary="What happened around a launch"
)
def marks(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> Document:
    """`hypercare/marks.v1`, as the command line's `marks` prints it."""
    del day, as_of  # read by `moment_of`, as for the pages
    house = asked(request).here.house
    now = house.clock.now()
    newest, _ = at_version(house, launch_id, now)
    return use.listing(house, launch_id, instant_of(newest, moment_of(request.GET, newest), now))


@router.post(
    "/{launch_id}/marks",
    response={201: OneMark},
    by_alias=True,
    url_name="marks",
    summary="Tell that something happened: a deployment, an incident, a campaign",
    openapi_extra=ONCE,
)
@once
def add(request: HttpRequest, launch_id: str, told: NewMark) -> Status[Document]:
    """`hypercare/mark.v1`. It is on the timeline from now on, whenever it happened. For contributors."""
    who = asked(request)
    house = who.here.house
    now = house.clock.now()
    launch, _ = at_version(house, launch_id, now)
    made = use.add(house, _told(told, launch, now), by=who.person.by)
    return Status(201, use.single(made))


@router.delete(
    "/{launch_id}/marks/{mark_id}",
    response=OneMark,
    by_alias=True,
    url_name="mark",
    summary="Take a mark off the timeline; it stays on record",
)
def retract(request: HttpRequest, launch_id: str, mark_id: str) -> Document:
    """`hypercare/mark.v1`. One that is retracted already stays as it was. For contributors."""
    who = asked(request)
    return use.single(use.retract(who.here.house, mark_id, by=who.person.by, launch_id=launch_id))


def _told(told: NewMark, launch: Launch, now: datetime) -> use.Told:
    return use.Told(
        launch=launch.id,
        kind=told.kind,
        title=told.title,
        at=beginning(told.at, launch.zone, where="at") if told.at else now,
        until=instant(told.until, launch.zone, where="until") if told.until else None,
        link=told.link or "",
    )
