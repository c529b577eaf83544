"""What the studio is asked of a launch's exit: who signs, says or promises something, and then looks again."""

from datetime import datetime
from typing import Any

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.usecases.acts import commitments, outcome_acts
from hypercare.app.usecases.judging import looking
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.launches.signed import decision_document, promise_of
from hypercare.app.usecases.signing import signing
from hypercare.model.decision import Commitment, CommitmentState
from hypercare.model.outcome_act import OutcomeAct, OutcomeActKind
from hypercare.model.verdict import Action


def sign(house: House, *, launch: str, action: str, reason: str, by: str, **told: Any) -> Document:
    """`hypercare/decision.v1`: signed now, with the `grounds`, `promises`, `seen` and `once` that were told."""
    beside = signing.Beside(
        tuple(told.get("grounds", ())),
        tuple(map(promise_of, told.get("promises", ()))),
        told.get("seen"),
        told.get("once", ""),
    )
    decision = signing.sign(
        house, launch, action=Action(action), reason=reason, by=by, at=house.clock.now(), beside=beside
    )
    looking.look(house, launch, Moment())  # what is shown next says so
    return decision_document(decision)


def act(house: House, *, launch: str, kind: str, by: str, **told: Any) -> Document:
    """`hypercare/outcome-act.v1`: what a named person says of the exit."""
    until = told.get("until")
    said = outcome_acts.Said(
        launch,
        OutcomeActKind(kind),
        tuple(told.get("subjects", ())),
        told.get("note", ""),
        told.get("backlog", ""),
        None if until is None else datetime.fromisoformat(until),
    )
    return _act(house, outcome_acts.add(house, said, by=by))


def revoke(house: House, *, launch: str, record: str, reason: str, by: str) -> Document:
    """`hypercare/outcome-act.v1`: an act that is taken back."""
    return _act(house, outcome_acts.revoke(house, launch, record, reason=reason, by=by))


def promise(house: House, *, launch: str, by: str, promise: dict[str, str]) -> Document:
    """`hypercare/commitment.v1`: one that a launch carries on."""
    return _commitment(house, commitments.add(house, launch, promise_of(promise), by=by))


def end(house: House, *, launch: str, commitment: str, state: str, reason: str, by: str) -> Document:
    """`hypercare/commitment.v1`: one that is done, or dropped."""
    told = commitments.End(commitment, CommitmentState(state), reason)
    return _commitment(house, commitments.end(house, launch, told, by=by))


def _act(house: House, made: OutcomeAct) -> Document:
    looking.look(house, made.launch, Moment())
    launch, _ = at_version(house, made.launch, house.clock.now())
    return outcome_acts.single(made, launch)


def _commitment(house: House, made: Commitment) -> Document:
    looking.look(house, made.launch, Moment())
    return commitments.single(house, made)
