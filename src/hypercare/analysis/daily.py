"""Events and their exposure by local day: what makes rates before and after comparable, and how bursty they are."""

from dataclasses import dataclass

from hypercare.analysis.tally import Row

WEEK = 7
WEEKDAY_EVENTS = 10.0
"""A weekday on which two tickets came in four weeks is not known to be twice as busy as one with a single ticket, and
one without any is not known to be without tickets: so many events outweigh what was seen by chance."""
LEAST_DAYS = 14
"""Two of each weekday: from fewer days bursts cannot be told from weekdays."""


@dataclass(frozen=True)
class Daily:
    """Events and exposure by local day, (d,) each; the first day is a `first_weekday` (0 for Monday)."""

    events: Row
    exposure: Row
    first_weekday: int

    @property
    def total(self) -> int:
        """All events."""
        return sum(self.events)

    @property
    def exposed(self) -> int:
        """The exposure of all days."""
        return sum(self.exposure)

    @property
    def rate(self) -> float:
        """Events per exposure; 0 without any."""
        return self.total / self.exposed if self.exposed else 0.0


def balanced_exposure(before: Daily, after: Daily) -> float:
    """Exposure after, as if each weekday had the share of events that it had before (indirect standardisation).

    A weekday's factor is the mean of a gamma posterior around 1, `WEEKDAY_EVENTS` strong: above 0, and average where
    there is little to learn from. Dividing the events after by the result gives a rate that compares with the plain
    rate before.
    """
    factors = _factors(before)
    return sum(factor * exposure for factor, exposure in zip(factors, _by_weekday(after, after.exposure), strict=True))


def dispersion(before: Daily) -> float:
    """How many events of the days before count as one: 1 for independent ones, more where they come in bursts.

    Pearson's chi-square of the daily counts around what their exposure and weekday lead to expect, over its degrees of
    freedom (McCullagh & Nelder 1989, Generalized Linear Models, section 4.5), at least 1: quiet weekends are no burst.
    1 where fewer than `LEAST_DAYS` days had any exposure, or without events.
    """
    lived = sum(exposure > 0 for exposure in before.exposure)
    if lived < LEAST_DAYS or before.total == 0:
        return 1.0
    expected = _expected(before)
    squares = ((seen - mean) ** 2 / mean for seen, mean in zip(before.events, expected, strict=True) if mean)
    return max(1.0, sum(squares) / (lived - WEEK))


def _expected(before: Daily) -> list[float]:
    """The events expected on each day, which add up to those seen."""
    factors = _factors(before)
    plain = [factors[_weekday(before, day)] * exposure for day, exposure in enumerate(before.exposure)]
    scale = before.total / sum(plain)
    return [scale * mean for mean in plain]


def _factors(before: Daily) -> list[float]:
    """How busy each weekday is, Monday first: 1 is average."""
    pairs = zip(_by_weekday(before, before.events), _by_weekday(before, before.exposure), strict=True)
    if before.rate == 0:
        return [1.0] * WEEK
    return [(events + WEEKDAY_EVENTS) / (exposure * before.rate + WEEKDAY_EVENTS) for events, exposure in pairs]


def _by_weekday(daily: Daily, values: Row) -> list[int]:
    sums = [0] * WEEK
    for day, value in enumerate(values):
        sums[_weekday(daily, day)] += value
    return sums


def _weekday(daily: Daily, day: int) -> int:
    return (daily.first_weekday + day) % WEEK
