"""Sums over units of what each did after its exposure and in the window before."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from checks.launches import OPENED, Facts, Told, a_launch, asks, day, gate
from hypercare.analysis.launch_scope import before_scope, gate_scope
from hypercare.analysis.lift.by_units import UnitsAfterAndBefore
from hypercare.model.launch import Exposure, Relative, Segment
from hypercare.model.metrics import EventRef, Filter, MeanMetric, RateMetric, RatioMetric
from hypercare.stats.quotient_change import PAIRS

ASKED = asks("orders_per_user", Relative("control", 1.1), None)
DECLARED = a_launch(
    gate(30, ASKED), segment=Segment("everybody", Filter(), exposure=Exposure(event=OPENED)), segments=("platform",)
)
ORDER, LOOK = EventRef("order"), EventRef("look")
UNITS = {  # day of exposure, orders and looks before, orders and looks after, an order between go-live and exposure
    "ani": (0, 3, 4, 5, 6, 0),
    "budi": (3, 0, 2, 1, 2, 2),
    "citra": (10, 7, 9, 0, 0, 1),
    "dewi": (1, 0, 0, 4, 4, 0),
}


def told() -> Told:
    found = Told()
    for name, (exposed, *counts, early) in UNITS.items():
        found.add(name, "opened", day(exposed, 10), platform="ios" if name < "c" else "web")
        for (at, event), count in zip(((-9, "order"), (-9, "look"), (20, "order"), (20, "look")), counts, strict=True):
            for number in range(count):
                found.add(name, event, day(at, 8) + timedelta(minutes=number))
        for number in range(early):
            found.add(name, "order", day(0, 9) + timedelta(minutes=number))
    return found


def asked(metric, by=None):
    scopes = (gate_scope(DECLARED, DECLARED.gates[0], ASKED, day(40)), before_scope(DECLARED, metric, day(40)))
    return UnitsAfterAndBefore(*(replace(each, population=replace(each.population, by=by)) for each in scopes), metric)


@pytest.mark.parametrize(
    ("metric", "rows"),
    [
        (RatioMetric("r", ORDER, LOOK), [(5, 6, 3, 4), (1, 2, 0, 2), (0, 0, 7, 9), (4, 4, 0, 0)]),
        (
            RateMetric("r", ORDER, per=1000, active=False),
            [(5, 31, 3, 28), (1, 28, 0, 28), (0, 21, 7, 28), (4, 30, 0, 28)],
        ),
        (RateMetric("r", ORDER, per=1, active=True), [(5, 2, 3, 1), (1, 2, 0, 1), (0, 1, 7, 1), (4, 2, 0, 0)]),
        (
            MeanMetric("r", ORDER),
            [(5_000_000, 1, 3_000_000, 1), (1_000_000, 1, 0, 1), (0, 1, 7_000_000, 1), (4_000_000, 1, 0, 1)],
        ),
    ],
    ids=["ratio", "rate", "rate of active units", "mean per unit"],
)
def test_the_sums_are_those_of_the_units(metric, rows):
    found = Facts(DECLARED, told())("units", asked(metric))["all"]
    numbers = np.array(rows, dtype=object)
    assert found.units == 4
    assert found.totals == tuple(numbers.sum(axis=0))
    assert found.products == tuple(numbers[:, one] @ numbers[:, two] for one, two in PAIRS)
    assert all(isinstance(each, int) for each in (*found.totals, *found.products))


def test_values_of_a_segment_add_up_to_everyone():
    found = Facts(DECLARED, told())("units", asked(RatioMetric("r", ORDER, LOOK), "platform"))
    assert set(found) == {"all", "=ios", "=web"}
    parts = [found["=ios"], found["=web"]]
    assert tuple(sum(pair) for pair in zip(*(each.products for each in parts), strict=True)) == found["all"].products
    assert sum(each.units for each in parts) == found["all"].units


def test_buckets_add_up_in_any_order():
    facts, metric = Facts(DECLARED, told()), RateMetric("r", ORDER, per=1000, active=False)
    states = [asked(metric).partial(bucket) for bucket in facts.buckets(DECLARED.unit)]
    forwards, backwards = asked(metric).empty, asked(metric).empty
    for one, two in zip(states, reversed(states), strict=True):
        forwards, backwards = asked(metric).merge(forwards, one), asked(metric).merge(backwards, two)
    assert len(states) > 1
    assert asked(metric).finish(forwards) == asked(metric).finish(backwards)
    assert asked(metric).finish(forwards)["all"].totals == (10, 110, 10, 112)
