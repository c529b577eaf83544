"""A client release that fires the counted event twice."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.broken import doubled, tampered
from hypercare.simulate.bench.stage import UP_TO_100K
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="double_fired",
    title="Double-fired events",
    teaches="to see that every second event is a copy before believing the number",
    ranges=(
        "Android or web fires twice from day 0 to 40 on, 5 ms to 2 s apart, each with a key of its own; "
        "the truth of bad ones lies 4 to 20 points, or %, below success; four in ten are good"
    ),
    sizes=UP_TO_100K,
)
GOOD = 0.4


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    return tampered(brief, doubled(brief), "Orders of one platform are counted twice.", good=brief.chance(GOOD))
