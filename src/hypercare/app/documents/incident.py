"""An incident as JSON values."""

from datetime import datetime, timedelta

from hypercare.app.documents.texts import Document
from hypercare.checks.incident_course import Visit, course
from hypercare.model.incident import Incident, Step
from hypercare.model.launch import Launch

MINUTE = timedelta(minutes=1)


def incident_document(incident: Incident, launch: Launch) -> Document:
    """Where it stands, its visits to the levels with their minutes, and every step. Instants in the launch's zone."""
    now = course(incident)
    return {
        "id": incident.id,
        "title": incident.title,
        "severity": incident.severity.value,
        "is_drill": incident.is_drill,
        "opened_at": _local(incident.at, launch),
        "opened_by": incident.by,
        "state": now.standing.value,
        "level": now.level,
        "awaits": None if now.awaits is None else now.awaits.level,
        "owner": now.owner or None,
        "mitigated_at": _local(now.mitigated_at, launch),
        "resolved_at": _local(now.resolved_at, launch),
        "minutes_to_acknowledge": minutes(now.time_to_acknowledge),
        "minutes_to_resolve": minutes(now.time_to_resolve),
        "levels": [_visit(visit, launch) for visit in now.visits],
        "steps": [_step(step, launch) for step in incident.steps],
    }


def minutes(span: timedelta | None) -> float | None:
    """A span in minutes, with one digit."""
    return None if span is None else round(span / MINUTE, 1)


def _visit(visit: Visit, launch: Launch) -> Document:
    return {
        "level": visit.level,
        "raised_at": _local(visit.raised_at, launch),
        "acknowledged_at": _local(visit.acknowledged_at, launch),
        "acknowledged_by": visit.acknowledged_by or None,
        "minutes": minutes(visit.took),
    }


def _step(step: Step, launch: Launch) -> Document:
    return {
        "step": step.kind.value,
        "level": step.level,
        "at": _local(step.at, launch),
        "by": step.by,
        "owner": step.owner or None,
        "note": step.note or None,
        "recorded_at": _local(step.recorded_at, launch),
    }


def _local(instant: datetime | None, launch: Launch) -> str | None:
    return None if instant is None else instant.astimezone(launch.zone).isoformat()
