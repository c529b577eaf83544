"""The audit of the chain of records, and what the records say in sentences."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.erasures import ERASURE, EXPIRY
from hypercare.app.house import House
from hypercare.app.usecases.acts import refusals
from hypercare.app.usecases.acts.commitments import ENDED, MADE
from hypercare.app.usecases.acts.outcome_acts import REVOKED
from hypercare.app.usecases.launches.went_live import ENTRANCE
from hypercare.ledger import chain, records
from hypercare.ledger.entrance_acts import KIND as ACT
from hypercare.ledger.people import KIND as PEOPLE
from hypercare.ledger.tokens import KIND as TOKEN
from hypercare.ledger.views import ChainReport, RecordView
from hypercare.model.entrance import ActKind
from hypercare.model.outcome_act import OutcomeActKind
from hypercare.model.text import Text

SYSTEM: Final = "Hypercare"
"""Who did what nobody is named for."""
MOST_RECORDS: Final = 500
"""Records that are read at once: a verdict weighs 5 KB."""
QUICK: Final = 400
"""Records that are verified while a page waits: a quarter of a millisecond each."""
KEPT_SECONDS: Final = 300.0
"""For how long pages repeat what an audit of the same head found; the command line always looks."""
_found: dict[str, tuple[float, Document]] = {}


def audit(house: House, printed: str | None) -> Document:
    """`hypercare/audit.v1`: whether the chain is whole, its head, the first broken record where it is not, and beside
    it the latest attempts to sign that were refused.

    `says` is the outcome in one sentence; where a record is broken, `why` tells what is wrong with it.
    """
    open_ledger(house.require())
    report = chain.verify(printed=printed)
    return {
        "schema": "hypercare/audit.v1",
        "ok": report.ok,
        "length": report.length,
        "head": report.head.hash,
        "first_broken": report.first_broken,
        "says": text_document(_says(report)),
        "why": None if report.why is None else text_document(report.why),
        "refused": refusals.latest(house),
    }


def head(house: House) -> str:
    """The hash at the head of the chain, in hex: whoever noted it can tell later whether history was rewritten."""
    open_ledger(house.require())
    return chain.head().hash


def recent_audit(house: House, *, patient: bool) -> Document | None:
    """The audit of the chain as it stands, at most five minutes old; None where that takes longer than a page waits."""
    newest = chain.head()
    at, found = _found.get(newest.hash, (0.0, None))
    if found is None or time.monotonic() - at > KEPT_SECONDS:
        if newest.sequence > QUICK and not patient:
            return None
        found = audit(house, None)
        _found.clear()
        _found[newest.hash] = (time.monotonic(), found)
    return found


def latest(*, kind: str, subject: str, below: int | None, limit: int) -> list[Document]:
    """Records in sentences, latest first: of a kind, of subjects that hold a text, before a sequence."""
    found = records.latest(kind=kind, subject=subject, below=below, limit=min(limit, MOST_RECORDS))
    return [record_document(record) for record in found]


def kinds() -> tuple[str, ...]:
    """The kinds of record that there are."""
    return records.kinds()


def record_document(record: RecordView) -> Document:
    """A record: what it says, of whom or what, by whom, when, and its place in the chain."""
    return {
        "id": record.id,
        "sequence": record.sequence,
        "kind": record.kind,
        "subject": record.subject,
        "at": record.at.isoformat(),
        "by": _by(record.content),
        "says": text_document(said(record)),
        "previous": record.previous,
        "hash": record.hash,
    }


def said(record: RecordView) -> Text:
    """What a record says, in a sentence. It never raises: a ledger that was tampered with must still be readable."""
    try:
        found = SENTENCES.get(record.kind, _other)(record)
    except (KeyError, TypeError, AttributeError):
        found = _other(record)
    return found


def _by(content: Mapping[str, Any]) -> str:
    by = content.get("by", SYSTEM)
    return str(by.get("name") or by.get("email")) if isinstance(by, dict) else str(by)


def _other(record: RecordView) -> Text:
    return Text("audit-did-other", {"kind": record.kind, "subject": record.subject})


def _declared(record: RecordView) -> Text:
    return Text("audit-did-declaration", {"launch": record.subject, "number": int(record.content["number"])})


def _issued(record: RecordView) -> Text:
    word = str(record.content["gate"]["word"])
    return Text("audit-did-issue", {"launch": record.subject, "gate": record.slot or "", "word": word})


def _judged(record: RecordView) -> Text:
    verdict = record.content["verdict"]
    action = str(verdict["recommendation"]["action"])
    return Text("audit-did-verdict", {"launch": record.subject, "action": action, "day": int(verdict["day"])})


def _decided(record: RecordView) -> Text:
    content = record.content
    kept = "kept" if content["action"] == content["recommended"] else "overrode"
    return Text(f"audit-did-decision-{kept}", {"launch": record.subject, "action": str(content["action"])})


def _person(record: RecordView) -> Text:
    content = {name: str(value) for name, value in record.content.items() if name in ("role", "before", "name")}
    if record.content["what"] not in PERSON_CHANGES:
        return _other(record)
    return Text(f"audit-did-people-{record.content['what']}", {"person": record.subject, **content})


def _token(record: RecordView) -> Text:
    content = record.content
    if content["what"] not in TOKEN_CHANGES:
        return _other(record)
    of = {"token": record.subject, "vendor": str(content["vendor"]), "source": str(content["source"])}
    return Text(f"audit-did-token-{content['what']}", of)


def _erased(record: RecordView) -> Text:
    rows = {name: sum(map(int, record.content[part].values())) for name, part in COUNTED.items()}
    return Text(f"audit-did-{record.kind}", rows)


def _act(record: RecordView) -> Text:
    if record.content["what"] not in list(ActKind):
        return _other(record)
    return Text(
        f"audit-did-act-{record.content['what']}",
        {"launch": record.subject, "item": str(record.content["item"]), "until": str(record.content["until"])[:10]},
    )


def _went_live(record: RecordView) -> Text:
    criteria = ", ".join(f"{name} {state}" for name, state in record.content["criteria"].items())
    return Text("audit-did-entrance", {"launch": record.subject, "criteria": criteria})


def _synthesised(record: RecordView) -> Text:
    return Text("audit-did-feedback-synthesised", {"launch": record.subject, "subjects": _subjects(record)})


def _peak_accepted(record: RecordView) -> Text:
    return Text("audit-did-peak-absence-accepted", {"launch": record.subject, "subjects": _subjects(record)})


def _subjects(record: RecordView) -> str:
    return ", ".join(map(str, record.content["subjects"]))


def _act_revoked(record: RecordView) -> Text:
    return Text("audit-did-outcome-act-revoked", {"launch": record.subject, "of": str(record.content["of"])})


def _foretold(record: RecordView) -> Text:
    content = record.content
    about = {"launch": record.subject, "metric": str(content["metric"]), "until": str(content["known_until"])}
    return Text(f"audit-did-forecast-{'told' if content['forecast']['kind'] == 'forecast' else 'abstained'}", about)


def _forecast_scored(record: RecordView) -> Text:
    return Text("audit-did-scored-forecast", {"launch": record.subject, "of": str(record.content["forecast"])})


def _promised(record: RecordView) -> Text:
    return Text("audit-did-commitment", {"launch": record.subject, "text": str(record.content["text"])})


def _promise_ended(record: RecordView) -> Text:
    content = record.content
    if content["what"] not in PROMISE_ENDS:
        return _other(record)
    return Text(f"audit-did-commitment-{content['what']}", {"launch": record.subject, "of": str(content["of"])})


COUNTED: Final = {"rows": "gone", "blanked": "blanked"}
PERSON_CHANGES: Final = ("added", "role", "renamed", "password", "no-password", "deactivated", "reactivated")
PROMISE_ENDS: Final = ("done", "dropped")
TOKEN_CHANGES: Final = ("made", "rotated", "changed", "revoked")
SENTENCES: Final[dict[str, Callable[[RecordView], Text]]] = {
    "declaration": _declared,
    "issue": _issued,
    "verdict": _judged,
    "decision": _decided,
    "forecast": _foretold,
    "forecast_score": _forecast_scored,
    PEOPLE: _person,
    TOKEN: _token,
    ACT: _act,
    ENTRANCE: _went_live,
    OutcomeActKind.SYNTHESISED.value: _synthesised,
    OutcomeActKind.PEAK_ABSENCE.value: _peak_accepted,
    REVOKED: _act_revoked,
    MADE: _promised,
    ENDED: _promise_ended,
    ERASURE: _erased,
    EXPIRY: _erased,
}


def _says(report: ChainReport) -> Text:
    if report.first_broken is not None:
        return Text("audit-broken", {"sequence": report.first_broken})
    if report.why is not None:  # the chain is sound in itself: it is the head asked for that is unknown
        return report.why
    if not report.length:
        return Text("audit-empty")
    return Text("audit-whole", {"length": report.length, "head": report.head.hash})
