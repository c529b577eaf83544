"""The lift of a metric against before, or of the quotient to a control against what it was before.

`ln y = level + older + span_1 + span_2 + ... + weekday + growth + u + e`, of y the value by day, week or fortnight,
divided by the control's where there is one: what moves both alike, peaks above all, then cancels. The level is that of
the window before; what is older has a level of its own, and tells how days hang together, how far placebo launches go
astray and, without a control, what grows anyway.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.lacking import Ahead
from hypercare.analysis.lift.ahead import days_ahead
from hypercare.analysis.lift.periods import LENGTHS, Days, Floats, Periods, Side, days_of, periods_of, weekdays
from hypercare.analysis.series.series import Series
from hypercare.model.estimate import Insufficient, Interval
from hypercare.model.text import Text
from hypercare.stats.arguments import DEFAULT_ALPHA
from hypercare.stats.autoregression import Regression, regress
from hypercare.stats.placebo import LEAST_PLACEBOS, Placebo, inflation, placebo_scores

LEAST_BEFORE = 14
"""Two of each weekday: fewer days are no level to compare with."""
LEAST_SPAN = 7
"""Days since go-live that are told as one effect are a week at least."""
PLACEBO_DAYS = 14
QUARTER = 90
"""Growth is told per so many days."""
GROWTH, GROWTH_OF_SHARES = 0.2, 0.1
"""How much a business grows anyway in a quarter, one standard deviation: a fifth does well, and shares, prices and what
is counted per active unit move half as far. Where the history is long it says how much; where it is short, a slope of
its own would leave open more than any business does, and took a quarter off the precision of weekly comparisons."""


class Controlled(StrEnum):
    """What keeps a lift from being the season's: a control, enough placebo launches in the history, or nothing."""

    CONTROL = "control"
    HISTORY = "history"
    UNCONTROLLED = "uncontrolled"


@dataclass(frozen=True)
class DayWeights:
    """How busy each day was for the calendar's reasons: `log` (d,) natural logarithms, for the days from `first` on.

    `errors` (d, k): what one standard deviation of each of k independent unknowns of the calendar adds to them.
    """

    first: date
    log: Floats
    errors: Floats


@dataclass(frozen=True)
class Effect:
    """A change on the log scale, its standard error (inflated), and its interval for one look."""

    value: float
    se: float
    interval: Interval

    @property
    def factor(self) -> float:
        """1.16 is "116 % of before"."""
        return math.exp(self.value)

    @property
    def factor_interval(self) -> Interval:
        """The interval of the factor."""
        low, high = _exp(self.interval.low), _exp(self.interval.high)
        return Interval(low, high, self.interval.level, self.interval.method, self.interval.always_valid)


@dataclass(frozen=True)
class Lift:
    """The effects of spans of days since go-live, in their order, and of the first less the last, the novelty.

    `period` is what was regressed ("day", "week", "fortnight") and `periods` how many of them; `placebos` how many
    launches that were none could be scored, and `inflation` what they multiply standard errors by. `ahead` says how the
    last span's interval would narrow with more days of it.
    """

    spans: tuple[tuple[int, int], ...]
    effects: tuple[Effect, ...]
    novelty: Effect | None
    period: str
    periods: int
    placebos: int
    inflation: float
    controlled: Controlled
    correlation: float
    noise: float
    ahead: Ahead


@dataclass(frozen=True)
class Comparison:
    """What is compared: a series, the control's over the same days if there is one, and the calendar where there is
    none. `counted` says that events are above the line and not values, `part` that they are a part of what is below it.
    `before` is the window in days, `growth` how much the metric grows anyway in a quarter, one standard deviation.
    """

    treated: Series
    live: date
    before: int
    control: Series | None = None
    weights: DayWeights | None = None
    counted: bool = True
    part: bool = False
    growth: float = GROWTH


@dataclass(frozen=True)
class _Days:
    """Which days (d,) are the window before, and which each span has."""

    before: NDArray[np.bool_]
    spans: tuple[NDArray[np.bool_], ...]

    @property
    def covered(self) -> NDArray[np.bool_]:
        return np.asarray(np.logical_or.reduce([self.before, *self.spans]))


def lift_of(
    compared: Comparison, spans: Sequence[tuple[int, int]], *, alpha: float = DEFAULT_ALPHA
) -> Lift | Insufficient:
    """The effects of spans of days since go-live (first and last, both inside), which must not overlap and be in order.

    `Insufficient` where less than `LEAST_BEFORE` days are known before go-live or less than `LEAST_SPAN` of a span,
    where periods are too thin, and where too few are left. Raises ValueError for spans out of order.
    """
    prepared = _prepared(compared, spans)
    why_not = prepared.lacking
    if why_not is not None:
        return why_not
    periods = periods_of(prepared.sides, prepared.day, window=prepared.days.covered)
    if periods is None:
        return Insufficient(Text("lift-too-thin"))
    return _fitted(compared, periods, prepared.sides, prepared.days, tuple(spans), alpha)


def lacking(compared: Comparison, spans: Sequence[tuple[int, int]]) -> Insufficient | None:
    """What is missing before go-live or since, if anything is: what `lift_of` says first."""
    return _prepared(compared, spans).lacking


@dataclass(frozen=True)
class _Prepared:
    """Both sides by day since go-live (d,), and which days are asked for."""

    day: Days
    sides: list[Side]
    days: _Days

    @property
    def lacking(self) -> Insufficient | None:
        return _lacking(self.sides, self.days)


def _prepared(compared: Comparison, spans: Sequence[tuple[int, int]]) -> _Prepared:
    _require_order(spans)
    treated, control = _together(compared, spans[-1][1])
    day = days_of(treated, compared.live)
    before = (day >= -compared.before) & (day < 0)
    days = _Days(before, tuple((day >= first) & (day <= last) for first, last in spans))
    both = (treated,) if control is None else (treated, control)
    return _Prepared(day, [Side.of(each, counted=compared.counted, part=compared.part) for each in both], days)


def _require_order(spans: Sequence[tuple[int, int]]) -> None:
    bounds = [bound for span in spans for bound in span]
    rising = all(first <= last for first, last in spans) and all(a[1] < b[0] for a, b in pairwise(spans))
    if not bounds or bounds[0] < 0 or not rising:
        raise ValueError(f"spans of days since go-live must rise and not overlap: {spans!r}")


def _together(compared: Comparison, last: int) -> tuple[Series, Series | None]:
    """Both series on the days that both have, up to a day since go-live."""
    end = date.fromordinal(compared.live.toordinal() + last)
    treated, control = compared.treated, compared.control
    if control is None:
        return treated.between(treated.first, end), None
    first, end = max(treated.first, control.first), min(end, treated.last, control.last)
    return treated.between(first, end), control.between(first, end)


def _lacking(sides: list[Side], days: _Days) -> Insufficient | None:
    """Too few days of either, which are counted; or days enough on which nothing happened, which have no logarithm."""
    known = np.logical_and.reduce([side.below > 0 for side in sides])
    have = int((known & days.before).sum())
    if have < LEAST_BEFORE:
        return Insufficient(Text("lift-no-before", {"needed": LEAST_BEFORE, "have": have}), LEAST_BEFORE, have)
    if _is_silent(sides, days.before):
        return Insufficient(Text("lift-nothing-before", {"days": have, "sides": len(sides)}), 1, 0)
    least = min(int((known & each).sum()) for each in days.spans)
    if least < LEAST_SPAN:
        return Insufficient(Text("lift-no-after", {"needed": LEAST_SPAN, "have": least}), LEAST_SPAN, least)
    for each in days.spans:
        if _is_silent(sides, each):
            counted = {"days": int((known & each).sum()), "sides": len(sides)}
            return Insufficient(Text("lift-nothing-after", counted), 1, 0)
    return None


def _is_silent(sides: list[Side], days: NDArray[np.bool_]) -> bool:
    """Whether one of the sides counts nothing on any of the days."""
    return any(side.above[days].sum() <= 0 for side in sides)


def _fitted(
    compared: Comparison, periods: Periods, sides: list[Side], days: _Days, spans: tuple[tuple[int, int], ...],
    alpha: float,
) -> Lift | Insufficient:  # fmt: skip
    expected, errors = _calendar(compared, periods)
    growth, steps = _growth(compared, periods), _steps(periods, days)
    level = np.column_stack([np.ones(len(periods.y)), weekdays(periods, compared.live), *growth])
    columns = np.column_stack([*steps, level])
    prior_sd = np.full(columns.shape[1], np.inf)
    prior_sd[columns.shape[1] - len(growth) :] = compared.growth
    if np.linalg.matrix_rank(columns) < columns.shape[1]:
        return Insufficient(Text("lift-too-thin"))
    y = periods.y - expected
    found = regress(
        y, columns, periods.number, offset_errors=errors, thinness=periods.thinness, prior_sd=prior_sd,
        walks=bool(growth),
    )  # fmt: skip
    if isinstance(found, Insufficient):
        return found
    scores = _placebo_scores(compared, periods, y, level, found, prior_sd[len(steps) :])
    told = _Told(found, columns.shape[1], inflation(scores), alpha)
    base, last = days.before, len(spans) - 1
    effects = tuple(told.effect({n: 1.0}, _chance(sides, base, span)) for n, span in enumerate(days.spans))
    ahead = days_ahead(
        found, columns, periods.number, periods.thinness, span=last, steps=len(steps), length=LENGTHS[periods.length],
        growth=bool(growth), inflation=told.inflation, chance=_chances(sides, base, days.spans[last]), alpha=alpha,
        value=effects[last].value,
    )  # fmt: skip
    return Lift(
        spans=spans,
        effects=effects,
        novelty=told.effect({0: 1.0, last: -1.0}, _chance(sides, days.spans[0], days.spans[last])) if last else None,
        period=periods.length,
        periods=len(periods.y),
        placebos=len(scores),
        inflation=told.inflation,
        controlled=_controlled(compared, len(scores)),
        correlation=found.correlation,
        noise=found.noise,
        ahead=ahead,
    )


def _growth(compared: Comparison, periods: Periods) -> list[Floats]:
    """A column for what grows anyway, where a history without a control is long enough to tell it from a launch."""
    if compared.control is not None or len(_blocks(compared, periods)) < LEAST_PLACEBOS:
        return []
    return [(periods.number * (LENGTHS[periods.length] / QUARTER)).astype(np.float64)]


def _steps(periods: Periods, days: _Days) -> list[Floats]:
    """A column for each span, and for what is older than the window before or lies beside the spans, if anything is."""
    spans = [periods.part_in(each) for each in days.spans]
    beside = [periods.part_in(~days.covered & (periods.day < 0)), periods.part_in(~days.covered & (periods.day >= 0))]
    return spans + [each for each in beside if each.any()]


@dataclass(frozen=True)
class _Told:
    """A regression of so many columns whose standard errors are inflated."""

    found: Regression
    width: int
    inflation: float
    alpha: float

    def effect(self, weights: Mapping[int, float], chance: float) -> Effect:
        """A combination of columns; its variance is never below `chance`, what counting alone leaves open."""
        contrast = np.zeros(self.width)
        for number, weight in weights.items():
            contrast[number] = weight
        value, se = self.found.estimate(contrast)
        se = max(se * self.inflation, math.sqrt(chance))
        return Effect(value, se, self.found.interval_of(value, se, alpha=self.alpha))


def _calendar(compared: Comparison, periods: Periods) -> tuple[Floats, Floats]:
    """What the calendar leads to expect of each row on the log scale, (n,), and what is not known of it, (n, k).

    A control lives through the same calendar, so that nothing is taken off.
    """
    weights = compared.weights
    if compared.control is not None or weights is None:
        return np.zeros(len(periods.y)), np.zeros((len(periods.y), 0))
    at = periods.day + (compared.live - weights.first).days
    known = (at >= 0) & (at < len(weights.log))
    log = np.where(known, weights.log[np.clip(at, 0, len(weights.log) - 1)], 0.0)
    errors = np.where(known[:, None], weights.errors[np.clip(at, 0, len(weights.log) - 1)], 0.0)
    busy = periods.shares * np.exp(log)
    whole = busy.sum(axis=1)
    return np.log(whole), (busy / whole[:, None]) @ errors


def _placebo_scores(
    compared: Comparison, periods: Periods, y: Floats, level: Floats, found: Regression, prior_sd: Floats
) -> tuple[float, ...]:
    noise = found.noise / (1 - found.noise)
    history = periods.number < 0
    return placebo_scores(
        y[history], level[history], periods.number[history].astype(np.float64), _blocks(compared, periods),
        correlation=found.correlation, noise=noise, walk=found.walk, thinness=periods.thinness[history],
        prior_sd=prior_sd,
    )  # fmt: skip


def _blocks(compared: Comparison, periods: Periods) -> list[Placebo]:
    return _placebos(periods.number[periods.number < 0], LENGTHS[periods.length], compared.before)


def _placebos(number: Days, length: int, before: int) -> list[Placebo]:
    """Blocks of 14 days, the last one ending at go-live, that have `LEAST_BEFORE` days before them."""
    if not len(number):
        return []
    wide, whole = PLACEBO_DAYS // length, -(-LEAST_BEFORE // length)
    starts = range(-wide, int(number[0]) + whole - 1, -wide)
    edges = ((start - -(-before // length), start, start + wide) for start in starts)
    return [Placebo(*(int(np.searchsorted(number, edge)) for edge in each)) for each in edges]


def _chance(sides: list[Side], base: NDArray[np.bool_], span: NDArray[np.bool_]) -> float:
    """The least variance that a change between two stretches of days can have: that of counting."""
    return sum(_chances(sides, base, span))


def _chances(sides: list[Side], base: NDArray[np.bool_], span: NDArray[np.bool_]) -> tuple[float, float]:
    """What counting leaves open of the stretch before, and of the one that it is compared with."""
    return sum(side.chance(base) for side in sides), sum(side.chance(span) for side in sides)


def _controlled(compared: Comparison, placebos: int) -> Controlled:
    if compared.control is not None:
        return Controlled.CONTROL
    return Controlled.HISTORY if placebos >= LEAST_PLACEBOS else Controlled.UNCONTROLLED


def _exp(value: float) -> float:
    """The exponential, infinite where it is too large for a number."""
    return math.exp(value) if value < 700 else math.inf
