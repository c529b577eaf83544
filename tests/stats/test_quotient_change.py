"""Two groups of units, before and after: planted lifts, seasons, and units that differ."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.estimate import Insufficient
from hypercare.stats.asymptotic import Minimum
from hypercare.stats.quotient_change import PAIRS, QuotientChange, Stratum, UnitSums, quotient_change

LOOSE = Minimum(units=2, effective=3)


def sums_of(rows):
    numbers = np.array(rows, dtype=np.int64).reshape(-1, 4)
    products = tuple(int(numbers[:, one] @ numbers[:, two]) for one, two in PAIRS)
    return UnitSums(len(numbers), tuple(int(each) for each in numbers.sum(axis=0)), products)


def alone(rows):
    return [Stratum(Fraction(1), sums_of(rows))]


def drawn(rng, units, *, lift=1.0, season=1.0, base=1.0, pareto=False):
    pace = (rng.pareto(1.5, units) + 1 if pareto else rng.gamma(1.5, 1 / 1.5, units)) * base
    after, before = rng.poisson(pace * 30 * lift * season), rng.poisson(pace * 28)
    return np.stack([after, np.full(units, 30), before, np.full(units, 28)], axis=1)


def changed(treated, control, **how):
    found = quotient_change(alone(treated), alone(control), **{"by_chance": True, **how})
    assert isinstance(found, QuotientChange)
    return found


@pytest.mark.parametrize("by_chance", [True, False], ids=["by chance", "as they came"])
def test_a_season_of_both_is_in_neither_number_nor_interval(by_chance):
    quiet, busy = (
        changed(drawn(rng, 4000, lift=1.2, season=season), drawn(rng, 4000, season=season), by_chance=by_chance)
        for season, rng in ((1.0, np.random.default_rng(1)), (5.0, np.random.default_rng(1)))
    )
    for each in (quiet, busy):
        assert each.interval().low < math.log(1.2) < each.interval().high
        assert each.se < 0.02
    assert busy.se <= quiet.se


def test_groups_that_always_differed_are_no_effect_where_chance_did_not_make_them():
    rng = np.random.default_rng(2)
    found = changed(drawn(rng, 3000, base=3.0), drawn(rng, 3000), by_chance=False)
    assert found.weight == 1
    assert found.interval().low < 0 < found.interval().high


def test_before_sharpens_what_chance_made():
    rng = np.random.default_rng(3)
    treated, control = drawn(rng, 2000), drawn(rng, 2000)
    with_history = changed(treated, control)
    blind = [np.concatenate([each[:, :2], np.zeros((2000, 2), int)], axis=1) for each in (treated, control)]
    without = changed(*blind)
    assert 0.5 < with_history.weight < 1
    assert without.weight == 0
    assert with_history.se < 0.75 * without.se


@pytest.mark.parametrize("units", [100, 1600])
def test_four_times_the_units_halve_the_interval(units):
    def se(count):
        rng = np.random.default_rng([4, units])
        return changed(drawn(rng, count), drawn(rng, count)).se

    assert se(4 * units) == pytest.approx(se(units) / 2, rel=0.25)


ROWS = st.lists(st.tuples(*(st.integers(0, 60) for _ in range(4))), min_size=8, max_size=30)


@given(ROWS, ROWS)
def test_the_error_without_a_history_is_that_of_the_residuals(treated, control):
    """Σ(y - r m)² / (r Σm)² of each group, from the units themselves, with what few units take from it."""
    sides = [np.array(each, dtype=float) + np.array((1, 1, 0, 0)) for each in (treated, control)]
    exact = [np.concatenate([each[:, :2], np.zeros((len(each), 2))], axis=1).astype(int) for each in sides]
    found = quotient_change(alone(exact[0]), alone(exact[1]), by_chance=True, minimum=LOOSE)
    if isinstance(found, Insufficient):
        return
    expected = 0.0
    for y, m in (each[:, :2].T for each in sides):
        pulls = (y - y.sum() / m.sum() * m) / y.sum()
        k, worth = len(y), y.sum() ** 2 / (y @ y)
        expected += (pulls @ pulls) * k / (k - 1) * worth / (worth - 1)
    assert found.se == pytest.approx(math.sqrt(expected), rel=1e-9)


def test_strata_with_the_weights_of_their_size_are_the_group():
    rng = np.random.default_rng(5)
    groups = drawn(rng, 600), drawn(rng, 400)
    plain = changed(*groups)
    strata = [
        [
            Stratum(Fraction(part, 5), sums_of(each[cut]))
            for part, cut in ((2, slice(0, len(each) * 2 // 5)), (3, slice(len(each) * 2 // 5, None)))
        ]
        for each in groups
    ]
    found = quotient_change(*strata, by_chance=True)
    assert isinstance(found, QuotientChange)
    assert found.value == pytest.approx(plain.value, abs=0.02)
    assert found.se == pytest.approx(plain.se, rel=0.1)


@pytest.mark.parametrize(
    ("treated", "control", "reason"),
    [
        ([(5, 30, 4, 28)] * 9, [(5, 30, 4, 28)] * 50, "stats-too-few-units"),
        ([(900, 30, 4, 28)] + [(1, 30, 4, 28)] * 40, [(5, 30, 4, 28)] * 50, "stats-too-concentrated"),
        ([(5, 30, 4, 28)] * 50, [(5, 30, 4, 28)] * 50, "stats-no-variation"),
        ([(5, 30, 0, 28), (4, 30, 0, 28)] * 20, [(5, 30, 4, 28)] * 50, "stats-no-base"),
    ],
    ids=["few", "one carries all", "all alike", "nothing before"],
)
def test_what_cannot_be_told_is_said(treated, control, reason):
    found = quotient_change(alone(treated), alone(control), by_chance=False)
    assert isinstance(found, Insufficient)
    assert found.reason.id == reason


@pytest.mark.parametrize("pareto", [False, True], ids=["gamma", "pareto"])
@pytest.mark.parametrize("units", [40, 400])
def test_no_lift_is_rarely_called_one(units, pareto):
    rng = np.random.default_rng([6, units, pareto])
    wrong = told = 0
    for _ in range(300):
        found = quotient_change(
            alone(drawn(rng, units, season=2.0, pareto=pareto)), alone(drawn(rng, units, season=2.0, pareto=pareto)),
            by_chance=True,
        )  # fmt: skip
        if isinstance(found, QuotientChange):
            told += 1
            wrong += not found.interval().low <= 0 <= found.interval().high
    assert told > 100
    assert wrong / told < 0.09
