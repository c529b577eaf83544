"""Whether somebody is at every level of the escalation path whenever the launch needs them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hypercare.checks.entrance.nobody import is_named
from hypercare.cycles.coverage import Gap, Span, gaps, spans, union
from hypercare.cycles.day import local_date
from hypercare.model.entrance import EntranceItem, EntranceState, Evidence
from hypercare.model.hours import every_day
from hypercare.model.launch import Launch, SupportLevel
from hypercare.model.text import Text

LEVELS: Final = 3
"""The support team answers, the squad mends, the platform team is behind both: L1, L2, L3."""
WORKING_HOURS: Final = every_day(9 * 60, 17 * 60, days=(0, 1, 2, 3, 4), text="Mon-Fri 09:00-17:00")
"""When every level must answer where the launch file says nothing of it."""
FIRST_HOURS: Final = timedelta(hours=8)
"""So long after go-live somebody must be there, whatever the day: it is when most breaks."""
MOST_TOLD: Final = 7
"""Gaps that are named: there are no more days in a week, and whoever lacks more lacks a shift."""


def path(launch: Launch) -> tuple[SupportLevel, ...]:
    """The levels from L1 to the highest declared, at least L3; one that is not declared has nobody."""
    named: dict[int, SupportLevel] = {}
    for level in launch.support.escalation:
        named.setdefault(level.number, level)
    return tuple(named.get(number, SupportLevel(number)) for number in range(1, max([LEVELS, *named]) + 1))


def needed(launch: Launch) -> tuple[Span, ...]:
    """When every level must answer in the week that begins on the day of go-live."""
    first = local_date(launch.live, launch.zone)
    if launch.support.hours is not None:
        return spans(launch.support.hours, launch.zone, first)
    opening = Span(launch.live, launch.live + FIRST_HOURS)
    return union(spans(WORKING_HOURS, launch.zone, first), (opening,))


def levels(launch: Launch, declared_at: datetime) -> Iterator[EntranceItem]:
    """One item for each level. Its evidence is the launch file, from when on that version holds."""
    yield from (_level(launch, level, declared_at) for level in path(launch))


def _level(launch: Launch, level: SupportLevel, declared_at: datetime) -> EntranceItem:
    name, who = f"L{level.number}", level.who if is_named(level.who) else level.contact
    if not is_named(who):
        return _item(
            level, EntranceState.FAIL, Text("entry-support-no-level", {"level": name}), declared_at,
            Text("entry-support-fill", {"level": name}),
        )  # fmt: skip
    if level.hours is None:
        return _item(
            level, EntranceState.UNKNOWN, Text("entry-support-no-hours", {"level": name, "who": who}), declared_at,
            Text("entry-support-say-hours", {"level": name}),
        )  # fmt: skip
    missing = _missing(launch, level)
    if missing:
        reason = Text("entry-support-gaps", {"level": name, "who": who, "gaps": len(missing)})
        todo = Text("entry-support-cover", {"level": name})
        evidence = tuple(Evidence(_gap(level, gap, launch.zone)) for gap in missing[:MOST_TOLD])
        return _item(level, EntranceState.FAIL, reason, declared_at, todo, evidence)
    reason = Text("entry-support-level", {"level": name, "who": who, "hours": level.hours.text})
    return _item(level, EntranceState.PASS, reason, declared_at)


def _missing(launch: Launch, level: SupportLevel) -> tuple[Gap, ...]:
    if level.hours is None:
        return ()
    zone = ZoneInfo(level.timezone) if level.timezone else launch.zone
    first = local_date(launch.live, launch.zone) - timedelta(days=1)  # zones are up to a day apart
    return gaps(needed(launch), spans(level.hours, zone, first, days=10), launch.zone)


def _gap(level: SupportLevel, gap: Gap, zone: ZoneInfo) -> Text:
    day: dict[str, str | int] = {"level": f"L{level.number}", "weekday": gap.day.isoweekday()}
    if gap.whole:
        return Text("entry-support-gap-day", day)
    start, end = (instant.astimezone(zone) for instant in (gap.start, gap.end))
    until = "24:00" if end.date() > gap.day else f"{end:%H:%M}"
    return Text("entry-support-gap-hours", {**day, "start": f"{start:%H:%M}", "end": until})


def _item(
    level: SupportLevel,
    state: EntranceState,
    reason: Text,
    declared_at: datetime,
    todo: Text | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> EntranceItem:
    reached = Text("entry-support-contact", {"contact": level.contact}) if level.contact else None
    told = (*evidence, *([Evidence(reached, declared_at)] if reached else []))
    name = f"L{level.number}"
    return EntranceItem(f"support/{name}", name, state, reason, declared_at, todo, level.who, told)
