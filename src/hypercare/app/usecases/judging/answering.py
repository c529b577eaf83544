"""What a look says beyond the verdict: the sentence, health, what needs people, what comes next, what was signed."""

from datetime import datetime

from hypercare.app.documents.antipatterns_found import checks_documents, found_documents
from hypercare.app.documents.entrance import entrance_document, went_live_document
from hypercare.app.documents.headline import headline_document
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.app.usecases.judging.antipatterns import antipatterns
from hypercare.app.usecases.judging.circumstances import circumstances
from hypercare.app.usecases.judging.entrance import judged
from hypercare.app.usecases.launches.signed import decision_document, decision_of, held_until
from hypercare.app.usecases.launches.went_live import went_live
from hypercare.checks.antipatterns import registry
from hypercare.checks.attention import Finding, attention
from hypercare.checks.headline import Signed, headline
from hypercare.checks.health import health
from hypercare.checks.validation.validation import Validation
from hypercare.model.decision import Decision
from hypercare.model.instant import EPOCH
from hypercare.model.launch import Launch
from hypercare.model.verdict import Action, LaunchVerdict
from hypercare.rituals.upcoming import upcoming


def answered(
    house: House, launch: Launch, verdict: LaunchVerdict, validation: Validation, facts_until: datetime
) -> Document:
    """The answer to a launch's page. `facts_until` is the latest event time of all facts, `EPOCH` where there are none.

    The ledger is open. Of facts from after the verdict's instant nothing is known.
    """
    entrance = judged(house, launch, verdict.as_of) if verdict.day < 0 else None
    known_until = None if facts_until == EPOCH else facts_until
    went = went_live(launch.id, verdict.as_of)
    looked = antipatterns(house, launch, verdict, validation)
    around = circumstances(
        house, launch, verdict.as_of, known_until, entrance=entrance, antipatterns=registry.found(looked)
    )
    diagnosis = health(verdict, launch, entrance)
    decision = decision_of(house, launch.id, verdict.as_of)
    signed = _signed(decision) if decision else None
    ritual = upcoming(launch, verdict.as_of)
    return {
        "headline": headline_document(headline(verdict, launch, signed, entrance)),
        "health": {"word": diagnosis.health.value, "reason": text_document(diagnosis.reason)},
        "attention": [_finding(each) for each in attention(verdict, launch, around)],
        "ritual": ritual
        and {"kind": ritual.kind.value, "name": text_document(ritual.kind.text), "at": ritual.at.isoformat()},
        "entrance": entrance and entrance_document(entrance, launch, went),
        "went_live": went and went_live_document(went, launch),
        "antipatterns": found_documents(looked, launch),
        "antipattern_checks": checks_documents(looked),
        **_decided(decision, signed, verdict),
    }


def _decided(decision: Decision | None, signed: Signed | None, verdict: LaunchVerdict) -> Document:
    """The decision that is in force with the date of a hold, or the hold that no longer is."""
    document = decision and decision_document(decision)
    if signed is None or signed.is_in_force(verdict):
        until = signed.until if signed and signed.action is Action.HOLD else None
        return {"decision": document, "held_until": until and until.isoformat(), "lapsed": None}
    return {"decision": None, "held_until": None, "lapsed": document}


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
    return Signed(decision.action, decision.recommended, by, decision.at, held_until(decision))
