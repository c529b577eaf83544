"""The periods that a lift is told from: days, weeks or fortnights, each with enough events to have a logarithm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.series.series import Series

Floats = NDArray[np.float64]
Days = NDArray[np.int64]

LENGTHS = {"day": 1, "week": 7, "fortnight": 14}
ENOUGH_EVENTS = 10.0
"""A period counts from so many expected events on: with half an event added, the mean of the logarithm is then off by
less than 0.1 % (Anscombe 1948), where ln 0 would be off by everything."""
MOST_COUNT = 0.9
"""The finest periods are taken of which so many count: the rest, early in a staged roll-out, is left out."""
WEEK = 7


@dataclass(frozen=True)
class Side:
    """One group by day: what was counted above and below the line, (d,) each, and what one event adds above it.

    `counted` is whether events are counted above it, and not values summed. `part` says that what is above is a part of
    what is below, so that it varies less.
    """

    above: Floats
    below: Floats
    event: float
    counted: bool
    part: bool

    @classmethod
    def of(cls, series: Series, *, counted: bool, part: bool) -> "Side":
        """A series of values has no events of its own: its mean value stands for one."""
        above: Floats = np.array(series.above, dtype=np.float64) / series.scale
        below: Floats = np.array(series.below, dtype=np.float64)
        event = 1.0 if counted else float(above.sum() / max(below.sum(), 1.0))
        return cls(above, below, event if event > 0 else 1.0, counted, part)

    @property
    def events(self) -> Floats:
        """What was counted above, in events, (d,)."""
        return self.above / self.event

    def binned(self, bins: Days, count: int) -> "Side":
        """The sums by period, of which `bins` (d,) names the number of each day, -1 for none."""
        inside = bins >= 0
        above: Floats = np.bincount(bins[inside], self.above[inside], minlength=count).astype(np.float64)
        below: Floats = np.bincount(bins[inside], self.below[inside], minlength=count).astype(np.float64)
        return Side(above, below, self.event, self.counted, self.part)

    def logs(self) -> Floats:
        """The logarithm of the value of each day or period; NaN where nothing is below the line.

        Half an event is added to counts, so that 0 has one, and to sums of values where there is nothing else.
        """
        more = self.event / 2 * (1.0 if self.counted else self.above <= 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.below > 0, np.log((self.above + more) / self.below), np.nan)

    def chance(self, days: NDArray[np.bool_]) -> float:
        """The variance of the logarithm over some days by chance alone: 1 / events, of parts less."""
        events, below = float(self.events[days].sum()), float(self.below[days].sum())
        share = min(events / below, 1.0) if self.part and below else 0.0
        return (1 - share) / max(events, 0.5)


@dataclass(frozen=True)
class Periods:
    """Days since go-live `day` (d,) of the first series, told in periods of `length`, one row each.

    `number` (n,) rises and is 0 for the period that begins at go-live; `y` (n,) is the logarithm of the value, less the
    control's where there is one; `shares` (n, d) is the part that each day has in a row.
    """

    length: str
    day: Days
    number: Days
    y: Floats
    shares: Floats
    thinness: Floats

    def part_in(self, days: NDArray[np.bool_]) -> Floats:
        """Which part of each row lies on some of the days, (n,)."""
        return np.asarray(self.shares @ days.astype(np.float64))


def days_of(series: Series, live: date) -> Days:
    """The days of a series since go-live."""
    return np.arange(len(series), dtype=np.int64) + (series.first - live).days


def periods_of(sides: Sequence[Side], day: Days, *, window: NDArray[np.bool_]) -> Periods | None:
    """The finest periods of which enough count on the days of the window; None where not even fortnights do.

    Periods begin at go-live and are counted from there, forwards and backwards; the cut ones at both ends are left out.
    """
    for length, days in LENGTHS.items():
        number, bins, count = _bins(day, days)
        binned = [side.binned(bins, count) for side in sides]
        rates = [_rate(side, window) for side in sides]
        if not count or not all(rates):
            return None
        expected = np.min([each.below * rate / each.event for each, rate in zip(binned, rates, strict=True)], axis=0)
        counts = expected >= ENOUGH_EVENTS
        asked = np.zeros(count, bool)
        asked[bins[window & (bins >= 0)]] = True
        if asked.any() and counts[asked].mean() >= MOST_COUNT:
            logs = [each.logs() for each in binned]
            y = logs[0] - logs[1] if len(logs) > 1 else logs[0]
            thinness = np.median(expected[counts]) / expected[counts]
            return Periods(length, day, number[counts], y[counts], _shares(sides[0], bins, count)[counts], thinness)
    return None


def weekdays(periods: Periods, live: date) -> Floats:
    """A column for each weekday but the first of those that occur, (n, w); none for periods of whole weeks."""
    if periods.length != "day":
        return np.zeros((len(periods.y), 0))
    weekday = (periods.number + live.weekday()) % WEEK
    return np.stack([weekday == each for each in np.unique(weekday)[1:]], axis=1).astype(np.float64)


def _bins(day: Days, length: int) -> tuple[Days, Days, int]:
    """The numbers of the whole periods, the index of each day's period among them (-1 for cut ones), how many."""
    if not len(day):
        return day, day, 0
    number = day // length
    first, last = -(-int(day[0]) // length), (int(day[-1]) + 1) // length
    whole = np.arange(first, last, dtype=np.int64)
    return whole, np.where((number >= first) & (number < last), number - first, -1), len(whole)


def _rate(side: Side, window: NDArray[np.bool_]) -> float:
    below = float(side.below[window].sum())
    return float(side.above[window].sum()) / below if below else 0.0


def _shares(side: Side, bins: Days, count: int) -> Floats:
    """The part of each day in its period, by what is below the line, (count, d)."""
    shares = np.zeros((count, len(bins)))
    days = np.flatnonzero(bins >= 0)
    shares[bins[days], days] = side.below[days]
    whole = shares.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(shares, whole, out=np.zeros_like(shares), where=whole > 0))
