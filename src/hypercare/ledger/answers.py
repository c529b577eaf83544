"""Requests that name themselves: each is done once, and answered alike however often it is sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hypercare.ledger import canonical
from hypercare.ledger.models import Answer as Row
from hypercare.ledger.models.rows import check_fields
from hypercare.ledger.transactions import session, writing

KEPT: Final = timedelta(hours=24)
"""For how long a key is known: clients give up retrying long before."""
ABANDONED: Final = timedelta(minutes=5)
"""After so long a request that was never answered died with its process: it may be sent again."""
MOST: Final = 10_000
"""Keys that are kept, a kilobyte each; the oldest make room."""


@dataclass(frozen=True)
class Answer:
    """What is known of a request: a digest of what it asked, and its answer; `status` is None while there is none."""

    request: str
    status: int | None
    text: str


@session
def begin(caller: str, key: str, request: str, at: datetime) -> Answer | None:
    """Takes a key for a request, and returns None; where the caller took it before, what is known of that request.

    Raises `BadInput` for a key that cannot be kept.
    """
    moment = canonical.aware(at)
    fresh = Row(caller=caller, key=key, request=request, began_at=moment)
    check_fields(fresh)
    with writing():
        Row.objects.filter(began_at__lt=moment - KEPT).delete()
        Row.objects.filter(caller=caller, key=key, status=None, began_at__lt=moment - ABANDONED).delete()
        known = Row.objects.filter(caller=caller, key=key).first()
        if known is not None:
            return Answer(known.request, known.status, known.text)
        fresh.save(force_insert=True)
        over = Row.objects.order_by("-began_at", "-id").values_list("id", flat=True)[MOST:]
        Row.objects.filter(id__in=list(over)).delete()
    return None


@session
def finish(caller: str, key: str, status: int, text: str) -> None:
    """Keeps the answer to a request that began."""
    with writing():
        Row.objects.filter(caller=caller, key=key).update(status=status, text=text)


@session
def drop(caller: str, key: str) -> None:
    """Gives a key back: its request changed nothing, and may be sent again."""
    with writing():
        Row.objects.filter(caller=caller, key=key, status=None).delete()
