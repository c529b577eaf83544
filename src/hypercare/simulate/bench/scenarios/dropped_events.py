"""A client release that loses a share of an event."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.broken import dropped, tampered
from hypercare.simulate.bench.stage import UP_TO_100K
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="dropped_events",
    title="Dropped events",
    teaches="that a fall on one platform from one day on is a broken tracker, not a failing feature",
    ranges="Android or web loses 30 to 90 % of the orders from day 0 to 40 on; six in ten are good",
    sizes=UP_TO_100K,
)
GOOD = 0.6


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    return tampered(brief, dropped(brief), "Orders of one platform are lost.", good=brief.chance(GOOD))
