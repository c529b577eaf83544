"""A comparison with before that looks up because of the calendar."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.seasons import ILLUSIONS, seasonal
from hypercare.simulate.bench.stage import UP_TO_100K
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="seasonal_illusion",
    title="Seasonal illusion",
    teaches="that Harbolnas, payday or the end of a trough is no effect of a launch",
    ranges=(
        "live just before a double date, before 12.12 lies in the second month, or just after the Eid trough;"
        " no lift, or in a third of trials a real one of 4 to 60 %"
    ),
    sizes=UP_TO_100K,
)
GOOD = 1 / 3


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    return seasonal(brief, ILLUSIONS, "The days that are read are busier than those before", good=brief.chance(GOOD))
