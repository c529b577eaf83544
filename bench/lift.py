"""How often a lift is found where there is none, and how often a steady rate is called a slope.

A simulation is one launch without an effect: days before go-live and 91 days after, whose logarithms are an AR(1). It
errs when the interval of days 31 to 90 against before excludes 0. The product's own code reads counts; ordinary least
squares and GLSAR with an estimated correlation stand beside it, on the same logarithms.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from hypercare.analysis.lift.lift import Comparison, Lift, lift_of
from hypercare.analysis.series.series import Series
from hypercare.cycles.day import DAY
from hypercare.model.estimate import Insufficient
from hypercare.stats.autoregression import given
from hypercare.stats.quotient_change import PAIRS, Stratum, UnitSums, quotient_change
from hypercare.stats.slope import LEAST_DAYS, Slope, slope_of

Floats = NDArray[np.float64]

LIVE = date(2026, 9, 22)
SPANS = ((0, 30), (31, 90))
BEFORE, AFTER = 28, 91
BURN_IN = 200  # an AR(1) of .95 has forgotten its start
ROUNDS = 10  # of estimating the correlation and the coefficients in turn, as GLSAR does
SEED = 20260922
BAR = "<= 8"
SPREAD = 0.1  # a day is off by a tenth


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


@dataclass(frozen=True)
class World:
    """A launch without an effect: its days before, the correlation of its days, the events of a day, and what else
    moves the logarithm of a day. With a control, both share a common AR(1) of .9 that is three times as large.
    """

    before: int
    correlation: float
    level: float = 10_000.0
    control: bool = False
    moved: Callable[[Floats, np.random.Generator], Floats] | None = None
    heavy: bool = False

    def draw(self, rng: np.random.Generator) -> Comparison:
        """One launch."""
        common = ar1(rng, self.days, 0.9, 3 * SPREAD) if self.control else np.zeros(self.days)
        if self.moved is not None:
            common = common + self.moved(np.arange(-self.before, AFTER, dtype=np.float64), rng)
        treated, control = (self._series(rng, common) for _ in range(2))
        return Comparison(treated, LIVE, BEFORE, control=control if self.control else None)

    @property
    def days(self) -> int:
        """All days."""
        return self.before + AFTER

    def _series(self, rng: np.random.Generator, common: Floats) -> Series:
        logs = common + ar1(rng, self.days, self.correlation, SPREAD, heavy=self.heavy)
        counts = rng.poisson(self.level * np.exp(logs))
        return Series(LIVE - self.before * DAY, tuple(map(int, counts)), (1000,) * self.days)


def ar1(rng: np.random.Generator, days: int, correlation: float, spread: float, *, heavy: bool = False) -> Floats:
    """An AR(1) of some days; `heavy` shocks are Student's t with 4 degrees of freedom."""
    shocks = rng.standard_t(4, days + BURN_IN) / math.sqrt(2) if heavy else rng.normal(size=days + BURN_IN)
    found = np.zeros(days + BURN_IN)
    for t in range(1, days + BURN_IN):
        found[t] = correlation * found[t - 1] + math.sqrt(1 - correlation**2) * shocks[t]
    return spread * found[BURN_IN:]


def run(report: Report, simulations: int = 1000) -> None:
    """Reports false lifts in % by world, and false slopes."""
    for name, world, bar in worlds():
        rng = np.random.default_rng([SEED, *name.encode()])
        found = [errs(world.draw(rng)) for _ in range(simulations)]
        for method, place, promised in (("", 0, bar), (": least squares", 1, None), (": GLSAR", 2, None)):
            told = [each[place] for each in found if each[place] is not None]
            if told:
                report.row(f"{name}{method}", round(100 * float(np.mean(told)), 1), "% false lifts", promised)
    for name, crowds in split_worlds():
        rng = np.random.default_rng([SEED, *name.encode()])
        told = [each for _ in range(simulations) if (each := crowds.errs(rng)) is not None]
        report.row(name, round(100 * float(np.mean([each[0] for each in told])), 1), "% false lifts", BAR)
        report.row(f"{name}: half width", round(100 * float(np.median([each[1] for each in told])), 1), "%", None)
        if len(told) < simulations:
            report.row(f"{name}: said nothing", round(100 * (1 - len(told) / simulations), 1), "%", None)
    for name, course in slopes():
        rng = np.random.default_rng([SEED, *name.encode()])
        wrong = np.mean([course(rng) for _ in range(simulations)])
        report.row(f"{name}, daily looks", round(100 * float(wrong), 1), "% false slopes", None)


def worlds() -> Iterator[tuple[str, World, str | None]]:
    """The launches without an effect, and what is promised of them."""
    for before in (29, 59, 364):
        for correlation in (0.0, 0.5, 0.8):
            yield f"T={before + AFTER}, AR {correlation:g}", World(before, correlation), BAR
    yield "T=455, AR .95", World(364, 0.95), BAR
    yield "T=150, AR .8, 100 events a day", World(59, 0.8, 100), BAR
    yield "T=455, AR .5, 3 events a day, by week", World(364, 0.5, 3), BAR
    yield "T=455, AR .8, heavy tails", World(364, 0.8, heavy=True), BAR
    yield "T=455, AR .5, waves of 8 weeks", World(364, 0.5, moved=waves), BAR
    yield "T=455, AR .5, growth of a fifth a quarter", World(364, 0.5, moved=growth), BAR
    yield "T=231, AR .5, growth of a fifth a quarter", World(140, 0.5, moved=growth), BAR
    for before in (140, 364):
        for step in (0.01, 0.02):
            yield f"T={before + AFTER}, AR .5, a walk of {step:.0%} a day", World(before, 0.5, moved=walk(step)), BAR
        for since in (35, 60, 100):
            name = f"T={before + AFTER}, AR .5, a fifth more from {since} days before on"
            yield name, World(before, 0.5, moved=jump(since)), BAR
    for correlation in (0.5, 0.8):
        yield f"T=150, AR {correlation:g}, with a control", World(59, correlation, control=True), BAR


@dataclass(frozen=True)
class Crowds:
    """Two groups that chance made, without an effect: units of a pace of their own, so many events a day, in a month
    that is twice as busy as the one before. `drift` (log sd) is how far the pace of each unit moves by itself.
    """

    treated: int
    control: int
    paces: str
    daily: float
    drift: float = 0.0

    def errs(self, rng: np.random.Generator) -> tuple[bool, float] | None:
        """Whether a lift is found, and half the width of its interval; None where nothing is said."""
        groups = ([Stratum(Fraction(1), self._sums(rng, units))] for units in (self.treated, self.control))
        found = quotient_change(*groups, by_chance=True)
        if isinstance(found, Insufficient):
            return None
        interval = found.interval()
        return interval.low > 0 or interval.high < 0, (interval.high - interval.low) / 2

    def _sums(self, rng: np.random.Generator, units: int) -> UnitSums:
        pace = PACES[self.paces](rng, units) * self.daily
        moved = np.exp(self.drift * rng.normal(size=units))
        lines = np.stack(
            [rng.poisson(60 * moved * pace), np.full(units, 30), rng.poisson(28 * pace), np.full(units, 28)]
        )
        products = tuple(int(lines[one] @ lines[two]) for one, two in PAIRS)
        return UnitSums(units, tuple(map(int, lines.sum(axis=1))), products)


def pareto(rng: np.random.Generator, units: int) -> Floats:
    """A tail of 1.2, the largest no more than 150 times the smallest, by inversion."""
    tail, cap = 1.2, 150.0
    found = (1 - rng.random(units) * (1 - cap**-tail)) ** (-1 / tail)
    return np.asarray(found / (tail / (tail - 1) * (1 - cap ** (1 - tail)) / (1 - cap**-tail)))


PACES: dict[str, Callable[[np.random.Generator, int], Floats]] = {
    "gamma": lambda rng, units: rng.gamma(0.8, 1 / 0.8, units),
    "log-normal": lambda rng, units: np.exp(1.4 * rng.normal(size=units) - 0.98),
    "Pareto": pareto,
}


def split_worlds() -> Iterator[tuple[str, Crowds]]:
    """Groups of many sizes, and of units of many kinds."""
    for treated, control, daily in ((30, 13, 0.5), (100, 60, 0.4), (1000, 600, 0.2), (10_000, 6_000, 0.15)):
        for paces in PACES:
            yield f"split {treated}/{control}, {paces}", Crowds(treated, control, paces, daily)
        yield f"split {treated}/{control}, gamma, units drift", Crowds(treated, control, "gamma", daily, 0.5)


def waves(day: Floats, rng: np.random.Generator) -> Floats:
    """A tenth up and down in eight weeks, at any phase."""
    return 0.1 * np.sin(2 * np.pi * (day / 56 + rng.random()))


def walk(step: float) -> Callable[[Floats, np.random.Generator], Floats]:
    """A level that walks at random."""

    def moved(day: Floats, rng: np.random.Generator) -> Floats:
        return np.cumsum(rng.normal(0, step, len(day)))

    return moved


def jump(since: int) -> Callable[[Floats, np.random.Generator], Floats]:
    """A level that is a fifth higher from so many days before go-live on."""

    def moved(day: Floats, rng: np.random.Generator) -> Floats:
        del rng
        return np.where(day >= -since, math.log(1.2), 0.0)

    return moved


def growth(day: Floats, rng: np.random.Generator) -> Floats:
    """A business that grows anyway."""
    del rng
    return math.log(1.2) * day / 90


def errs(compared: Comparison) -> tuple[bool | None, bool | None, bool | None]:
    """Whether the product, least squares and GLSAR find a lift; None where there is no answer."""
    found = lift_of(compared, SPANS)
    own = None if isinstance(found, Insufficient) else _excludes(found)
    if compared.control is not None or min(compared.treated.above) == 0:
        return own, None, None
    y = np.log(np.array(compared.treated.above, dtype=np.float64))
    day = np.arange(len(y)) - (LIVE - compared.treated.first).days
    weekday = [(day % 7 == each).astype(float) for each in range(1, 7)]
    x = np.column_stack([day > SPANS[0][1], (day >= 0) & (day <= SPANS[0][1]), np.ones(len(y)), *weekday]).astype(float)
    return own, _found(y, x, 0.0), _found(y, x, glsar(y, x))


def _excludes(found: Lift) -> bool:
    interval = found.effects[-1].interval
    return interval.low > 0 or interval.high < 0


def glsar(y: Floats, x: Floats) -> float:
    """The correlation that feasible least squares settle on, by Yule and Walker's estimate of the residuals'."""
    correlation = 0.0
    for _ in range(ROUNDS):
        residual = y - x @ given(y, x, np.arange(len(y)), correlation=correlation)[0]
        correlation = min(max(float(residual[1:] @ residual[:-1] / (residual @ residual)), 0.0), 0.99)
    return correlation


def _found(y: Floats, x: Floats, correlation: float) -> bool:
    coefficients, covariance = given(y, x, np.arange(len(y)), correlation=correlation)
    half = float(stdtrit(len(y) - x.shape[1], 0.975)) * math.sqrt(float(covariance[0, 0]))
    return abs(float(coefficients[0])) > half


def slopes() -> Iterator[tuple[str, Callable[[np.random.Generator], bool]]]:
    """Rates that neither fall nor rise, looked at on every day from the first that says anything to day 90."""
    for level in (5.0, 50.0):
        yield f"slope, {level:g} events a day", lambda rng, level=level: is_misled(rng.poisson(level, 90))
        yield (
            f"slope, {level:g} events a day, dispersion 3",
            lambda rng, level=level: is_misled(rng.negative_binomial(level / 2, 1 / 3, 90)),
        )
    for correlation in (0.5, 0.8):
        yield (
            f"slope, 500 events a day, AR {correlation:g}",
            lambda rng, correlation=correlation: is_misled(
                rng.poisson(500 * np.exp(ar1(rng, 90, correlation, SPREAD)))
            ),
        )


def is_misled(counts: NDArray[np.int64]) -> bool:
    """Whether any daily look calls it a slope."""
    for days in range(LEAST_DAYS, len(counts) + 1):
        found = slope_of(counts[:days], np.ones(days))
        if isinstance(found, Slope) and (found.interval.low > 0 or found.interval.high < 0):
            return True
    return False
