"""The next time that a squad meets."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from hypercare.cycles.day import DAY, local_date
from hypercare.cycles.phase import OUTCOME_FIRST_DAY, PRODUCT_LAST_DAY, TECHNICAL_LAST_DAY, outcome_end
from hypercare.cycles.workdays import is_workday
from hypercare.declare.specs.squad import ORDINALS, WEEKDAYS
from hypercare.model.errors import BadInput
from hypercare.model.launch import Launch
from hypercare.model.text import Text
from hypercare.rituals.milestones import Review, milestones

USUAL = time(9)
"""When a review begins whose day is declared without a time."""
WEEKLY = re.compile(rf"({'|'.join(WEEKDAYS)})(?: (\d\d):(\d\d))?")
MONTHLY = re.compile(rf"({'|'.join(ORDINALS)}) ({'|'.join(WEEKDAYS)})(?: (\d\d):(\d\d))?")
LAST = "last"


class RitualKind(StrEnum):
    """What a squad meets for."""

    STANDUP = "standup"
    WEEKLY = "weekly"
    MBR = "mbr"

    @property
    def text(self) -> Text:
        """The ritual's name for people."""
        return Text(f"ritual-{self.value}")


@dataclass(frozen=True)
class Ritual:
    """One meeting: what for, and when (aware, in the launch's zone)."""

    kind: RitualKind
    at: datetime


def upcoming(launch: Launch, as_of: datetime) -> Ritual | None:
    """The next meeting at or after `as_of`; None when none is declared, or all are over.

    Raises BadInput for declared words that do not say a day.
    """
    coming = (ritual for kind in RITUALS for ritual in [_next(launch, kind, as_of)] if ritual is not None)
    return min(coming, key=lambda ritual: ritual.at, default=None)


def standups(launch: Launch) -> Iterator[datetime]:
    """The stand-ups: on the working days among days 0 to 14 that are after go-live."""
    at = launch.rituals.standup
    if at is None:
        return
    country = launch.peaks.calendar if launch.peaks else None
    for number in range(TECHNICAL_LAST_DAY + 1):
        day = local_date(launch.live, launch.zone) + number * DAY
        if is_workday(day, country):
            yield datetime.combine(day, at, tzinfo=launch.zone)


def weeklies(launch: Launch) -> Iterator[datetime]:
    """The weekly reviews of the first month: days 0 to 30."""
    if not launch.rituals.weekly:
        return
    weekday, at = weekly_day(launch.rituals.weekly)
    first = local_date(launch.live, launch.zone)
    for number in range(PRODUCT_LAST_DAY + 1):
        day = first + number * DAY
        if day.weekday() == weekday:
            yield datetime.combine(day, at, tzinfo=launch.zone)


def reviews(launch: Launch) -> Iterator[datetime]:
    """The monthly business reviews from day 30 on, up to the first that can show the outcome."""
    if not launch.rituals.mbr:
        return
    first = local_date(launch.live, launch.zone) + OUTCOME_FIRST_DAY * DAY
    over = outcome_end(launch)
    for at in _monthly(launch, first):
        yield at
        if at >= over:
            return


def reviews_ahead(launch: Launch, as_of: datetime) -> tuple[Review, ...]:
    """What is reviewed from `as_of` on: the next of days 30, 60 and 90, and the last where it is extended."""
    ahead = [each for each in milestones(launch) if each.at >= as_of]
    return tuple(each for place, each in enumerate(ahead) if place == 0 or each.is_extended)


def weekly_day(words: str) -> tuple[int, time]:
    """The weekday (Monday is 0) and time that `Monday 10:00` says. Raises BadInput for anything else."""
    found = WEEKLY.fullmatch(words)
    if found is None:
        raise BadInput(f"{words!r} is not a weekly day", expected="a weekday and a time, such as Monday 10:00")
    return WEEKDAYS.index(found[1]), _time(found[2], found[3])


def monthly_day(words: str, year: int, month: int) -> tuple[date, time]:
    """The date in a month, and the time, that `first Tuesday 14:00` says. Raises BadInput for anything else."""
    found = MONTHLY.fullmatch(words)
    if found is None:
        raise BadInput(f"{words!r} is not a day of the month", expected="such as first Tuesday or last Friday 14:00")
    days, weekday = calendar.monthrange(year, month)[1], WEEKDAYS.index(found[2])
    dates = [date(year, month, day) for day in range(1, days + 1) if date(year, month, day).weekday() == weekday]
    which = -1 if found[1] == LAST else ORDINALS.index(found[1])
    return dates[which], _time(found[3], found[4])


def _time(hour: str | None, minute: str | None) -> time:
    try:
        return USUAL if hour is None or minute is None else time(int(hour), int(minute))
    except ValueError as error:
        raise BadInput(f"{hour}:{minute} is not a time of day", expected='such as "09:30"') from error


def _monthly(launch: Launch, first: date) -> Iterator[datetime]:
    """The declared day of every month, from a date on."""
    month = first.replace(day=1)
    while True:
        day, at = monthly_day(launch.rituals.mbr, month.year, month.month)
        if day >= first:
            yield datetime.combine(day, at, tzinfo=launch.zone)
        month = (month + timedelta(days=31)).replace(day=1)


RITUALS: dict[RitualKind, Callable[[Launch], Iterator[datetime]]] = {
    RitualKind.STANDUP: standups,
    RitualKind.WEEKLY: weeklies,
    RitualKind.MBR: reviews,
}


def _next(launch: Launch, kind: RitualKind, as_of: datetime) -> Ritual | None:
    for at in RITUALS[kind](launch):
        if at >= max(as_of, launch.live):
            return Ritual(kind, at)
    return None
