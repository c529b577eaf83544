"""What goes wrong between what units do and what is told of it."""

from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.model.instant import DAY_US, SECOND_US
from hypercare.model.sequences import Ints
from hypercare.model.verdict import Action
from hypercare.simulate.bench.acting import Rows, Tamper
from hypercare.simulate.bench.brief import Brief
from hypercare.simulate.bench.crowd import Crowd
from hypercare.simulate.bench.effects import Effect
from hypercare.simulate.bench.gauges import Lift
from hypercare.simulate.bench.orders import HOUR_US
from hypercare.simulate.bench.ordinary import CONTROL, GOALS_AT, lift_drawn, reaching
from hypercare.simulate.bench.scene import Scene
from hypercare.simulate.bench.stage import STOP, Choices, stage, trial
from hypercare.simulate.bench.traits import COMPARED, drawn_trait
from hypercare.simulate.bench.trial import Trial

ANDROID, WEB = 0, 2
FIRST_BROKEN = (0, 40)
"""Day on which the broken release reaches the clients."""
COPIES_US = (5_000, 2 * SECOND_US)
"""Between an event and its copy: a second listener, or a retry with a new key."""
LOST = (0.3, 0.9)
"""Share of the events that are lost."""
SHIFT_HOURS = 7
"""The clock of Jakarta sent as UTC; two hours more in Papua."""
FIRST_SHIFTED = (0, 20)
OFFLINE = (0.2, 0.5)
"""Share of Android accounts that are offline for days."""
DELAYS = (1.0, 6.0)
"""Mean days until their events are known."""
COMPARED_SHARE = 0.3
"""Share of launches that are compared with before; the others have a goal."""
BAD = (0.04, 0.2)
"""How far a bad launch lies below success: the copies lift it over."""


def measured_right(*, good: bool) -> frozenset[Action]:
    """What is right where the measurement is broken: to hold and mend it, or what the truth asks for."""
    return frozenset({Action.HOLD}) | (frozenset({Action.SCALE}) if good else STOP)


def tampered(brief: Brief, tamper: Tamper, note: str, *, good: bool) -> Trial:
    """A goal or a comparison whose orders are not told as they happened."""
    choices = _compared(brief, good=good) if brief.chance(COMPARED_SHARE) else reaching(brief)
    staged = stage(brief, choices).fitted(*GOALS_AT)
    placed = staged.placed(good=good, distance=None if good else brief.between(*BAD))
    right = measured_right(good=good)
    return trial(staged, placed, note, right=right, decidable=False, forecastable=False, tamper=tamper)


def _compared(brief: Brief, *, good: bool) -> Choices:
    """Against a control, which the broken release spares: it carries the feature."""
    return Choices(
        (Lift(60),),
        trait=drawn_trait(brief, COMPARED),
        effect=Effect.step(lift_drawn(brief) if good else 1.0),
        treated=round(brief.between(*CONTROL), 1),
    )


def doubled(brief: Brief) -> Tamper:
    """Orders of one platform are told twice from a day on."""
    platform, day = _platform(brief), brief.whole(*FIRST_BROKEN)

    def tamper(rng: Generator, scene: Scene, crowd: Crowd, rows: Rows) -> Rows:
        hit = np.flatnonzero(_broken(scene, crowd, rows, "order_created", platform, day))
        ts = rows.ts[hit] + rng.integers(*COPIES_US, len(hit))
        return replace(
            rows,
            unit=np.concatenate([rows.unit, rows.unit[hit]]),
            ts=np.concatenate([rows.ts, ts]),
            known=np.concatenate([rows.known, ts]),
            event=np.concatenate([rows.event, rows.event[hit]]),
        )

    return tamper


def dropped(brief: Brief) -> Tamper:
    """A share of the orders of one platform is lost from a day on."""
    platform, day, lost = _platform(brief), brief.whole(*FIRST_BROKEN), brief.between(*LOST)

    def tamper(rng: Generator, scene: Scene, crowd: Crowd, rows: Rows) -> Rows:
        hit = _broken(scene, crowd, rows, "order_created", platform, day)
        return rows.only(~(hit & (rng.random(len(hit)) < lost)))

    return tamper


def shifted(brief: Brief) -> Tamper:
    """What one client sends is told hours too late; the last step comes from the backend."""
    platform, day = _platform(brief), brief.whole(*FIRST_SHIFTED)

    def tamper(_rng: Generator, scene: Scene, crowd: Crowd, rows: Rows) -> Rows:
        hit = _broken(scene, crowd, rows, "bulk_opened", platform, day)
        hit |= _broken(scene, crowd, rows, "file_picked", platform, day)
        hours: Ints = (SHIFT_HOURS + crowd.ahead[rows.unit]) * HOUR_US
        ts = np.where(hit, rows.ts + hours, rows.ts)
        return replace(rows, ts=ts, known=ts)

    return tamper


def known_late(brief: Brief) -> Tamper:
    """Events of offline accounts are known days later."""
    share, delay = brief.between(*OFFLINE), brief.between(*DELAYS)

    def tamper(rng: Generator, _scene: Scene, crowd: Crowd, rows: Rows) -> Rows:
        offline = (crowd.platform == ANDROID) & (rng.random(len(crowd)) < share)
        late = (rng.exponential(delay, len(rows.ts)) * DAY_US).astype(np.int64)
        return replace(rows, known=np.where(offline[rows.unit], rows.ts + late, rows.ts))

    return tamper


def _platform(brief: Brief) -> int:
    return ANDROID if brief.chance(0.7) else WEB


def _broken(scene: Scene, crowd: Crowd, rows: Rows, event: str, platform: int, day: int) -> NDArray[np.bool_]:
    """Events of a name that the broken release tells: from a day on, of units of the platform with the feature."""
    release = (crowd.platform == platform) & crowd.treated
    since = rows.ts >= scene.world.start_of(day)
    return np.asarray((rows.event == rows.code(event)) & release[rows.unit] & since, np.bool_)
