"""When a launch is looked at by itself: once a day, when the data of the day before are in."""

from datetime import datetime

from hypercare.cycles.day import DAY, day_end, day_n
from hypercare.cycles.phase import outcome_end
from hypercare.model.launch import Launch


def daily_look(launch: Launch, now: datetime, *, goes_on: bool = False) -> datetime | None:
    """The latest instant up to `now` at which the launch is due for its daily look; None before the first.

    A day is looked at when it is over and its declared lateness has passed: every gate becomes judgeable at such an
    instant. The last look is that of the outcome's end, unless the watch `goes_on`: a decision is looked at again.
    """
    until = (now if goes_on else min(now, outcome_end(launch) + DAY)) - launch.lateness
    day = day_n(until, launch.live, launch.zone) - 1
    return day_end(day, launch.live, launch.zone) + launch.lateness if day >= 0 else None


def next_look(launch: Launch, now: datetime) -> datetime:
    """The first instant after `now` at which the launch is due for a daily look, where the watch goes on."""
    day = max(0, day_n(now - launch.lateness, launch.live, launch.zone))
    return day_end(day, launch.live, launch.zone) + launch.lateness
