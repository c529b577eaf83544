"""Monthly shippers, who stay."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.shippers import B2B, shippers
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="slow_cadence_good",
    title="Slow cadence, good",
    teaches="to wait for each account's own rhythm: on day 90 a monthly shipper is not through",
    ranges=(
        "2 to 8 % of accounts leave after each visit; visits every 30 days (log sd 0.18), retention by "
        "cadence at day 60 or 90; truth 1 to 30 points above success"
    ),
    sizes=B2B,
)
LEAVING = (0.02, 0.08)
"""Share that never comes back after a visit."""


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    return shippers(brief, brief.between(*LEAVING), good=True)
