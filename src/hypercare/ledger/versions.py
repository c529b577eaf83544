"""Launch files as they were registered: which version held at which time."""

from datetime import datetime

from django.db.models import QuerySet

from hypercare.ledger import canonical, chain
from hypercare.ledger.links import DECLARATION, declaration
from hypercare.ledger.models import LaunchVersion
from hypercare.ledger.records import record_id
from hypercare.ledger.transactions import session, writing
from hypercare.ledger.views import VersionView


@session
def register(*, text: str, launch_id: str, digest: str, file_name: str, at: datetime, by: str) -> VersionView:
    """Registers a launch file as of `at`, and records that in the chain.

    Where the version that holds at that time has the same digest already, returns that one, with `is_new` False.
    Going back to an earlier text is a version of its own. Raises `BadInput` for names that are empty or too long,
    text with a NUL, or a naive time.
    """
    with writing():
        holding = _holding(launch_id, at)
        if holding is not None and holding.digest == digest:
            return _view(holding)
        number = _of(launch_id).count() + 1
        content = declaration(
            launch_id=launch_id,
            number=number,
            digest=digest,
            file_name=file_name,
            text=text,
            registered_at=at,
            registered_by=by,
        )
        record = chain.append(kind=DECLARATION, subject=launch_id, content=content, at=at)
        version = LaunchVersion(
            record_id=record.sequence,
            launch_id=launch_id,
            number=number,
            digest=digest,
            file_name=file_name,
            text=text,
            registered_at=at,
            registered_by=by,
        )
        version.save()
        return _view(_of(launch_id).get(number=number), is_new=True)


@session
def version_at(launch_id: str, as_of: datetime) -> VersionView | None:
    """The version registered last at or before `as_of`, else the first; None for a launch that was never registered."""
    holding = _holding(launch_id, as_of)
    return None if holding is None else _view(holding)


@session
def versions(launch_id: str) -> tuple[VersionView, ...]:
    """All versions of a launch, by the time from which they hold."""
    return tuple(_view(row) for row in _of(launch_id).order_by("registered_at", "number"))


@session
def launches() -> tuple[str, ...]:
    """The ids of all registered launches, sorted by code point."""
    return tuple(sorted(LaunchVersion.objects.values_list("launch_id", flat=True).distinct()))


def _of(launch_id: str) -> QuerySet[LaunchVersion]:
    return LaunchVersion.objects.filter(launch_id=launch_id).select_related("record")


def _holding(launch_id: str, as_of: datetime) -> LaunchVersion | None:
    rows = _of(launch_id).order_by("registered_at", "number")
    return rows.filter(registered_at__lte=canonical.aware(as_of)).last() or rows.first()


def _view(row: LaunchVersion, *, is_new: bool = False) -> VersionView:
    record = row.record
    return VersionView(
        launch_id=row.launch_id,
        number=row.number,
        digest=row.digest,
        file_name=row.file_name,
        text=row.text,
        registered_at=row.registered_at,
        registered_by=row.registered_by,
        record_id=record_id(record.kind, record.sequence, record.hash),
        is_new=is_new,
    )
