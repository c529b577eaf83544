"""Usage that decays after a splendid first month."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.changing import changing_goal, changing_lift
from hypercare.simulate.bench.effects import Effect
from hypercare.simulate.bench.stage import UP_TO_100K
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="novelty_mirage",
    title="Novelty that wears off",
    teaches="not to read the first month as the cycle: the pace of day 30 passes, the cycle does not",
    ranges=(
        "start 1.4 to 3 times ordinary, ending at 0.2 to 0.9 of it (in a control 1.0) within 8 to 25 days; "
        "success between truth and the pace of day 30; four in ten stay good all the same"
    ),
    sizes=UP_TO_100K,
)
START, LEVEL, DAYS = (1.4, 3.0), (0.2, 0.9), (8.0, 25.0)
"""As factors of what units did before; the time constant in days."""
GOOD = 0.4
COMPARED = 0.3
"""Share of launches that are compared with a control."""
LASTING = (1.08, 1.6)
"""What is left of the effect where it is good, against a control."""
NOTE = "Usage decays after the first month"


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    good = brief.chance(GOOD)
    start, days = brief.between(*START), brief.between(*DAYS)
    if brief.chance(COMPARED):
        return changing_lift(brief, Effect(brief.between(*LASTING) if good else 1.0, start, days), NOTE, good=good)
    return changing_goal(brief, Effect(brief.between(*LEVEL), start, days), NOTE, good=good)
