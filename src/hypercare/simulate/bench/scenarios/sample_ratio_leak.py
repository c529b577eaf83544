"""A split that leaks: the busiest of the control slip into the feature."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.broken import measured_right
from hypercare.simulate.bench.effects import Effect
from hypercare.simulate.bench.gauges import Lift
from hypercare.simulate.bench.ordinary import lift_drawn
from hypercare.simulate.bench.stage import UP_TO_100K, Choices, stage, trial
from hypercare.simulate.bench.traits import COMPARED, drawn_trait
from hypercare.simulate.bench.trial import Scenario, Trial

SCENARIO = Scenario(
    id="sample_ratio_leak",
    title="The split leaks",
    teaches="to distrust a comparison whose groups were not made by chance",
    ranges=(
        "8 to 40 % of the busiest control units have the feature, fewer of quieter ones; nothing changes, or "
        "in three of ten trials orders by 4 to 60 %; success 1 to 6 % above the truth"
    ),
    sizes=UP_TO_100K,
)
LEAK, SPLITS = (0.08, 0.4), (0.5, 0.7)
GOOD = 0.3
BAD = (0.01, 0.06)


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    good = brief.chance(GOOD)
    choices = Choices(
        (Lift((60, 90)[brief.whole(0, 1)]),),
        trait=drawn_trait(brief, COMPARED),
        effect=Effect.step(lift_drawn(brief) if good else 1.0),
        treated=SPLITS[brief.whole(0, 1)],
        leak=brief.between(*LEAK),
    )
    staged = stage(brief, choices)
    placed = staged.placed(good=good, distance=None if good else brief.between(*BAD))
    note = "Busy units of the control have the feature: its group is better whatever the feature does."
    return trial(staged, placed, note, right=measured_right(good=good), decidable=False)
