"""`hypercare/exit.v1` and re-evaluations as JSON values."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypercare.app.documents.answers import answer_document
from hypercare.app.documents.texts import Document, text_document
from hypercare.checks.exit.exit_gate import ExitGate, ExitLine
from hypercare.checks.reevaluation import Line, Reevaluation
from hypercare.model.estimate import Answer
from hypercare.model.launch import Launch, Person
from hypercare.rituals.milestones import Review, milestones

SCHEMA = "hypercare/exit.v1"


def exit_document(found: ExitGate, launch: Launch, as_of: datetime) -> Document:
    """The exit gate of a launch. Times are in the launch's zone."""
    lacks = found.signed.lacks(launch.squad.approvers) if found.signed else launch.squad.approvers
    return {
        "schema": SCHEMA,
        "launch": launch.id,
        "title": launch.title,
        "timezone": launch.timezone,
        "as_of": _time(as_of, launch.zone),
        "state": found.state.value,
        "says": text_document(found.says),
        "lines": [_line(line, launch.zone) for line in found.lines],
        "reviews": [review_document(each, launch.zone) for each in milestones(launch)],
        "signed_by": [_person(each.by) for each in found.signed.signatures] if found.signed else [],
        "not_signed_by": [_person(each) for each in lacks if each.email],
    }


def reevaluation_document(found: Reevaluation, zone: ZoneInfo) -> Document:
    """A decision that was looked at again."""
    return {
        "decision": found.decision,
        "verdict": found.verdict,
        "signed_at": _time(found.signed_at, zone),
        "as_of": _time(found.as_of, zone),
        "says": text_document(found.says),
        "changes": len(found.changes),
        "lines": [_beside(line) for line in found.lines],
        "following": _time(found.following, zone),
    }


def review_document(review: Review, zone: ZoneInfo) -> Document:
    """A review of day 30, 60 or 90."""
    return {
        "day": review.day,
        "at": _time(review.at, zone),
        "extended": review.is_extended,
        "says": text_document(review.text),
    }


def _line(line: ExitLine, zone: ZoneInfo) -> Document:
    return {
        "line": line.name,
        "state": line.state.value,
        "evidence": [text_document(each) for each in line.evidence],
        "missing": line.missing and text_document(line.missing),
        "until": line.until and _time(line.until, zone),
        "who": [_person(each) for each in line.who],
        "act": line.act and line.act.value,
        "records": list(line.records),
    }


def _beside(line: Line) -> Document:
    return {
        "about": line.aspect.value,
        "subject": line.subject,
        "gate": line.gate,
        "then": {"word": line.then, "answer": _answer(line.reading_then)},
        "now": {"word": line.now, "answer": _answer(line.reading_now)},
        "changed": line.changed and text_document(line.changed),
    }


def _answer(answer: Answer | None) -> Document | None:
    return None if answer is None else answer_document(answer)


def _person(person: Person) -> Document:
    return {"name": person.name, "email": person.email}


def _time(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).isoformat()
