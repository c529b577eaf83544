"""At what time of day things happen: by the clock of the account, as Jakarta's clock shows it."""

import numpy as np
from numpy.random import Generator

from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.sequences import Ints

HOUR_US = 3600 * SECOND_US
MILLISECOND_US = 1000
HOURS = np.array([1, 1, 0.5, 0.5, 0.5, 1, 2, 5, 9, 11, 11, 10, 8, 9, 10, 10, 9, 7, 5, 5, 5, 4, 3, 2])
"""How busy the hours 0 to 23 of an account's own day are: the office hours of a shop, and little at night."""


def time_of_day(rng: Generator, hours_ahead: Ints) -> Ints:
    """Microseconds since Jakarta's midnight, (n,), for accounts whose clocks are so many hours ahead of it.

    Whole milliseconds. An order at 00:30 in Jayapura is one at 22:30 in Jakarta, here of the same Jakarta day.
    """
    count = len(hours_ahead)
    hour = rng.choice(len(HOURS), size=count, p=HOURS / HOURS.sum())
    within = rng.integers(0, HOUR_US // MILLISECOND_US, count) * MILLISECOND_US
    return np.asarray((hour * HOUR_US + within - hours_ahead * HOUR_US) % DAY_US, np.int64)
