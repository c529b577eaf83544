"""How good forecasts of a running cycle are: do intervals hold the truth, and is what would be worthless left unsaid.

A simulation is a company of units whose orders of 90 days are drawn day by day; the forecast is made at the end of day
30 (or later) by the product's own code, from sums as the facts give them. The rates are gamma-distributed with a shape
of 1.2 and a mean of 38 orders in 90 days; the goal is 60.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import nbinom

from hypercare.analysis.cycle.exposure import DayWeights
from hypercare.analysis.cycle.forecast import Asking, Forecast, as_if_steady, chances, forecast
from hypercare.analysis.cycle.outlook import MOST_TOLD_APART, Bursts, Outlook
from hypercare.analysis.cycle.outlook_kernel import WEEK
from hypercare.analysis.cycle.window import CycleDays

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DAYS, GOAL, SHAPE, MEAN = 90, 60, 1.2, 38.0
SEED = 20261001
FIRST = date(2026, 10, 1)
REPEATS = 80
BAR_COVERED, BAR_ABSTAINED, BAR_BRIER = "90-98", ">= 90", "<= 0.05"
NO_SHOCK = 1e-9


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


@dataclass(frozen=True)
class World:
    """What is simulated, and what the forecast is told of it.

    `course` (90,) is how the rate goes on with the days since exposure, `calendar` (90,) what the days weigh, of which
    the forecast knows `known`. Units are exposed in the first `staggered` days. `dispersion` says how orders burst;
    `shock` is the sd of a common shock to the days ahead, of which the forecast assumes `assumed`. `draw` gives units
    their mean orders in 90 days.
    """

    name: str
    units: int = 2_000
    course: tuple[float, ...] = (1.0,) * DAYS
    calendar: tuple[float, ...] = (1.0,) * DAYS
    known: tuple[float, ...] = (1.0,) * DAYS
    staggered: int = 0
    dispersion: float = 1.0
    shock: float = 0.0
    assumed: float = NO_SHOCK
    day: int = 30
    draw: Callable[[np.random.Generator, int], Floats] = lambda rng, units: rng.gamma(SHAPE, MEAN / SHAPE, units)


@dataclass(frozen=True)
class Seen:
    """One simulated company: what the forecast is told, and the share that reached the goal in the end."""

    outlook: Outlook
    reached: NDArray[np.bool_]
    cell: NDArray[np.intp]
    twenty: float
    pace: float


def simulated(world: World, rng: np.random.Generator) -> Seen:
    """One company."""
    means = world.draw(rng, world.units) / DAYS
    if world.staggered:
        return _staggered(world, means, rng)
    exposed = np.full(world.units, -1)
    since = np.arange(DAYS)[None, :] - exposed[:, None] - 1
    course = np.where(since >= 0, np.array(world.course)[np.maximum(since, 0)], 0.0)
    rate = means[:, None] * course * np.array(world.calendar)
    shock = np.exp(rng.normal(-(world.shock**2) / 2, world.shock)) if world.shock else 1.0
    rate[:, world.day :] *= shock
    orders = _orders(rng, rate, world.dispersion)
    return _seen(world, orders, exposed)


def _staggered(world: World, means: Floats, rng: np.random.Generator) -> Seen:
    """Units that are exposed one by one, and have 90 days of their own from the day after."""
    exposed = rng.integers(0, world.staggered, world.units)
    days = np.arange(world.staggered + DAYS + 1)[None, :] - exposed[:, None]
    orders = rng.poisson(means[:, None] * ((days > 0) & (days <= DAYS)))
    seen, done = orders[:, : world.day], orders[:, : world.day].sum(axis=1)
    keys = np.stack((exposed + 1, np.minimum(done, GOAL), np.minimum(done, MOST_TOLD_APART)), axis=1)
    cells, cell, units = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    by_day = {int(each): seen[exposed == each] for each in np.unique(exposed)}
    outlook = Outlook(
        # Half of the day on which a cycle ends is in it: here none is, so that it ends a day earlier, by a half.
        CycleDays(FIRST, world.day, 0, world.staggered + DAYS, DAYS),
        GOAL,
        cells[:, 0],
        cells[:, 1],
        cells[:, 2],
        units,
        {each + 1: _bursts(rows[:, each + 1 :]) for each, rows in by_day.items()},
        {each: tuple(rows.sum(axis=0).tolist()) for each, rows in by_day.items()},
        {each: len(rows) for each, rows in by_day.items()},
    )
    watched = np.maximum(world.day - exposed - 1, 1)
    pace = float(np.mean(done / watched * DAYS >= GOAL))
    return Seen(outlook, orders.sum(axis=1) >= GOAL, cell.reshape(-1), float(np.mean(done >= GOAL / 3)), pace)


def _orders(rng: np.random.Generator, rate: Floats, dispersion: float) -> Ints:
    if dispersion <= 1:
        return rng.poisson(rate)
    return rng.negative_binomial(np.maximum(rate / (dispersion - 1), 1e-12), 1 / dispersion)


def _seen(world: World, orders: Ints, exposed: Ints) -> Seen:
    day = world.day
    start = np.maximum(exposed + 1, 0)
    done = orders[:, :day].sum(axis=1)
    reached = orders.sum(axis=1) >= GOAL
    keys = np.stack((start, np.minimum(done, GOAL), np.minimum(done, MOST_TOLD_APART)), axis=1)
    cells, cell, units = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    days = np.maximum(exposed, -1)
    by_exposure = {int(each) + 1: (0, *orders[days == each][:, :day].sum(axis=0).tolist()) for each in np.unique(days)}
    # The day before the first is that of exposure where nobody is staggered: days are counted from there.
    outlook = Outlook(
        CycleDays(FIRST, day + 1, 1, DAYS + 1, 0),
        GOAL,
        cells[:, 0] + 1,
        cells[:, 1],
        cells[:, 2],
        units,
        {int(each) + 1: _bursts(orders[start == each][:, each:day]) for each in np.unique(start)},
        by_exposure,
        {int(each) + 1: int((days == each).sum()) for each in np.unique(days)},
    )
    watched = np.maximum(day - start, 1)
    pace = float(np.mean(done / watched * (DAYS - start) >= GOAL))
    return Seen(outlook, reached, cell.reshape(-1), float(np.mean(done >= GOAL / 3)), pace)


def _bursts(orders: Ints) -> Bursts:
    weeks = orders[:, : orders.shape[1] // WEEK * WEEK].reshape(len(orders), -1, WEEK).sum(axis=2)
    total = orders.sum(axis=1)
    return Bursts(
        len(orders),
        int(total.sum()),
        int((total**2).sum()),
        int((orders**2).sum()),
        int(weeks.sum()),
        int((weeks.sum(axis=1) ** 2).sum()),
        int((weeks**2).sum()),
    )


@dataclass(frozen=True)
class Found:
    """What the forecasts of one world were like, over its repeats: means, and shares of the repeats."""

    truth: float
    already: float
    twenty: float
    pace: float
    expected: float
    covered: float
    width: float
    abstained: float
    brier: float


def measured(world: World, *, repeats: int = REPEATS, seed: int = SEED, guarded: bool = True) -> Found:
    """The forecasts of a world; not `guarded`, also where they are worthless."""
    say = forecast if guarded else as_if_steady
    rng = np.random.default_rng(seed)
    truth, already, twenty, pace = [], [], [], []
    told: list[tuple[float, bool, float, float]] = []
    weights = DayWeights((1.0, *world.known, *(1.0,) * (world.staggered + 1)))
    for number in range(repeats):
        seen = simulated(world, rng)
        share = float(seen.reached.mean())
        truth.append(share)
        already.append(seen.outlook.reached / seen.outlook.size)
        twenty.append(seen.twenty)
        pace.append(seen.pace)
        said = say(seen.outlook, weights, Asking(shock=world.assumed, seed=number))
        if isinstance(said, Forecast):
            covers = said.low <= share <= said.high
            told.append((said.expected, covers, said.high - said.low, brier(seen, weights, said)))
    means = [float(np.mean(each)) for each in (truth, already, twenty, pace)]
    expected, covered, width, score = np.mean(told, axis=0).tolist() if told else [float("nan")] * 4
    return Found(
        truth=means[0],
        already=means[1],
        twenty=means[2],
        pace=means[3],
        expected=expected,
        covered=covered,
        width=width,
        abstained=1 - len(told) / repeats,
        brier=score,
    )


def brier(seen: Seen, weights: DayWeights, said: Forecast) -> float:
    """The mean squared distance of each unit's chance from what became of it."""
    rates = {"shape": said.shape, "mean": said.mean, "dispersion": said.dispersion}
    chance = chances(seen.outlook, weights, **rates, shock=said.shock, drift=said.drift)[seen.cell]
    return float(np.mean((chance - seen.reached) ** 2))


def course(first: float, last: float, days: float) -> tuple[float, ...]:
    """A rate that goes from one level to another, by so many days the first e-th of the way."""
    return tuple((last + (first - last) * np.exp(-np.arange(DAYS) / days)).tolist())


def mean_for(share: float) -> float:
    """The mean number of orders in 90 days with which so many units reach the goal."""
    return float(brentq(lambda mean: nbinom.sf(GOAL - 1, SHAPE, SHAPE / (SHAPE + mean)) - share, 1.0, 200.0))


def leveled(shape: tuple[float, ...], share: float) -> tuple[float, ...]:
    """A course of that form with which so many units reach the goal in the end."""
    return tuple((np.array(shape) * mean_for(share) / MEAN / np.mean(shape)).tolist())


PEAKS = tuple(4.0 if day in {5, 10, 11, 12, 20, 25} else 1.0 for day in range(DAYS))
DECAY, RAMP = leveled(course(1.0, 0.45, 25), 0.115), leveled(course(0.35, 1.6, 45), 0.261)


def log_normal(rng: np.random.Generator, units: int) -> Floats:
    """Mean orders in 90 days, as no gamma distribution has them; nor have the next two."""
    return rng.lognormal(np.log(MEAN) - 0.5, 1.0, units)


def two_classes(rng: np.random.Generator, units: int) -> Floats:
    """Three in ten order 90 times, the others 16 times."""
    return np.where(rng.random(units) < 0.3, rng.gamma(8, 90 / 8, units), rng.gamma(3, 16 / 3, units))


def pareto(rng: np.random.Generator, units: int) -> Floats:
    """At least 15 orders, and a few have hundreds."""
    return np.asarray(15 * (1 + rng.pareto(1.6, units)), dtype=np.float64)


def as_they_are() -> Iterator[World]:
    """What a forecast that takes rates as steady says of each world, whether it should or not."""
    yield World("stationary")
    yield World("exposed over 30 days, a cycle of each one's own", staggered=30)
    yield World("novelty decay, unmodelled", course=DECAY)
    yield World("the same, decay in the exposure", course=DECAY, known=DECAY)
    yield World("slow burn, unmodelled", course=RAMP)
    yield World("six days of four times as much in month 1, unmodelled", calendar=PEAKS)
    yield World("the same, peaks in the exposure", calendar=PEAKS, known=PEAKS)
    yield World("bursts of 3", dispersion=3.0)
    yield World("common shock 0.15, ignored", shock=0.15)
    yield World("common shock 0.15, modelled", shock=0.15, assumed=0.15)


def shocked(world: World) -> World:
    """The same world with common shocks as large as is assumed of them."""
    return replace(world, shock=0.2, assumed=0.2)


def as_issued() -> Iterator[World]:
    """What is issued, abstentions included, with the shock that is assumed by default."""
    sizes = (30, 50, 100, 300, 1_000, 2_000)
    for units, day in (*((size, 30) for size in sizes), (30, 60), (100, 60), (300, 60), (2_000, 60)):
        yield World(f"stationary, {units:,} units, day {day}", units=units, day=day)
    for name, draw in (("log-normal", log_normal), ("two classes of", two_classes), ("Pareto", pareto)):
        yield World(f"{name} rates, 500 units, day 60", units=500, day=60, draw=draw)
    yield World("bursts of 6, 500 units, day 60", units=500, day=60, dispersion=6.0)


def as_planted() -> Iterator[World]:
    """Courses that go on: here a forecast would be worthless."""
    for name, planted in (("decay", DECAY), ("ramp", RAMP)):
        for units, day in ((100, 30), (300, 30), (2_000, 30), (100, 60), (300, 60), (2_000, 60)):
            yield World(f"{name}, {units:,} units, day {day}", units=units, day=day, course=planted)


def run(report: Report, repeats: int = REPEATS) -> None:
    """Reports the three tables of docs/forecast.md."""
    for world in as_they_are():
        found = measured(world, repeats=repeats, guarded=False)
        report.row(f"{world.name}: truth", found.truth, "", None)
        report.row(f"{world.name}: reached by now", found.already, "", None)
        report.row(f"{world.name}: a third of the goal done", found.twenty, "", None)
        report.row(f"{world.name}: at the pace of the goal", found.pace, "", None)
        report.row(f"{world.name}: expected", found.expected, "", None)
        report.row(f"{world.name}: bias", found.expected - found.truth, "", None)
        report.row(f"{world.name}: 95 % interval holds it", 100 * found.covered, "%", None)
        report.row(f"{world.name}: width", found.width, "", None)
        report.row(
            f"{world.name}: Brier score per unit", found.brier, "", BAR_BRIER if world.name == "stationary" else None
        )
    for world in map(shocked, as_issued()):
        found = measured(world, repeats=4 * repeats)
        report.row(f"{world.name}: abstains", 100 * found.abstained, "%", None)
        report.row(f"{world.name}: 95 % interval holds it", 100 * found.covered, "%", BAR_COVERED)
        report.row(f"{world.name}: width", found.width, "", None)
        report.row(f"{world.name}: Brier score per unit", found.brier, "", None)
    for world in map(shocked, as_planted()):
        found = measured(world, repeats=repeats)
        report.row(f"{world.name}: abstains", 100 * found.abstained, "%", BAR_ABSTAINED)
