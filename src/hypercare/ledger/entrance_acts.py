"""What people said of the items of a launch's entrance: added, never changed, and kept in the chain of records too."""

from datetime import datetime
from typing import Final

from hypercare.ledger import canonical, chain
from hypercare.ledger.models import EntranceAct as ActRow
from hypercare.ledger.transactions import session, writing
from hypercare.model.entrance import ActKind, EntranceAct

KIND: Final = "act"
"""The kind of record that stands for one in the chain."""


@session
def add(act: EntranceAct) -> EntranceAct:
    """Adds an act and its record, both or neither, and returns it as kept. Raises `BadInput` for what cannot stand."""
    row = ActRow(
        launch_id=act.launch,
        subject=act.subject,
        kind=act.kind.value,
        reason=act.reason,
        digest=act.digest,
        until=None if act.until is None else canonical.aware(act.until),
        at=canonical.aware(act.at),
        recorded_at=canonical.aware(act.recorded_at),
        recorded_by=act.by,
    )
    with writing():
        row.save()
        chain.append(kind=KIND, subject=act.launch, content=_content(act), at=act.recorded_at)
        return _view(ActRow.objects.get(pk=row.pk))


@session
def of_launch(launch_id: str, as_of: datetime) -> tuple[EntranceAct, ...]:
    """The acts on a launch that had happened and were known at an instant, in the order of what happened."""
    moment = canonical.aware(as_of)
    rows = ActRow.objects.filter(launch_id=launch_id, at__lte=moment, recorded_at__lte=moment).order_by("at", "id")
    return tuple(map(_view, rows))


def _content(act: EntranceAct) -> dict[str, str | None]:
    return {
        "what": act.kind.value,
        "item": act.subject,
        "by": act.by,
        "at": act.at.isoformat(),
        "reason": act.reason,
        "digest": act.digest,
        "until": None if act.until is None else act.until.isoformat(),
    }


def _view(row: ActRow) -> EntranceAct:
    return EntranceAct(
        launch=row.launch_id,
        subject=row.subject,
        kind=ActKind(row.kind),
        at=row.at,
        by=row.recorded_by,
        recorded_at=row.recorded_at,
        reason=row.reason,
        digest=row.digest,
        until=row.until,
    )
