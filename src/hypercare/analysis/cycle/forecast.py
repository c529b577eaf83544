"""How many units of a running cycle will have reached the goal at its end: with what certainty, or why nobody can say.

Units do the event at rates of their own (`stats/gamma_poisson.py`, in bursts `stats/bursty_rates.py`), on days that the
calendar weighs. What moves all of them together, a shock to the common rate, makes an interval many times as wide as
what chance does to each.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.cycle.drift import Drift, drift_of, trend, worthless
from hypercare.analysis.cycle.exposure import Cells, DayWeights, Exposure, burstiness, cells_of
from hypercare.analysis.cycle.outlook import Outlook
from hypercare.model.estimate import Insufficient
from hypercare.model.text import Text
from hypercare.stats.bursty_rates import BurstyRates, fit, grid_of
from hypercare.stats.gamma_poisson import GammaPoisson
from hypercare.stats.proportion import clopper_pearson
from hypercare.stats.slope import Slope

Floats = NDArray[np.float64]
Rates = GammaPoisson | BurstyRates

DEFAULT_SHOCK = 0.2
"""The standard deviation of the common rate's logarithm, from one month to the next two: what is assumed until past
forecasts of the installation say more."""
LEAST_ELAPSED = 1 / 5
"""Of the cycle's days: before, the days ahead are more than four times those that were seen. At the end of day 30 units
that came in the course of the month have a sixth to a third of their ninety days behind them."""
ROUNDING = 1e-9
"""A fifth of the days is a fifth, however its digits fall."""
LEAST_UNITS, LEAST_EVENTS = 30, 100
"""From fewer the spread of the rates is not known well enough (docs/forecast.md)."""
LEVEL = 0.95
NODES = 9
"""Shocks at which the outcome is computed, one standard deviation apart: in between it is nearly straight, so that a
share is off by less than 0.1 %."""
FARTHEST = 4.0
"""In standard deviations: beyond lies one shock in 16,000."""
DRAWS = 4000
"""The ends of the interval are then off by less than a fiftieth of its width."""
QUANTILES = (0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975)
LEAST_BURSTS = 1.05
"""Less is chance as often as not, and makes an interval narrower by less than a fortieth."""
MOST_CELLS = 4000
"""Beyond, cells that are nearly alike are put together: what this changes is less than what is shown."""
STEPS = 4.0
"""Counts are first put together where they differ by less than half the spread that a count has by chance."""
OPENINGS = 8
"""So many starts are then told apart."""


@dataclass(frozen=True)
class Asking:
    """What is asked of a forecast: the share that a gate calls success, if one does; the sd of the common shock, and
    whether it was learnt from so many past forecasts and from so many weeks before go-live; the seed of what is drawn.
    """

    success: float | None = None
    shock: float = DEFAULT_SHOCK
    learnt_from: int = 0
    weeks: int = 0
    seed: int = 0


@dataclass(frozen=True)
class Basis:
    """What is known when a forecast is asked for, whether one is given or not: units, those that have reached the goal
    and that still can, events that rates are read from, and what share of the cycle is over, of days and of weight.
    """

    units: int
    reached: int
    still_open: int
    events: int
    elapsed: float
    elapsed_weight: float


@dataclass(frozen=True)
class Forecast:
    """The share of units that will have reached the goal at the cycle's end.

    `expected` is its mean, `low` and `high` hold it in 95 of 100 cases, `quantiles` are its own at `QUANTILES`.
    `meets` is the chance that it is at least the success threshold, `passes` that its exact interval then lies above:
    None without a threshold. `events_ahead` is how many events the units are expected to add. `drift` is how far rates
    that change with the days since exposure may move the days ahead, on the log scale: it widens as the `shock` does.
    """

    basis: Basis
    expected: float
    low: float
    high: float
    quantiles: tuple[float, ...]
    meets: float | None
    passes: float | None
    events_ahead: float
    shape: float
    mean: float
    dispersion: float
    shock: float
    learnt_from: int
    weeks: int
    slope: Slope | Insufficient
    drift: float


@dataclass(frozen=True)
class Abstained:
    """No forecast, and why not: every reason that there is."""

    basis: Basis
    reasons: tuple[Text, ...]


def forecast(outlook: Outlook, weights: DayWeights, asking: Asking) -> Forecast | Abstained:
    """The forecast of a cycle from what is known of its units. Equal arguments give equal digits."""
    exposure = Exposure(outlook.days, weights)
    basis = _basis(outlook, exposure)
    lacking = _too_little(basis)
    if lacking:
        return Abstained(basis, lacking)
    found = drift_of(trend(outlook, weights), cells_of(outlook, exposure))
    reasons = (*worthless(found), *_peaks(weights))
    return Abstained(basis, reasons) if reasons else _foretold(outlook, weights, asking, found)


def as_if_steady(outlook: Outlook, weights: DayWeights, asking: Asking) -> Forecast | Abstained:
    """The forecast where rates are taken to go on as they were seen, as if that were sure."""
    return _foretold(outlook, weights, asking, Drift(0.0, 0.0, 0.0, trend(outlook, weights)))


def _foretold(outlook: Outlook, weights: DayWeights, asking: Asking, found: Drift) -> Forecast | Abstained:
    exposure = Exposure(outlook.days, weights)
    cells, basis = _together(cells_of(outlook, exposure)), _basis(outlook, exposure)
    bursts = burstiness(outlook.bursts, exposure)
    rates = fit(cells.count, cells.seen, cells.units, dispersion=bursts if bursts >= LEAST_BURSTS else 1.0)
    if rates is None:
        return Abstained(basis, (Text("forecast-few-events", {"needed": LEAST_EVENTS, "have": basis.events}),))
    sigma = math.hypot(asking.shock, weights.spread, found.spread)
    return _told(_drawn(basis, cells, rates, sigma, asking), found)


def chances(
    outlook: Outlook,
    weights: DayWeights,
    *,
    shape: float,
    mean: float,
    dispersion: float,
    shock: float,
    drift: float = 0.0,
) -> Floats:
    """The chance of each cell of an outlook, (c,), to reach the goal, by rates that were fitted before.

    `drift` is that of a `Forecast`: 0 in those that were issued before there was one.
    """
    cells = cells_of(outlook, Exposure(outlook.days, weights))
    rates = _rates(cells, shape, mean, dispersion)
    sigma = math.hypot(shock, weights.spread, drift)
    found = np.where(cells.more <= 0, 1.0, 0.0)
    still = (cells.more > 0) & (cells.ahead > 0)
    if still.any():
        found[still] = _weights() @ _by_shock(cells.where(still), rates, sigma)
    return found


def _basis(outlook: Outlook, exposure: Exposure) -> Basis:
    units = outlook.size
    events = sum(each.events for each in outlook.bursts.values())
    starts, place = np.unique(outlook.start, return_inverse=True)
    shares = np.array([exposure.elapsed(start) for start in starts.tolist()]).reshape(len(starts), 2)[place.reshape(-1)]
    days, weight = (outlook.units @ shares / max(units, 1)).tolist()
    goes_on = np.array([exposure.ahead(start) > 0 for start in starts.tolist()], np.bool_)[place.reshape(-1)]
    still = int(outlook.units[(outlook.done < outlook.goal) & goes_on].sum())
    return Basis(units, outlook.reached, still, events, days, weight)


def _too_little(basis: Basis) -> tuple[Text, ...]:
    if not basis.units:
        return (Text("forecast-nobody"),)
    if basis.elapsed <= 0 or basis.elapsed >= 1:
        return (Text("forecast-over" if basis.elapsed > 0 else "forecast-not-begun"),)
    reasons = []
    if basis.elapsed < LEAST_ELAPSED - ROUNDING:
        reasons.append(Text("forecast-too-soon", {"elapsed": basis.elapsed}))
    if basis.units < LEAST_UNITS:
        reasons.append(Text("forecast-few-units", {"needed": LEAST_UNITS, "have": basis.units}))
    if basis.events < LEAST_EVENTS:
        reasons.append(Text("forecast-few-events", {"needed": LEAST_EVENTS, "have": basis.events}))
    return tuple(reasons)


def _peaks(weights: DayWeights) -> tuple[Text, ...]:
    return (Text("forecast-unknown-peak", {"peaks": ", ".join(weights.unknown)}),) if weights.unknown else ()


@dataclass(frozen=True)
class _Drawn:
    """How many of the units will have reached the goal, as drawn, (DRAWS,), and what it was drawn from."""

    basis: Basis
    rates: Rates
    asking: Asking
    expected: float
    reached: NDArray[np.int64]
    events_ahead: float


def _drawn(basis: Basis, cells: Cells, rates: Rates, sigma: float, asking: Asking) -> _Drawn:
    """Each draw has a common shock and rates as sure as they are estimated; given both, units are independent."""
    ahead = float(cells.units @ (rates.expected(cells.count, cells.seen) * cells.ahead))
    still = cells.where((cells.more > 0) & (cells.ahead > 0))
    by_shock = _by_shock(still, rates, sigma) if len(still.units) else np.zeros((NODES, 0))
    mean, variance = by_shock @ still.units, (by_shock * (1 - by_shock)) @ still.units
    rng = np.random.default_rng(asking.seed)
    shocks, errors = rng.standard_normal(DRAWS), rng.standard_normal(DRAWS)
    at = np.interp(shocks, _nodes(), mean) + errors * _uncertainty(still, rates)
    more = _binomial(rng, at, np.interp(shocks, _nodes(), variance), int(still.units.sum()))
    expected = basis.reached + float(_weights() @ mean)
    return _Drawn(basis, rates, asking, expected, basis.reached + more, ahead)


def _by_shock(cells: Cells, rates: Rates, sigma: float) -> Floats:
    """The chance of each cell at each node, (NODES, c). A shock leaves the mean rate as it is: hence the -s^2 / 2."""
    factors = np.exp(sigma * _nodes() - sigma**2 / 2)
    watched = rates.watched(cells.count, cells.seen)
    return np.stack([watched.reaches(cells.more, cells.ahead * each) for each in factors])


def _uncertainty(cells: Cells, rates: Rates) -> float:
    """The standard deviation that the estimated shape and mean rate bring to the number of units."""
    (a, b), (_, d) = rates.spread
    if not len(cells.units) or (a <= 0 and d <= 0):
        return 0.0
    first = (math.sqrt(max(a, 0.0)), b / math.sqrt(a) if a > 0 else 0.0)
    second = (0.0, math.sqrt(max(d - first[1] ** 2, 0.0)))
    moved = [replace(rates, shape=rates.shape * math.exp(x), mean=rates.mean * math.exp(y)) for x, y in (first, second)]
    here, *there = (
        float(each.watched(cells.count, cells.seen).reaches(cells.more, cells.ahead) @ cells.units)
        for each in (rates, *moved)
    )
    return math.hypot(*(each - here for each in there))


def _binomial(rng: np.random.Generator, mean: Floats, variance: Floats, most: int) -> NDArray[np.int64]:
    """Whole numbers from 0 to `most` with these means and variances: the binomial ones that fit them best.

    A sum of unlike chances varies less than `most` equal ones do; the binomial with its mean and variance is closer to
    it than a normal distribution, near both ends above all (Ehm 1991, Statistics & Probability Letters 11:7).
    """
    mean = np.clip(mean, 0.0, float(most))
    chance = np.clip(1 - variance / np.maximum(mean, 1e-12), 1e-12, 1.0)
    trials = np.clip(np.ceil(mean / chance), 0, most).astype(np.int64)
    return rng.binomial(trials, np.clip(mean / np.maximum(trials, 1), 0.0, 1.0))


def _told(drawn: _Drawn, found: Drift) -> Forecast:
    asking, units = drawn.asking, drawn.basis.units
    shares = np.sort(drawn.reached) / units
    quantiles = tuple(float(each) for each in np.quantile(shares, QUANTILES, method="inverted_cdf"))
    success = asking.success
    return Forecast(
        basis=drawn.basis,
        expected=drawn.expected / units,
        low=quantiles[0],
        high=quantiles[-1],
        quantiles=quantiles,
        meets=None if success is None else float(np.mean(shares >= success)),
        passes=None if success is None else float(np.mean(drawn.reached >= _passing(units, success))),
        events_ahead=drawn.events_ahead,
        shape=drawn.rates.shape,
        mean=drawn.rates.mean,
        dispersion=drawn.rates.dispersion if isinstance(drawn.rates, BurstyRates) else 1.0,
        shock=asking.shock,
        learnt_from=asking.learnt_from,
        weeks=asking.weeks,
        slope=found.slope,
        drift=found.spread,
    )


def _passing(units: int, success: float) -> int:
    """The smallest number of units whose exact interval lies at or above the threshold; one more than all if none."""
    low, high = 0, units + 1
    while low < high:
        middle = (low + high) // 2
        if clopper_pearson(middle, units).low >= success:
            high = middle
        else:
            low = middle + 1
    return low


def _together(cells: Cells) -> Cells:
    """At most about `MOST_CELLS` cells: nearly equal ones as one with their mean."""
    step = 0
    while len(cells.units) > MOST_CELLS:
        step += 1
        day = cells.day // max(1, (int(cells.day.max()) - int(cells.day.min())) // OPENINGS)
        count = (STEPS * np.sqrt(cells.count) / step).astype(np.int64)
        keys = np.stack((day, np.rint(cells.more).astype(np.int64), count))
        _, place = np.unique(keys, axis=1, return_inverse=True)
        cells = _averaged(cells, place.reshape(-1))
    return cells


def _averaged(cells: Cells, place: NDArray[np.intp]) -> Cells:
    units: Floats = np.asarray(np.bincount(place, cells.units), dtype=np.float64)
    means = {
        name: np.bincount(place, getattr(cells, name) * cells.units) / units
        for name in ("count", "seen", "ahead", "more", "distance")
    }
    day = np.rint(np.bincount(place, cells.day * cells.units) / units).astype(np.int64)
    return Cells(day=day, units=units, **means)


def _rates(cells: Cells, shape: float, mean: float, dispersion: float) -> Rates:
    if dispersion <= 1:
        return GammaPoisson(shape, mean)
    seen = cells.where(cells.seen > 0)
    return BurstyRates(shape, mean, dispersion, grid_of(seen.count, seen.seen, dispersion))


def _nodes() -> Floats:
    return np.linspace(-FARTHEST, FARTHEST, NODES)


def _weights() -> Floats:
    """How likely each node is, (NODES,)."""
    density = np.exp(-(_nodes() ** 2) / 2)
    return np.asarray(density / density.sum(), dtype=np.float64)
