"""What the audit page shows: whether the chain of records is whole, and what the records say."""

from datetime import datetime

from django.http import QueryDict
from ninja import Field, Schema

from hypercare.app.documents.texts import with_words
from hypercare.app.usecases.acts import audit, refusals
from hypercare.app.usecases.acts.audit import MOST_RECORDS
from hypercare.model.errors import BadInput
from hypercare.web.asked import Asked

PAGE = 50
"""Records on a page."""
LONGEST = 200
HIGHEST = 10**15


class Chain(Schema):
    """The outcome of an audit."""

    ok: bool = Field(description="Whether every record is as it was written.")
    length: int = Field(description="Records that are sound, from the first on.", ge=0)
    head: str = Field(description="The hash of the last of them: 64 hex digits.")
    says: str = Field(description="The outcome in a sentence.")
    why: str = Field(description="What is wrong with the first broken record; empty where all is well.")


class AuditRecord(Schema):
    """One record of the chain."""

    id: str = Field(description="Its public name.")
    sequence: int = Field(description="Its place in the chain, from 1.", ge=1)
    kind: str = Field(description="What sort of record it is.")
    subject: str = Field(description="The launch, the person or the token that it is about.")
    at: datetime = Field(description="When it was recorded.")
    by: str = Field(description="Who did it; Hypercare for what it did itself.")
    says: str = Field(description="What it says, in a sentence.")
    hash: str = Field(description="Its hash: 64 hex digits.")
    previous: str = Field(description="The hash of the record before it.")


class RefusedAttempt(Schema):
    """Attempts of one person on one day that were refused for one reason."""

    launch: str = Field(description="The launch that they were about.")
    who: str = Field(description="Who tried: an e-mail address.")
    what: str = Field(description="sign, synthesise, accept_peak, take_back, exit, waive or entrance.")
    action: str = Field(description="SCALE, PIVOT, ROLLBACK or HOLD; empty for what is no decision, or was never said.")
    why: str = Field(description="role, not_named, no_reason, when, end, unseen or words.")
    says: str = Field(description="The same in a sentence.")
    first_at: datetime = Field(description="When they tried first.")
    last_at: datetime = Field(description="When they tried last.")
    count: int = Field(description="How often.", ge=1)


class Audit(Schema):
    """The records that were asked for, latest first, and the state of the whole chain."""

    chain: Chain | None = Field(description="The audit; null where it is long and has to be asked for by itself.")
    records: list[AuditRecord]
    refused: list[RefusedAttempt] = Field(
        description="Attempts that were refused, latest first; none on later pages, nor beside one kind."
    )
    kind: str = Field(description="The kind that was asked for; empty for all.")
    subject: str = Field(description="The text that subjects hold; empty for all.")
    kinds: list[str] = Field(description="The kinds that there are.")
    below: int | None = Field(description="Only records before this one; null for the latest.")
    older: int | None = Field(description="What `below` is for the next page; null on the last.")


def audit_of(asked: Asked, query: QueryDict, *, limit: int = PAGE) -> Audit:
    """The page. Raises `BadInput` for a `below` that is no sequence."""
    kind, subject, below = query.get("kind", "")[:LONGEST], query.get("subject", "").strip()[:LONGEST], _below(query)
    limit = min(limit, MOST_RECORDS)
    found = audit.latest(kind=kind, subject=subject, below=below, limit=limit + 1)
    shown = [
        AuditRecord(**{**each, "says": each["says"]["text"]}) for each in with_words(found[:limit], asked.language)
    ]
    return Audit(
        chain=chain_of(asked, patient="verify" in query),
        records=shown,
        refused=[] if kind or below else _refused(asked, subject),
        kind=kind,
        subject=subject,
        kinds=list(audit.kinds()),
        below=below,
        older=shown[-1].sequence if len(found) > limit else None,
    )


def _refused(asked: Asked, subject: str) -> list[RefusedAttempt]:
    told = with_words(refusals.latest(asked.here.house, subject=subject), asked.language)
    return [RefusedAttempt(**{**each, "says": each["says"]["text"]}) for each in told]


def chain_of(asked: Asked, *, patient: bool) -> Chain | None:
    """The state of the chain; None where it takes longer than a page waits."""
    found = audit.recent_audit(asked.here.house, patient=patient)
    if found is None:
        return None
    told = with_words(found, asked.language)
    return Chain(
        ok=told["ok"],
        length=told["length"],
        head=told["head"],
        says=told["says"]["text"],
        why=told["why"]["text"] if told["why"] else "",
    )


def _below(query: QueryDict) -> int | None:
    text = query.get("below", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:20]) < HIGHEST:
        raise BadInput(f"{text[:20]!r} is no place in the chain", where="below", expected="a whole number from 1")
    return int(text)
