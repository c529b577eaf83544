"""When somebody is there in a week, and when nobody is though somebody should be."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypercare.cycles.day import DAY, date_start, local_date
from hypercare.model.hours import DAYS_A_WEEK, Hours

LONGEST_STRETCH_DAYS = 2
"""A night shift ends on the next day, so what begins a day or two earlier may still run."""


@dataclass(frozen=True, order=True)
class Span:
    """[start, end), aware UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Gap:
    """A part of a local day on which nobody is there; `whole` where that is all of what the day needs."""

    day: date
    start: datetime
    end: datetime
    whole: bool


def spans(hours: Hours, zone: ZoneInfo, first: date, days: int = DAYS_A_WEEK) -> tuple[Span, ...]:
    """The hours as spans that have no common points, from the beginning of a date in the zone for so many days.

    Stretches that touch are one. Across a change of the clocks a stretch keeps its local times.
    """
    begins, ends = date_start(first, zone), date_start(first + days * DAY, zone)
    found = [
        Span(max(span.start, begins), min(span.end, ends))
        for shift in range(-LONGEST_STRETCH_DAYS, days)
        for span in _of_day(hours, zone, first + shift * DAY)
    ]
    return _joined(span for span in found if span.start < span.end)


def _of_day(hours: Hours, zone: ZoneInfo, day: date) -> Iterator[Span]:
    for stretch in hours.stretches:
        if stretch.weekday == day.weekday():
            yield Span(*(_instant(day, minute, zone) for minute in (stretch.start, stretch.end)))


def _instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    local = datetime.combine(day, time()) + timedelta(minutes=minute)
    return date_start(local.date(), zone) if local.time() == time() else local.replace(tzinfo=zone).astimezone(UTC)


def _joined(found: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def union(*parts: Sequence[Span]) -> tuple[Span, ...]:
    """Everything that any of them holds."""
    return _joined(span for part in parts for span in part)


def uncovered(needed: Sequence[Span], there: Sequence[Span]) -> tuple[Span, ...]:
    """What of the needed spans is not held by the others."""
    left = list(needed)
    for span in there:
        left = [part for each in left for part in _without(each, span)]
    return tuple(sorted(left))


def _without(each: Span, taken: Span) -> Iterator[Span]:
    if taken.end <= each.start or each.end <= taken.start:
        yield each
        return
    if each.start < taken.start:
        yield Span(each.start, taken.start)
    if taken.end < each.end:
        yield Span(taken.end, each.end)


def gaps(needed: Sequence[Span], there: Sequence[Span], zone: ZoneInfo) -> tuple[Gap, ...]:
    """What is needed and not there, cut at the midnights of the zone."""
    missing = _by_day(uncovered(needed, there), zone)
    wanted = _by_day(needed, zone)
    return tuple(
        Gap(day, part.start, part.end, whole=parts == wanted[day]) for day, parts in missing.items() for part in parts
    )


def _by_day(found: Sequence[Span], zone: ZoneInfo) -> dict[date, list[Span]]:
    days: dict[date, list[Span]] = {}
    for span in found:
        start = span.start
        while start < span.end:
            day = local_date(start, zone)
            end = min(span.end, date_start(day + DAY, zone))
            days.setdefault(day, []).append(Span(start, end))
            start = end
    return days
