"""Launches whose dates lie so that the calendar speaks for or against them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypercare.cycles.peaks import peaks
from hypercare.model.verdict import Action
from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.course import CALENDAR
from hypercare.simulate.bench.effects import Effect
from hypercare.simulate.bench.gauges import Lift
from hypercare.simulate.bench.ordinary import CONTROL, lift_drawn
from hypercare.simulate.bench.stage import NINE, STOP, Choices, stage, trial
from hypercare.simulate.bench.traits import COMPARED, drawn_trait
from hypercare.simulate.bench.trial import Trial
from hypercare.simulate.bench.world import JAKARTA

YEARS = (2025, 2026)
HISTORY = (160, 330)
"""At least nine blocks of 14 days beside the window before."""
CONTROLLED = 0.5
"""Share of launches that are compared with a control, which cancels what all share; the others with before."""
BAD = (0.02, 0.12)
"""How far success lies above no change where nothing changed: less than what the calendar does."""


@dataclass(frozen=True)
class Dates:
    """When a launch goes live, the day of its gate, and the days of its window before."""

    live: date
    gate: int
    before: int = 28


Timing = Callable[[Brief], Dates]


def before_a_double_date(brief: Brief) -> Dates:
    """0 to 2 days before 9.9, 10.10, 11.11 or 12.12: the window before holds none, days 0 to 30 do."""
    month = brief.whole(9, 12)
    return Dates(date(brief.whole(*YEARS), month, month) - timedelta(days=brief.whole(0, 2)), 30)


def before_december(brief: Brief) -> Dates:
    """Live on 8 to 10 November, gate on day 60: Harbolnas lies in the second month."""
    return Dates(date(brief.whole(*YEARS), 11, brief.whole(8, 10)), 60)


def after_the_trough(brief: Brief) -> Dates:
    """Live just after the Eid week, compared with 14 days that hold it."""
    return Dates(_eid(brief) + timedelta(days=brief.whole(8, 10)), 30, 14)


def before_eid(brief: Brief) -> Dates:
    """Live 2 to 6 days before Eid: the window before holds the surge, days 0 to 30 the trough."""
    return Dates(_eid(brief) - timedelta(days=brief.whole(2, 6)), 30)


def after_harbolnas(brief: Brief) -> Dates:
    """Live on 13 to 15 December: Harbolnas in the window before, the quiet turn of the year after."""
    return Dates(date(brief.whole(*YEARS), 12, brief.whole(13, 15)), 30)


def eid_in_the_second_month(brief: Brief) -> Dates:
    """Live 38 to 48 days before Eid, gate on day 60."""
    return Dates(_eid(brief) - timedelta(days=brief.whole(38, 48)), 60)


ILLUSIONS: tuple[Timing, ...] = (before_a_double_date, before_december, after_the_trough)
MASKS: tuple[Timing, ...] = (before_eid, after_harbolnas, eid_in_the_second_month)


def _eid(brief: Brief) -> date:
    year = brief.whole(*YEARS)
    return peaks(CALENDAR, ["eid_trough"], date(year, 1, 1), date(year, 12, 31))[0].first


def seasonal(brief: Brief, timings: tuple[Timing, ...], note: str, *, good: bool) -> Trial:
    """Orders against before, or against a control, at dates of one of the timings.

    Against before the sizes of the peaks are known to nobody: to wait, and to call it not shown, is right as well.
    """
    dates = timings[brief.whole(0, len(timings) - 1)](brief)
    controlled = brief.chance(CONTROLLED)
    choices = Choices(
        (Lift(dates.gate, "control" if controlled else "before"),),
        trait=drawn_trait(brief, COMPARED),
        effect=Effect.step(lift_drawn(brief) if good else 1.0),
        flagged=True,
        treated=round(brief.between(*CONTROL), 1) if controlled else 1.0,
        live=datetime.combine(dates.live, NINE, JAKARTA),
        history=brief.whole(*HISTORY),
        before=dates.before,
        peaks="{calendar: id, watch: [harbolnas, double_dates, payday, lebaran]}",
    )
    staged = stage(brief, choices)
    placed = staged.placed(good=good, distance=None if good else brief.between(*BAD))
    if controlled:
        return trial(staged, placed, note + ", and as much in the control.")
    waiting = frozenset({Action.HOLD, Action.PIVOT})
    right = waiting | (frozenset({Action.SCALE}) if good else STOP)
    return trial(staged, placed, note + ".", right=right, decidable=False)
