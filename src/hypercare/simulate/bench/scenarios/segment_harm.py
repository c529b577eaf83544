"""The average passes, and one platform fails."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.gauges import Completion, share
from hypercare.simulate.bench.stage import SIZES, STOP, Choices, stage, trial
from hypercare.simulate.bench.thresholds import place
from hypercare.simulate.bench.traits import drawn_trait
from hypercare.simulate.bench.trial import Scenario, Trial
from hypercare.simulate.bench.usage import Chances

SCENARIO = Scenario(
    id="segment_harm",
    title="One platform is harmed",
    teaches="to look at every declared segment: an average hides whom it harms",
    ranges=(
        "iOS users complete at 10 to 35 % of the others' chance and lie below failure by 5 points or more; "
        "four in ten launches have iOS at 85 to 100 %"
    ),
    sizes=SIZES[2:],
)
CHANCE, HARMED, FINE = (0.4, 0.65), (0.1, 0.35), (0.85, 1.0)
"""Chance of completion, and that of iOS as a part of it."""
IOS = 1
GOOD = 0.4
AVERAGE = (0.02, 0.08)
"""How far the average lies above success."""
BELOW = 0.05


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    good = brief.chance(GOOD)
    chance = brief.between(*CHANCE)
    gauge = Completion()
    choices = Choices(
        (gauge,),
        # Chains that share their fate hide who is harmed by what; that trait belongs to other scenarios.
        trait=drawn_trait(brief, ("two_classes", "heavy_shocks")),
        chances=Chances((chance, chance * brief.between(*(FINE if good else HARMED)), chance)),
        segments=("platform",),
    )
    staged = stage(brief, choices)
    ios = share(*gauge.outcomes(brief.reference, staged.scene, IOS)).value
    reading = gauge.read(brief.reference, staged.scene)
    placed = place(brief, gauge, reading, good=True, distance=brief.between(*AVERAGE))
    note = f"iOS completes at {ios:.3f}, everybody at {reading.value:.3f}; failure is {placed.failure:g}."
    if good:
        return trial(staged, (placed,), note)
    assert ios < placed.failure - BELOW
    return trial(staged, (placed,), note, good=False, right=STOP)
