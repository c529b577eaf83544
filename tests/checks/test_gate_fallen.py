"""The same units before and after, platform against platform: the sums, their ratio, and what is credible."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.launches import Facts, Told, a_launch, asks, day, gate
from hypercare.analysis.integrity.paired import AFTER, SUMS, PairedOf
from hypercare.analysis.launch_scope import client_key, population
from hypercare.checks.gates.fallen import FLAW_P, fall
from hypercare.model.instant import to_micros
from hypercare.model.metrics import EventRef
from hypercare.model.sequences import Ints

LAUNCH = a_launch(gate(30, asks("orders_per_user", 5, 4)))
WEEKS = 5


def question() -> PairedOf:
    return PairedOf(
        population(LAUNCH), EventRef("order"), client_key(LAUNCH), to_micros(day(0)), WEEKS, to_micros(day(60))
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7 * WEEKS + 3)), max_size=60))
def test_sums_are_those_of_a_plain_count_and_parts_add_up(orders: list[tuple[int, int]]) -> None:
    told = Told()
    for unit in range(6):
        told.add(f"u{unit}", "opened", day(-1), platform=("Android", "web")[unit % 2])
        told.add(f"u{unit}", "opened", day(0))
    for unit, at in orders:
        told.add(f"u{unit}", "order", day(at, 5))
    asked = question()
    forth, back = asked.empty, asked.empty
    for bucket in Facts(LAUNCH, told).buckets(LAUNCH.unit):
        part = asked.partial(bucket)
        forth, back = asked.merge(forth, part), asked.merge(part, back)
    assert forth == back
    found = asked.finish(forth)
    for place, client in enumerate(("android", "web")):
        plain = _plainly([(unit, at) for unit, at in orders if unit % 2 == place])
        assert np.array_equal(found.get(client, np.zeros((WEEKS, len(AFTER), SUMS), np.int64)), plain)


def _plainly(orders: list[tuple[int, int]]) -> Ints:
    sums = np.zeros((WEEKS, len(AFTER), SUMS), np.int64)
    for week in range(2, WEEKS):
        for place, after in enumerate(AFTER):
            for unit in range(6) if week + after <= WEEKS else ():
                weeks = [at // 7 for who, at in orders if who == unit]
                x = sum(week - 5 <= each < week - 1 for each in weeks)
                y = sum(week <= each < week + after for each in weeks)
                sums[week, place] += [x, y, x * x, x * y, y * y]
    return sums


def test_units_that_were_not_there_before_do_not_count() -> None:
    told = Told()
    for unit in range(4):
        told.add(f"u{unit}", "opened", day(10), platform="ios")
        for at in range(10, 35):
            told.add(f"u{unit}", "order", day(at, 5))
    asked = question()
    assert all(asked.partial(bucket) == asked.empty for bucket in Facts(LAUNCH, told).buckets(LAUNCH.unit))


def sums(units: int, before: int, after: int, spread: int = 1) -> Ints:
    """Of so many units that did it so often in one week before and in one after, give or take the spread."""
    x = before + spread * (np.arange(units) % 3 - 1)
    y = after + spread * (np.arange(units) // 3 % 3 - 1)
    counts = np.zeros((3, len(AFTER), SUMS), np.int64)
    counts[2, 0] = [x.sum(), y.sum(), (x * x).sum(), (x * y).sum(), (y * y).sum()]
    return counts


@pytest.mark.parametrize(
    ("android", "web", "found"),
    [
        pytest.param(sums(90, 4, 2), sums(90, 4, 4), True, id="half is lost"),
        pytest.param(sums(90, 4, 4), sums(90, 4, 8), False, id="the others gain"),
        pytest.param(sums(90, 4, 2), sums(90, 4, 2), False, id="all fall"),
        pytest.param(sums(90, 10, 9), sums(90, 10, 10), False, id="a tenth"),
        pytest.param(sums(6, 40, 10), sums(90, 4, 4), False, id="six units"),
        pytest.param(sums(90, 4, 0, spread=0), sums(90, 4, 4), True, id="nothing comes any more"),
        pytest.param(sums(90, 0, 0, spread=0), sums(90, 4, 4), False, id="never was there"),
    ],
)
def test_what_is_credibly_lost(android: Ints, web: Ints, found: bool) -> None:
    fallen = fall({"android": android, "web": web})
    assert (fallen is not None) is found
    if fallen is not None:
        assert (fallen.client, fallen.week) == ("android", 2)
        assert fallen.p < FLAW_P


def test_one_platform_alone_has_none_to_be_compared_with() -> None:
    assert fall({"android": sums(90, 4, 1)}) is None
    assert fall({}) is None
