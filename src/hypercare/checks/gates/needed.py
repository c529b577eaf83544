"""What an inconclusive metric still lacks."""

from hypercare.analysis.scope import Judging
from hypercare.model.estimate import Estimate
from hypercare.model.text import Text
from hypercare.stats.needed import more_trials


def needed(answer: Estimate, judging: Judging, success: float) -> Text | None:
    """How many more units, at today's share, until the interval leaves the threshold; None if no number would do."""
    if answer.scale != "share" or judging.centre is None:
        return None
    more = more_trials(
        answer.counts.hits,
        answer.counts.trials,
        target=success,
        prior_mean=judging.centre,
        prior_strength=judging.strength,
        alpha=judging.alpha,
    )
    return None if more is None else Text("gate-needs-units", {"units": more, "have": answer.counts.trials})
