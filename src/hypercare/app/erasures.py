"""Erasures on record: who was forgotten, by a keyed digest; what went by its age; which files went with it.

They are records of the ledger's chain, so that none can be taken out unseen.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from hypercare.app.house import House
from hypercare.app.site import SECRET_FILE
from hypercare.ledger import chain, records
from hypercare.ledger.views import RecordView

ERASURE: Final = "erasure"
"""The kind of record that says that a person was forgotten."""
EXPIRY: Final = "expiry"
"""The kind of record that says that rows went by their age."""
SUBJECT_CHARACTERS: Final = 16
"""Of a digest, in the subject of a record: enough to find it by."""
MOST: Final = 100_000


@dataclass(frozen=True)
class Counts:
    """Rows by table that went, rows that stayed without what they said, and the files (`table/path`) that went."""

    gone: Mapping[str, int]
    blanked: Mapping[str, int]
    files: tuple[str, ...]

    @property
    def content(self) -> dict[str, Any]:
        """As a record holds them."""
        return {"gone": dict(self.gone), "blanked": dict(self.blanked), "files": list(self.files)}


def digest(house: House, name: str) -> str:
    """What stands for a name on record (64 hex digits): without the installation's secret nobody can tell it back."""
    secret = (house.data / SECRET_FILE).read_bytes()
    return hmac.new(secret, f"erasure\0{name}".encode("utf-8", "surrogatepass"), sha256).hexdigest()


def record_person(
    house: House, names: Iterable[str], counts: Counts, *, work: str, reason: str, by: str, at: datetime
) -> RecordView:
    """Puts on record that a person was forgotten; the same `work` once, however often it is told."""
    digests = sorted(digest(house, name) for name in names)
    content = {"digests": digests, **counts.content, "reason": reason, "by": by}
    subject = digests[0][:SUBJECT_CHARACTERS]
    return chain.append(kind=ERASURE, subject=subject, content=content, at=at, content_key=work)


def record_expiry(counts: Counts, first: Mapping[str, str], *, at: datetime) -> RecordView:
    """Puts on record that rows went that were older than `first`, the first day by table that is kept."""
    return chain.append(kind=EXPIRY, subject="age", content={"first": dict(first), **counts.content}, at=at)


def persons() -> tuple[RecordView, ...]:
    """The erasures of persons, latest first."""
    return records.latest(kind=ERASURE, limit=MOST)


def which_removed(paths: Iterable[str]) -> RecordView | None:
    """The latest record that says that one of some files (`table/path`) was removed; None where none does."""
    wanted = frozenset(paths)
    found = (each for kind in (ERASURE, EXPIRY) for each in records.latest(kind=kind, limit=MOST))
    removing = [each for each in found if wanted & set(each.content.get("files", ()))]
    return max(removing, key=lambda each: each.sequence, default=None)
