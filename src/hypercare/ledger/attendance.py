"""Who was at which launch: counted up by the day, read as of an instant, erased with the person."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min

from hypercare.ledger import canonical
from hypercare.ledger.models import Attendance as Row
from hypercare.ledger.models.rows import check_fields
from hypercare.ledger.transactions import session, writing
from hypercare.model.attendance import Attendance, Presence

MIGRATION: Final = "0005_attendance"
"""From when on its table exists, page views are recorded."""


@session
def note(seen: Attendance) -> None:
    """Counts a presence: the first of its day and kind is a row, later ones move its end and its count.

    Whoever was there is one person whatever the case of their address. Raises `BadInput` for what cannot be kept.
    """
    fresh = _row(seen)
    check_fields(fresh)
    with writing():
        row = Row.objects.filter(launch_id=fresh.launch_id, who=fresh.who, day=fresh.day, what=fresh.what).first()
        if row is None:
            fresh.save(force_insert=True)
            return
        row.first_at, row.last_at = min(row.first_at, fresh.first_at), max(row.last_at, fresh.last_at)
        row.count += fresh.count
        row.save(update_fields=["first_at", "last_at", "count"])


@session
def add(seen: Iterable[Attendance]) -> None:
    """Adds presences of which none is known yet, all or nothing."""
    rows = [_row(each) for each in seen]
    for row in rows:
        check_fields(row)
    with writing():
        Row.objects.bulk_create(rows)


@session
def of_launch(launch_id: str, as_of: datetime) -> tuple[Attendance, ...]:
    """The presences at a launch that had begun by an instant, in the order in which they did.

    One that went on after it ends there; its count is that of its whole day.
    """
    moment = canonical.aware(as_of)
    rows = Row.objects.filter(launch_id=launch_id, first_at__lte=moment).order_by("first_at", "id")
    return tuple(_view(row, moment) for row in rows)


@session
def recorded_since() -> datetime | None:
    """From when on presences are recorded here: the first of any launch, or since this ledger has a table for them."""
    first: datetime | None = Row.objects.aggregate(first=Min("first_at"))["first"]
    made = MigrationRecorder.Migration.objects.filter(app="ledger", name=MIGRATION).first()
    applied: datetime | None = None if made is None else made.applied
    return min((each for each in (first, applied) if each is not None), default=None)


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


def _row(seen: Attendance) -> Row:
    return Row(
        launch_id=seen.launch,
        who=_who(seen.who),
        day=seen.day,
        what=seen.what.value,
        first_at=canonical.aware(seen.first_at),
        last_at=canonical.aware(seen.last_at),
        count=seen.count,
    )


def _view(row: Row, as_of: datetime) -> Attendance:
    return Attendance(
        launch=row.launch_id,
        who=row.who,
        day=row.day,
        what=Presence(row.what),
        first_at=row.first_at,
        last_at=min(row.last_at, as_of),
        count=row.count,
    )
