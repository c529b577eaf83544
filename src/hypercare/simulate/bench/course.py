"""How busy each day is for everybody: weekdays, peaks and troughs of a size of their own in every launch, and noise.

The sizes are drawn around what the literature says of the Indonesian market; nothing is read from the judge's tables.
Only the dates come from the calendar, because they are facts.
"""

from datetime import date, timedelta

import numpy as np
from numpy.random import Generator

from hypercare.cycles.peaks import Peak, peaks
from hypercare.simulate.bench.trial import Floats

CALENDAR = "id"
SUNDAY, SUNDAY_SPREAD = 0.55, 0.25
"""Shops ship about half on Sundays; how much less differs by trade (log sd)."""
SATURDAY, SATURDAY_SPREAD = 0.85, 0.12
PEAK_SIZES: dict[str, tuple[float, float]] = {
    "double_dates": (3.0, 0.6),
    "harbolnas": (2.2, 0.5),
    "small_double_dates": (1.3, 0.25),
    "payday": (1.15, 0.08),
    "pre_eid": (1.5, 0.25),
    "ramadan": (0.97, 0.10),
    "eid_trough": (0.25, 0.5),
    "independence_day": (0.8, 0.15),
    "nataru": (0.8, 0.2),
}
"""Median factor of a day, and its sd on the log scale. Harbolnas 2016 sold 3.9 times an ordinary day (Nielsen), single
merchants 1.5 to 10 times; a big double date therefore has median 3 and log sd 0.6."""
DAY_SHARE = 0.4
"""How much of a peak's spread differs from day to day within it; the rest is common to the occurrence."""
EXPOSED_LOW, EXPOSED_HIGH = 0.3, 1.2
"""How strongly a business feels the calendar at all, as an exponent: B2B parts less than fashion."""
NOISE, PERSISTENCE = 0.07, 0.5
"""An ordinary business: days differ by 7 %, and half of a good day is left on the next."""
SHOCK_SCALE, SHOCK_FREEDOM, SHOCK_CAP = 0.12, 2.5, 1.5
"""Heavy common shocks: Student's t with 2.5 degrees of freedom on the log scale, no more than a factor of 4.5."""
WALK_LOW, WALK_HIGH = 0.012, 0.03
"""A random walk in the level: 1 to 3 % a day, so 10 to 25 % in two months, with nothing behind it."""


def course(rng: Generator, first: date, days: int, trait: str) -> Floats:
    """The factors of `days` local dates from `first` on, (days,); an ordinary working day is 1."""
    log = _weekdays(rng, first, days)
    strength = rng.uniform(EXPOSED_LOW, EXPOSED_HIGH)
    for name, (median, spread) in PEAK_SIZES.items():
        for peak in peaks(CALENDAR, [name], first, first + timedelta(days=days - 1)):
            _add_peak(rng, log, first, peak, strength * np.log(median), strength * spread)
    return np.exp(log + _noise(rng, days, trait))


def _weekdays(rng: Generator, first: date, days: int) -> Floats:
    weekday = (first.weekday() + np.arange(days)) % 7
    sunday = np.log(SUNDAY) + SUNDAY_SPREAD * rng.standard_normal()
    saturday = np.log(SATURDAY) + SATURDAY_SPREAD * rng.standard_normal()
    return np.where(weekday == 6, sunday, np.where(weekday == 5, saturday, 0.0))


def _add_peak(rng: Generator, log: Floats, first: date, peak: Peak, median: float, spread: float) -> None:
    common = median + spread * np.sqrt(1 - DAY_SHARE) * rng.standard_normal()
    length = (peak.last - peak.first).days + 1
    sizes = common + spread * np.sqrt(DAY_SHARE) * rng.standard_normal(length)
    start = (peak.first - first).days
    inside = slice(max(0, start), min(len(log), start + length))
    log[inside] += sizes[inside.start - start : inside.stop - start]


def _noise(rng: Generator, days: int, trait: str) -> Floats:
    noise = np.zeros(days)
    steps = rng.standard_normal(days) * NOISE * np.sqrt(1 - PERSISTENCE**2)
    for day in range(days):
        noise[day] = steps[day] + (PERSISTENCE * noise[day - 1] if day else 0.0)
    if trait == "heavy_shocks":
        noise += np.clip(rng.standard_t(SHOCK_FREEDOM, days) * SHOCK_SCALE, -SHOCK_CAP, SHOCK_CAP)
    if trait == "random_walk":
        noise += np.cumsum(rng.standard_normal(days) * rng.uniform(WALK_LOW, WALK_HIGH))
    return noise
