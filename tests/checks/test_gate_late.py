"""Facts that come late: a flaw where too many were missing when a gate was judged, not where they came in time."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.launches import Facts, Told, a_launch, asks, day, gate
from hypercare.analysis.integrity.delays import EDGES_HOURS, Delays, DelaysOf, later_than, missing
from hypercare.analysis.launch_scope import population
from hypercare.checks.gates.gate import judge_gate
from hypercare.checks.gates.late import find
from hypercare.model.instant import to_micros
from hypercare.model.metrics import EventRef
from hypercare.model.verdict import Word

HOUR = timedelta(hours=1)
BINS = len(EDGES_HOURS) - 1
Delay = Callable[[Random, int], timedelta]
"""From chance and the number of a unit, how long until a fact of it is known."""


def at_once(rng: Random, unit: int) -> timedelta:
    return timedelta(0)


def half_two_days_late(rng: Random, unit: int) -> timedelta:
    return 48 * HOUR if unit % 2 else timedelta(0)


def one_unit_late(rng: Random, unit: int) -> timedelta:
    return 48 * HOUR if unit == 0 else timedelta(0)


def imported_a_month_later(rng: Random, unit: int) -> timedelta:
    return timedelta(days=30) if unit % 2 else timedelta(0)


def told(delay: Delay, *, units: int = 60) -> Told:
    """Units that order once a day, from two weeks before go-live to day 40."""
    rng, facts = Random(3), Told()
    for number in range(units):
        facts.add(f"u{number}", "opened", day(0, 10))
        for each in range(-14, 41):
            at = day(each, rng.uniform(0, 24))
            facts.add(f"u{number}", "order", at, known=at + delay(rng, number))
    return facts


def flaws(facts: Told, last: int, at: float | None = None, **more: Any) -> list[tuple[str, Mapping[str, Any]]]:
    judged = gate(last, asks("orders", 500, 400))
    launch = a_launch(judged, **more)
    when = day(last + 1) + launch.lateness if at is None else day(at)
    return [(flaw.reason.id, flaw.reason.params) for flaw in find(launch, judged, when, Facts(launch, facts))]


def test_a_gate_that_is_judged_before_half_of_its_last_two_days_came_in() -> None:
    ((text, figures),) = flaws(told(half_two_days_late), 7)
    assert text == "gate-late"
    assert figures["share"] == pytest.approx(0.5 * 42 / 192, abs=0.02)
    assert figures["late"] == pytest.approx(0.5, abs=0.01)
    assert figures["hours"] == 6
    assert 20 <= figures["enough"] <= 48


def test_the_lateness_that_is_told_is_enough() -> None:
    facts = told(half_two_days_late)
    ((_, figures),) = flaws(facts, 7)
    assert flaws(facts, 7, lateness=figures["enough"] * HOUR) == []


@pytest.mark.parametrize(
    ("delay", "last"),
    [
        pytest.param(at_once, 7, id="in time"),
        pytest.param(half_two_days_late, 30, id="a long gate that lacks little"),
        pytest.param(one_unit_late, 7, id="one unit"),
        pytest.param(imported_a_month_later, 7, id="history that is handed in"),
    ],
)
def test_what_lacks_little_is_no_flaw(delay: Delay, last: int) -> None:
    assert flaws(told(delay), last) == []


def test_nothing_is_fixed_before_the_gate_is_due() -> None:
    assert flaws(told(half_two_days_late), 7, at=5) == []
    assert flaws(Told(), 7) == []


def test_the_word_stays_what_it_was_at_its_date() -> None:
    judged = gate(7, asks("orders", 500, 400))
    launch = a_launch(judged)
    found = judge_gate(launch, judged, day(30), Facts(launch, told(half_two_days_late)))
    assert found.word is Word.INVALID
    assert [flaw.check for flaw in found.flaws] == ["GATE-LATE"]


def binned(counts: Mapping[int, int], width: int) -> tuple[int, ...]:
    return tuple(counts.get(place, 0) for place in range(width))


@pytest.mark.parametrize(
    ("delays", "ages", "expected"),
    [
        pytest.param({0: 100}, {0: 10, BINS: 90}, 0, id="all at once"),
        pytest.param({0: 50, 10: 50}, {5: 10, BINS: 80}, 0.1, id="half after ten hours: ten known stand for twenty"),
        pytest.param({0: 50, 10: 50}, {20: 100}, 0, id="old enough"),
        pytest.param({10: 50}, {5: 10, BINS: 90}, 0.1, id="nothing of that age can be known: it says nothing more"),
        pytest.param({}, {5: 10}, 0, id="no day can tell"),
        pytest.param({0: 1}, {}, 0, id="nothing was read"),
    ],
)
def test_known_facts_stand_for_those_to_come(
    delays: Mapping[int, int], ages: Mapping[int, int], expected: float
) -> None:
    found = Delays(binned(delays, BINS), binned(ages, BINS + 1))
    assert missing(found) == pytest.approx(expected)


def test_late_facts_are_counted_by_whole_bins() -> None:
    found = Delays(binned({0: 5, 6: 3, 7: 2}, BINS), binned({}, BINS + 1))
    assert [later_than(found, hours) for hours in (0, 5.5, 6, 6.5, 8, 999)] == [10, 5, 5, 2, 0, 0]


@given(
    st.lists(st.integers(0, 50), min_size=BINS, max_size=BINS),
    st.lists(st.integers(0, 50), min_size=BINS + 1, max_size=BINS + 1),
)
def test_to_wait_longer_never_misses_more(delays: list[int], ages: list[int]) -> None:
    found = Delays(tuple(delays), tuple(ages))
    shares = [missing(found, waited=hours) for hours in (0, 1, 6, 24, 168)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
    assert shares[-1] == 0


def test_parts_add_up() -> None:
    launch = a_launch(gate(7, asks("orders", 500, 400)))
    question = DelaysOf(population(launch), (EventRef("order"),), to_micros(day(-7)), to_micros(day(0)),
                        to_micros(day(7)), to_micros(day(8)))  # fmt: skip
    whole = [
        question.partial(bucket) for bucket in Facts(launch, told(half_two_days_late, units=6)).buckets(launch.unit)
    ]
    forth, back = question.empty, question.empty
    for part in whole:
        forth, back = question.merge(forth, part), question.merge(part, back)
    assert forth == back
    assert sum(forth.delays) == 6 * 8
    assert forth.squares == 6 * 8**2
