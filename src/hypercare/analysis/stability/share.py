"""The share of a window that was good or bad, with an interval that may be looked at every day."""

from dataclasses import dataclass, replace

from hypercare.analysis.daily import Daily, dispersion
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient, Interval
from hypercare.model.launch import StabilityKind, StabilityLimit
from hypercare.model.text import Text
from hypercare.stats.proportion import DEFAULT_PRIOR_STRENGTH, beta_binomial_cs

ALPHA = 0.05
LEAST_DAYS = 14
"""Two of each weekday: from fewer days bursts cannot be told from weekdays (as for rates)."""
LEAST_BAD_BEFORE, LEAST_BAD = 14, 50
"""Bad ones from which bursts are learnt: before go-live, in a window itself. Measured in docs/stability.md."""
UNKNOWN_BURSTS = 10.0
"""So many bad ones count as one while nothing is known of bursts: one bad minute of a service has at least as many."""
LEAST_PRIOR = 0.0005
"""A limit of 0 % or 100 % is no mean of a prior; half a permille beside it is."""
PRIOR_BAD = 0.5
"""The prior weighs as much as half a bad one at least, as 100 units do at a limit of 0.5 %. By units alone it weighs
the less the stricter the limit is: at 0.05 % it takes 105 bad ones to tell 1.5 times the limit from it, and 79 with
this. Two would do with 70, but tell a rollback level of ten times the limit later: a spike is told on its day."""
DISPERSED = "dispersed "


@dataclass(frozen=True)
class Window:
    """What is known of a window: its bad and all ones in `days`, and those of the days `before` go-live."""

    days: Daily
    before: Daily


def share_of(limit: StabilityLimit, window: Window) -> Answer:
    """The share that a limit is about, over days: of requests or sessions, which come in bursts."""
    return _share(limit, window.days.total, window.days.exposed, bursts(window))


def share_of_users(limit: StabilityLimit, crashed: int, users: int) -> Answer:
    """The share of users without a crash. Everybody is counted once, so that no day's bursts are in it."""
    return _share(limit, crashed, users, 1.0)


def bursts(window: Window) -> float:
    """How many bad ones count as one: what the days before go-live show, which nothing can change any more.

    Where those are too few, what the window's own days show: then the interval is asymptotic. Where those are too few
    as well, `UNKNOWN_BURSTS`. Days of other windows are not asked: an incident that is over would hide the next one.
    """
    if _tells(window.before, LEAST_BAD_BEFORE):
        return dispersion(window.before)
    return dispersion(window.days) if _tells(window.days, LEAST_BAD) else UNKNOWN_BURSTS


def _tells(daily: Daily, least: int) -> bool:
    return daily.total >= least and sum(exposure > 0 for exposure in daily.exposure) >= LEAST_DAYS


def _share(limit: StabilityLimit, bad: int, total: int, together: float) -> Answer:
    hits = bad if limit.at_most else total - bad
    counts = Counts(units=total, mature=total, open=0, hits=hits, trials=total)
    if not total:
        return Insufficient(Text(f"stability-no-data-{_slug(limit.kind)}"), 1, 0, counts)
    level = limit.limit if limit.at_most else 1 - limit.limit
    mean, strength = prior_of(level)
    found = beta_binomial_cs(
        bad / together,
        total / together,
        prior_mean=mean,
        prior_strength=strength,
        alpha=ALPHA,
    )
    named = found if together == 1 else replace(found, method=DISPERSED + found.method)
    return Estimate(hits / total, named if limit.at_most else _of_the_rest(named), counts, "share")


def prior_of(level: float) -> tuple[float, float]:
    """The mean of the prior of a share of bad ones that may be `level`, and what it weighs, in units."""
    mean = min(max(level, LEAST_PRIOR), 1 - LEAST_PRIOR)
    return mean, max(DEFAULT_PRIOR_STRENGTH, PRIOR_BAD / mean)


def _of_the_rest(interval: Interval) -> Interval:
    """The interval of the share that is not bad."""
    return replace(interval, low=1 - interval.high, high=1 - interval.low)


def _slug(kind: StabilityKind) -> str:
    return kind.value.replace("_", "-")
