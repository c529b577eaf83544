"""The interval of a number of events over an exposure."""

from hypercare.analysis.scope import Judging
from hypercare.model.estimate import Interval
from hypercare.stats.rate import DEFAULT_PRIOR_EVENTS, gamma_poisson_cs, garwood

WEAK_EVENTS = 0.5
"""Weight of the prior where no gate gives it a centre: half an event, as in the Jeffreys prior of a Poisson rate."""


def poisson_interval(events: int, exposure: float, judging: Judging) -> Interval:
    """The interval of a rate: exact where it is judged once, else the mixture sequence around the gate's midpoint."""
    if judging.exact:
        return garwood(events, exposure, alpha=judging.alpha)
    centred = judging.centre is not None and judging.centre > 0
    return gamma_poisson_cs(
        events,
        exposure,
        prior_rate=judging.centre if centred and judging.centre is not None else 1.0,
        prior_events=DEFAULT_PRIOR_EVENTS if centred else WEAK_EVENTS,
        alpha=judging.alpha,
    )
