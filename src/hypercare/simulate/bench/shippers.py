"""B2B accounts that ship once a month."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.gauges import MONTH, QUARTER, CadenceComeback
from hypercare.simulate.bench.returning import MONTHLY, Rhythm
from hypercare.simulate.bench.stage import SIZES, Choices, stage, trial
from hypercare.simulate.bench.traits import CADENCES, drawn_trait
from hypercare.simulate.bench.trial import Trial

B2B = tuple(size for size in SIZES if size <= 10_000)
HISTORY = (130, 200)
"""Days before go-live: four visits, so that a rhythm can be told."""


def shippers(brief: Brief, leaving: float, *, good: bool) -> Trial:
    """Retention by each account's own cadence, with thresholds on either side of it."""
    gauge = CadenceComeback(90 if brief.chance(0.6) else 60)
    choices = Choices(
        (gauge,),
        QUARTER if brief.chance(0.5) else MONTH,
        drawn_trait(brief, CADENCES),
        rhythm=Rhythm(MONTHLY, leaving),
        history=brief.whole(*HISTORY),
    )
    staged = stage(brief, choices)
    note = f"{100 * leaving:.0f} % of accounts leave after each visit."
    return trial(staged, staged.placed(good=good), note, forecastable=leaving < 0.1)
