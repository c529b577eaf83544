"""Incidents of a launch, and drills."""

import getpass
from datetime import datetime
from typing import Annotated

import typer

from hypercare.app.clock import beginning
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.usecases.acts import incidents
from hypercare.app.usecases.launches import launches
from hypercare.cli.options import AsOf, Data, Json, LaunchId, house
from hypercare.cli.show import emit, note, say, table
from hypercare.model.incident import Incident, StepKind

IncidentId = Annotated[str, typer.Argument(metavar="ID", help="The incident's id: i-12.")]
At = Annotated[str | None, typer.Option("--at", help="When it happened (else now), in the launch's zone.")]
By = Annotated[str | None, typer.Option("--by", help="Who did it: an e-mail address; else the login name.")]
Note = Annotated[str, typer.Option("--note", help="What there is to say.")]
Owner = Annotated[str, typer.Option("--owner", help="Who has it from then on.")]


def open_incident(
    launch: LaunchId,
    title: Annotated[str, typer.Argument(help="What broke, in a line.")],
    severity: Annotated[str, typer.Option("--severity", help="S1 (stops the business) to S4 (a nuisance).")] = "S3",
    text: Note = "",
    at: At = None,
    by: By = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    here = house(data).require()
    began = _instant(here, launch, at)
    told = incidents.Opening(launch, title, severity, at=began, note=text)
    _show(here, incidents.open_incident(here, told, by=by or getpass.getuser()), as_json=as_json)


def drill(launch: LaunchId, by: By = None, data: Data = None, as_json: Json = False) -> None:
    here = house(data).require()
    made = incidents.drill(here, launch, by=by or getpass.getuser())
    _show(here, made, as_json=as_json)
    if not as_json:
        note(f"Each level acknowledges it in its turn: hypercare incident ack {made.id} --by ADDRESS")


def raise_to(
    name: IncidentId,
    level: Annotated[int | None, typer.Option("--level", help="To which level: 2 is L2; else the next one.")] = None,
    text: Note = "",
    at: At = None,
    by: By = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    _move(StepKind.RAISED, name, data, by, at, as_json=as_json, level=level, note=text)


def ack(
    name: IncidentId, owner: Owner = "", text: Note = "", at: At = None, by: By = None, data: Data = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    _move(StepKind.ACKNOWLEDGED, name, data, by, at, as_json=as_json, owner=owner, note=text)


def assign(
    name: IncidentId,
    owner: Annotated[str, typer.Argument(help="Who has it from then on.")],
    text: Note = "",
    at: At = None,
    by: By = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    _move(StepKind.ASSIGNED, name, data, by, at, as_json=as_json, owner=owner, note=text)


def mitigate(
    name: IncidentId, text: Note = "", at: At = None, by: By = None, data: Data = None, as_json: Json = False
) -> None:
    _move(StepKind.MITIGATED, name, data, by, at, as_json=as_json, note=text)


def resolve(
    name: IncidentId, text: Note = "", at: At = None, by: By = None, data: Data = None, as_json: Json = False
) -> None:
    _move(StepKind.RESOLVED, name, data, by, at, as_json=as_json, note=text)


def reopen(
    name: IncidentId, text: Note = "", at: At = None, by: By = None, data: Data = None, as_json: Json = False
) -> None:
    _move(StepKind.REOPENED, name, data, by, at, as_json=as_json, note=text)


def add_note(
    name: IncidentId,
    text: Annotated[str, typer.Argument(help="What there is to say.")],
    at: At = None,
    by: By = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    _move(StepKind.NOTED, name, data, by, at, as_json=as_json, note=text)


def show(name: IncidentId, data: Data = None, as_json: Json = False) -> None:
    here = house(data).require()
    found = incidents.single(here, incidents.find(here, name))
    if as_json:
        emit(found)
        return
    _tell(found["incident"])
    for step in found["incident"]["steps"]:
        to = f" -> {step['owner']}" if step["owner"] else ""
        said = f": {step['note']}" if step["note"] else ""
        say(f"  {_local(step['at'])}  L{step['level']} {step['step']} by {step['by']}{to}{said}")


def list_incidents(launch: LaunchId, as_of: AsOf = None, data: Data = None, as_json: Json = False) -> None:
    here = house(data).require()
    found = incidents.listing(here, launch, launches.as_of(here, launch, as_of))
    if as_json:
        emit(found)
        return
    if not found["incidents"]:
        note(f"There was no incident yet. To see that the path works: hypercare drill {launch}")
    rows = [
        (each["id"], _local(each["opened_at"]), each["severity"], "drill" if each["is_drill"] else "", each["state"],
         f"L{each['level']}", each["owner"] or "-", _minutes(each["minutes_to_acknowledge"]),
         _minutes(each["minutes_to_resolve"]), each["title"])
        for each in found["incidents"]
    ]  # fmt: skip
    table(("ID", "OPENED", "SEVERITY", "", "STATE", "LEVEL", "OWNER", "ACK MIN", "RESOLVE MIN", "WHAT"), rows)


def _move(
    kind: StepKind, name: str, data: Data, by: str | None, at: str | None, *, as_json: bool, level: int | None = None,
    owner: str = "", note: str = "",
) -> None:  # fmt: skip
    here = house(data).require()
    when = _instant(here, incidents.find(here, name).launch, at)
    told = incidents.Move(name, kind, level, owner, note, when)
    _show(here, incidents.move(here, told, by=by or getpass.getuser()), as_json=as_json)


def _instant(here: House, launch: str, at: str | None) -> datetime | None:
    if at is None:
        return None
    return beginning(at, launches.at_version(here, launch, here.clock.now())[0].zone, where="--at")


def _show(here: House, incident: Incident, *, as_json: bool) -> None:
    found = incidents.single(here, incident)
    if as_json:
        emit(found)
    else:
        _tell(found["incident"])


def _tell(found: Document) -> None:
    waits = f", waits for L{found['awaits']} to acknowledge" if found["awaits"] else ""
    owner = f", owner {found['owner']}" if found["owner"] else ""
    kind = "drill, " if found["is_drill"] else ""
    stands = f"{found['state']} at L{found['level']}{owner}{waits}"
    say(f"{found['id']} ({kind}{found['severity']}): {found['title']}: {stands}")
    for visit in found["levels"]:
        took = f", acknowledged after {_minutes(visit['minutes'])} min by {visit['acknowledged_by']}"
        say(f"  L{visit['level']} raised {_local(visit['raised_at'])}{took if visit['acknowledged_at'] else ''}")


def _local(text: str) -> str:
    return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M}"


def _minutes(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
