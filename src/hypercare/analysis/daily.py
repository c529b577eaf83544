"""Events and their exposure by local day: what makes rates before and after comparable, and how bursty they are."""

from dataclasses import dataclass

from hypercare.analysis.tally import Row

WEEK = 7
WEEKDAY_EVENTS = 10.0
"""A weekday on which two tickets came in four weeks is not known to be twice as busy as one with a single ticket, and
one without any is not known to be without tickets: so many events outweigh what was seen by chance. Where events come
in bursts, so many bursts: one bad Thursday makes no busy Thursdays."""
LEAST_DAYS = 14
"""Two of each weekday: from fewer days bursts cannot be told from weekdays."""
FEW_BURSTS = 3.0
"""By so much over all events, times what bursts exceed 1 by, a dispersion is raised where it rests on few bursts.
Negative binomial days have an excess kurtosis of 6 over their size parameter (Johnson, Kemp & Kotz 2005, Univariate
Discrete Distributions, 5.3), which adds 6 of these to the squared relative error of a dispersion (Cramér 1946, 27.4).
Half of it is enough, and half of what few days add, as docs/statistics.md measures; all of it made undecidable what
looks bursty by chance."""
ROUNDS = 50
"""Weekdays and bursts are learnt from each other in turn; shops closed at weekends take the most rounds, about 20."""


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

    A weekday's factor is the mean of a gamma posterior around 1, as strong as `WEEKDAY_EVENTS` bursts: above 0, and
    average where there is little to learn from. Dividing the events after by the result gives a rate that compares
    with the plain rate before.
    """
    factors = _factors(before, _weekday_sums(before), _seen_dispersion(before))
    return sum(factor * exposure for factor, exposure in zip(factors, _by_weekday(after, after.exposure), strict=True))


def dispersion(before: Daily) -> float:
    """How many events of the days before count as one: 1 for independent ones, more where they come in bursts.

    What the days show, and more where that rests on few bursts or days: evidence is divided by it, and 1 / estimate
    exceeds 1 / truth on average. It is never more than all events, unless that is what they show.
    """
    seen, lived = _seen_dispersion(before), sum(exposure > 0 for exposure in before.exposure)
    few_days = (1 - 1 / seen) / max(lived - WEEK, 1)  # nothing is added to events that look independent
    doubt = FEW_BURSTS * (seen - 1) / max(before.total, 1) + few_days
    return max(seen, min(seen * (1 + doubt), float(before.total)))


def _seen_dispersion(before: Daily) -> float:
    """What the days show of it.

    Pearson's chi-square of the daily counts around what their exposure and weekday lead to expect, over its degrees of
    freedom (McCullagh & Nelder 1989, Generalized Linear Models, section 4.5), at least 1: quiet weekends are no burst.
    It starts without weekdays and lets them explain what they can, so that what is in doubt counts as bursts. 1 where
    fewer than `LEAST_DAYS` days had any exposure, or without events.
    """
    lived = sum(exposure > 0 for exposure in before.exposure)
    if lived < LEAST_DAYS or before.total == 0:
        return 1.0
    found, sums = max(1.0, _chi_square(before, [1.0] * WEEK) / (lived - 1)), _weekday_sums(before)
    for _ in range(ROUNDS):
        so_far, found = found, max(1.0, _chi_square(before, _factors(before, sums, found)) / (lived - WEEK))
        if found == so_far:  # what follows would be the same again
            break
    return found


def _chi_square(before: Daily, factors: list[float]) -> float:
    """Pearson's chi-square of the daily counts around means that add up to all events."""
    plain = [factors[_weekday(before, day)] * exposure for day, exposure in enumerate(before.exposure)]
    scale = before.total / sum(plain)
    pairs = zip(before.events, plain, strict=True)
    return sum((seen - scale * mean) ** 2 / (scale * mean) for seen, mean in pairs if mean)


def _weekday_sums(before: Daily) -> list[tuple[int, int]]:
    """Events and exposure of each weekday, Monday first."""
    return list(zip(_by_weekday(before, before.events), _by_weekday(before, before.exposure), strict=True))


def _factors(before: Daily, sums: list[tuple[int, int]], bursts: float) -> list[float]:
    """How busy each weekday is, Monday first: 1 is average. So many events as `bursts` says count as one."""
    known, rate = WEEKDAY_EVENTS * bursts, before.rate
    return [(events + known) / (exposure * rate + known) for events, exposure in sums]


def _by_weekday(daily: Daily, values: Row) -> list[int]:
    sums = [0] * WEEK
    for day, value in enumerate(values):
        sums[_weekday(daily, day)] += value
    return sums


def _weekday(daily: Daily, day: int) -> int:
    return (daily.first_weekday + day) % WEEK
