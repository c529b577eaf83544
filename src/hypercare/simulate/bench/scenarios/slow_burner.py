"""A launch that is learnt slowly, and good when the cycle ends."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.changing import changing_goal, changing_lift
from hypercare.simulate.bench.effects import Effect
from hypercare.simulate.bench.stage import UP_TO_100K
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="slow_burner",
    title="A slow burner",
    teaches="not to roll back what is still being learnt: day 30 fails, the cycle passes",
    ranges=(
        "start at 0.05 to 0.4, ending at 1.2 to 3 times ordinary within 15 to 40 days; success between the "
        "pace of day 30 and the truth; three in ten are bad"
    ),
    sizes=UP_TO_100K,
)
START, LEVEL, DAYS = (0.05, 0.4), (1.2, 3.0), (15.0, 40.0)
"""As factors of what units did before; the time constant in days."""
GOOD = 0.7
COMPARED = 0.2
"""Share of launches that are compared with a control."""
NOTE = "Usage grows slowly"


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    good = brief.chance(GOOD)
    effect = Effect(brief.between(*LEVEL), brief.between(*START), brief.between(*DAYS))
    if brief.chance(COMPARED):
        return changing_lift(brief, effect, NOTE, good=good)
    return changing_goal(brief, effect, NOTE, good=good)
