"""Twelve metrics with nothing behind any of them."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.effects import Effect
from hypercare.simulate.bench.gauges import Lift
from hypercare.simulate.bench.ordinary import CONTROL, lift_drawn
from hypercare.simulate.bench.stage import UP_TO_100K, Choices, stage, trial
from hypercare.simulate.bench.traits import COMPARED, drawn_trait
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="cherry_pick",
    title="One of twelve",
    teaches="that the best of twelve metrics is chance; only the declared primary decides",
    ranges=(
        "twelve rates against a control, correlated through the units, none changed; the success of the "
        "primary lies 3 to 15 % above; three in ten have a real lift of 4 to 60 %"
    ),
    sizes=UP_TO_100K,
)
OTHERS = 11
PART = (0.05, 0.3)
"""Share of orders that come with each of the other events."""
LEVELS = "{success: 105% of control, failure: 100% of control}"
GOOD = 0.3
BAD = (0.03, 0.15)


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    good = brief.chance(GOOD)
    kinds = tuple((f"kind_{number:02}", brief.between(*PART)) for number in range(1, OTHERS + 1))
    gauge = Lift(60)
    choices = Choices(
        (gauge,),
        trait=drawn_trait(brief, COMPARED),
        effect=Effect.step(lift_drawn(brief) if good else 1.0),
        treated=round(brief.between(*CONTROL), 1),
        kinds=kinds,
        metrics={f"{name}_rate": f"{{rate: {name}, per: 1000 accounts}}" for name, _ in kinds},
        extra=tuple((gauge.gate, f"{name}_rate", LEVELS) for name, _ in kinds),
    )
    staged = stage(brief, choices)
    placed = staged.placed(good=good, distance=None if good else brief.between(*BAD))
    return trial(staged, placed, "All twelve metrics move together, and only as the orders do.")
