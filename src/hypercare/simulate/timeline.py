"""The days of the simulated company: four weeks of history, go-live, and on to the day after the quarter."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from hypercare.cycles.day import date_start, local_date
from hypercare.model.instant import DAY_US, to_micros
from hypercare.model.sequences import Ints

ZONE = ZoneInfo("Asia/Jakarta")
LIVE = datetime(2026, 9, 22, 9, tzinfo=ZONE)
LIVE_US = to_micros(LIVE)
DAY_0_US = to_micros(date_start(local_date(LIVE, ZONE), ZONE))

FIRST_DAY, LAST_DAY = -28, 101
DAYS = LAST_DAY - FIRST_DAY + 1
"""130 days: 25 August 2026 to 1 January 2027."""
QUARTER_FIRST, QUARTER_LAST = 9, 100
"""1 October to 31 December, the first calendar quarter that starts after go-live."""
COHORT_LAST = 29
KPI_LAST = 30
"""The gate `day 30` reads days 0 to 30."""


def date_of(day: int) -> date:
    """The local date of day N."""
    return local_date(LIVE, ZONE) + timedelta(days=day)


def day_start(days: Ints | int) -> Ints:
    """The first instants of days N, microseconds UTC: in Jakarta every day has 24 hours."""
    return np.asarray(DAY_0_US + np.asarray(days, np.int64) * DAY_US, np.int64)


def day_of(ts: Ints) -> Ints:
    """Day N of instants in microseconds UTC, (n,)."""
    return np.asarray((ts - DAY_0_US) // DAY_US, np.int64)
