"""Decisions that were signed, read from the chain."""

from dataclasses import dataclass
from datetime import datetime

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.ledger import records
from hypercare.ledger.views import RecordView
from hypercare.model.launch import Person
from hypercare.model.verdict import Action

DECISION = "decision"
SCHEMA = "hypercare/decision.v1"


@dataclass(frozen=True)
class Decision:
    """What an approver signed, beside what was recommended then. `verdict` is the record that it rests on."""

    record: str
    launch: str
    version: str
    action: Action
    recommended: Action
    reason: str
    by: Person
    at: datetime
    verdict: str

    @property
    def overrides(self) -> bool:
        """Whether the approver decided otherwise than was recommended."""
        return self.action is not self.recommended


def decisions(launch_id: str, as_of: datetime) -> tuple[Decision, ...]:
    """What was signed about a launch by an instant, earliest first. The ledger is open."""
    found = sorted(map(decision, records.of_launch(launch_id, DECISION)), key=lambda each: each.at)
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
        "verdict": signed.verdict,
    }


def decision(record: RecordView) -> Decision:
    """The decision of a record."""
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
    )
