"""Clocks that are hours off: a flaw where a day keeps its shape and moves, none where it changes."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.launches import Facts, Told, a_launch, asks, day, gate
from hypercare.analysis.integrity.clients import EVERYONE
from hypercare.analysis.integrity.hours import HoursOf
from hypercare.analysis.launch_scope import population
from hypercare.checks.gates.gate import judge_gate
from hypercare.checks.gates.zone import find, shift
from hypercare.model.instant import to_micros
from hypercare.model.metrics import EventRef
from hypercare.model.verdict import Word

GATE = gate(28, asks("orders_per_user", 5, 4))
PLAIN, CLIENTS = a_launch(GATE), a_launch(GATE, segments=("platform",))
JUDGED = day(29, 7)
When = Callable[[Random, str, int], float]
"""From chance, the platform and the day, the hour at which an order is told to have been made."""


def morning(rng: Random, client: str, at: int) -> float:
    return rng.triangular(7, 20, 10)


def moved(hours: float, client: str = "", since: int = 14) -> When:
    def when(rng: Random, own: str, at: int) -> float:
        return morning(rng, own, at) + (hours if at >= since and client in ("", own) else 0)

    return when


def around_the_clock(rng: Random, client: str, at: int) -> float:
    return rng.uniform(0, 24) if at >= 0 else morning(rng, client, at)


def weekends_at_night(rng: Random, client: str, at: int) -> float:
    return morning(rng, client, at) + (8 if at % 7 in (4, 5) else 0)


def told(when: When, *, units: int = 120) -> Told:
    rng, facts = Random(11), Told()
    for number in range(units):
        client = ("android", "web")[number % 2]
        facts.add(f"u{number}", "opened", day(0, 10), platform=client)
        for each in range(-28, 29):
            if rng.random() < 0.3:
                facts.add(f"u{number}", "order", day(each) + timedelta(hours=when(rng, client, each)), platform=client)
    return facts


def flaws(when: When, launch: Any = PLAIN) -> list[tuple[str, Mapping[str, Any]]]:
    return [(flaw.reason.id, flaw.reason.params) for flaw in find(launch, GATE, JUDGED, Facts(launch, told(when)))]


@pytest.mark.parametrize(("hours", "way", "by"), [(7, "later", 7), (-5, "earlier", 5), (9, "later", 9)])
def test_a_clock_that_moves(hours: float, way: str, by: int) -> None:
    ((text, figures),) = flaws(moved(hours))
    assert (text, figures["event"], figures["hours"]) == (f"gate-zone-{way}", "order", by)
    assert figures["day"] in (14, 21), "the week of the change belongs to neither side"


def test_one_platform_is_named() -> None:
    ((text, figures),) = flaws(moved(7, "android"), CLIENTS)
    assert (text, figures["hours"], figures["client"]) == ("gate-zone-later-client", 7, "android")


@pytest.mark.parametrize(
    "when",
    [
        pytest.param(morning, id="as ever"),
        pytest.param(moved(2), id="Ramadan"),
        pytest.param(around_the_clock, id="around the clock"),
        pytest.param(weekends_at_night, id="weekends"),
    ],
)
@pytest.mark.parametrize("launch", [PLAIN, CLIENTS], ids=["everybody", "platforms"])
def test_days_that_change_are_none(when: When, launch: Any) -> None:
    assert flaws(when, launch) == []


def test_too_few_units_draw_no_day() -> None:
    assert find(PLAIN, GATE, JUDGED, Facts(PLAIN, told(moved(7), units=20))) == ()
    assert find(PLAIN, GATE, day(-1), Facts(PLAIN, told(moved(7), units=20))) == ()
    assert shift({}) is None


def test_the_gate_is_invalid() -> None:
    found = judge_gate(PLAIN, GATE, JUDGED, Facts(PLAIN, told(moved(7))))
    assert found.word is Word.INVALID
    assert [flaw.check for flaw in found.flaws] == ["GATE-ZONE"]


@settings(max_examples=30)
@given(st.integers(3, 21), st.lists(st.integers(0, 20), min_size=48, max_size=48))
def test_what_is_turned_by_hours_is_found_or_looks_the_same(ahead: int, counts: list[int]) -> None:
    """A day against itself is never a shift; turned, it is found by what it was turned by."""
    usual = np.array(counts, np.int64) + np.eye(48, dtype=np.int64)[18] * 400
    turned = np.roll(usual, 2 * ahead)
    assert shift({EVERYONE: np.stack([usual] * 8)}) is None
    found = shift({EVERYONE: np.stack([usual] * 4 + [turned] * 4)})
    assert found is not None
    assert found.hours % 24 == ahead


def test_each_unit_counts_once_a_week_and_parts_add_up() -> None:
    question = HoursOf(population(CLIENTS), EventRef("order"), "platform", to_micros(day(-28)), 8, to_micros(JUDGED))
    forth, back = question.empty, question.empty
    for part in map(question.partial, Facts(CLIENTS, told(morning)).buckets(CLIENTS.unit)):
        forth, back = question.merge(forth, part), question.merge(part, back)
    found, again = question.finish(forth), question.finish(back)
    assert found.keys() == again.keys() == {EVERYONE, "android", "web"}
    assert all((found[name] == again[name]).all() for name in found)
    assert (found[EVERYONE] == found["android"] + found["web"]).all()
    assert found[EVERYONE].sum(axis=1).max() <= 120
    assert found[EVERYONE][:, :7].sum() == 0
