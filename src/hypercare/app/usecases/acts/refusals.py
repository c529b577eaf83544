"""Attempts to sign that were refused: noted beside the chain, which holds what was decided, and told in the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from typing import Final

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.app.usecases.launches.launches import at_version
from hypercare.ledger import refusals
from hypercare.model.errors import BadInput, HypercareError, NotFound, Refused
from hypercare.model.refusal import LONGEST_WHO, Refusal, Why
from hypercare.model.text import Text

MOST_SHOWN: Final = 50
"""Refusals that are told at once, latest first."""
WHY: Final = {"at": Why.WHEN, "seen": Why.UNSEEN}
"""By the field that cannot stand; any other is about what was written."""
UNKNOWN: Final = "?"
"""Who tried where nobody was named, and what cannot be printed of a name."""
SAYS: Final = {
    Why.ROLE: "audit-refused-role",
    Why.NOT_NAMED: "audit-refused-not-named",
    Why.NO_REASON: "audit-refused-no-reason",
    Why.WHEN: "audit-refused-when",
    Why.UNSEEN: "audit-refused-unseen",
    Why.WORDS: "audit-refused-words",
}


@contextmanager
def noted(house: House, launch_id: str, *, who: str, action: str, reason: str) -> Iterator[None]:
    """Notes whoever could not sign, and why, and raises on. A launch that there is not is no attempt."""
    try:
        yield
    except NotFound:
        raise
    except (BadInput, Refused) as error:
        note(house, launch_id, who=who, action=action, why=_why(error, reason))
        raise


def note(house: House, launch_id: str, *, who: str, action: str, why: Why) -> None:
    """Notes that somebody could not sign, now. Raises `NotFound` for a launch that is not registered."""
    now = house.clock.now()
    at_version(house, launch_id, now)
    day = now.astimezone(UTC).date()
    refusals.note(Refusal(launch_id, _shown(who), day, action, why, now, now))


def latest(house: House, *, subject: str = "", limit: int = MOST_SHOWN) -> list[Document]:
    """The refusals that are known, latest first: of launches and people whose name holds a text."""
    open_ledger(house)
    return [_document(each) for each in refusals.latest(subject=subject, limit=limit)]


def _why(error: HypercareError, reason: str) -> Why:
    if isinstance(error, Refused):
        return Why.NOT_NAMED
    if error.where == "reason" and not reason.strip():
        return Why.NO_REASON
    return WHY.get(error.where, Why.WORDS)


def _shown(who: str) -> str:
    """Who tried, as it can be kept: whatever was written for a name on the command line."""
    told = who.strip()[:LONGEST_WHO]
    return "".join(each if each.isprintable() else UNKNOWN for each in told) or UNKNOWN


def _document(refused: Refusal) -> Document:
    return {
        "launch": refused.launch,
        "who": refused.who,
        "action": refused.action,
        "why": refused.why.value,
        "says": text_document(Text(SAYS[refused.why], {"launch": refused.launch})),
        "first_at": refused.first_at.isoformat(),
        "last_at": refused.last_at.isoformat(),
        "count": refused.count,
    }
