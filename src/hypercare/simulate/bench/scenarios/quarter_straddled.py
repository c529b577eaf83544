"""A goal in a calendar quarter, for a launch in the middle of one."""

from datetime import datetime, timedelta

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.gauges import QUARTER, Goal
from hypercare.simulate.bench.ordinary import GOALS_AT
from hypercare.simulate.bench.stage import UP_TO_100K, Choices, stage, trial
from hypercare.simulate.bench.traits import RATES, drawn_trait
from hypercare.simulate.bench.trial import Scenario, Trial
from hypercare.simulate.bench.world import JAKARTA

SCENARIO = Scenario(
    id="quarter_straddled",
    title="A quarter is straddled",
    teaches="that a goal per quarter is not reached by the orders of two",
    ranges=(
        "live 20 to 65 days into a quarter; bad ones would pass if orders counted from go-live to the end of "
        "the next quarter; four in ten are good"
    ),
    sizes=UP_TO_100K,
)
INTO = (20, 65)
"""Days since the quarter began."""
YEARS = (2025, 2026)
GOOD = 0.4
PART = (0.25, 0.8)
"""Where success lies between the truth and the count of two quarters."""


def draw(seed: str, size: int) -> Trial:
    """A trial of that seed and size."""
    brief = Brief.of(SCENARIO.id, seed, size)
    quarter = datetime(brief.whole(*YEARS), 1 + 3 * brief.whole(0, 3), 1, 9, tzinfo=JAKARTA)
    live = quarter + timedelta(days=brief.whole(*INTO))
    staged = stage(brief, Choices((Goal(QUARTER),), QUARTER, drawn_trait(brief, RATES), live=live)).fitted(*GOALS_AT)
    good = brief.chance(GOOD)
    [gauge] = staged.declaration.gauges
    assert isinstance(gauge, Goal)
    truth = gauge.read(brief.reference, staged.scene).value
    both = gauge.since_entry(brief.reference, staged.scene)
    placed = staged.placed(good=good, distance=None if good else brief.between(*PART) * max(0.0, both - truth))
    note = f"{truth:.3f} reach the goal in the quarter, {both:.3f} would if the quarter before counted too."
    return trial(staged, placed, note)
