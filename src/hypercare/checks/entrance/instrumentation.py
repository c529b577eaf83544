"""ENTRY-INSTRUMENTATION: every planned event must have arrived, with what it must carry."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hypercare.checks.check import Check
from hypercare.checks.entrance.heard import Heard, HeardEvent, HeardFrom
from hypercare.model.entrance import EntranceCriterion, EntranceItem, EntranceState
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.model.tracking import TrackedEvent

CHECK = Check(
    id="ENTRY-INSTRUMENTATION",
    title="Tracking is verified and reports",
    looks_for=(
        "every event under `tracking`: whether it has arrived from its declared source, whether it is silent for "
        "longer than its declared interval and the lateness of the data, and whether its newest rows carry the "
        "declared properties with their types"
    ),
    why="an event that is missed on day 30 cannot be had any more; before go-live it is a line of code",
    trips="policy_issued is planned, and has never arrived from any source",
    passes="all planned events arrived from the test account, the last an hour ago",
    source="docs/entrance.md, instrumentation",
)
NAME = "instrumentation"
ENOUGH = 0.95
"""Some old clients are in every crowd: a property is carried when so many of the newest rows carry it."""


def judge(launch: Launch, as_of: datetime, heard: Heard) -> EntranceCriterion:
    """Where the criterion stands: one item an event, and one for each property that is not carried."""
    items = [item for tracked in launch.tracking.values() for item in _items(launch, as_of, tracked, heard)]
    if not items:
        todo = Text("entry-tracking-declare")
        items = [EntranceItem(NAME, "tracking", EntranceState.UNKNOWN, Text("entry-tracking-not-declared"), None, todo)]
    return EntranceCriterion(CHECK.id, NAME, tuple(items))


def _items(launch: Launch, as_of: datetime, tracked: TrackedEvent, heard: Heard) -> Iterator[EntranceItem]:
    event = heard.tracking.get(tracked.event, HeardEvent({}))
    arrived = event.by_source.get(tracked.source) if tracked.source else _latest(event)
    if arrived is None:
        yield _missing(tracked, event)
        return
    yield _arrived(launch, as_of, tracked, arrived)
    yield from (_property(tracked, name, kind, event, arrived) for name, kind in _not_carried(tracked, event))


def _latest(event: HeardEvent) -> HeardFrom | None:
    """Of an event that may come from anywhere, all of it together."""
    found = list(event.by_source.values())
    return HeardFrom(sum(each.events for each in found), max(each.last_at for each in found)) if found else None


def _missing(tracked: TrackedEvent, event: HeardEvent) -> EntranceItem:
    """Never arrived; or never from where it should."""
    name = tracked.event
    if event.by_source:
        others = ", ".join(sorted(event.by_source))
        reason = Text("entry-tracking-elsewhere", {"event": name, "source": tracked.source, "others": others})
        todo = Text("entry-tracking-mend-source", {"event": name, "source": tracked.source})
        return EntranceItem(
            f"{NAME}/{name}", name, EntranceState.FAIL, reason, max(e.last_at for e in event.by_source.values()), todo
        )
    todo = Text("entry-tracking-send", {"event": name})
    return EntranceItem(
        f"{NAME}/{name}", name, EntranceState.FAIL, Text("entry-tracking-never", {"event": name}), None, todo
    )


def _arrived(launch: Launch, as_of: datetime, tracked: TrackedEvent, arrived: HeardFrom) -> EntranceItem:
    silent = as_of - arrived.last_at
    if tracked.every is not None and silent > tracked.every + launch.lateness:
        reason = Text(
            "entry-tracking-silent",
            {"event": tracked.event, "hours": _hours(silent), "every": _hours(tracked.every)},
        )
        todo = Text("entry-tracking-mend", {"event": tracked.event})
        return EntranceItem(f"{NAME}/{tracked.event}", tracked.event, EntranceState.FAIL, reason, arrived.last_at, todo)
    reason = Text("entry-tracking-arrives", {"event": tracked.event, "events": arrived.events})
    return EntranceItem(f"{NAME}/{tracked.event}", tracked.event, EntranceState.PASS, reason, arrived.last_at)


def _not_carried(tracked: TrackedEvent, event: HeardEvent) -> Iterator[tuple[str, str]]:
    fitting = event.fitting or {}
    for name, planned in tracked.properties.items():
        if event.sampled and fitting.get(name, 0) < ENOUGH * event.sampled:
            yield name, planned.kind


def _property(tracked: TrackedEvent, name: str, kind: str, event: HeardEvent, arrived: HeardFrom) -> EntranceItem:
    """A declared property that most rows lack, or carry with another type."""
    present, fitting = (counts.get(name, 0) if counts else 0 for counts in (event.present, event.fitting))
    absent = present < ENOUGH * event.sampled
    figures: dict[str, str | int] = {
        "property": name,
        "type": kind,
        "have": present if absent else fitting,
        "rows": event.sampled,
    }
    reason = Text("entry-property-absent" if absent else "entry-property-type", figures)
    todo = Text("entry-property-mend", {"event": tracked.event, "property": name, "type": kind})
    return EntranceItem(
        f"{NAME}/{tracked.event}.{name}", f"{tracked.event}.{name}", EntranceState.FAIL, reason, arrived.last_at, todo
    )


def _hours(span: timedelta) -> int:
    return round(span / timedelta(hours=1))
