"""A gate relative to before, without a control and with too little history."""

from hypercare.model.verdict import Action
from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.effects import Effect
from hypercare.simulate.bench.gauges import Lift
from hypercare.simulate.bench.ordinary import lift_drawn
from hypercare.simulate.bench.stage import UP_TO_100K, Choices, stage, trial
from hypercare.simulate.bench.traits import COMPARED, drawn_trait
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="no_control",
    title="Nothing to compare with",
    teaches="that nobody can tell a launch from a season here: neither scale nor roll back",
    ranges="30 to 55 days of history, no control; a lift of 4 to 60 %, or in half of the trials none",
    sizes=UP_TO_100K,
)
HISTORY = (30, 55)
"""Days: the `before` window, and not twice as much."""
GOOD = 0.5


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    good = brief.chance(GOOD)
    choices = Choices(
        (Lift((30, 60, 90)[brief.whole(0, 2)], "before"),),
        trait=drawn_trait(brief, COMPARED),
        effect=Effect.step(lift_drawn(brief) if good else 1.0),
        flagged=True,
        history=brief.whole(*HISTORY),
    )
    staged = stage(brief, choices)
    return trial(
        staged,
        staged.placed(good=good),
        "Whether the season or the launch moved the orders cannot be known.",
        right=frozenset({Action.HOLD, Action.PIVOT}),
        decidable=False,
    )
