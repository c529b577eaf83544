"""A pilot with thirty accounts."""

from dataclasses import replace

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.gauges import MONTH, QUARTER, Goal
from hypercare.simulate.bench.ordinary import GOALS_AT, completing, reaching
from hypercare.simulate.bench.returning import MONTHLY, Rhythm
from hypercare.simulate.bench.stage import Choices, stage, trial
from hypercare.simulate.bench.traits import CADENCES, drawn_trait
from hypercare.simulate.bench.trial import Trial

DISTANCE = (0.05, 0.4)
"""How far the truth lies from success: with thirty accounts 30 points can be seen, and 10 cannot."""
LEAVING = (0.0, 0.15)


def tiny(brief: Brief, *, good: bool) -> Trial:
    """A goal, a funnel, or the goal of accounts that ship weekly or monthly."""
    kind = brief.whole(0, 2)
    choices = (completing(brief), reaching(brief), _rhythmic(brief))[kind]
    staged = stage(brief, replace(choices, history=None)).fitted(*GOALS_AT)
    return trial(staged, staged.placed(good=good, distance=brief.between(*DISTANCE)), "Thirty accounts.")


def _rhythmic(brief: Brief) -> Choices:
    cycle = QUARTER if brief.chance(0.5) else MONTH
    days = MONTHLY if cycle is QUARTER and brief.chance(0.5) else 7.0
    rhythm = Rhythm(days, brief.between(*LEAVING))
    return Choices((Goal(cycle),), cycle, drawn_trait(brief, CADENCES), rhythm=rhythm)
