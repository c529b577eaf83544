"""The exit of a launch: its gate, the signed decision looked at again, and what it carries on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hypercare.app.documents.exit import exit_document, reevaluation_document
from hypercare.app.documents.texts import Document, text_of
from hypercare.app.documents.verdict import launch_verdict_of
from hypercare.app.usecases.acts import commitments, outcome_acts
from hypercare.app.usecases.launches.signed import DECISION, decisions
from hypercare.checks.exit.exit_gate import exit_gate
from hypercare.checks.reevaluation import Known, reevaluate
from hypercare.ledger import records
from hypercare.model.decision import Decision
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.verdict import LaunchVerdict

SAID = (DECISION, *outcome_acts.KINDS, commitments.MADE, commitments.ENDED)
"""The kinds of record by which people say what follows from a launch."""


def followed(launch: Launch, verdict: LaunchVerdict, antipatterns: list[Document]) -> Document:
    """What a look says of a launch's exit; `antipatterns` are those that were found. The ledger is open."""
    return {
        "exit": gate_document(launch, verdict),
        "reevaluation": reevaluated(launch, verdict, antipatterns),
        "commitments": commitments.documents(launch, verdict.as_of),
        "said": latest_said(launch.id, verdict.as_of),
    }


def gate_document(launch: Launch, verdict: LaunchVerdict) -> Document:
    """`hypercare/exit.v1` of a verdict, with what people had said by its instant. The ledger is open."""
    as_of = verdict.as_of
    signed, acts = decisions(launch.id, as_of), outcome_acts.outcome_acts(launch.id, as_of)
    return exit_document(exit_gate(launch, verdict, signed, acts), launch, as_of)


def reevaluated(launch: Launch, verdict: LaunchVerdict, antipatterns: list[Document]) -> Document | None:
    """The decision that holds, looked at again as of a verdict; None where nothing was signed. The ledger is open."""
    signed = next(reversed(decisions(launch.id, verdict.as_of)), None)
    if signed is None:
        return None
    before = launch_verdict_of(records.find(signed.verdict).content["verdict"])
    then, now = Known(before, _by_check(signed.antipatterns)), Known(verdict, _by_check(_beside(antipatterns, signed)))
    return reevaluation_document(reevaluate(launch, signed, then, now), launch.zone)


def _beside(antipatterns: list[Document], signed: Decision) -> list[Document]:
    """Without what the signature itself brought about: that has not changed since it was signed.

    The signature's own record tells: other things may have happened at the same instant.
    """
    return [each for each in antipatterns if signed.record not in {said["record"] for said in each["evidence"]}]


def latest_said(launch_id: str, as_of: datetime) -> str | None:
    """The latest record by which somebody said what follows, by an instant. The ledger is open."""
    return next((each.id for each in records.of_launch(launch_id, *SAID, limit=1, until=as_of)), None)


def _by_check(antipatterns: Any) -> Mapping[str, Text]:
    return {each["check"]: text_of(each["text"]) for each in antipatterns}
