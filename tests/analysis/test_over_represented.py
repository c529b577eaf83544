"""Values that are more frequent on one side, of many that are looked at."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.analysis.drop_off.over_represented import LEAST_UNITS, Compared, Held, over_represented


def test_found_ones_come_first_and_the_over_represented_before_the_others():
    held = [Held(0, "k", "less", 10, 90), Held(0, "k", "alike", 50, 52), Held(0, "k", "more", 90, 10)]
    (found,) = over_represented(held, [Compared(200, 200)])
    assert [(each.value, each.is_found) for each in found] == [("more", True), ("less", True), ("alike", False)]
    assert (found[2].low, found[2].high) == (None, None)


@pytest.mark.parametrize(
    ("held", "of"),
    [
        pytest.param(Held(0, "k", "v", 4, 0), Compared(4, 400), id="too few have it"),
        pytest.param(Held(0, "k", "v", 20, 30), Compared(20, 30), id="all have it"),
        pytest.param(Held(0, "k", "v", 20, 0), Compared(40, 0), id="nobody went on"),
        pytest.param(Held(0, "k", "v", 0, 20), Compared(0, 40), id="nobody dropped"),
    ],
)
def test_what_can_say_nothing_is_not_looked_at(held, of):
    assert over_represented([held], [of]) == [[]]


def test_what_else_is_looked_at_counts_at_every_place():
    """The same table beside 200 others that say nothing, at another step, has two hundred times the p."""
    telling, of = Held(0, "k", "v", 30, 10), Compared(100, 100)
    alone = over_represented([telling], [of, of])[0][0]
    others = [Held(1, "other", str(n), 50, 50) for n in range(199)]
    among = over_represented([telling, *others], [of, of])[0][0]
    assert among.p_adjusted == pytest.approx(200 * alone.p_adjusted)
    assert alone.is_found
    assert not among.is_found


TABLES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 90)), min_size=1, max_size=12)


@given(TABLES)
def test_what_is_found_has_an_interval_without_0(tables):
    held = [Held(0, "k", str(n), *table) for n, table in enumerate(tables)]
    for each in over_represented(held, [Compared(60, 90)])[0]:
        if each.is_found:
            assert each.low <= each.difference <= each.high
            assert each.low > 0 or each.high < 0


class World(NamedTuple):
    """How many units on each side, values of each of five properties, and in how many of these one is twice as
    frequent among those that dropped. Frequencies fall with the rank, as those of names do.
    """

    dropped: int
    went_on: int
    values: int
    telling: int


def simulated(world, draw):
    """Counts, and the true differences."""
    held, truth = [], {}
    usual = 1 / np.arange(1, world.values + 1)
    usual /= usual.sum()
    for key in "abcde":
        shares = usual.copy()
        shares[1] *= 2 if key in "abcde"[: world.telling] else 1
        shares /= shares.sum()
        counts = zip(draw.multinomial(world.dropped, shares), draw.multinomial(world.went_on, usual), strict=True)
        held += [Held(0, key, str(n), int(dropped), int(went_on)) for n, (dropped, went_on) in enumerate(counts)]
        truth |= {(key, str(n)): difference for n, difference in enumerate((shares - usual).tolist())}
    return held, truth


@pytest.mark.parametrize(
    "world",
    [
        pytest.param(World(100, 200, 2, 0), id="switches, nothing to find"),
        pytest.param(World(300, 2000, 10, 0), id="ten values, nothing to find"),
        pytest.param(World(300, 2000, 10, 2), id="ten values, two tell"),
        pytest.param(World(50, 5000, 300, 2), id="300 values, most of them rare"),
        pytest.param(World(1000, 1000, 300, 2), id="300 values, many units"),
    ],
)
def test_of_what_is_found_and_of_its_intervals_at_most_a_tenth_is_wrong(world):
    """150 simulated reports: the mean share of found values without any difference, and of intervals that miss it."""
    draw, false, missing = np.random.default_rng(7), [], []
    for _ in range(150):
        held, truth = simulated(world, draw)
        (shared,) = over_represented(held, [Compared(world.dropped, world.went_on)])
        found = [(each, truth[each.key, each.value]) for each in shared if each.is_found]
        false.append(np.mean([abs(true) < 1e-12 for _, true in found]) if found else 0.0)
        missing.append(np.mean([not each.low <= true <= each.high for each, true in found]) if found else 0.0)
    assert np.mean(false) <= 0.1
    assert np.mean(missing) <= 0.1


def test_uncorrected_every_second_report_would_find_something():
    """What the correction is for: with nothing to find, some value of fifty has p below 5 % in most reports."""
    draw, found = np.random.default_rng(7), 0
    for _ in range(150):
        held, _ = simulated(World(300, 2000, 10, 0), draw)
        smallest = min(over_represented([each], [Compared(300, 2000)])[0][0].p_adjusted for each in held)
        found += smallest < 0.05
    assert found > 75


def test_the_least_is_of_both_sides_together():
    (found,) = over_represented([Held(0, "k", "v", LEAST_UNITS, 0)], [Compared(50, 50)])
    assert len(found) == 1
