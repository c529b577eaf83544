"""One link of the chain as a value: what is hashed, and what can be wrong with it. Knows no database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from hypercare.ledger import canonical
from hypercare.ledger.views import Head
from hypercare.model.text import Text

GENESIS: Final = Head(0, "0" * 64)
DECLARATION: Final = "declaration"  # the kind of record that stands for a registered launch version


@dataclass(frozen=True)
class EvidenceTexts:
    """The canonical texts of a record's evidence."""

    states: str
    manifest: str
    pins: str

    @property
    def digest(self) -> str:
        """The SHA-256 over all three, a line each: canonical text holds no line break of its own."""
        return canonical.digest(f"{self.states}\n{self.manifest}\n{self.pins}")


@dataclass(frozen=True)
class Link:
    """A record as stored. `declared` is what its launch version's row says, None where there is no such row."""

    sequence: int
    kind: str
    subject: str
    slot: str | None
    content_key: str | None
    at: datetime
    text: str
    previous: str
    hash: str
    evidence: EvidenceTexts | None = None
    declared: Mapping[str, Any] | None = None


def seal(
    head: Head,
    *,
    kind: str,
    subject: str,
    slot: str | None,
    content_key: str | None,
    at: datetime,
    content: Mapping[str, Any],
    evidence: EvidenceTexts | None,
) -> Link:
    """The link that follows on `head`. Raises `BadInput` for a naive time or content that JSON cannot hold."""
    draft = Link(
        sequence=head.sequence + 1,
        previous=head.hash,
        kind=kind,
        subject=subject,
        slot=slot,
        content_key=content_key,
        at=at,
        text="",
        hash="",
        evidence=evidence,
    )
    sealed = {**_columns(draft), "content": dict(content), "evidence": evidence and evidence.digest}
    text = canonical.encode(sealed)
    return replace(draft, text=text, hash=canonical.digest(text))


def declaration(
    *,
    launch_id: str,
    number: int,
    digest: str,
    file_name: str,
    text: str,
    registered_at: datetime,
    registered_by: str,
) -> dict[str, Any]:
    """The content of the record that stands for a launch version: all its columns, and the digest of its text."""
    return {
        "launch": launch_id,
        "number": number,
        "digest": digest,
        "file": file_name,
        "text": canonical.digest(text),
        "at": _iso(registered_at),
        "by": registered_by,
    }


def fault(head: Head, link: Link) -> Text | None:
    """What is wrong with a link that should follow on `head`; None when it is as it was written."""
    if link.sequence != head.sequence + 1:
        return Text("ledger-chain-gap", {"sequence": head.sequence + 1})
    sealed = _sealed(link.text)
    for fault_id, holds in CHECKS:
        if not holds(head, link, sealed):
            return Text(fault_id, {"sequence": link.sequence})
    return None


def _columns(link: Link) -> dict[str, Any]:
    """What the columns say, as it stands in the hashed text."""
    return {
        "sequence": link.sequence,
        "previous": link.previous,
        "kind": link.kind,
        "subject": link.subject,
        "slot": link.slot,
        "key": link.content_key,
        "at": _iso(link.at),
    }


def _iso(at: datetime) -> str:
    return canonical.aware(at).astimezone(UTC).isoformat(timespec="microseconds")


def _sealed(text: str) -> dict[str, Any]:
    try:
        value = canonical.decode(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _is_repeated(_: Head, link: Link, sealed: Mapping[str, Any]) -> bool:
    return all(sealed.get(name) == value for name, value in _columns(link).items())


def _is_whole(_: Head, link: Link, sealed: Mapping[str, Any]) -> bool:
    return bool(sealed.get("evidence") == (link.evidence and link.evidence.digest))


def _is_declared(_: Head, link: Link, sealed: Mapping[str, Any]) -> bool:
    return link.declared == (sealed.get("content") if link.kind == DECLARATION else None)


# In this order: what a later one says is only sure when the ones before it hold.
CHECKS: Final[tuple[tuple[str, Callable[[Head, Link, Mapping[str, Any]], bool]], ...]] = (
    ("ledger-chain-content", lambda _, link, __: canonical.digest(link.text) == link.hash),
    ("ledger-chain-order", lambda _, link, sealed: sealed.get("sequence") == link.sequence),
    ("ledger-chain-previous", lambda head, _, sealed: sealed.get("previous") == head.hash),
    ("ledger-chain-columns", _is_repeated),
    ("ledger-chain-evidence", _is_whole),
    ("ledger-chain-version", _is_declared),
)
