"""Who of the simulated squads looked at their launches, and on which days nobody did.

The squad of the bulk upload mended the database on 10.10 and went on to the next thing: for nine days nobody left a
stand-up note or looked at a page. In the clean twin somebody did. The squad of the pickup stayed to its end.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from hypercare.cycles.day import local_date
from hypercare.model.attendance import Attendance, Presence
from hypercare.simulate import pickup, pickup_text
from hypercare.simulate.launch_text import LAUNCH_ID
from hypercare.simulate.timeline import LAST_DAY, LIVE, ZONE

SILENT_DAYS: Final = (19, 27)
"""11 to 19 October: nobody of the squad, both ends inside."""
READY_DAYS: Final = 14
"""So many days before go-live somebody begins to look: when the launch file is registered."""
TECHNICAL_LAST: Final = 14
DAILY_LAST: Final = 30
"""Until then somebody looks on every weekday, later twice a week."""
SATURDAY: Final = 5
LATER_WEEKDAYS: Final = (0, 3)
"""Monday and Thursday."""
PICKUP_LAST_DAY: Final = 100
STANDUP, LOOKS = timedelta(hours=9, minutes=34), timedelta(hours=10, minutes=5)
STAYS = timedelta(minutes=18)
Squad = tuple[str, str]
"""Who drives and who builds, by their addresses."""
BULK_SQUAD: Final[Squad] = ("putri@example.com", "santoso@example.com")
PICKUP_SQUAD: Final[Squad] = ("rahma@example.com", "nugroho@example.com")


def presences(*, clean: bool = False) -> tuple[Attendance, ...]:
    """Who was there, of the launches that went live, in the order of time."""
    bulk = _squad(LAUNCH_ID, LIVE, BULK_SQUAD, LAST_DAY)
    first, last = (_date(LIVE, day) for day in SILENT_DAYS)
    told = [each for each in bulk if clean or not first <= each.day <= last]
    told += _squad(pickup_text.LAUNCH_ID, pickup.LIVE, PICKUP_SQUAD, PICKUP_LAST_DAY)
    return tuple(sorted(told, key=lambda each: each.first_at))


def _squad(launch: str, live: datetime, squad: Squad, last: int) -> Iterator[Attendance]:
    driver, builder = squad
    for day in range(-READY_DAYS, last + 1):
        where = _date(live, day)
        weekday = where.weekday()
        if weekday >= SATURDAY or (day > DAILY_LAST and weekday not in LATER_WEEKDAYS):
            continue
        if 0 <= day <= TECHNICAL_LAST:
            yield _there(launch, driver, where, Presence.STOOD_UP, STANDUP)
            yield _there(launch, builder, where, Presence.OPENED, LOOKS + STAYS)
        yield _there(launch, driver, where, Presence.OPENED, LOOKS)


def _there(launch: str, who: str, where: date, what: Presence, after: timedelta) -> Attendance:
    at = datetime(where.year, where.month, where.day, tzinfo=ZONE) + after
    stays = STAYS if what is Presence.OPENED else timedelta(0)
    return Attendance(launch, who, where, what, at, at + stays, 2 if stays else 1)


def _date(live: datetime, day: int) -> date:
    return local_date(live, ZONE) + timedelta(days=day)
