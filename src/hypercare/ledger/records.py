"""Finds the records of the chain, and what they rest on."""

import re
from datetime import datetime
from typing import Any, Final

from hypercare.ledger import canonical
from hypercare.ledger.models import Evidence as EvidenceRow
from hypercare.ledger.models import Record
from hypercare.ledger.transactions import session
from hypercare.ledger.views import Evidence, RecordView
from hypercare.model.errors import NotFound

ISSUE: Final = "issue"  # the kind of record that fixes a gate's word for good
# Six hex digits beside the sequence: a record of a rewritten chain has another name with a chance of 1 - 2**-24.
HASH_DIGITS: Final = 6
RECORD_ID: Final = re.compile(rf"[a-z]-(\d{{6,18}})-([0-9a-f]{{{HASH_DIGITS}}})")


def record_id(kind: str, sequence: int, digest: str) -> str:
    """The public name of a record: the first letter of its kind, its sequence, the start of its hash."""
    return f"{kind[0]}-{sequence:06d}-{digest[:HASH_DIGITS]}"


def view_of(row: Record, *, is_new: bool = False) -> RecordView:
    """The view of a row."""
    sealed: dict[str, Any] = canonical.decode(row.text)
    return RecordView(
        id=record_id(row.kind, row.sequence, row.hash),
        sequence=row.sequence,
        kind=row.kind,
        subject=row.subject,
        slot=row.slot,
        at=row.created_at,
        content=sealed["content"],
        previous=row.previous,
        hash=row.hash,
        evidence_digest=sealed["evidence"],
        is_new=is_new,
    )


@session
def find(name: str) -> RecordView:
    """The record of that id. Raises `NotFound` for one that is not in this ledger."""
    return view_of(_row(name))


@session
def sequence_of(name: str) -> int:
    """The place in the chain of the record of that id. Raises `NotFound` for one that is not in this ledger."""
    return int(_row(name).sequence)


@session
def evidence(name: str) -> Evidence | None:
    """What the record of that id rests on; None where it has no evidence. Raises `NotFound` for an unknown id."""
    row = EvidenceRow.objects.filter(pk=_row(name).sequence).first()
    if row is None:
        return None
    return Evidence(
        states=canonical.decode(row.states),
        manifest=canonical.decode(row.manifest),
        pins=tuple(canonical.decode(row.pins)),
    )


@session
def of_launch(
    launch_id: str, *kinds: str, limit: int | None = None, until: datetime | None = None, below: int | None = None
) -> tuple[RecordView, ...]:
    """The records of a launch, latest first: of some kinds, else of all; made at or before `until`; at most `limit`.

    `below`: only those before this place in the chain.
    """
    rows = Record.objects.filter(subject=launch_id).order_by("-sequence")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if until is not None:
        rows = rows.filter(created_at__lte=canonical.aware(until))
    if below is not None:
        rows = rows.filter(sequence__lt=below)
    return tuple(view_of(row) for row in rows[:limit])


@session
def latest(*, kind: str = "", subject: str = "", below: int | None = None, limit: int) -> tuple[RecordView, ...]:
    """Records, latest first, at most `limit`: of a kind, of subjects that hold a text, before a sequence."""
    rows = Record.objects.order_by("-sequence")
    if kind:
        rows = rows.filter(kind=kind)
    if subject:
        rows = rows.filter(subject__icontains=subject)
    if below is not None:
        rows = rows.filter(sequence__lt=below)
    return tuple(view_of(row) for row in rows[:limit])


@session
def kinds() -> tuple[str, ...]:
    """The kinds of record that there are, by name."""
    return tuple(Record.objects.order_by("kind").values_list("kind", flat=True).distinct())


@session
def issued_gates(launch_id: str) -> tuple[RecordView, ...]:
    """The records that fixed the words of a launch's gates, first issued first; `slot` is the gate's name."""
    rows = Record.objects.filter(subject=launch_id, kind=ISSUE, slot__isnull=False).order_by("sequence")
    return tuple(view_of(row) for row in rows)


@session
def pinned_files() -> frozenset[str]:
    """The paths of all data files that some record's evidence pins: cleaning must spare them."""
    texts = EvidenceRow.objects.exclude(pins="[]").values_list("pins", flat=True).iterator()
    return frozenset(path for text in texts for path in canonical.decode(text))


def _row(name: str) -> Record:
    parts = RECORD_ID.fullmatch(name.strip().lower())
    row = None if parts is None else Record.objects.filter(sequence=int(parts[1])).first()
    if row is None or record_id(row.kind, row.sequence, row.hash) != name.strip().lower():
        raise NotFound(
            f"there is no record {name!r}", expected="an id like v-000042-1a2b3c", fix="hypercare verdicts LAUNCH"
        )
    return row
