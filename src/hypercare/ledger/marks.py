"""Marks on the timelines of launches: added and retracted, never changed."""

import re
from datetime import datetime
from typing import Final

from hypercare.ledger import canonical
from hypercare.ledger.models import Mark as MarkRow
from hypercare.ledger.models import Retraction
from hypercare.ledger.transactions import session, writing
from hypercare.model.errors import NotFound
from hypercare.model.mark import Mark, MarkKind

MARK_ID: Final = re.compile(r"m-([1-9]\d{0,17})")


@session
def add(
    *,
    launch_id: str,
    kind: MarkKind,
    at: datetime,
    title: str,
    by: str,
    recorded_at: datetime,
    until: datetime | None = None,
    link: str = "",
) -> Mark:
    """Adds a mark and returns it. Raises `BadInput` for a title or link that cannot stand, or a naive time."""
    row = MarkRow(
        launch_id=launch_id,
        kind=kind.value,
        at=canonical.aware(at),
        until=None if until is None else canonical.aware(until),
        title=title,
        link=link,
        recorded_at=canonical.aware(recorded_at),
        recorded_by=by,
    )
    with writing():
        row.save()
        return _view(MarkRow.objects.select_related("retraction").get(pk=row.pk))


@session
def retract(mark_id: str, *, by: str, at: datetime) -> Mark:
    """Retracts a mark and returns it; one that is retracted already stays as it was. Raises `NotFound`."""
    with writing():
        row = _row(mark_id)
        if not Retraction.objects.filter(mark_id=row.pk).exists():
            Retraction(mark_id=row.pk, at=canonical.aware(at), by=by).save()
        return _view(_row(mark_id))


@session
def find(mark_id: str) -> Mark:
    """The mark of that id. Raises `NotFound`."""
    return _view(_row(mark_id))


@session
def of_launch(launch_id: str) -> tuple[Mark, ...]:
    """All marks of a launch, retracted ones too, in the order of what happened."""
    rows = MarkRow.objects.filter(launch_id=launch_id).select_related("retraction").order_by("at", "id")
    return tuple(_view(row) for row in rows)


def _row(mark_id: str) -> MarkRow:
    parts = MARK_ID.fullmatch(mark_id.strip())
    rows = MarkRow.objects.select_related("retraction")
    row = None if parts is None else rows.filter(pk=int(parts[1])).first()
    if row is None:
        raise NotFound(f"there is no mark {mark_id[:40]!r}", expected="an id like m-12", fix="hypercare marks LAUNCH")
    return row


def _view(row: MarkRow) -> Mark:
    retraction: Retraction | None = getattr(row, "retraction", None)
    return Mark(
        id=f"m-{row.pk}",
        launch=row.launch_id,
        kind=MarkKind(row.kind),
        at=row.at,
        title=row.title,
        by=row.recorded_by,
        recorded_at=row.recorded_at,
        until=row.until,
        link=row.link,
        retracted_at=None if retraction is None else retraction.at,
        retracted_by="" if retraction is None else retraction.by,
    )
