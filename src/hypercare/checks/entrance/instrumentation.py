"""ENTRY-INSTRUMENTATION: the tracking must be verified: every planned event arrives, with what it must carry."""

from collections.abc import Iterator
from datetime import datetime

from hypercare.checks.check import Check
from hypercare.checks.entrance.heard import Heard
from hypercare.checks.entrance.owners import engineer
from hypercare.checks.tracking.finding import Finding, Level
from hypercare.checks.tracking.verify import VerifiedEvent, verify
from hypercare.model.entrance import EntranceCriterion, EntranceItem, EntranceState, Evidence
from hypercare.model.instant import from_micros
from hypercare.model.launch import Launch
from hypercare.model.text import Text

CHECK = Check(
    id="ENTRY-INSTRUMENTATION",
    title="Tracking is verified and reports",
    looks_for=(
        "every event under `tracking`, by all checks whose id begins with TRACK: one item an event, with the worst "
        "that was found. What arrives under a misspelt name is an item of its own"
    ),
    why="an event that is missed on day 30 cannot be had any more; before go-live it is a line of code",
    trips="policy_issued is planned, and has never arrived from any source",
    passes="all planned events arrived from the test account, with what they must carry",
    source="docs/entrance.md, instrumentation",
)
NAME = "instrumentation"
TOLD = 5
"""Further findings of an event that an item tells: the page of the tracking has all."""


def judge(launch: Launch, as_of: datetime, heard: Heard) -> EntranceCriterion:
    """Where the criterion stands: one item an event, and one for each misspelt name and each source that fails."""
    found = verify(launch, as_of, heard.tracking)
    owner = engineer(launch)
    items = [*(_event(each, owner) for each in found.events), *_others(found.others, owner)]
    if not launch.tracking:
        todo = Text("entry-tracking-declare")
        reason = Text("entry-tracking-not-declared")
        items = [EntranceItem(NAME, "tracking", EntranceState.UNKNOWN, reason, None, todo, owner)]
    return EntranceCriterion(CHECK.id, NAME, tuple(items))


def _event(event: VerifiedEvent, owner: str) -> EntranceItem:
    name = event.tracked.event
    worst = event.findings[0] if event.findings and event.state is not EntranceState.PASS else None
    arrives = Text("entry-tracking-arrives", {"event": name, "events": event.events})
    told = event.findings[1:] if worst else event.findings
    return EntranceItem(
        id=f"{NAME}/{name}",
        subject=name,
        state=event.state,
        reason=worst.says if worst else arrives,
        seen_at=event.last_at,
        todo=worst.todo if worst else None,
        owner=owner,
        evidence=(*_first(event), *(Evidence(each.says, each.seen.until) for each in told[:TOLD])),
    )


def _first(event: VerifiedEvent) -> Iterator[Evidence]:
    if event.first is not None:
        figures = {"event": event.tracked.event, "source": event.first.source}
        yield Evidence(Text("entry-tracking-first", figures), from_micros(event.first.known))


def _others(findings: tuple[Finding, ...], owner: str) -> Iterator[EntranceItem]:
    for each in findings:
        if each.level in (Level.FAIL, Level.UNKNOWN):
            state = EntranceState.FAIL if each.level is Level.FAIL else EntranceState.UNKNOWN
            yield EntranceItem(
                f"{NAME}/{each.check}/{each.subject}", each.subject, state, each.says, each.seen.until, each.todo, owner
            )
