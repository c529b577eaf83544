"""ENTRY-LIVE: the feature must be live, and reach the target segment, all of it and nobody else."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hypercare.checks.check import Check
from hypercare.checks.entrance.heard import Exposed, Heard, Outside
from hypercare.checks.entrance.owners import driver, engineer
from hypercare.checks.entrance.split import split_item
from hypercare.model.entrance import EntranceCriterion, EntranceItem, EntranceState, Evidence
from hypercare.model.launch import Launch
from hypercare.model.text import Parameter, Text

CHECK = Check(
    id="ENTRY-LIVE",
    title="The feature is live and reaches its segment",
    looks_for=(
        "since go-live: units of the target segment that were exposed, against the declared `expected_units`; units "
        "that were exposed and do not pass the segment's filter; units by flag value against the declared `split`; and "
        "when anybody was exposed at last. Before go-live nothing is decided, and what a pilot saw is told"
    ),
    why=(
        "a feature that is switched on for nobody looks like one that nobody wants, and one that is switched on for "
        "everybody is supported for nobody"
    ),
    trips="live on Tuesday 09:00, and by Wednesday 09:00 no merchant was exposed; or 140 of 1,400 are no merchants",
    passes="312 of the 1,284 expected merchants were exposed in the first week, the last an hour ago, and nobody else",
    source="docs/entrance.md, live",
)
NAME = "live"
FIRST_DAY = timedelta(days=1)
"""So long after go-live, silence is no matter of the hour any more."""
FIRST_WEEK = timedelta(days=7)
LEAST_REACH = 0.05
"""After a week on every weekday at least this share has had its chance: with less, the segment is not reached."""
MOST_OUTSIDE = 0.01
"""A rule that lets one in a hundred through that it should not is a wrong rule; below that, it is how a filter ages."""
FEW_OUTSIDE = 5
"""So many may be the squad's own accounts, however few units there are."""
MOST_UNPLACED = 0.05
"""Beyond that share without the property that decides, nobody knows whom the feature reaches."""
LONGEST_SILENCE = timedelta(days=7)
"""Every weekday had its chance: a week in which nobody is exposed is no weekend and no holiday."""


def judge(launch: Launch, as_of: datetime, heard: Heard) -> EntranceCriterion:
    """Where the criterion stands. What is not declared is no item, but before go-live, when nothing else is known."""
    if as_of < launch.live:
        return EntranceCriterion(CHECK.id, NAME, (_before(launch, heard.live.pilot),))
    exposed = heard.live.exposed
    items = [_reach(launch, as_of, exposed)]
    if launch.segment.where.conditions:
        items.append(_leakage(launch, exposed))
    if launch.segment.split:
        items.append(split_item(launch, heard.live.variants, exposed.last_at))
    return EntranceCriterion(CHECK.id, NAME, (*items, _seen(launch, as_of, exposed)))


def _before(launch: Launch, pilot: Exposed | None) -> EntranceItem:
    """Not yet live: unknown, with what a pilot saw. A pilot is of the squad's own choice: nothing of it is judged."""
    date = launch.live.astimezone(launch.zone)
    evidence: tuple[Evidence, ...] = ()
    reason, seen_at = Text("entry-live-not-yet", {"date": date}), None
    if pilot is not None and pilot.units:
        reason = Text("entry-live-pilot", {"date": date, "units": pilot.units})
        seen_at, evidence = pilot.seen_at, tuple(_sights(pilot))
    if pilot is not None and pilot.outside:
        told = Text("entry-live-pilot-outside", {"units": pilot.outside})
        evidence = (*evidence, Evidence(told, pilot.outside_at))
    return _item(launch, "reach", EntranceState.UNKNOWN, reason, seen_at, evidence=evidence)


def _reach(launch: Launch, as_of: datetime, exposed: Exposed) -> EntranceItem:
    """How many of the segment the feature has reached."""
    name, expected = launch.segment.name, launch.segment.expected_units
    todo = Text("entry-live-switch-on")
    if not exposed.units:
        late = as_of - launch.live >= FIRST_DAY
        state = EntranceState.FAIL if late else EntranceState.UNKNOWN
        reason = Text("entry-live-nobody" if late else "entry-live-nobody-yet", {"segment": name})
        return _item(launch, "reach", state, reason, None, todo)
    if expected is None:
        reason = Text("entry-live-exposed", {"units": exposed.units, "segment": name})
        return _item(launch, "reach", EntranceState.PASS, reason, exposed.last_at)
    figures: dict[str, Parameter] = {"units": exposed.units, "expected": expected, "share": exposed.units / expected}
    if as_of - launch.live >= FIRST_WEEK and exposed.units < LEAST_REACH * expected:
        return _item(launch, "reach", EntranceState.FAIL, Text("entry-live-few", figures), exposed.last_at, todo)
    return _item(launch, "reach", EntranceState.PASS, Text("entry-live-reached", figures), exposed.last_at)


def _leakage(launch: Launch, exposed: Exposed) -> EntranceItem:
    """Whether anybody saw the feature whom it is not for."""
    everybody, outside = exposed.all_units, exposed.outside
    if not everybody:
        return _item(launch, "leakage", EntranceState.UNKNOWN, Text("entry-live-leak-nobody"), None)
    figures: dict[str, Parameter] = {"units": outside, "all": everybody, "share": outside / everybody}
    evidence = tuple(_beyond(each) for each in exposed.beyond)
    if outside > FEW_OUTSIDE and outside > MOST_OUTSIDE * everybody:
        reason, todo = Text("entry-live-leak", figures), Text("entry-live-leak-mend")
        return _item(launch, "leakage", EntranceState.FAIL, reason, exposed.outside_at, todo, evidence)
    if exposed.unplaced > MOST_UNPLACED * everybody:
        keys = ", ".join(sorted(launch.segment.where.keys))
        figures |= {"units": exposed.unplaced, "share": exposed.unplaced / everybody, "keys": keys}
        reason, todo = Text("entry-live-unplaced", figures), Text("entry-live-unplaced-mend", {"keys": keys})
        return _item(launch, "leakage", EntranceState.UNKNOWN, reason, exposed.last_at, todo, evidence)
    reason = Text("entry-live-leak-little", figures) if outside else Text("entry-live-no-leak", {"all": everybody})
    return _item(launch, "leakage", EntranceState.PASS, reason, exposed.outside_at or exposed.last_at, None, evidence)


def _beyond(each: Outside) -> Evidence:
    if each.value is None:
        return Evidence(Text("entry-live-leak-others", {"key": each.key, "units": each.units}))
    return Evidence(Text("entry-live-leak-by", {"key": each.key, "value": each.value, "units": each.units}))


def _seen(launch: Launch, as_of: datetime, exposed: Exposed) -> EntranceItem:
    """Whether the feature is still seen."""
    if exposed.seen_at is None:
        return _item(launch, "seen", EntranceState.UNKNOWN, Text("entry-live-not-seen"), None)
    evidence = tuple(_sights(exposed))
    at = exposed.seen_at.astimezone(launch.zone)
    if as_of - exposed.seen_at > LONGEST_SILENCE + launch.lateness:
        days = (as_of - exposed.seen_at) // timedelta(days=1)
        reason, todo = Text("entry-live-silent", {"at": at, "days": days}), Text("entry-live-switch-on")
        return _item(launch, "seen", EntranceState.FAIL, reason, exposed.seen_at, todo, evidence)
    return _item(
        launch, "seen", EntranceState.PASS, Text("entry-live-seen", {"at": at}), exposed.seen_at, None, evidence
    )


def _sights(exposed: Exposed) -> Iterator[Evidence]:
    """When the first of the segment saw it, and when the last that had not yet."""
    if exposed.first_at is not None:
        yield Evidence(Text("entry-live-first"), exposed.first_at)
    if exposed.last_at is not None:
        yield Evidence(Text("entry-live-newest"), exposed.last_at)


def _item(
    launch: Launch,
    subject: str,
    state: EntranceState,
    reason: Text,
    seen_at: datetime | None,
    todo: Text | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> EntranceItem:
    owner = driver(launch) if subject == "reach" else engineer(launch)
    return EntranceItem(f"{NAME}/{subject}", subject, state, reason, seen_at, todo, owner=owner, evidence=evidence)
