"""A client that sends local time as if it were UTC."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.broken import measured_right, shifted
from hypercare.simulate.bench.ordinary import completing
from hypercare.simulate.bench.stage import UP_TO_100K, stage, trial
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="zone_shift",
    title="Local time sent as UTC",
    teaches="that steps in the wrong order on one platform are a broken clock",
    ranges=(
        "Android or web is 7 to 9 hours ahead from day 0 to 20 on in the first two steps, the backend's third"
        " step is right; six in ten are good"
    ),
    sizes=UP_TO_100K,
)
GOOD = 0.6


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    good = brief.chance(GOOD)
    staged = stage(brief, completing(brief))
    return trial(
        staged,
        staged.placed(good=good),
        "The first steps of one platform are told hours too late.",
        right=measured_right(good=good),
        decidable=False,
        tamper=shifted(brief),
    )
