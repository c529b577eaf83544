"""Launches whose effect changes with the time since they reached a unit."""

from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.effects import Effect
from hypercare.simulate.bench.gauges import QUARTER, Goal, Lift, rolling
from hypercare.simulate.bench.ordinary import CONTROL
from hypercare.simulate.bench.stage import LARGE, Choices, near_cycle, stage, trial
from hypercare.simulate.bench.traits import COMPARED, RATES, drawn_trait
from hypercare.simulate.bench.trial import Trial

EARLY_DAYS = 30
"""The first month, in which the pace deceives."""
PART = (0.25, 0.8)
"""Where success lies between the truth and what the pace of the first month promises."""
GOALS_AT = (0.12, 0.5)
BAD_LIFT = (0.03, 0.15)


def changing_goal(brief: Brief, effect: Effect, note: str, *, good: bool) -> Trial:
    """A goal of a quarter or of 60 or 90 days, with success where the first month's pace is on its wrong side.

    Where the pace of a good launch lies above the truth, or that of a bad one below, it deceives nobody.
    """
    cycle = QUARTER if brief.size >= LARGE or brief.chance(0.4) else rolling(60 if brief.chance(0.3) else 90)
    live = near_cycle(brief, QUARTER) if cycle is QUARTER else None
    trait = drawn_trait(brief, RATES)
    staged = stage(brief, Choices((Goal(cycle),), cycle, trait, effect=effect, live=live)).fitted(*GOALS_AT)
    [gauge] = staged.declaration.gauges
    assert isinstance(gauge, Goal)
    truth = gauge.read(brief.reference, staged.scene).value
    pace = gauge.on_pace(brief.reference, staged.scene, EARLY_DAYS)
    deceives = (pace > truth) is not good
    away = brief.between(*PART) * abs(pace - truth) if deceives else None
    told = f"{note}: {pace:.3f} on the pace of the first month, {truth:.3f} in the end."
    return trial(staged, staged.placed(good=good, distance=away), told)


def changing_lift(brief: Brief, effect: Effect, note: str, *, good: bool) -> Trial:
    """Orders against a control, read on days 31 to 90."""
    choices = Choices(
        (Lift(90),), trait=drawn_trait(brief, COMPARED), effect=effect, treated=round(brief.between(*CONTROL), 1)
    )
    staged = stage(brief, choices)
    placed = staged.placed(good=good, distance=None if good else brief.between(*BAD_LIFT))
    return trial(staged, placed, f"{note}: {effect.start:.2f} times at first, {effect.level:.2f} times in the end.")
