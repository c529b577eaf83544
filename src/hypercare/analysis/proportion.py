"""Shares of units: what funnels, cycle goals and retention have in common."""

from dataclasses import dataclass

from hypercare.analysis.lacking import Counted, Lacking
from hypercare.analysis.scope import Judging
from hypercare.analysis.tally import PerUnit, Row
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient, Interval
from hypercare.model.text import Text
from hypercare.stats.arguments import Alternative
from hypercare.stats.needed import more_trials
from hypercare.stats.proportion import beta_binomial_cs, beta_binomial_p, clopper_pearson

HEAD = 5
"""The first sums of a share: units, mature, hits among the mature, hits, still open."""
WEAK_CENTRE, UNIFORM = 0.5, 2.0
"""Prior where no gate gives it a centre: Beta(1, 1)."""
NEAREST = 0.001
"""A prior must lie inside (0, 1): a gate at 0 % or 100 % centres it so near to its end."""


@dataclass(frozen=True)
class Share(PerUnit):
    """A share of mature units. Sums: `HEAD`, and what a kind adds to them."""

    def answer(self, row: Row) -> Answer:
        units, mature, hits, reached, still_open = row[:HEAD]
        counts = Counts(units=units, mature=mature, open=still_open, hits=hits, trials=mature)
        bounds = (reached / units, (reached + still_open) / units) if units else None
        if mature == 0:
            waiting = Text("metric-no-mature-units", {"units": units, "open": still_open})
            return Insufficient(waiting if units else Text("metric-no-units"), 1, 0, counts, bounds)
        return Estimate(hits / mature, _interval(hits, mature, self.judging), counts, "share", bounds)

    def p(self, row: Row, *, null: float, alternative: Alternative) -> float | None:
        centre, strength = _prior(self.judging)
        return beta_binomial_p(
            row[2], row[1], null=null, prior_mean=centre, prior_strength=strength, alternative=alternative
        )

    def lacking(self, row: Row, *, target: float) -> Lacking | None:
        centre, strength = _prior(self.judging)
        more = more_trials(
            row[2], row[1], target=target, prior_mean=centre, prior_strength=strength, alpha=self.judging.alpha
        )
        return None if more is None else Lacking(more, row[1], Counted.UNITS)


def _interval(hits: int, trials: int, judging: Judging) -> Interval:
    """The interval of a share: exact where it is judged once, else the mixture sequence around the gate's midpoint."""
    if judging.exact:
        return clopper_pearson(hits, trials, alpha=judging.alpha)
    centre, strength = _prior(judging)
    return beta_binomial_cs(hits, trials, prior_mean=centre, prior_strength=strength, alpha=judging.alpha)


def _prior(judging: Judging) -> tuple[float, float]:
    """Where the prior stands, and what it weighs in units."""
    if judging.centre is None:
        return WEAK_CENTRE, UNIFORM
    return min(max(judging.centre, NEAREST), 1 - NEAREST), judging.strength
