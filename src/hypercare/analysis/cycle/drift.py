"""Whether what units do changes with the days since their exposure, and by how much the days ahead may so be moved.

Either rates go on as they are, or they change: before anything is seen both are as likely, and a change is normal
around none. What the slope that was seen makes of it is Bayes' rule (a spike and a slab: Mitchell & Beauchamp 1988,
Journal of the American Statistical Association 83:1023; the odds are those of Jeffreys 1961, section 5.2).
"""

import math
from dataclasses import dataclass

import numpy as np

from hypercare.analysis.cycle.exposure import Cells, DayWeights
from hypercare.analysis.cycle.outlook import Outlook
from hypercare.model.estimate import Insufficient
from hypercare.model.text import Text
from hypercare.stats.slope import NORMAL_975, PER_DAYS, TYPICAL_SLOPE, Slope, slope_of

CHANGES = 0.5
"""How likely it is beforehand that rates change at all: launches wear off, or are learnt, about as often as not."""
LEAST_DAYS = 7
"""Each weekday once: an unsure slope says little by itself, and weighs as little here."""
MOST = 0.2
"""On the log scale: from here on a drift may move the days ahead more than all else that moves them in common
(`DEFAULT_SHOCK`, what is assumed of a shock), and a forecast would be mostly about the drift."""


@dataclass(frozen=True)
class Drift:
    """What may become of the mean rate in the days ahead, against that of the days seen, on the log scale.

    `chance` in [0, 1] is that rates change; where they do, they are moved by about `mean`, give or take `sd`. `slope`
    is what was seen of them, per 30 days.
    """

    chance: float
    mean: float
    sd: float
    slope: Slope | Insufficient

    @property
    def spread(self) -> float:
        """The root mean square of what the rates are moved by, those that are not moved included."""
        return math.sqrt(self.chance * (self.mean**2 + self.sd**2))


def drift_of(slope: Slope | Insufficient, cells: Cells) -> Drift:
    """What a slope makes likely for units that are still open; without a slope what was likely beforehand."""
    months = _months(cells)
    if isinstance(slope, Insufficient):
        return Drift(CHANGES, 0.0, TYPICAL_SLOPE * months, slope)
    kept = TYPICAL_SLOPE**2 / (TYPICAL_SLOPE**2 + slope.error**2)
    log_odds = math.log(CHANGES / (1 - CHANGES)) + math.log1p(-kept) / 2 + kept * (slope.value / slope.error) ** 2 / 2
    chance = 0.5 * (1 + math.tanh(log_odds / 2))
    return Drift(chance, kept * slope.value * months, math.sqrt(kept) * slope.error * months, slope)


def worthless(found: Drift) -> tuple[Text, ...]:
    """Why a drift makes a forecast worthless, if it does."""
    if found.spread <= MOST:
        return ()
    slope = found.slope
    if isinstance(slope, Insufficient):
        return (Text("forecast-course-unknown"), slope.reason)
    low, high = (slope.value + sign * NORMAL_975 * slope.error for sign in (-1, 1))
    if high < 0:
        return (Text("forecast-novelty", {"change": math.expm1(slope.value)}),)
    if low > 0:
        return (Text("forecast-slow-burn", {"change": math.expm1(slope.value)}),)
    return (Text("forecast-not-excluded", {"low": math.expm1(low), "high": math.expm1(high)}),)


def trend(outlook: Outlook, weights: DayWeights) -> Slope | Insufficient:
    """Whether rates fall or rise with the days since exposure, each day's units against what the calendar expects."""
    known = outlook.days.known
    weighed = np.array(weights.weights[:known])
    shape = (max(len(outlook.exposed), 1), max(known - 1, 1))
    events, lived = np.zeros(shape), np.zeros(shape)
    for place, (day, units) in enumerate(outlook.exposed.items()):
        since = known - day - 1
        lived[place, :since] = units * weighed[day + 1 :]
        events[place, :since] = outlook.events.get(day, (0,) * known)[day + 1 :]
    return slope_of(events, lived, least_days=LEAST_DAYS)


def _months(cells: Cells) -> float:
    """How far the days ahead are from those seen, middle to middle, in `PER_DAYS`; 0 where no unit is open still."""
    still = cells.where((cells.more > 0) & (cells.ahead > 0))
    return float(np.average(still.distance, weights=still.units)) / PER_DAYS if still.units.sum() else 0.0
