"""Events over an exposure: what rates and counts have in common."""

from abc import abstractmethod
from dataclasses import dataclass

from hypercare.analysis.daily import Daily
from hypercare.analysis.scope import Judging
from hypercare.analysis.tally import Row, TallyReduction
from hypercare.model.estimate import Interval
from hypercare.stats.rate import DEFAULT_PRIOR_EVENTS, gamma_poisson_cs, garwood

WEAK_RATE, WEAK_EVENTS = 1.0, 0.5
"""The prior where no gate gives it a centre: half an event, as in the Jeffreys prior of a Poisson rate."""


@dataclass(frozen=True)
class Poisson(TallyReduction):
    """Events of one scope by local day of `scope.days`."""

    @property
    def day_count(self) -> int:
        """How many local days the scope touches."""
        return max(len(self.scope.days) - 1, 0)

    @abstractmethod
    def daily(self, row: Row) -> Daily:
        """The sums by local day."""


def poisson_interval(events: int, exposure: float, judging: Judging) -> Interval:
    """The interval of a rate: exact where it is judged once, else the mixture sequence around the gate's midpoint."""
    if judging.exact:
        return garwood(events, exposure, dispersion=judging.dispersion, alpha=judging.alpha)
    rate, weight = prior(judging)
    return gamma_poisson_cs(
        events,
        exposure,
        prior_rate=rate,
        prior_events=weight,
        dispersion=judging.dispersion,
        alpha=judging.alpha,
    )


def prior(judging: Judging) -> tuple[float, float]:
    """Where the prior of a rate stands, and what it weighs in events."""
    if judging.centre is None or judging.centre <= 0:
        return WEAK_RATE, WEAK_EVENTS
    return judging.centre, DEFAULT_PRIOR_EVENTS
