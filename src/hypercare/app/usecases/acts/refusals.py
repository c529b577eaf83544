"""What people tried and were refused: noted beside the chain, which holds what was decided, and told in the audit."""

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
from hypercare.model.refusal import LONGEST_WHO, Refusal, What, Why
from hypercare.model.text import Text

MOST_SHOWN: Final = 50
"""Refusals that are told at once, latest first."""
WHY: Final = {"at": Why.WHEN, "until": Why.END, "seen": Why.UNSEEN}
"""By the field that cannot stand; any other is about what was written."""
UNKNOWN: Final = "?"
"""Who tried where nobody was named, and what cannot be printed of a name."""
REASONS: Final = ("reason", "note")
"""The fields in which people say why."""


@contextmanager
def noted(
    house: House, launch_id: str, *, who: str, reason: str, what: What = What.SIGN, action: str = ""
) -> Iterator[None]:
    """Notes whoever was refused, and why, and raises on. A launch, or an item, that there is not is no attempt."""
    try:
        yield
    except NotFound:
        raise
    except (BadInput, Refused) as error:
        note(house, launch_id, who=who, what=what, action=action, why=_why(error, reason))
        raise


def note(house: House, launch_id: str, *, who: str, why: Why, what: What = What.SIGN, action: str = "") -> None:
    """Notes that somebody was refused, now. Raises `NotFound` for a launch that is not registered."""
    now = house.clock.now()
    at_version(house, launch_id, now)
    day = now.astimezone(UTC).date()
    refusals.note(Refusal(launch_id, _shown(who), day, action, why, now, now, what=what))


def latest(house: House, *, subject: str = "", limit: int = MOST_SHOWN) -> list[Document]:
    """The refusals that are known, latest first: of launches and people whose name holds a text."""
    open_ledger(house)
    return [_document(each) for each in refusals.latest(subject=subject, limit=limit)]


def _why(error: HypercareError, reason: str) -> Why:
    if isinstance(error, Refused):
        return Why.NOT_NAMED
    if error.where in REASONS and not reason.strip():
        return Why.NO_REASON
    return WHY.get(error.where, Why.WORDS)


def _shown(who: str) -> str:
    """Who tried, as it can be kept: whatever was written for a name on the command line."""
    told = who.strip()[:LONGEST_WHO]
    return "".join(each if each.isprintable() else UNKNOWN for each in told) or UNKNOWN


def _says(refused: Refusal) -> Text:
    told = {"launch": refused.launch, "what": refused.what.value, "why": refused.why.value}
    return Text("audit-refused-says", told)


def _document(refused: Refusal) -> Document:
    return {
        "launch": refused.launch,
        "who": refused.who,
        "what": refused.what.value,
        "action": refused.action,
        "why": refused.why.value,
        "says": text_document(_says(refused)),
        "first_at": refused.first_at.isoformat(),
        "last_at": refused.last_at.isoformat(),
        "count": refused.count,
    }
