"""How often intervals miss the truth when somebody looks every day: the claim that daily looking is free, measured.

A simulation is one launch of 90 days; it misses when the interval of any day from day 7 on excludes the truth. Whether
a mixture sequence excludes the truth needs its evidence at the truth only, so no interval is solved for. The evidence,
the half-widths and the minimum sizes are the product's own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, ndtri
from scipy.stats import binom

from hypercare.analysis.daily import Daily
from hypercare.analysis.daily import dispersion as dispersion_of
from hypercare.stats.asymptotic import Minimum, half_width
from hypercare.stats.mean import MINIMUM as MINIMUM_FOR_MEANS
from hypercare.stats.proportion import DEFAULT_PRIOR_STRENGTH, beta_binomial_log_evidence, clopper_pearson
from hypercare.stats.rate import DEFAULT_PRIOR_EVENTS, gamma_poisson_log_evidence
from hypercare.stats.rate_ratio import DECAY, JEFFREYS, evidence_of_less, evidence_of_more
from hypercare.stats.ratio import MINIMUM as MINIMUM_FOR_RATIOS
from hypercare.stats.sample_ratio import MISMATCH_DEVIATION, MISMATCH_P

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ALPHA = 0.05
THRESHOLD = -np.log(ALPHA)
HALF_EACH = -np.log(ALPHA / 2)
BAR = "<= 5.4"  # nominal 5 % plus what 10,000 simulations may stray: two standard errors of 0.22 %
DAYS = np.arange(1, 91)
FIRST_LOOK = 7
DAY_30 = 30
CHUNK = 500  # launches simulated at once: 4,500 units each stay within 20 MB an array
SEED = 20260922


class Report(Protocol):
    """Where the rows go."""

    def row(self, metric: str, value: float | str, unit: str, bar: str | None) -> None: ...


@dataclass(frozen=True)
class Looks:
    """What simulated launches show on each of their 90 days, (s, 90): is there an interval, and does it miss."""

    spoken: Bools
    missed: Bools


# Draws so many launches.
Draw = Callable[[np.random.Generator, int], Looks]


@dataclass(frozen=True)
class Cell:
    """One simulated situation, looked at every day from day 7 on. Without `bar` the row is there for comparison."""

    name: str
    draw: Draw
    bar: str | None = BAR


def run(report: Report, simulations: int = 10_000) -> None:
    """Reports by cell how many simulated launches have an interval that misses, and how many looks find one at all."""
    for cell in cells():
        missed, spoken = shares(cell, simulations)
        report.row(cell.name, round(100 * missed, 2), "% miss", cell.bar)
        if spoken < 1:
            report.row(f"{cell.name}: looks with an interval", round(100 * spoken, 1), "% of looks", None)
    for n in (30, 300, 1284):
        report.row(f"clopper-pearson, one look, n={n}, worst p", round(100 * clopper_pearson_miss(n), 2), "% miss", BAR)


def cells() -> Iterator[Cell]:
    """All situations, the exact sequences first."""
    yield from _proportions()
    yield from _rates()
    yield from _means()
    yield from _ratios()
    yield from _splits()


def shares(cell: Cell, simulations: int) -> tuple[float, float]:
    """The share of launches that miss on any day looked at, and of looks with an interval. Seeded by the name."""
    rng = np.random.default_rng([SEED, *cell.name.encode()])
    missed = spoken = 0
    for size in (min(CHUNK, simulations - done) for done in range(0, simulations, CHUNK)):
        looks = cell.draw(rng, size)
        missed += int(looks.missed[:, FIRST_LOOK - 1 :].any(axis=1).sum())
        spoken += int(looks.spoken[:, FIRST_LOOK - 1 :].sum())
    return missed / simulations, spoken / (simulations * (DAYS.size - FIRST_LOOK + 1))


def _looks(missed: ArrayLike, spoken: ArrayLike = True) -> Looks:
    """Looks of which only those that find an interval can miss."""
    found, beside = np.broadcast_arrays(np.asarray(spoken, dtype=np.bool_), np.asarray(missed, dtype=np.bool_))
    return Looks(found, found & beside)


def _proportions() -> Iterator[Cell]:
    for p in (0.02, 0.12, 0.42):
        for per_day in (10, 50):
            name = f"proportion p={p}, {per_day}/day"
            yield Cell(f"{name}, prior at p", proportion(p, per_day, prior_mean=p))
            yield Cell(f"{name}, prior at 2p", proportion(p, per_day, prior_mean=2 * p))
            yield Cell(f"{name}, Wald interval", proportion_by_wald(p, per_day), bar=None)


def proportion(p: float, per_day: int, *, prior_mean: float) -> Draw:
    """Independent units that convert with probability p, judged by the beta-binomial sequence."""

    def draw(rng: np.random.Generator, size: int) -> Looks:
        hits = rng.binomial(per_day, p, (size, DAYS.size)).cumsum(axis=1)
        evidence = beta_binomial_log_evidence(
            hits, per_day * DAYS, null=p, prior_mean=prior_mean, prior_strength=DEFAULT_PRIOR_STRENGTH
        )
        return _looks(evidence >= THRESHOLD)

    return draw


def proportion_by_wald(p: float, per_day: int) -> Draw:
    """The same units, judged by the textbook interval as if each look were the only one."""

    def draw(rng: np.random.Generator, size: int) -> Looks:
        n = per_day * DAYS
        share = rng.binomial(per_day, p, (size, DAYS.size)).cumsum(axis=1) / n
        return _looks(np.abs(share - p) > _z() * np.sqrt(share * (1 - share) / n))

    return draw


def clopper_pearson_miss(n: int) -> float:
    """The largest chance, over p, that the exact interval of n units misses: summed, not simulated."""
    hits = np.arange(n + 1)
    intervals = [clopper_pearson(int(x), n, alpha=ALPHA) for x in hits]
    lows, highs = np.array([i.low for i in intervals]), np.array([i.high for i in intervals])
    shares_of_hits = np.linspace(0.001, 0.999, 999)
    chances = (binom.pmf(hits, n, p)[(p < lows) | (p > highs)].sum() for p in shares_of_hits)
    return float(max(chances))


def _rates() -> Iterator[Cell]:
    for per_day in (0.5, 5.0, 50.0):
        name = f"rate {per_day:g} events/day"
        yield Cell(f"{name}, prior at rate", rate(per_day, prior_rate=per_day))
        yield Cell(f"{name}, prior at rate/2", rate(per_day, prior_rate=per_day / 2))
        yield Cell(f"{name}, 28 days before: ratio", rate_ratio(per_day, factor=1.0))
    yield Cell("rate 5 events/day, 28 days before: ratio 1.2", rate_ratio(5.0, factor=1.2))
    for per_day, dispersed in ((0.5, 3.0), (5.0, 3.0), (50.0, 3.0), (5.0, 10.0), (5.0, 30.0)):
        name = f"rate {per_day:g} events/day in bursts (dispersion {dispersed:g})"
        yield Cell(f"{name}, dispersion from 28 days before", bursty_rate(per_day, dispersion=dispersed))
        yield Cell(f"{name}, taken as independent", bursty_rate(per_day, dispersion=dispersed, learnt=False), bar=None)


def rate(per_day: float, *, prior_rate: float) -> Draw:
    """Poisson events at a constant rate, judged by the gamma-Poisson sequence."""

    def draw(rng: np.random.Generator, size: int) -> Looks:
        return _rate_looks(rng.poisson(per_day, (size, DAYS.size)), per_day, prior_rate=prior_rate)

    return draw


def bursty_rate(per_day: float, *, dispersion: float, learnt: bool = True) -> Draw:
    """Negative binomial days, judged with the dispersion that 28 days before show, or as if events were independent."""
    shape = per_day / (dispersion - 1)

    def draw(rng: np.random.Generator, size: int) -> Looks:
        before = rng.negative_binomial(shape, 1 / dispersion, (size, 28)).tolist()
        after = rng.negative_binomial(shape, 1 / dispersion, (size, DAYS.size))
        seen = np.array([[dispersion_of(Daily(tuple(days), (1,) * 28, 0))] for days in before])
        return _rate_looks(after, per_day, prior_rate=per_day, dispersion=seen if learnt else 1.0)

    return draw


def _rate_looks(daily: NDArray[np.int64], truth: float, *, prior_rate: float, dispersion: ArrayLike = 1.0) -> Looks:
    evidence = gamma_poisson_log_evidence(
        daily.cumsum(axis=1) / dispersion,
        DAYS / np.asarray(dispersion),
        null=truth,
        prior_rate=prior_rate,
        prior_events=DEFAULT_PRIOR_EVENTS,
    )
    return _looks(evidence >= THRESHOLD)


def rate_ratio(per_day: float, *, factor: float) -> Draw:
    """28 days before, 90 days at `factor` times that rate, the error of each end half of it."""

    def draw(rng: np.random.Generator, size: int) -> Looks:
        shape = rng.poisson(28 * per_day, (size, 1)) + JEFFREYS
        after = rng.poisson(factor * per_day, (size, DAYS.size)).cumsum(axis=1)
        mean = factor * shape * DAYS / 28
        more = (after > DECAY) & (evidence_of_more(np.maximum(after, 1 + DECAY), mean, shape=shape) >= HALF_EACH)
        less = (shape > DECAY) & (evidence_of_less(after, mean, shape=np.maximum(shape, 1 + DECAY)) >= HALF_EACH)
        return _looks(np.where(after > mean, more, less))

    return draw


def _means() -> Iterator[Cell]:
    for per_day in (10, 20, 50):
        for name, values in (("log-normal sigma=0.5", log_normal(0.5)), ("log-normal sigma=1", log_normal(1.0))):
            yield Cell(f"mean, {name}, {per_day}/day", mean(values, per_day))
        yield Cell(f"mean, counts 0.5 per unit, variance 3, {per_day}/day", mean(counts(0.5, variance=3.0), per_day))
    yield Cell("mean, 5 % not 0, log-normal sigma=1, 50/day", mean(sparse(0.05), 50))
    for name, values in (("log-normal sigma=1", log_normal(1.0)), ("log-normal sigma=1.5", log_normal(1.5))):
        yield Cell(f"mean, {name}, 10/day, no minimum", mean(values, 10, minimum=NO_MINIMUM), bar=None)
    yield Cell("mean, log-normal sigma=1.5, 10/day", mean(log_normal(1.5), 10), bar=None)


NO_MINIMUM = Minimum(units=2, effective=0)


@dataclass(frozen=True)
class Values:
    """Independent values per unit with their true mean."""

    truth: float
    draw: Callable[[np.random.Generator, tuple[int, ...]], Floats]


def log_normal(sigma: float) -> Values:
    """Amounts: log-normal with median 1. Skewness 1.75 at sigma 0.5, 6.2 at 1, 33 at 1.5."""
    return Values(float(np.exp(sigma**2 / 2)), lambda rng, shape: np.exp(sigma * rng.standard_normal(shape)))


def counts(expected: float, *, variance: float) -> Values:
    """Events per unit: negative binomial, so that a few units have most of them."""
    p = expected / variance
    shape_of = expected * p / (1 - p)
    return Values(expected, lambda rng, shape: rng.negative_binomial(shape_of, p, shape).astype(np.float64))


def sparse(share: float) -> Values:
    """Amounts that most units do not have at all."""
    amounts = log_normal(1.0)
    return Values(
        share * amounts.truth, lambda rng, shape: np.where(rng.random(shape) < share, amounts.draw(rng, shape), 0.0)
    )


def mean(values: Values, per_day: int, *, minimum: Minimum = MINIMUM_FOR_MEANS) -> Draw:
    """Values judged by the asymptotic sequence tuned for the units of day 30, from the minimum on."""
    n = per_day * DAYS
    half_widths = half_width(n, n_opt=per_day * DAY_30, alpha=ALPHA)

    def draw(rng: np.random.Generator, size: int) -> Looks:
        drawn = values.draw(rng, (size, DAYS.size, per_day))
        total, squares = drawn.sum(axis=2).cumsum(axis=1), (drawn**2).sum(axis=2).cumsum(axis=1)
        sd = np.sqrt((squares - total**2 / n) / (n - 1))
        trusted = _trusted(n, total, squares, minimum) & (sd > 0)
        return _looks(np.abs(total / n - values.truth) > sd * half_widths, trusted)

    return draw


def _trusted(n: NDArray[np.int64], total: Floats, squares: Floats, minimum: Minimum) -> Bools:
    return np.asarray((n >= minimum.units) & (total**2 >= minimum.effective * squares))


def _ratios() -> Iterator[Cell]:
    for per_day in (3, 10, 50):
        yield Cell(f"ratio 0.3, {per_day} accounts/day", ratio(0.3, per_day))
        yield Cell(f"lift of ratio 0.3, {per_day} accounts/day each", lift(0.3, per_day))
    for r in (0.02, 0.1, 0.98):
        yield Cell(f"ratio {r:g}, 50 accounts/day", ratio(r, 50))
    yield Cell("ratio 0.3, 300 accounts that go on to day 90", ratio_of_cohort(0.3, 300))
    yield Cell("ratio 0.02, 10 accounts/day, no minimum", ratio(0.02, 10, minimum=NO_MINIMUM), bar=None)


@dataclass(frozen=True)
class Running:
    """Sums over the accounts so far, by launch and day: (s, 90)."""

    m: Floats
    y: Floats
    yy: Floats
    mm: Floats
    ym: Floats

    def spread(self, accounts: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """The ratio, and the variance that one account contributes to it."""
        r = self.y / self.m
        residual = np.maximum(self.yy - 2 * r * self.ym + r * r * self.mm, 0)  # floats may cancel below 0
        return r, accounts**2 * residual / ((accounts - 1) * self.m**2)

    def trusted(self, accounts: NDArray[np.int64], minimum: Minimum) -> Bools:
        """Where there are enough accounts that carry the hits, and the rest."""
        rest, rest_sq = self.m - self.y, self.mm - 2 * self.ym + self.yy
        hits = _trusted(accounts, self.y, self.yy, minimum)
        return np.asarray(hits & _trusted(accounts, rest, rest_sq, minimum) & (self.y > 0))


def accounts_of(rng: np.random.Generator, size: int, r: float, per_day: int) -> Running:
    """Accounts with log-normal sizes (sigma 1, median 4) whose own rates vary around r (Beta, a + b = 5)."""
    shape = (size, DAYS.size, per_day)
    m = np.ceil(4 * np.exp(rng.standard_normal(shape)))
    y = rng.binomial(m.astype(np.int64), rng.beta(5 * r, 5 * (1 - r), shape)).astype(np.float64)
    return Running(*(part.sum(axis=2).cumsum(axis=1) for part in (m, y, y * y, m * m, y * m)))


def ratio(r: float, per_day: int, *, minimum: Minimum = MINIMUM_FOR_RATIOS) -> Draw:
    """A ratio of sums clustered by account, judged by the sequence over accounts, from the minimum on."""

    def draw(rng: np.random.Generator, size: int) -> Looks:
        accounts = per_day * DAYS
        sums = accounts_of(rng, size, r, per_day)
        estimate, variance = sums.spread(accounts)
        half = half_width(accounts, n_opt=per_day * DAY_30, alpha=ALPHA)
        trusted = sums.trusted(accounts, minimum) & (variance > 0)
        return _looks(np.abs(estimate - r) > np.sqrt(variance) * half, trusted)

    return draw


def ratio_of_cohort(r: float, accounts: int) -> Draw:
    """Accounts that enter within 30 days and go on to day 90: each look sees the same ones with more behind them."""
    entered = np.arange(accounts) * DAY_30 // accounts < DAYS[:, None]

    def draw(rng: np.random.Generator, size: int) -> Looks:
        per_day = 0.4 * np.exp(rng.standard_normal((size, accounts)))
        rates = rng.beta(5 * r, 5 * (1 - r), (size, accounts))
        y, m = np.zeros((size, accounts)), np.zeros((size, accounts))
        looks = []
        for present in entered:
            trials = rng.poisson(per_day * present)
            m += trials
            y += rng.binomial(trials, rates)
            looks.append(_cohort_look(y, m, r))
        return _looks(np.stack([look.missed for look in looks], 1), np.stack([look.spoken for look in looks], 1))

    return draw


def _cohort_look(y: Floats, m: Floats, r: float) -> Looks:
    """One look at all accounts, (s, k) each: accounts without trials do not count."""
    seen = np.maximum((m > 0).sum(axis=1), 2)
    total, *others = (part.sum(axis=1) for part in (m, y, y * y, m * m, y * m))
    sums = Running(np.maximum(total, 1), *others)
    estimate, variance = sums.spread(seen)
    half = half_width(seen, n_opt=y.shape[1], alpha=ALPHA)
    trusted = sums.trusted(seen, MINIMUM_FOR_RATIOS) & (variance > 0)
    return _looks(np.abs(estimate - r) > np.sqrt(variance) * half, trusted)


def lift(r: float, per_day: int) -> Draw:
    """Two groups with the same truth side by side, judged by the sequence of the quotient."""

    def draw(rng: np.random.Generator, size: int) -> Looks:
        accounts = per_day * DAYS
        treated, control = (accounts_of(rng, size, r, per_day) for _ in range(2))
        (t, v_t), (c, v_c) = treated.spread(accounts), control.spread(accounts)
        trusted = treated.trusted(accounts, MINIMUM_FOR_RATIOS) & control.trusted(accounts, MINIMUM_FOR_RATIOS)
        base = np.where(trusted, c, 1.0)
        squared_error = v_t / (accounts * base**2) + v_c * t**2 / (accounts * base**4)
        half = half_width(2 * accounts, n_opt=2 * per_day * DAY_30, alpha=ALPHA)
        return _looks(np.abs(t / base - 1) > np.sqrt(2 * accounts * squared_error) * half, trusted)

    return draw


def _splits() -> Iterator[Cell]:
    for share in (0.5, 0.1):
        yield Cell(f"sample ratio, {share:.0%} control, 50/day: false alarm", split(share, 50), bar=None)


def split(share: float, per_day: int) -> Draw:
    """Units handed out as declared, tested every day: how often the split is called broken all the same."""

    def draw(rng: np.random.Generator, size: int) -> Looks:
        control = rng.binomial(per_day, share, (size, DAYS.size)).cumsum(axis=1)
        n = per_day * DAYS
        statistic = (control - n * share) ** 2 / (n * share * (1 - share))
        large = np.abs(control / n - share) >= MISMATCH_DEVIATION
        return _looks((chdtrc(1, statistic) < MISMATCH_P) & large)

    return draw


def _z() -> float:
    return float(ndtri(1 - ALPHA / 2))
