"""A real lift that a trough hides."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.seasons import MASKS, seasonal
from hypercare.simulate.bench.stage import UP_TO_100K
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="seasonal_mask",
    title="Seasonal mask",
    teaches="that the Eid week or the days after Harbolnas are no failure of a launch",
    ranges=(
        "live just before Eid, after Harbolnas, or so that Eid lies in the second month; a real lift of 4 to "
        "60 %, or in a third of trials none"
    ),
    sizes=UP_TO_100K,
)
GOOD = 2 / 3


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    return seasonal(brief, MASKS, "The days that are read are quieter than those before", good=brief.chance(GOOD))
