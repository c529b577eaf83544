"""The average moves because the mix does."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.gauges import Acceptance
from hypercare.simulate.bench.stage import UP_TO_100K, Choices, stage, trial
from hypercare.simulate.bench.traits import drawn_trait
from hypercare.simulate.bench.trial import Scenario, Trial
from hypercare.simulate.bench.usage import Chances

SCENARIO = Scenario(
    id="mix_shift",
    title="The mix moves, nobody does",
    teaches="that more orders from those who always accepted are no effect: standardise the mix",
    ranges=(
        "acceptance of 8 to 15 % on Android and iOS, 35 to 45 % on the web; web orders double or triple, "
        "others fall by up to a half, for everybody; acceptance of each unit unchanged, or in four of ten "
        "trials up by 10 to 60 % (with the mix moving either way)"
    ),
    sizes=UP_TO_100K,
)
LOW, HIGH = (0.08, 0.15), (0.35, 0.45)
"""Share of offers accepted on the platforms."""
MORE, FEWER = (1.8, 3.0), (0.5, 0.8)
"""Factors of orders from go-live on."""
LIFT, GOOD = (1.1, 1.6), 0.4
BAD = (0.03, 0.12)
"""How far above no change the success of a bad one lies: well below what the mix does."""
HISTORY = (150, 300)


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    good = brief.chance(GOOD)
    low, high = brief.between(*LOW), brief.between(*HIGH)
    lift = brief.between(*LIFT) if good else 1.0
    more, fewer = brief.between(*MORE), brief.between(*FEWER)
    towards_web = not good or brief.chance(0.5)
    choices = Choices(
        (Acceptance(60, "before"),),
        trait=drawn_trait(brief, ("two_classes", "pareto_volumes", "heavy_shocks")),
        offers=(Chances((low, low, high)), Chances((low * lift, low * lift, high * lift))),
        tilt=(fewer, fewer, more) if towards_web else (more, more, fewer),
        segments=("platform",),
        flagged=True,
        history=brief.whole(*HISTORY),
    )
    staged = stage(brief, choices)
    placed = staged.placed(good=good, distance=None if good else brief.between(*BAD))
    return trial(
        staged, placed, f"Within each platform acceptance is {lift:.2f} times that of before.", forecastable=False
    )
