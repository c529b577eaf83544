"""Attempts that were refused: counted up by the day, latest first, at most so many."""

from collections.abc import Collection
from typing import Final

from hypercare.ledger import canonical
from hypercare.ledger.models import Refusal as Row
from hypercare.ledger.models.rows import check_fields
from hypercare.ledger.transactions import session, writing
from hypercare.model.refusal import Refusal, What, Why

MOST: Final = 10_000
"""Rows that are kept, some 200 bytes each; the oldest make room. One person makes a few dozen a launch and day."""


@session
def note(refused: Refusal) -> None:
    """Counts a refusal: the first of its day and reason is a row, later ones move its end and its count.

    Raises `BadInput` for what cannot be kept.
    """
    fresh = _row(refused)
    check_fields(fresh)
    named = ("launch_id", "who", "day", "what", "action", "why")
    with writing():
        row = Row.objects.filter(**{name: getattr(fresh, name) for name in named}).first()
        if row is None:
            fresh.save(force_insert=True)
            _make_room()
            return
        row.first_at, row.last_at = min(row.first_at, fresh.first_at), max(row.last_at, fresh.last_at)
        row.count += fresh.count
        row.save(update_fields=["first_at", "last_at", "count"])


@session
def latest(*, subject: str = "", limit: int) -> tuple[Refusal, ...]:
    """Refusals, latest first, at most `limit`: of launches whose id holds a text, or of people whose address does."""
    rows = Row.objects.order_by("-last_at", "-id")
    if subject:
        rows = rows.filter(launch_id__icontains=subject) | rows.filter(who__icontains=subject)
    return tuple(_view(row) for row in rows[:limit])


@session
def count(names: Collection[str]) -> int:
    """How many rows are of somebody with one of these names."""
    return Row.objects.filter(who__in={_who(name) for name in names}).count()


@session
def forget(names: Collection[str]) -> int:
    """Erases whoever has one of these names, and returns how many rows that were."""
    with writing():
        gone, _ = Row.objects.filter(who__in={_who(name) for name in names}).delete()
        return gone


def _who(name: str) -> str:
    return name.strip().casefold() if "@" in name else name.strip()


def _make_room() -> None:
    over = Row.objects.order_by("-last_at", "-id").values_list("id", flat=True)[MOST:]
    Row.objects.filter(id__in=list(over)).delete()


def _row(refused: Refusal) -> Row:
    return Row(
        launch_id=refused.launch,
        who=_who(refused.who),
        day=refused.day,
        what=refused.what.value,
        action=refused.action,
        why=refused.why.value,
        first_at=canonical.aware(refused.first_at),
        last_at=canonical.aware(refused.last_at),
        count=refused.count,
    )


def _view(row: Row) -> Refusal:
    return Refusal(
        row.launch_id,
        row.who,
        row.day,
        row.action,
        Why(row.why),
        row.first_at,
        row.last_at,
        row.count,
        What(row.what),
    )
