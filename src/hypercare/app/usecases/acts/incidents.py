"""Incidents of a launch: opened, raised from level to level, acknowledged, resolved; and the drills among them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Final

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.incident import incident_document, minutes
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.usecases.launches.launches import at_version
from hypercare.checks.entrance.escalation import path
from hypercare.checks.incident_course import Course, course, mean_time
from hypercare.ledger import incidents
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.incident import Incident, Severity, Step, StepKind
from hypercare.model.launch import Launch

LISTING, SINGLE = "hypercare/incidents.v1", "hypercare/incident.v1"
DRILL_TITLE: Final = "Escalation drill"
LONGEST_TITLE, LONGEST_NAME, LONGEST_NOTE = 200, 200, 2_000
SHOWN: Final = 40
"""Characters of a name in a message."""
FARTHEST: Final = timedelta(days=3_660)
Place = tuple[int, str]


@dataclass(frozen=True)
class Opening:
    """An incident as somebody opens it. It begins at L1; `at` is when it began, else now."""

    launch: str
    title: str
    severity: str = Severity.S3.value
    is_drill: bool = False
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Move:
    """A step as somebody tells it. `level` is where it is raised to, else the next one; `owner` who has it then."""

    incident: str
    kind: StepKind
    level: int | None = None
    owner: str = ""
    note: str = ""
    at: datetime | None = None


def open_incident(house: House, told: Opening, *, by: str) -> Incident:
    """Opens an incident at L1. Raises `NotFound`, and `BadInput` (`where`: the field) for what cannot stand."""
    now = house.clock.now()
    launch, _ = at_version(house.require(), told.launch, now)
    at = _when(told.at, now, after=launch.live - FARTHEST)
    first = Step(StepKind.RAISED, 1, at, by, now, note=_note(told.note))
    return incidents.add(
        Incident("", launch.id, _title(told.title), _severity(told.severity), told.is_drill, at, by, now, (first,))
    )


def drill(house: House, launch_id: str, *, by: str) -> Incident:
    """Opens a drill: a test incident that says so. One that is under way is returned instead of a second one."""
    launch, _ = at_version(house.require(), launch_id, house.clock.now())
    known = incidents.of_launch(launch.id, house.clock.now())
    running = [each for each in known if each.is_drill and course(each).is_open]
    return running[-1] if running else open_incident(house, Opening(launch.id, DRILL_TITLE, is_drill=True), by=by)


def move(house: House, told: Move, *, by: str, launch_id: str | None = None) -> Incident:
    """Makes a step of an incident and returns it.

    A drill goes on by itself: an acknowledgement raises it to the next level, that of the last resolves it. Raises
    `NotFound`, also for an incident of another launch than is named, and `BadInput` for a step that does not follow on
    how it stands.
    """
    open_ledger(house.require())
    incident = find(house, told.incident, launch_id=launch_id)
    now = house.clock.now()
    launch, _ = at_version(house, incident.launch, now)
    at = _when(told.at, now, after=max(step.at for step in incident.steps))
    level, owner = MAKERS[told.kind](launch, course(incident), told)
    step = Step(told.kind, level, at, by, now, owner, _note(told.note))
    follows = _next(launch, step) if incident.is_drill and step.kind is StepKind.ACKNOWLEDGED else ()
    return incidents.append(incident, (step, *follows))


def find(house: House, incident_id: str, *, launch_id: str | None = None) -> Incident:
    """The incident of that id. Raises `NotFound`, also for one of another launch than is named."""
    open_ledger(house.require())
    incident = incidents.find(incident_id)
    if launch_id is not None and incident.launch != launch_id:
        raise NotFound(
            f"{launch_id} has no incident {incident_id[:SHOWN]!r}", fix=f"hypercare incident list {launch_id}"
        )
    return incident


def step_of(name: str) -> StepKind:
    """The step of that name. Raises `BadInput` with the nearest one."""
    names = [kind.value for kind in StepKind]
    if name in names:
        return StepKind(name)
    near = get_close_matches(name[:SHOWN], names, n=1)
    fix = f"write {near[0]}" if near else ""
    raise BadInput(f"{name[:SHOWN]!r} is no step", where="step", expected=f"one of {', '.join(names)}", fix=fix)


def listing(house: House, launch_id: str, as_of: datetime) -> Document:
    """`hypercare/incidents.v1`: the incidents of a launch as known at an instant, latest first, and the mean times.

    Drills are among them, and no part of the means. Raises `NotFound` for a launch that is not registered.
    """
    launch, _ = at_version(house.require(), launch_id, as_of)
    found = incidents.of_launch(launch_id, as_of)
    real = [course(each) for each in found if not each.is_drill]
    return {
        "schema": LISTING,
        "launch": launch_id,
        "timezone": launch.timezone,
        "as_of": as_of.astimezone(launch.zone).isoformat(),
        "mtta_minutes": minutes(mean_time(each.time_to_acknowledge for each in real)),
        "mttr_minutes": minutes(mean_time(each.time_to_resolve for each in real)),
        "levels": [
            {"level": each.number, "who": each.who or None, "contact": each.contact or None} for each in path(launch)
        ],
        "incidents": [incident_document(each, launch) for each in reversed(found)],
    }


def single(house: House, incident: Incident) -> Document:
    """`hypercare/incident.v1`: an incident as it stands."""
    launch, _ = at_version(house, incident.launch, house.clock.now())
    return {"schema": SINGLE, "launch": incident.launch, "incident": incident_document(incident, launch)}


def _raise(launch: Launch, now: Course, told: Move) -> Place:
    _require_open(now)
    top = len(path(launch))
    level = now.level + 1 if told.level is None else told.level
    if not 1 <= level <= top:
        raise BadInput(f"there is no L{level}", where="level", expected=f"1 to {top}")
    if level == now.level:
        raise BadInput(f"it is at L{level} already", where="level")
    return level, ""


def _acknowledge(launch: Launch, now: Course, told: Move) -> Place:
    del launch
    _require_open(now)
    if now.awaits is None:
        raise BadInput(f"L{now.level} has acknowledged it already", where="step")
    if told.level not in (None, now.level):
        raise BadInput(f"it waits at L{now.level}", where="level", expected=str(now.level))
    return now.level, _owner(told.owner)


def _assign(launch: Launch, now: Course, told: Move) -> Place:
    del launch
    _require_open(now)
    if not told.owner.strip():
        raise BadInput("nobody is named", where="owner", expected="who has it from now on")
    return now.level, _owner(told.owner)


def _mitigate(launch: Launch, now: Course, told: Move) -> Place:
    del launch, told
    _require_open(now)
    if now.mitigated_at is not None:
        raise BadInput("it is mitigated already", where="step")
    return now.level, ""


def _resolve(launch: Launch, now: Course, told: Move) -> Place:
    del launch, told
    _require_open(now)
    return now.level, ""


def _reopen(launch: Launch, now: Course, told: Move) -> Place:
    del launch, told
    if now.is_open:
        raise BadInput("it is open", where="step")
    return now.level, ""


def _write(launch: Launch, now: Course, told: Move) -> Place:
    del launch
    if not told.note.strip():
        raise BadInput("the note is empty", where="note", expected="what there is to say")
    return now.level, ""


def _next(launch: Launch, step: Step) -> tuple[Step, ...]:
    """Where a drill goes once a level has it: on to the next one, or to its end."""
    if step.level >= len(path(launch)):
        return (replace(step, kind=StepKind.RESOLVED, owner="", note=""),)
    return (replace(step, kind=StepKind.RAISED, level=step.level + 1, owner="", note=""),)


def _require_open(now: Course) -> None:
    if not now.is_open:
        raise BadInput("it is resolved", where="step", fix="reopen it first")


MAKERS: Final[dict[StepKind, Callable[[Launch, Course, Move], Place]]] = {
    StepKind.RAISED: _raise,
    StepKind.ACKNOWLEDGED: _acknowledge,
    StepKind.ASSIGNED: _assign,
    StepKind.MITIGATED: _mitigate,
    StepKind.RESOLVED: _resolve,
    StepKind.REOPENED: _reopen,
    StepKind.NOTED: _write,
}
"""At which level each step happens, and who has the incident then; or why it does not follow."""


def _when(at: datetime | None, now: datetime, *, after: datetime) -> datetime:
    if at is None:
        return now
    if not after <= at <= now:
        raise BadInput("that is not when it can have been", where="at", expected=f"{after.isoformat()} to now")
    return at


def _title(title: str) -> str:
    line = title.strip()
    if not line or len(line) > LONGEST_TITLE or not line.isprintable():
        raise BadInput("the title is no line", where="title", expected=f"1 to {LONGEST_TITLE} printable characters")
    return line


def _owner(name: str) -> str:
    line = name.strip()
    if len(line) > LONGEST_NAME or not line.isprintable():
        raise BadInput("this is no name", where="owner", expected=f"at most {LONGEST_NAME} printable characters")
    return line


def _note(note: str) -> str:
    if len(note) > LONGEST_NOTE or "\0" in note:
        raise BadInput("the note is too long", where="note", expected=f"at most {LONGEST_NOTE} characters")
    return note.strip()


def _severity(name: str) -> Severity:
    if name.upper() not in list(Severity):
        raise BadInput(f"{name[:SHOWN]!r} is no severity", where="severity", expected=", ".join(Severity))
    return Severity(name.upper())
