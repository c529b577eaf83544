"""A share of units, from hits and trials, as an answer with its interval."""

from hypercare.analysis.scope import Judging
from hypercare.model.estimate import Counts, Estimate, Insufficient, Interval
from hypercare.model.text import Text
from hypercare.stats.proportion import beta_binomial_cs, clopper_pearson

UNIFORM = 2.0
"""Prior strength where no gate gives it a centre: Beta(1, 1)."""


def share_interval(hits: int, trials: int, judging: Judging) -> Interval:
    """The interval of a share: exact where it is judged once, else the mixture sequence around the gate's midpoint."""
    if judging.exact:
        return clopper_pearson(hits, trials, alpha=judging.alpha)
    strength = UNIFORM if judging.centre is None else judging.strength
    centre = 0.5 if judging.centre is None else min(max(judging.centre, 0.001), 0.999)
    return beta_binomial_cs(hits, trials, prior_mean=centre, prior_strength=strength, alpha=judging.alpha)


def share(counts: Counts, judging: Judging, *, bounds: tuple[float, float] | None = None) -> Estimate | Insufficient:
    """The share of mature units that did it; without a mature unit there is nothing to say."""
    if counts.trials == 0:
        return Insufficient(Text("metric-no-mature-units", {"units": counts.units, "open": counts.open}), 1, 0, counts, bounds)
    return Estimate(
        value=counts.hits / counts.trials,
        interval=share_interval(counts.hits, counts.trials, judging),
        counts=counts,
        scale="share",
        bounds=bounds,
    )
