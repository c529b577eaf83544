"""The hash chain: every record holds the hash of the one before, so a change to any of them shows."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from hypercare.ledger import canonical
from hypercare.ledger.links import GENESIS, EvidenceTexts, Link, declaration, fault, seal
from hypercare.ledger.models import Evidence as EvidenceRow
from hypercare.ledger.models import Record
from hypercare.ledger.records import sequence_of, view_of
from hypercare.ledger.transactions import session, writing
from hypercare.ledger.views import ChainReport, Evidence, Head, RecordView
from hypercare.model.text import Text

# Rows read at a time by an audit. Evidence may weigh a megabyte a record, so a batch stays at some 20 MB.
BATCH: Final = 20
LINK_COLUMNS: Final = (
    "sequence",
    "kind",
    "subject",
    "slot",
    "content_key",
    "created_at",
    "text",
    "previous",
    "hash",
    "evidence__states",
    "evidence__manifest",
    "evidence__pins",
)
VERSION_COLUMNS: Final = ("number", "digest", "file_name", "text", "registered_by", "launch_id", "registered_at")


@session
def append(
    *,
    kind: str,
    subject: str,
    content: Mapping[str, Any],
    at: datetime,
    evidence: Evidence | None = None,
    slot: str | None = None,
    content_key: str | None = None,
) -> RecordView:
    """Adds a record at the end of the chain and returns it, once it would survive kill -9 and power loss.

    With a `content_key`, a record of the same kind, subject and key that is there already is returned instead: a caller
    that does not know whether it succeeded may repeat the call. Appends
    of any number of processes form one chain. Raises `BadInput` for content that JSON cannot hold (NaN, infinities),
    a naive time, or names that are empty or too long.
    """
    known = _known(kind, subject, content_key)
    if known is not None:
        return view_of(known)
    texts = None if evidence is None else _texts(evidence)
    with writing():
        known = _known(kind, subject, content_key)
        if known is not None:
            return view_of(known)
        link = seal(
            head(),
            kind=kind,
            subject=subject,
            slot=slot,
            content_key=content_key,
            at=at,
            content=content,
            evidence=texts,
        )
        return view_of(_save(link), is_new=True)


@session
def head() -> Head:
    """The last record's sequence and hash; of an empty chain 0 and zeros."""
    last = Record.objects.order_by("-sequence").values_list("sequence", "hash").first()
    return GENESIS if last is None else Head(*last)


@session
def verify(*, printed: str | None = None) -> ChainReport:
    """Walks the whole chain, in bounded memory, and names the first record that is not as it was written.

    `printed` is a head's hash from an earlier report, in full: a chain that was rewritten as a whole, or cut short,
    is sound in itself but does not contain it any more.
    """
    reached, seen = GENESIS, printed is None or printed == GENESIS.hash
    for link in _links():
        why = fault(reached, link)
        if why is not None:
            why = _which_changed(link) if why.id == "ledger-chain-content" else why
            return ChainReport(
                ok=False, length=reached.sequence, head=reached, first_broken=reached.sequence + 1, why=why
            )
        reached = Head(link.sequence, link.hash)
        seen = seen or link.hash == printed
    why = None if seen else Text("ledger-chain-head-unknown", {"hash": str(printed)})
    return ChainReport(ok=seen, length=reached.sequence, head=reached, why=why)


@session
def check(name: str) -> Text | None:
    """What is wrong with the record of that id and what it rests on; None when both are as they were written.

    `verify` walks the whole chain; this reads one link of it and the hash that the next one kept. Raises `NotFound`
    for an id that is not in this ledger.
    """
    sequence = sequence_of(name)
    link = next(_links(sequence))
    why = fault(Head(sequence - 1, link.previous), link)
    if why is not None:
        return _which_changed(link) if why.id == "ledger-chain-content" else why
    after = _hash_kept_after(sequence)
    return None if after in (None, link.hash) else Text("ledger-chain-hash", {"sequence": sequence})


def _known(kind: str, subject: str, content_key: str | None) -> Record | None:
    if content_key is None:
        return None
    return Record.objects.filter(kind=kind, subject=subject, content_key=content_key).first()


def _texts(evidence: Evidence) -> EvidenceTexts:
    return EvidenceTexts(
        states=canonical.encode(dict(evidence.states)),
        manifest=canonical.encode(None if evidence.manifest is None else dict(evidence.manifest)),
        pins=canonical.encode(sorted(set(evidence.pins))),
    )


def _save(link: Link) -> Record:
    record = Record(
        sequence=link.sequence,
        kind=link.kind,
        subject=link.subject,
        slot=link.slot,
        content_key=link.content_key,
        created_at=link.at,
        text=link.text,
        previous=link.previous,
        hash=link.hash,
    )
    record.save()
    if link.evidence is not None:
        texts = link.evidence
        EvidenceRow(record=record, states=texts.states, manifest=texts.manifest, pins=texts.pins).save()
    return record


def _which_changed(link: Link) -> Text:
    """Whether the text or the hash beside it was changed: the record after it still knows the hash as it was."""
    part = "hash" if _hash_kept_after(link.sequence) == canonical.digest(link.text) else "content"
    return Text(f"ledger-chain-{part}", {"sequence": link.sequence})


def _hash_kept_after(sequence: int) -> str | None:
    return Record.objects.filter(sequence=sequence + 1).values_list("previous", flat=True).first()


def _links(sequence: int | None = None) -> Iterator[Link]:
    """All links, or the one of that sequence."""
    columns = (*LINK_COLUMNS, *(f"version__{name}" for name in VERSION_COLUMNS))
    chosen = Record.objects.all() if sequence is None else Record.objects.filter(sequence=sequence)
    rows = chosen.order_by("sequence").values_list(*columns)
    for row in rows.iterator(chunk_size=BATCH):
        evidence, version = row[9:12], row[12:]
        yield Link(
            sequence=row[0],
            kind=row[1],
            subject=row[2],
            slot=row[3],
            content_key=row[4],
            at=row[5],
            text=row[6],
            previous=row[7],
            hash=row[8],
            evidence=None if evidence[0] is None else EvidenceTexts(*evidence),
            declared=None if version[0] is None else declaration(**dict(zip(VERSION_COLUMNS, version, strict=True))),
        )
