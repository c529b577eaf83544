"""Decisions that were signed, read from the chain."""

from collections.abc import Mapping
from datetime import date, datetime

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.ledger import records
from hypercare.ledger.views import RecordView
from hypercare.model.decision import Decision, Ground, Promise
from hypercare.model.launch import Person
from hypercare.model.verdict import Action

DECISION = "decision"
SCHEMA = "hypercare/decision.v1"


def decisions(launch_id: str, as_of: datetime) -> tuple[Decision, ...]:
    """What was signed about a launch by an instant, earliest first. The ledger is open."""
    in_order = sorted(records.of_launch(launch_id, DECISION), key=lambda record: record.sequence)
    found = sorted(map(decision, in_order), key=lambda each: each.at)
    return tuple(each for each in found if each.at <= as_of)


def all_decisions(house: House, launch_id: str, as_of: datetime) -> tuple[Decision, ...]:
    """As `decisions`, with the ledger opened first."""
    open_ledger(house)
    return decisions(launch_id, as_of)


def decision_of(house: House, launch_id: str, as_of: datetime) -> Decision | None:
    """The decision that holds at an instant: the one signed last; None where none was."""
    return next(reversed(all_decisions(house, launch_id, as_of)), None)


def held_until(signed: Decision) -> datetime | None:
    """Until when the verdict that a decision rests on recommended to hold; None where it named no date.

    The ledger is open.
    """
    until = records.find(signed.verdict).content["verdict"]["recommendation"]["until"]
    return until and datetime.fromisoformat(until)


def signed_off(launch_id: str, as_of: datetime) -> Decision | None:
    """The decision by which a launch's outcome was first signed off, by an instant; None where none was.

    To hold is to go on watching, and signs nothing off. The ledger is open.
    """
    return next((each for each in decisions(launch_id, as_of) if each.action is not Action.HOLD), None)


def decision_document(signed: Decision) -> Document:
    """`hypercare/decision.v1`: a signed decision."""
    return {
        "schema": SCHEMA,
        "record": signed.record,
        "launch": signed.launch,
        "version": signed.version,
        "action": signed.action.value,
        "recommended": signed.recommended.value,
        "overrides": signed.overrides,
        "reason": signed.reason,
        "by": {"name": signed.by.name, "email": signed.by.email},
        "at": signed.at.isoformat(),
        "recorded_at": signed.recorded_at.isoformat(),
        "verdict": signed.verdict,
        "hash": signed.hash,
        "grounds": [ground_document(each) for each in signed.grounds],
        "commitments": [promise_document(each) for each in signed.promises],
        "antipatterns": [dict(each) for each in signed.antipatterns],
    }


def ground_document(ground: Ground) -> Document:
    """A metric on which a decision rests."""
    return {"metric": ground.metric, "declared": ground.is_declared, "primary": ground.is_primary}


def promise_document(promise: Promise) -> Document:
    """What somebody will do by a day."""
    return {"text": promise.text, "owner": promise.owner, "due": promise.due.isoformat()}


def promise_of(document: Mapping[str, str]) -> Promise:
    """The promise of a document."""
    return Promise(document["text"], document["owner"], date.fromisoformat(document["due"]))


def decision(record: RecordView) -> Decision:
    """The decision of a record. One that was signed before grounds and commitments were asked for has none."""
    content = record.content
    return Decision(
        record=record.id,
        launch=content["launch"],
        version=content["version"],
        action=Action(content["action"]),
        recommended=Action(content["recommended"]),
        reason=content["reason"],
        by=Person(content["by"]["name"], content["by"]["email"]),
        at=datetime.fromisoformat(content["at"]),
        verdict=content["verdict"],
        recorded_at=record.at,
        hash=record.hash,
        grounds=tuple(Ground(each["metric"], each["declared"], each["primary"]) for each in content.get("grounds", [])),
        promises=tuple(map(promise_of, content.get("commitments", []))),
        antipatterns=tuple(content.get("antipatterns", [])),
    )
