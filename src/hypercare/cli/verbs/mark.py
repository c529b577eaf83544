"""Marks: what happened around a launch."""

import getpass
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hypercare.app.clock import beginning, instant
from hypercare.app.documents.texts import Document
from hypercare.app.usecases.acts import marks as timeline
from hypercare.app.usecases.launches import launches
from hypercare.cli.options import AsOf, Data, Json, LaunchId, house
from hypercare.cli.show import emit, note, say, table


def mark(
    launch: LaunchId,
    kind: Annotated[str, typer.Argument(help="deployment, hotfix, incident, flag, campaign, standup or note.")],
    title: Annotated[str, typer.Argument(help="What happened, in a line.")],
    at: Annotated[
        str | None,
        typer.Option("--at", help="When it happened (else now), in the launch's zone; a date: its beginning."),
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="When it ended; a date means its end.")] = None,
    link: Annotated[str, typer.Option("--link", help="Where more is told: an https:// address.")] = "",
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    now = here.clock.now()
    zone = launches.at_version(here, launch, now)[0].zone
    begins = beginning(at, zone, where="--at") if at else now
    ends = instant(until, zone, where="--until") if until else None
    made = timeline.add(here, timeline.Told(launch, kind, title, begins, ends, link), by=getpass.getuser())
    if as_json:
        emit(timeline.single(made))
        return
    say(f"Marked as {made.id}: {made.kind.value} at {made.at.astimezone(zone):%Y-%m-%d %H:%M %Z}, {made.title}")
    note(f"To take it off again: hypercare unmark {made.id}")


def unmark(
    name: Annotated[str, typer.Argument(metavar="ID", help="The mark's id: m-12.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    ended = timeline.retract(house(data), name, by=getpass.getuser())
    if as_json:
        emit(timeline.single(ended))
        return
    say(f"{ended.id} is off the timeline of {ended.launch}. It stays on record.")


def marks(launch: LaunchId, as_of: AsOf = None, data: Data = None, as_json: Json = False) -> None:
    here = house(data).require()
    found = timeline.listing(here, launch, launches.as_of(here, launch, as_of))
    if as_json:
        emit(found)
        return
    if not found["marks"]:
        note(f'Nothing is marked yet. Fix: hypercare mark {launch} deployment "Release 1.0"')
    table(("ID", "AT", "UNTIL", "KIND", "WHAT", "BY", "STATE"), [_row(each, found) for each in found["marks"]])


def _row(each: Document, found: Document) -> tuple[str, ...]:
    zone = ZoneInfo(found["timezone"])
    return (
        each["id"],
        _local(each["at"], zone),
        _local(each["until"], zone),
        each["kind"],
        each["title"],
        each["by"],
        "retracted" if each["retracted_at"] else "stands",
    )


def _local(text: str | None, zone: ZoneInfo) -> str:
    return f"{instant(text, zone).astimezone(zone):%Y-%m-%d %H:%M}" if text else "-"
