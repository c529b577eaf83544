"""What production answered to the probes of launches: added, read by question, and let go when it is old."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Min

from hypercare.ledger import canonical
from hypercare.ledger.models import ProbeResult as ResultRow
from hypercare.ledger.models.entrance import LONGEST_DETAIL
from hypercare.ledger.models.rows import check_fields
from hypercare.ledger.transactions import session, writing
from hypercare.model.probe import ProbeFailure, ProbeResult


@session
def add(results: Iterable[ProbeResult]) -> None:
    """Adds results. A detail that is too long is cut. Raises `BadInput` for what cannot be kept."""
    rows = [_row(result) for result in results]
    for row in rows:
        check_fields(row)
    with writing():
        ResultRow.objects.bulk_create(rows)


@session
def newest(launch_id: str, probe: str, digest: str, *, as_of: datetime, limit: int) -> tuple[ProbeResult, ...]:
    """The newest results of a probe as it is declared (`digest`) that began at or before an instant, newest first."""
    rows = ResultRow.objects.filter(launch_id=launch_id, probe=probe, digest=digest, at__lte=canonical.aware(as_of))
    return tuple(map(_view, rows.order_by("-at", "-id")[:limit]))


@session
def prune(*, before: datetime, most: int) -> int:
    """Removes results that began before an instant, and of each probe all but the `most` newest; how many."""
    with writing():
        gone, _ = ResultRow.objects.filter(at__lt=canonical.aware(before)).delete()
        for launch_id, probe in _longer_than(most):
            mine = ResultRow.objects.filter(launch_id=launch_id, probe=probe)
            kept = mine.order_by("-at", "-id").values("at")[:most]
            since = kept.aggregate(since=Min("at"))["since"]
            removed, _ = mine.filter(at__lt=since).delete()
            gone += removed
        return gone


def _longer_than(most: int) -> list[tuple[str, str]]:
    """The probes that have more results than that."""
    counted = ResultRow.objects.values("launch_id", "probe").annotate(rows=Count("id")).filter(rows__gt=most)
    return [(each["launch_id"], each["probe"]) for each in counted.order_by("launch_id", "probe")]


def _row(result: ProbeResult) -> ResultRow:
    return ResultRow(
        launch_id=result.launch,
        probe=result.probe,
        digest=result.digest,
        at=canonical.aware(result.at),
        failure="" if result.failure is None else result.failure.value,
        detail=_storable(result.detail),
        status=result.status,
        latency_ms=result.latency_ms,
        certificate_days=result.certificate_days,
    )


def _storable(detail: str) -> str:
    """In one line, cut: a detail may quote what somebody else's server said."""
    return "".join(sign if sign.isprintable() else "?" for sign in detail[:LONGEST_DETAIL])


def _view(row: ResultRow) -> ProbeResult:
    return ProbeResult(
        launch=row.launch_id,
        probe=row.probe,
        digest=row.digest,
        at=row.at,
        failure=ProbeFailure(row.failure) if row.failure else None,
        detail=row.detail,
        status=row.status,
        latency_ms=row.latency_ms,
        certificate_days=row.certificate_days,
    )
