"""One region is down for days."""

from hypercare.model.verdict import Action
from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.effects import Outage
from hypercare.simulate.bench.gauges import Goal
from hypercare.simulate.bench.ordinary import GOALS_AT, cycle_of
from hypercare.simulate.bench.stage import SIZES, STOP, Choices, stage, trial
from hypercare.simulate.bench.traits import RATES, drawn_trait
from hypercare.simulate.bench.trial import Scenario, Trial
from hypercare.simulate.bench.trouble import Trouble

SCENARIO = Scenario(
    id="regional_outage",
    title="A region is down",
    teaches="to see a harm while it lasts, and not to bury a good launch for an outage that was mended",
    ranges=(
        "a region other than Java has 5 % of its orders, and failing requests, for 2 to 5 days between day 5 "
        "and 45: mended, the launch is good; in four of ten trials it stays down to the end"
    ),
    sizes=SIZES[2:],
)
REGIONS, STARTS, LENGTHS, LEFT = (1, 3), (5, 45), (2, 5), 0.05
"""Regions by number, days of the begin, days of the outage, and what still works."""
FAILED = (2.0, 8.0)
"""Failing requests per 1000 active account-days in ordinary times."""
GOOD = 0.6
FOREVER = 1000


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    good = brief.chance(GOOD)
    start = brief.whole(*STARTS)
    last = start + brief.whole(*LENGTHS) - 1 if good else FOREVER
    outage = Outage(brief.whole(*REGIONS), start, last, LEFT)
    cycle = cycle_of(brief)
    choices = Choices(
        (Goal(cycle),),
        cycle,
        drawn_trait(brief, RATES),
        outage=outage,
        troubles=(Trouble("request_failed", brief.between(*FAILED), outage=outage),),
        metrics={"failed": "{rate: request_failed, per: 1000 active accounts}"},
        guardrails={"failed": "{at most: 150% of before}"},
        segments=("region",),
    )
    staged = stage(brief, choices).fitted(*GOALS_AT)
    placed = staged.placed(good=True)
    if not good:
        return trial(staged, placed, f"A region is down from day {start} on.", good=False, right=STOP)
    return trial(
        staged,
        placed,
        f"A region was down on days {start} to {last} and was mended: stopping was right then, scaling is now.",
        right=frozenset({Action.SCALE, Action.PIVOT, Action.HOLD}),
        decidable=False,
    )
