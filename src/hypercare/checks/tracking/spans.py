"""The complete days, hours and weeks of a launch before an instant, as the volumes of its plan are counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypercare.checks.tracking.facts import QUARTER_US
from hypercare.cycles.day import day_n, day_start
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.launch import Launch
from hypercare.model.tracking import Per

HOUR_US = 4 * QUARTER_US
WEEK_DAYS = 7


@dataclass(frozen=True)
class Span:
    """From `start` to before `end`, microseconds UTC."""

    start: int
    end: int

    @property
    def since(self) -> datetime:
        """Its beginning."""
        return from_micros(self.start)

    @property
    def until(self) -> datetime:
        """Its end."""
        return from_micros(self.end)


def complete_days(launch: Launch, as_of: datetime, most: int, *, live_only: bool) -> tuple[Span, ...]:
    """The last whole local days whose data is in, the latest first; with `live_only` those since the day after go-live.

    A day's data is in when the launch's lateness has passed since its end.
    """
    last = day_n(as_of - launch.lateness, launch.live, launch.zone) - 1
    first = max(last - most + 1, 1) if live_only else last - most + 1
    days = range(last, first - 1, -1)
    return tuple(Span(_day(launch, day), _day(launch, day + 1)) for day in days)


def complete_spans(launch: Launch, as_of: datetime, per: Per, most: int) -> tuple[Span, ...]:
    """The last whole hours, days or weeks since go-live whose data is in, the latest first. Weeks are of seven days."""
    if per is Per.HOUR:
        end = to_micros(as_of - launch.lateness) // HOUR_US * HOUR_US
        hours = min(most, max(0, (end - to_micros(launch.live)) // HOUR_US))
        return tuple(Span(end - (each + 1) * HOUR_US, end - each * HOUR_US) for each in range(hours))
    size = 1 if per is Per.DAY else WEEK_DAYS
    days = complete_days(launch, as_of, most * size, live_only=True)
    return tuple(
        Span(days[at + size - 1].start, days[at].end) for at in range(0, len(days), size) if at + size <= len(days)
    )


def first_span_is_in(launch: Launch, per: Per) -> datetime:
    """When the first span is whole and its data is in."""
    if per is Per.HOUR:
        return launch.live + timedelta(hours=1) + launch.lateness
    last = 1 if per is Per.DAY else WEEK_DAYS
    return day_start(last + 1, launch.live, launch.zone).astimezone(launch.zone) + launch.lateness


def _day(launch: Launch, day: int) -> int:
    return to_micros(day_start(day, launch.live, launch.zone))
