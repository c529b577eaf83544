"""Day N: the local calendar days of a launch, counted from its go-live date."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hypercare.model.instant import SECOND_US, from_micros, to_micros

DAY = timedelta(days=1)
REMEMBERED = 4096
"""Starts of dates that are kept: some years in a few zones. A launch's days are asked for 3,000 times a look."""


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The calendar date of an aware instant in a zone: the latest date that has begun there.

    That is what the wall calendar shows, except where clocks go back over midnight (St. John's until 2011): there the
    new date stays once it has begun, so that dates never run backwards.
    """
    shown = instant.astimezone(zone).date()
    return shown + DAY if instant >= date_start(shown + DAY, zone) else shown


def day_n(instant: datetime, live: datetime, zone: ZoneInfo) -> int:
    """The day N of an aware instant: local calendar days since the go-live date, 0 on that date, negative before.

    Every instant has exactly one day N, and N never falls as time goes on.
    """
    return (local_date(instant, zone) - local_date(live, zone)).days


def day_start(n: int, live: datetime, zone: ZoneInfo) -> datetime:
    """The first instant of local day N, in UTC."""
    return date_start(local_date(live, zone) + n * DAY, zone)


def day_end(n: int, live: datetime, zone: ZoneInfo) -> datetime:
    """The end of local day N, in UTC: the first instant of the day after it. Day N is half-open."""
    return day_start(n + 1, live, zone)


def day_boundaries(first: int, last: int, live: datetime, zone: ZoneInfo) -> tuple[int, ...]:
    """The edges of the days `first` to `last`, (last - first + 2,), microseconds UTC.

    Day first + i is [edge i, edge i + 1): `np.searchsorted(edges, ts, side="right") - 1 + first` is `day_n`
    of every `ts` within the edges.
    """
    return tuple(to_micros(day_start(n, live, zone)) for n in range(first, last + 2))


@lru_cache(maxsize=REMEMBERED)
def date_start(day: date, zone: ZoneInfo) -> datetime:
    """The first instant, in UTC, at which the zone's calendar shows `day` or a later date.

    Midnight, where there is one; its first occurrence, where there are two; the end of the gap, where clocks skip it.
    A date that a zone skipped altogether (Apia, 30 December 2011) is empty: it starts when the next one does.
    """
    midnight = datetime.combine(day, time(), tzinfo=zone)
    start = midnight.astimezone(UTC)
    exists = start.astimezone(zone).replace(tzinfo=None) == midnight.replace(tzinfo=None)
    return start if exists else _gap_end(midnight)


def _gap_end(missing: datetime) -> datetime:
    """The instant of the jump over a missing local time, which lies between its two readings (PEP 495), by bisection.

    Time zone data hold whole seconds, so seconds are searched.
    """
    zone, day = missing.tzinfo, missing.date()
    before = to_micros(missing.replace(fold=1).astimezone(UTC)) // SECOND_US
    after = to_micros(missing.astimezone(UTC)) // SECOND_US
    while after - before > 1:
        middle = (before + after) // 2
        if from_micros(middle * SECOND_US).astimezone(zone).date() >= day:
            after = middle
        else:
            before = middle
    return from_micros(after * SECOND_US)
