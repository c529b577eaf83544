"""What a look says beyond the verdict: the sentence, health, what needs people, what comes next, what was signed."""

from datetime import datetime

from hypercare.app.documents.headline import headline_document
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.app.usecases import launches
from hypercare.app.usecases.signed import decision_document, decision_of
from hypercare.checks.attention import Circumstances, Finding, attention
from hypercare.checks.headline import Signed, headline
from hypercare.checks.health import health
from hypercare.ledger import versions
from hypercare.model.errors import HypercareError
from hypercare.model.instant import EPOCH
from hypercare.model.launch import Launch
from hypercare.model.verdict import LaunchVerdict
from hypercare.rituals.upcoming import upcoming


def answered(house: House, launch: Launch, verdict: LaunchVerdict, facts_until: datetime) -> Document:
    """The answer to a launch's page. `facts_until` is the latest event time of all facts, `EPOCH` where there are none.

    The ledger is open. Of facts from after the verdict's instant nothing is known.
    """
    signed = decision_of(house, launch.id, verdict.as_of)
    known = None if facts_until == EPOCH else min(facts_until, verdict.as_of)
    around = Circumstances(
        facts_until=known,
        edited_at=_edited(launch, verdict.as_of),
        file_differs=_file_differs(house, launch),
        signed=signed is not None,
    )
    diagnosis = health(verdict, launch)
    said = headline(verdict, launch, signed and Signed(signed.action, signed.by.name or signed.by.email, signed.at))
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


def _edited(launch: Launch, as_of: datetime) -> tuple[datetime, ...]:
    """When versions were registered after go-live, until the instant that is looked at."""
    registered = (view.registered_at for view in versions.versions(launch.id))
    return tuple(at for at in registered if launch.live < at <= as_of)


def _file_differs(house: House, launch: Launch) -> bool:
    """Whether the file that stands under the launches folder is another version; a missing or broken one is not."""
    try:
        _, declared = launches.read_file(
            launches.find_file(str(house.settings.launches / f"{launch.id}.yaml"), house.settings.launches)
        )
    except HypercareError:
        return False
    return declared.digest != launch.digest
