"""Who was at a launch: what the pages note, and what the ledger shows beside it."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.app.decisions import open_ledger
from hypercare.app.house import House
from hypercare.app.usecases.launches.launches import at_version
from hypercare.cycles.day import local_date
from hypercare.ledger import attendance, entrance_acts, incidents, marks
from hypercare.model.attendance import Attendance, Presence
from hypercare.model.incident import Incident, StepKind
from hypercare.model.launch import Launch
from hypercare.model.mark import MarkKind

OF_MARKS = {MarkKind.HOTFIX: Presence.FIXED, MarkKind.STANDUP: Presence.STOOD_UP}
"""What a mark says of whoever set it; any other is a comment."""
WORDS = frozenset({StepKind.NOTED, StepKind.RAISED})
"""Steps of an incident that are words; the others are work on it."""


def note(house: House, launch_id: str, who: str, what: Presence) -> None:
    """Counts a presence of a person at a launch now. Raises `NotFound` for a launch that is not registered."""
    now = house.clock.now()
    launch, _ = at_version(house, launch_id, now)
    attendance.note(_at(launch, who, what, now))


def presences(house: House, launch: Launch, as_of: datetime) -> tuple[Attendance, ...]:
    """Everything by which people showed that they were there, as known at an instant, in the order of time.

    Pages note what leaves no other trace; marks, incidents and words on the entrance are read where they stand.
    """
    open_ledger(house)
    found = (*attendance.of_launch(launch.id, as_of), *_told(launch, as_of))
    return tuple(sorted(found, key=lambda each: (each.first_at, each.who, each.what)))


def _told(launch: Launch, as_of: datetime) -> Iterator[Attendance]:
    """What the squad's own records say of who was there. A mark that was retracted was still set by somebody."""
    for mark in marks.of_launch(launch.id):
        if mark.recorded_at <= as_of:
            yield _at(launch, mark.by, OF_MARKS.get(mark.kind, Presence.COMMENTED), mark.recorded_at)
    for act in entrance_acts.of_launch(launch.id, as_of):
        yield _at(launch, act.by, Presence.COMMENTED, act.recorded_at)
    for incident in incidents.of_launch(launch.id, as_of):
        yield from _worked(launch, incident)


def _worked(launch: Launch, incident: Incident) -> Iterator[Attendance]:
    yield _at(launch, incident.by, Presence.COMMENTED, incident.recorded_at)
    for step in incident.steps:
        what = Presence.COMMENTED if step.kind in WORDS else Presence.FIXED
        yield _at(launch, step.by, what, step.recorded_at)


def _at(launch: Launch, who: str, what: Presence, instant: datetime) -> Attendance:
    return Attendance(launch.id, who, local_date(instant, launch.zone), what, instant, instant)
