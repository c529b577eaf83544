"""From the choices of a scenario to a declared launch and its scene, and from those to a trial."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta

import numpy as np

from hypercare.cycles.business import first_full_cycle
from hypercare.cycles.day import local_date
from hypercare.model.metrics import Cycle
from hypercare.model.verdict import Action
from hypercare.simulate.bench.acting import Tamper, act, untouched
from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.crowd import Reach
from hypercare.simulate.bench.declaration import Declaration, cohort_days, last_day
from hypercare.simulate.bench.effects import Effect, Outage
from hypercare.simulate.bench.gauges import MONTH, Gauge, Goal
from hypercare.simulate.bench.orders import Habit
from hypercare.simulate.bench.returning import Rhythm
from hypercare.simulate.bench.scene import Scene
from hypercare.simulate.bench.thresholds import Placed, place
from hypercare.simulate.bench.trial import Trial, Truth
from hypercare.simulate.bench.trouble import Trouble
from hypercare.simulate.bench.usage import Chances
from hypercare.simulate.bench.world import JAKARTA, World

SIZES = (30, 100, 300, 1_000, 3_000, 10_000, 100_000, 1_000_000)
"""Units of the cohort: from a B2B pilot to a marketplace."""
UP_TO_100K = SIZES[:-1]
FIRST_LIVE = datetime(2025, 1, 6, 9, tzinfo=JAKARTA)
LIVE_DAYS = 700
"""Launches go live from January 2025 to December 2026."""
NINE = time(9)
PACES = {300: (25.0, 60.0), 3_000: (15.0, 45.0), 10_000: (8.0, 25.0), 100_000: (4.0, 7.0), 1_000_000: (2.5, 4.0)}
"""Orders of a unit in 90 ordinary days, by the largest size for which they hold: many for a few B2B accounts, few for
a marketplace, which also keeps the events of a trial below about ten million."""
QUARTER_DAYS = 90
HISTORY = (60, 200)
"""Days of facts before go-live: at least the `before` window twice."""
LARGE = 100_000
"""From this size on launches go live shortly before their cycle, and the facts end a fortnight after it."""
LARGE_HISTORY, LARGE_TAIL, LARGE_AHEAD = 35, 14, 14
REACH_MEANS = (3.0, 12.0)
"""Days after which most units that will come have come."""
FLAG_DAYS = 7
"""A flag reaches everybody who is active within about a week."""
STOP = frozenset({Action.PIVOT, Action.ROLLBACK})
PLATFORM_MIX = (9.0, 2.5, 4.0)
"""Android, iOS and web: Dirichlet, so that Android has about 58 %."""


@dataclass(frozen=True)
class Choices:
    """What a scenario chooses. Everything that is left out is drawn, or not there.

    `pace` is orders of a unit in 90 ordinary days. `treated` is the share of units with the feature: below 1 a flag
    hands it out, and the others are the control.
    `live` and `history` fix dates where a scenario is about dates; `tail` the days of facts after the last judgement.
    """

    gauges: tuple[Gauge, ...]
    cycle: Cycle = MONTH
    trait: str = ""
    pace: float | None = None
    effect: Effect = Effect()
    rhythm: Rhythm | None = None
    chances: Chances | None = None
    offers: tuple[Chances, Chances] | None = None
    troubles: tuple[Trouble, ...] = ()
    guardrails: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, str] = field(default_factory=dict)
    segments: tuple[str, ...] = ()
    flagged: bool = False
    treated: float = 1.0
    live: datetime | None = None
    history: int | None = None
    lateness: str = "6 hours"
    peaks: str = ""
    tilt: tuple[float, float, float] = (1.0, 1.0, 1.0)
    outage: Outage | None = None
    leak: float = 0.0
    kinds: tuple[tuple[str, float], ...] = ()
    extra: tuple[tuple[str, str, str], ...] = ()
    before: int = 28


@dataclass(frozen=True)
class Stage:
    """A launch that is declared but for its thresholds, and the scene that acts it out."""

    brief: Brief
    declaration: Declaration
    scene: Scene

    def with_gauge(self, gauge: Gauge) -> "Stage":
        """The same with another gauge of that name."""
        gauges = tuple(gauge if each.name == gauge.name else each for each in self.declaration.gauges)
        return replace(self, declaration=replace(self.declaration, gauges=gauges))

    def fitted(self, low: float, high: float) -> "Stage":
        """The same with goals that a share of units between the two reaches."""
        stage = self
        for gauge in self.declaration.gauges:
            if isinstance(gauge, Goal):
                wanted = self.brief.between(low, high)
                stage = stage.with_gauge(gauge.fitted(self.brief.reference, self.scene, wanted))
        return stage

    def placed(self, *, good: bool, distance: float | None = None) -> tuple[Placed, ...]:
        """Thresholds around the truth of every gauge. A bad launch has at least one that is missed."""
        gauges = self.declaration.gauges
        missed = self.brief.whole(0, len(gauges) - 1)
        return tuple(
            place(
                self.brief,
                gauge,
                gauge.read(self.brief.reference, self.scene),
                good=good or (number != missed and self.brief.chance(0.5)),
                distance=distance,
            )
            for number, gauge in enumerate(gauges)
        )


def stage(brief: Brief, choices: Choices) -> Stage:
    """The launch of a scenario's choices; what they leave open is drawn here."""
    is_large = brief.size >= LARGE
    live = choices.live or drawn_live(brief, choices.cycle)
    declaration = Declaration(
        scenario=brief.scenario,
        live=live,
        cycle=choices.cycle,
        gauges=choices.gauges,
        size=brief.size,
        flagged=choices.flagged or choices.treated < 1,
        split=choices.treated if choices.treated < 1 else None,
        controlled=choices.treated < 1,
        lateness=choices.lateness,
        metrics=choices.metrics,
        guardrails=choices.guardrails,
        segments=choices.segments,
        peaks=choices.peaks,
        extra=choices.extra,
        before=choices.before,
    )
    launch = declaration.launch()
    drawn = LARGE_HISTORY if is_large else brief.whole(*HISTORY)
    history = drawn if choices.history is None else choices.history
    last = last_day(launch, tail=LARGE_TAIL if is_large else None)
    world = World.of(brief, live, history, last, choices.trait)
    days = FLAG_DAYS if declaration.flagged else cohort_days(launch, choices.gauges, choices.cycle)
    mean = 1.5 if declaration.flagged else brief.between(*REACH_MEANS)
    platforms = brief.plan.dirichlet(PLATFORM_MIX)
    reach = Reach(
        days, mean, choices.treated, (float(platforms[0]), float(platforms[1]), float(platforms[2])), choices.leak
    )
    pace = drawn_pace(brief) if choices.pace is None else choices.pace / QUARTER_DAYS
    scene = Scene(
        world=world,
        reach=reach,
        habit=Habit(pace, choices.effect, choices.outage, choices.tilt),
        rhythm=choices.rhythm,
        chances=choices.chances,
        offers=choices.offers,
        troubles=choices.troubles,
        flagged=declaration.flagged,
        kinds=choices.kinds,
    )
    return Stage(brief, declaration, scene)


def drawn_live(brief: Brief, cycle: Cycle) -> datetime:
    """A working day of 2025 or 2026; for a large launch, shortly before its cycle begins."""
    live = FIRST_LIVE + timedelta(days=brief.whole(0, LIVE_DAYS - 1))
    if brief.size >= LARGE and first_full_cycle(cycle, live, JAKARTA) is not None:
        return near_cycle(brief, cycle)
    weekend = max(0, live.weekday() - 4)
    return live - timedelta(days=weekend)


def near_cycle(brief: Brief, cycle: Cycle) -> datetime:
    """A day in the fortnight before a calendar cycle begins."""
    window = first_full_cycle(cycle, FIRST_LIVE + timedelta(days=brief.whole(0, LIVE_DAYS - 1)), JAKARTA)
    assert window is not None
    first = local_date(window.start, JAKARTA) - timedelta(days=brief.whole(0, LARGE_AHEAD))
    return datetime.combine(first, NINE, JAKARTA)


def drawn_pace(brief: Brief) -> float:
    """Orders of a unit on an ordinary day."""
    low, high = next(paces for size, paces in PACES.items() if brief.size <= size)
    return float(np.exp(brief.between(np.log(low), np.log(high)))) / QUARTER_DAYS


def trial(
    stage: Stage,
    placed: Sequence[Placed],
    note: str,
    *,
    good: bool | None = None,
    right: frozenset[Action] | None = None,
    decidable: bool = True,
    forecastable: bool | None = None,
    tamper: Tamper = untouched,
) -> Trial:
    """The trial of a stage: its file with its thresholds, its facts, and its truth.

    `good` and `right` follow from the thresholds where they are not said; a forecast is sensible where nothing changes.
    """
    brief, declaration, scene = stage.brief, stage.declaration, stage.scene
    is_good = all(each.is_good for each in placed) if good is None else good
    stationary = not scene.habit.effect.changes and scene.habit.outage is None
    truth = Truth(
        good=is_good,
        right=_right(placed, good=is_good) if right is None else right,
        decidable=decidable,
        values={each.gauge.name: each.reading.value for each in placed},
        errors={each.gauge.name: each.reading.error for each in placed},
        forecastable=stationary if forecastable is None else forecastable,
        note=note,
    )
    return Trial(
        scenario=brief.scenario,
        seed=brief.seed,
        size=brief.size,
        launch_text=declaration.text({each.gauge.name: each.text() for each in placed}),
        facts=act(brief.facts, scene, brief.size, tamper),
        truth=truth,
        until=scene.world.until,
        trait=scene.world.trait,
    )


def _right(placed: Sequence[Placed], *, good: bool) -> frozenset[Action]:
    """Scale a good launch; roll back what failed in everything, or change it; change the rest."""
    if good:
        return frozenset({Action.SCALE})
    return STOP if all(each.is_below_failure for each in placed) else frozenset({Action.PIVOT})
