"""ENTRY-LIVE: the feature must be live, and reach the target segment."""

from datetime import datetime, timedelta

from hypercare.checks.check import Check
from hypercare.checks.entrance.heard import Heard
from hypercare.model.entrance import EntranceCriterion, EntranceItem, EntranceState
from hypercare.model.launch import Launch
from hypercare.model.text import Text

CHECK = Check(
    id="ENTRY-LIVE",
    title="The feature is live and reaches its segment",
    looks_for=(
        "units of the target segment that were exposed since go-live, against the declared `expected_units`; before "
        "go-live nothing is decided, and what a pilot saw is told"
    ),
    why="a feature that is switched on for nobody looks like one that nobody wants",
    trips="live on Tuesday 09:00, and by Wednesday 09:00 no merchant of the segment was exposed",
    passes="312 of the 1,284 expected merchants were exposed in the first week",
    source="docs/entrance.md, live",
)
NAME = "live"
FIRST_DAY = timedelta(days=1)
"""So long after go-live, silence is no matter of the hour any more."""
FIRST_WEEK = timedelta(days=7)
LEAST_REACH = 0.05
"""After a week on every weekday at least this share has had its chance: with less, the segment is not reached."""


def judge(launch: Launch, as_of: datetime, heard: Heard) -> EntranceCriterion:
    """Where the criterion stands."""
    return EntranceCriterion(CHECK.id, NAME, (_item(launch, as_of, heard),))


def _item(launch: Launch, as_of: datetime, heard: Heard) -> EntranceItem:
    name, units = launch.segment.name, heard.live.exposed.units
    if as_of < launch.live:
        return _before(launch, heard)
    if not units:
        late = as_of - launch.live >= FIRST_DAY
        state = EntranceState.FAIL if late else EntranceState.UNKNOWN
        reason = Text("entry-live-nobody" if late else "entry-live-nobody-yet", {"segment": name})
        return EntranceItem(f"{NAME}/segment", name, state, reason, None, Text("entry-live-switch-on"))
    expected = launch.segment.expected_units
    if expected is None:
        reason = Text("entry-live-exposed", {"units": units, "segment": name})
        return EntranceItem(f"{NAME}/segment", name, EntranceState.PASS, reason, heard.live.exposed.last_at)
    figures: dict[str, str | int | float] = {"units": units, "expected": expected, "share": units / expected}
    if as_of - launch.live >= FIRST_WEEK and units < LEAST_REACH * expected:
        reason = Text("entry-live-few", figures)
        return EntranceItem(
            f"{NAME}/segment",
            name,
            EntranceState.FAIL,
            reason,
            heard.live.exposed.last_at,
            Text("entry-live-switch-on"),
        )
    return EntranceItem(
        f"{NAME}/segment", name, EntranceState.PASS, Text("entry-live-reached", figures), heard.live.exposed.last_at
    )


def _before(launch: Launch, heard: Heard) -> EntranceItem:
    """Not yet live: unknown, with what a pilot saw."""
    date = launch.live.astimezone(launch.zone)
    pilot = heard.live.pilot
    if pilot is None or not pilot.units:
        reason, seen_at = Text("entry-live-not-yet", {"date": date}), None
    else:
        reason, seen_at = Text("entry-live-pilot", {"date": date, "units": pilot.units}), pilot.last_at
    return EntranceItem(f"{NAME}/segment", launch.segment.name, EntranceState.UNKNOWN, reason, seen_at)
