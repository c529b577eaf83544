"""The anti-patterns of a launch: the facts gathered, and what every check says of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

# First, because it makes Django ready.
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.verdict import launch_verdict_of
from hypercare.app.house import House
from hypercare.app.usecases.launches.attendance import presences
from hypercare.app.usecases.launches.definition import versions_of
from hypercare.app.usecases.launches.signed import decisions
from hypercare.app.usecases.launches.tracking import verified
from hypercare.app.usecases.launches.went_live import went_live
from hypercare.checks.antipatterns import registry
from hypercare.checks.antipatterns.conduct import Conduct, Decided, Edit
from hypercare.checks.antipatterns.instrumentation import reading_well
from hypercare.checks.antipatterns.silence import names_of
from hypercare.checks.antipatterns.spoken_of import FIGURE
from hypercare.checks.tracking.verify import Verified
from hypercare.checks.validation.validation import Validation
from hypercare.lake.tallies import Known, tallies
from hypercare.ledger import attendance, marks, people, records
from hypercare.model.antipattern import Looked
from hypercare.model.attendance import Attendance, Presence
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch
from hypercare.model.mark import Mark
from hypercare.model.verdict import LaunchVerdict

REMEMBERED = 64
"""Verifications that a process keeps: a gate speaks from one instant for good, and a trend looks at it ninety times."""
SEEN = frozenset({Presence.OPENED, Presence.REPORTED})
"""What only somebody who is signed in does."""


def antipatterns(house: House, launch: Launch, verdict: LaunchVerdict, validation: Validation) -> Mapping[str, Looked]:
    """What every check says, by its id, as known at the verdict's instant."""
    return registry.look(conduct(house, launch, verdict, validation))


def conduct(house: House, launch: Launch, verdict: LaunchVerdict, validation: Validation) -> Conduct:
    """How a launch was run, as the ledger shows it at the verdict's instant."""
    open_ledger(house)
    as_of = verdict.as_of
    signed = tuple(_decided(launch.id, as_of))
    noted = tuple(mark for mark in marks.of_launch(launch.id) if mark.known(as_of))
    there = presences(house, launch, as_of)
    return Conduct(
        launch=launch,
        verdict=verdict,
        validation=validation,
        went=went_live(launch.id, as_of),
        decisions=signed,
        edits=tuple(_edits(house, launch.id, as_of)),
        marks=noted,
        presences=there,
        recorded_since=attendance.recorded_since(),
        never_signed_in=_never_signed_in(launch, there),
        verified=_verified(house, launch, verdict),
        events=_events(house, as_of, noted, signed),
    )


def _decided(launch_id: str, as_of: datetime) -> Iterator[Decided]:
    for each in decisions(launch_id, as_of):
        yield Decided(
            record=each.record,
            action=each.action,
            by=each.by.name or each.by.email,
            at=each.at,
            reason=each.reason,
            verdict=launch_verdict_of(records.find(each.verdict).content["verdict"]),
            grounds=tuple(ground.metric for ground in each.grounds),
        )


def _edits(house: House, launch_id: str, as_of: datetime) -> Iterator[Edit]:
    versions = versions_of(house, launch_id)
    for before, after in pairwise(versions):
        if after.after_live and after.registered_at <= as_of:
            yield Edit(after.number, after.registered_at, after.registered_by, after.record, before.launch,
                       after.launch, after.changes)  # fmt: skip


def _never_signed_in(launch: Launch, there: tuple[Attendance, ...]) -> frozenset[str]:
    """The squad's addresses of which no page was ever opened, and whose owner is no person who ever signed in."""
    seen = {each.who.casefold() for each in there if each.what in SEEN}
    known = {each.email.casefold() for each in people.people() if each.signed_in_at is not None}
    return frozenset(name for name in names_of(launch.squad) if "@" in name) - seen - known


def _verified(house: House, launch: Launch, verdict: LaunchVerdict) -> dict[str, Verified]:
    """The tracking as it was at the instant of each gate in which something reads as success."""
    version = house.tables.version("events")
    good = (gate for gate in verdict.gates if reading_well(gate, launch))
    at = {gate.gate: gate.judged_at for gate in good}
    return {gate: _tracked(_Tracking(str(house.data), launch.digest, instant, version, house, launch))
            for gate, instant in at.items()}  # fmt: skip


@dataclass(frozen=True)
class _Tracking:
    """A verification that is asked for; what it is asked of does not tell it apart from another."""

    data: str
    digest: str
    at: datetime
    version: int | None
    house: House = field(compare=False)
    launch: Launch = field(compare=False)


@lru_cache(maxsize=REMEMBERED)
def _tracked(asked: _Tracking) -> Verified:
    return verified(asked.house, asked.launch, asked.at)


def _events(house: House, as_of: datetime, noted: tuple[Mark, ...], signed: tuple[Decided, ...]) -> frozenset[str]:
    """The names of events that had arrived: asked for only where somebody wrote down a figure."""
    sayings = (*(mark.title for mark in noted), *(each.reason for each in signed))
    if not any(FIGURE.search(said) for said in sayings):
        return frozenset()
    known = Known(to_micros(as_of), past=as_of < house.clock.now())
    return frozenset(each.event for each in tallies(house.tables, house.tables.files("events"), known))
