"""Clients that are offline, and tell days later."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.broken import known_late
from hypercare.simulate.bench.ordinary import GOALS_AT, completing, reaching
from hypercare.simulate.bench.stage import UP_TO_100K, stage, trial
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="late_data",
    title="Late data",
    teaches="what was known when: a launch is judged by what is in, and says when more came",
    ranges=(
        "20 to 50 % of Android accounts are offline, their events known 1 to 6 days late on average "
        "(exponential), lateness declared as 6 hours; half are good"
    ),
    sizes=UP_TO_100K,
)
GOOD = 0.5


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    choices = completing(brief) if brief.chance(0.5) else reaching(brief)
    staged = stage(brief, choices).fitted(*GOALS_AT)
    placed = staged.placed(good=brief.chance(GOOD))
    return trial(staged, placed, "A part of the events is known days late.", tamper=known_late(brief))
