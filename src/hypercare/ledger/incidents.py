"""Incidents of launches and their steps: added, never changed."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from hypercare.ledger import canonical
from hypercare.ledger.models import Incident as IncidentRow
from hypercare.ledger.models import IncidentStep as StepRow
from hypercare.ledger.transactions import session, writing
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.incident import Incident, Severity, Step, StepKind

INCIDENT_ID: Final = re.compile(r"i-([1-9]\d{0,17})")


@session
def add(incident: Incident) -> Incident:
    """Adds an incident with its first steps, all or nothing, and returns it with its id (`i-12`).

    Raises `BadInput` for a title that cannot stand, or a naive time.
    """
    row = IncidentRow(
        launch_id=incident.launch,
        title=incident.title,
        severity=incident.severity.value,
        is_drill=incident.is_drill,
        at=canonical.aware(incident.at),
        recorded_at=canonical.aware(incident.recorded_at),
        recorded_by=incident.by,
    )
    with writing():
        row.save()
        _save(row, incident.steps)
        return _view(_row(f"i-{row.pk}"))


@session
def append(incident: Incident, steps: Iterable[Step]) -> Incident:
    """Adds steps to an incident as it was read, all or nothing, and returns it.

    Raises `BadInput` where somebody else was faster: what was decided on then is not how it stands.
    """
    with writing():
        row = _row(incident.id)
        if StepRow.objects.filter(incident=row).count() != len(incident.steps):
            raise BadInput(f"{incident.id} has moved on meanwhile", fix="look at it again")
        _save(row, steps)
        return _view(_row(incident.id))


@session
def find(incident_id: str) -> Incident:
    """The incident of that id. Raises `NotFound`."""
    return _view(_row(incident_id))


@session
def of_launch(launch_id: str, as_of: datetime) -> tuple[Incident, ...]:
    """The incidents of a launch as they were known at an instant, in the order in which they were opened."""
    moment = canonical.aware(as_of)
    rows = IncidentRow.objects.filter(launch_id=launch_id, at__lte=moment, recorded_at__lte=moment)
    return tuple(_known(_view(row), as_of) for row in rows.order_by("at", "id"))


def _known(incident: Incident, as_of: datetime) -> Incident:
    return replace(incident, steps=tuple(s for s in incident.steps if max(s.at, s.recorded_at) <= as_of))


def _row(incident_id: str) -> IncidentRow:
    parts = INCIDENT_ID.fullmatch(incident_id.strip())
    row = None if parts is None else IncidentRow.objects.filter(pk=int(parts[1])).first()
    if row is None:
        fix = "hypercare incident list LAUNCH"
        raise NotFound(f"there is no incident {incident_id[:40]!r}", expected="an id like i-12", fix=fix)
    return row


def _save(row: IncidentRow, steps: Iterable[Step]) -> None:
    for step in steps:
        StepRow(
            incident=row,
            kind=step.kind.value,
            level=step.level,
            owner=step.owner,
            note=step.note,
            at=canonical.aware(step.at),
            recorded_at=canonical.aware(step.recorded_at),
            recorded_by=step.by,
        ).save()


def _view(row: IncidentRow) -> Incident:
    return Incident(
        id=f"i-{row.pk}",
        launch=row.launch_id,
        title=row.title,
        severity=Severity(row.severity),
        is_drill=row.is_drill,
        at=row.at,
        by=row.recorded_by,
        recorded_at=row.recorded_at,
        steps=tuple(map(_step, StepRow.objects.filter(incident=row).order_by("at", "id"))),
    )


def _step(row: StepRow) -> Step:
    return Step(
        kind=StepKind(row.kind),
        level=row.level,
        at=row.at,
        by=row.recorded_by,
        recorded_at=row.recorded_at,
        owner=row.owner,
        note=row.note,
    )
