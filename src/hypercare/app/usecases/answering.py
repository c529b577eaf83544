"""What a look says beyond the verdict: the sentence, health, what needs people, what comes next, what was signed."""

from datetime import datetime

from hypercare.app.documents.headline import headline_document
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.app.usecases.circumstances import circumstances
from hypercare.app.usecases.signed import Decision, decision_document, decision_of
from hypercare.checks.attention import Finding, attention
from hypercare.checks.headline import Signed, headline
from hypercare.checks.health import health
from hypercare.model.instant import EPOCH
from hypercare.model.launch import Launch
from hypercare.model.verdict import LaunchVerdict
from hypercare.rituals.upcoming import upcoming


def answered(house: House, launch: Launch, verdict: LaunchVerdict, facts_until: datetime) -> Document:
    """The answer to a launch's page. `facts_until` is the latest event time of all facts, `EPOCH` where there are none.

    The ledger is open. Of facts from after the verdict's instant nothing is known.
    """
    signed = decision_of(house, launch.id, verdict.as_of)
    around = circumstances(house, launch, verdict.as_of, None if facts_until == EPOCH else facts_until)
    diagnosis = health(verdict, launch)
    said = headline(verdict, launch, _signed(signed) if signed else None)
    ritual = upcoming(launch, verdict.as_of)
    return {
        "headline": headline_document(said),
        "health": {"word": diagnosis.health.value, "reason": text_document(diagnosis.reason)},
        "attention": [_finding(each) for each in attention(verdict, launch, around)],
        "ritual": ritual
        and {"kind": ritual.kind.value, "name": text_document(ritual.kind.text), "at": ritual.at.isoformat()},
        "decision": signed and decision_document(signed),
    }


def _finding(finding: Finding) -> Document:
    return {
        "id": finding.id,
        "level": finding.level.value,
        "rank": finding.rank,
        "text": text_document(finding.text),
        "hint": text_document(finding.hint),
        "page": finding.target.page,
        "params": dict(finding.target.params),
    }


def _signed(decision: Decision) -> Signed:
    by = decision.by.name or decision.by.email
    return Signed(decision.action, decision.recommended, by, decision.at)
