"""How much is ordered on each day, compared with an ordinary one."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from hypercare.simulate.timeline import date_of

SUNDAY = 0.55
PAYDAY = 1.15
PAYDAY_OF_MONTH = 25
DOUBLE_DATES = {(10, 10): 2.6, (11, 11): 2.9, (12, 12): 3.1}
_SUNDAY_ISO = 7


def weight(day: date) -> float:
    """The factor of a local date: Sundays, the 25th and the big sales multiply. 1.0 is an ordinary day."""
    factor = DOUBLE_DATES.get((day.month, day.day), 1.0)
    factor *= SUNDAY if day.isoweekday() == _SUNDAY_ISO else 1.0
    return factor * (PAYDAY if day.day == PAYDAY_OF_MONTH else 1.0)


def weights(first: int, last: int) -> NDArray[np.float64]:
    """The factors of days `first` to `last`, both inside, (last - first + 1,)."""
    return np.array([weight(date_of(day)) for day in range(first, last + 1)])
