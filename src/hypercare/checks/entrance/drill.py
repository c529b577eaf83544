"""Whether a test incident travelled the escalation path: raised to every level, and acknowledged there in time."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from hypercare.checks.entrance.escalation import path
from hypercare.checks.incident_course import Course, Visit, course
from hypercare.model.entrance import EntranceAction, EntranceItem, EntranceState, Evidence
from hypercare.model.incident import Incident
from hypercare.model.launch import Launch
from hypercare.model.text import Parameter, Text

DRILL: Final = "support/drill"
VALID_DAYS: Final = 30
"""People, numbers and shifts change: what worked longer than a month before go-live may not work then."""
MINUTE: Final = timedelta(minutes=1)
Drilled = tuple[Incident, Course]


def drill(
    launch: Launch, as_of: datetime, incidents: Iterable[Incident], escalation_since: datetime | None
) -> EntranceItem:
    """The item of the drill. The newest that reached every level counts; one that is under way counts for nothing yet.

    A drill is too old when it ended more than `VALID_DAYS` before go-live, or before today where that is yet to come.
    """
    run = [(each, course(each)) for each in incidents if each.is_drill]
    complete = [each for each in run if _is_complete(launch, each[1])]
    if complete:
        return _judged(launch, as_of, max(complete, key=lambda each: _ended(each[1])), escalation_since)
    return _under_way(launch, run[-1]) if run else _item(launch, EntranceState.FAIL, Text("entry-drill-never"))


def _answered(launch: Launch, found: Course) -> dict[int, Visit]:
    wanted = {level.number for level in path(launch)}
    return {visit.level: visit for visit in found.visits if visit.level in wanted and visit.acknowledged_at is not None}


def _is_complete(launch: Launch, found: Course) -> bool:
    return len(_answered(launch, found)) == len(path(launch))


def _ended(found: Course) -> datetime:
    return max(visit.acknowledged_at for visit in found.visits if visit.acknowledged_at is not None)


def _judged(launch: Launch, as_of: datetime, run: Drilled, since: datetime | None) -> EntranceItem:
    incident, found = run
    ended = _ended(found)
    if since is not None and incident.at < since:
        return _item(launch, EntranceState.FAIL, Text("entry-drill-changed", {"date": _local(since, launch)}), run)
    if min(as_of, launch.live) - ended > timedelta(days=VALID_DAYS):
        params: dict[str, Parameter] = {"date": _local(ended, launch), "days": VALID_DAYS}
        return _item(launch, EntranceState.FAIL, Text("entry-drill-old", params), run)
    slowest = max(_answered(launch, found).values(), key=lambda visit: visit.took or timedelta())
    minutes: dict[str, Parameter] = {"level": f"L{slowest.level}", "minutes": _minutes(slowest)}
    limit = launch.support.answer_within
    if limit is not None and slowest.took is not None and slowest.took > limit:
        told = Text("entry-drill-slow", {**minutes, "limit": round(limit / MINUTE, 1)})
        return _item(launch, EntranceState.FAIL, told, run)
    return _item(launch, EntranceState.PASS, Text("entry-drill-passed", minutes), run)


def _under_way(launch: Launch, run: Drilled) -> EntranceItem:
    found = run[1]
    waits = found.awaits
    reason = (
        Text("entry-drill-stopped", {"level": f"L{found.level}"})
        if waits is None
        else Text("entry-drill-waits", {"level": f"L{waits.level}"})
    )
    return _item(launch, EntranceState.FAIL, reason, run)


def _item(launch: Launch, state: EntranceState, reason: Text, run: Drilled | None = None) -> EntranceItem:
    lead, passed = launch.squad.support_lead, state is EntranceState.PASS
    waiting = run is not None and run[1].awaits is not None
    todo = None if passed else Text("entry-drill-acknowledge" if waiting else "entry-drill-run", {"launch": launch.id})
    return EntranceItem(
        id=DRILL,
        subject="drill",
        state=state,
        reason=reason,
        seen_at=None if run is None else max(step.at for step in run[0].steps),
        todo=todo,
        owner=lead.name if lead else "",
        evidence=() if run is None else tuple(_evidence(launch, run[0], visit) for visit in run[1].visits),
        actions=() if passed else (EntranceAction.DRILL,),
    )


def _evidence(launch: Launch, incident: Incident, visit: Visit) -> Evidence:
    link = f"/launches/{launch.id}/incidents#{incident.id}"
    level: dict[str, Parameter] = {"level": f"L{visit.level}"}
    if visit.acknowledged_at is None:
        return Evidence(Text("entry-drill-raised", level), visit.raised_at, link)
    told = Text("entry-drill-answered", {**level, "by": visit.acknowledged_by, "minutes": _minutes(visit)})
    return Evidence(told, visit.acknowledged_at, link)


def _minutes(visit: Visit) -> float:
    return round((visit.took or timedelta()) / MINUTE, 1)


def _local(instant: datetime, launch: Launch) -> datetime:
    return instant.astimezone(launch.zone)
