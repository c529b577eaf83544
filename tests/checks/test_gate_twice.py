"""Copies of counted events: a flaw where a release begins to make them, and none for bursts that are meant."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.launches import Facts, Told, a_launch, asks, day, gate
from hypercare.analysis.integrity.clients import EVERYONE
from hypercare.analysis.integrity.copies import CopiesOf, Firings
from hypercare.analysis.launch_scope import population, properties
from hypercare.checks.gates.twice import copied, counted, excess, find
from hypercare.checks.judge import judge_launch
from hypercare.model.instant import to_micros
from hypercare.model.launch import Launch
from hypercare.model.metrics import EventRef
from hypercare.model.verdict import Action, Word

GATE = gate(21, asks("orders_per_user", 5, 4))
LAUNCH = a_launch(GATE)
CLIENTS = a_launch(GATE, segments=("platform",))
UNITS = 60
JUDGED = day(22, 6)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
Burst = Callable[[Random, float], tuple[timedelta, ...]]
"""From chance and the day, how long after the first the orders of one doing come."""


def told(burst: Burst, *, units: int = UNITS, clients: Mapping[str, Burst] | None = None) -> Told:
    """Units that order about every third day from four weeks before go-live on."""
    rng, facts = Random(7), Told()
    for number in range(units):
        name, platform = f"u{number}", ("android", "ios", "web")[number % 3]
        facts.add(name, "opened", day(0, 10), platform=platform)
        for each in range(-27, 22):
            if rng.random() < 0.35:
                first = day(each, rng.uniform(8, 20))
                for later in (clients or {}).get(platform, burst)(rng, each):
                    facts.add(name, "order", first + later, platform=platform)
    return facts


def once(rng: Random, at: float) -> tuple[timedelta, ...]:
    return (timedelta(0),)


def twice_since(first: float, within: timedelta = SECOND) -> Burst:
    return lambda rng, at: (timedelta(0), within) if at >= first else (timedelta(0),)


def thrice_since(first: float) -> Burst:
    return lambda rng, at: (timedelta(0), SECOND / 100, SECOND / 50) if at >= first else (timedelta(0),)


def some_twice(rng: Random, at: float) -> tuple[timedelta, ...]:
    return (timedelta(0), SECOND) if rng.random() < 0.15 else (timedelta(0),)


def files_since_go_live(rng: Random, at: float) -> tuple[timedelta, ...]:
    """Files whose sizes fall as 1/n**2, all of whose orders are made within a few seconds."""
    size = rng.choices(range(1, 21), [1 / n**2 for n in range(1, 21)])[0] if at >= 0 else 1
    return tuple(n * 0.2 * SECOND for n in range(size))


def twenty_in_a_minute(rng: Random, at: float) -> tuple[timedelta, ...]:
    return tuple(sorted(rng.random() * MINUTE for _ in range(20 if at >= 0 else 1)))


def flaws(facts: Told, launch: Launch = LAUNCH) -> list[tuple[str, Mapping[str, Any]]]:
    return [(flaw.reason.id, flaw.reason.params) for flaw in find(launch, GATE, JUDGED, Facts(launch, facts))]


@pytest.mark.parametrize(("first", "since"), [(0, 0), (8, 7), (14, 14)])
def test_a_release_that_fires_twice_is_a_flaw(first: float, since: int) -> None:
    (found,) = flaws(told(twice_since(first)))
    assert found == ("gate-twice", {"event": "order", "share": pytest.approx(1, abs=0.1), "day": since})


def test_a_release_that_fires_three_times_is_no_bulk() -> None:
    (found,) = flaws(told(once, clients={"android": thrice_since(7)}))
    text, figures = found
    assert text == "gate-copies-client"
    assert {**figures, "share": 1} == {"event": "order", "share": 1, "day": 7, "times": 3, "client": "android"}


def test_twelve_units_are_enough() -> None:
    ((text, figures),) = flaws(told(twice_since(0), units=12))
    assert (text, figures["day"]) == ("gate-twice", 0)


def test_one_platform_is_named() -> None:
    (found,) = flaws(told(once, clients={"android": twice_since(0)}), CLIENTS)
    assert found == ("gate-twice-client", {"event": "order", "share": pytest.approx(1), "day": 0, "client": "android"})


@pytest.mark.parametrize(
    "burst",
    [
        pytest.param(once, id="alone"),
        pytest.param(some_twice, id="always in twos"),
        pytest.param(twice_since(0, 5 * SECOND), id="five seconds apart"),
        pytest.param(files_since_go_live, id="files of all sizes"),
        pytest.param(twenty_in_a_minute, id="twenty in a minute"),
    ],
)
def test_bursts_that_are_meant_are_none(burst: Burst) -> None:
    assert flaws(told(burst)) == []
    assert flaws(told(burst), CLIENTS) == []


def test_one_unit_is_not_a_release() -> None:
    facts = told(once)
    for each in range(22):
        for number in range(20):
            facts.add("u0", "order", day(each, 8 + number / 2)).add("u0", "order", day(each, 8 + number / 2) + SECOND)
    assert flaws(facts) == []


def test_two_that_differ_are_two() -> None:
    facts = Told()
    for number in range(UNITS):
        facts.add(f"u{number}", "opened", day(0, 10))
        for each in range(22):
            at = day(each, 12)
            facts.add(f"u{number}", "order", at, platform="web")
            facts.add(f"u{number}", "order", at + SECOND, platform="ios")
    assert flaws(facts, CLIENTS) == flaws(facts) == []


def test_a_metric_for_which_one_is_enough_reads_no_copies() -> None:
    assert counted(LAUNCH.metrics["completion"]) == ()
    assert counted(LAUNCH.metrics["orders_per_open"]) == (EventRef("order"), EventRef("opened"))


def test_the_gate_is_invalid_and_the_launch_holds() -> None:
    verdict = judge_launch(LAUNCH, JUDGED, Facts(LAUNCH, told(twice_since(0))), {})
    assert verdict.gates[0].word is Word.INVALID
    assert (verdict.recommendation.action, verdict.recommendation.row) == (Action.HOLD, 1)
    fine = judge_launch(LAUNCH, JUDGED, Facts(LAUNCH, told(once)), {})
    assert fine.gates[0].flaws == ()


@pytest.mark.parametrize(
    ("times", "others", "near", "expected"),
    [
        pytest.param((10, 0, 0, 0), 0, 0, (2, 10), id="pairs"),
        pytest.param((10, 0, 0, 0), 0, 60, (2, 8), id="chance: 2 of 60 seconds"),
        pytest.param((10, 2, 0, 0), 1, 0, (2, 1), id="bulks"),
        pytest.param((10, 9, 8, 7), 0, 0, (3, 0), id="bulks of all sizes"),
        pytest.param((1, 20, 2, 0), 0, 0, (3, 19), id="triples"),
        pytest.param((10, 0, 6, 0), 0, 0, (2, 10), id="pairs, and bulks of two fired twice"),
        pytest.param((0, 0, 0, 9), 0, 0, (5, 9), id="five times"),
    ],
)
def test_what_chance_and_bulks_explain_is_not_copied(
    times: tuple[int, ...], others: int, near: int, expected: tuple[int, float]
) -> None:
    found = copied(Firings(90, times, others, near, 100, 50, 10))
    assert found[1] == pytest.approx(expected[1])
    if expected[1]:
        assert found[0] == expected[0]


def asked(launch: Launch) -> CopiesOf:
    return CopiesOf(
        population(launch), EventRef("order"), to_micros(day(-28)), (to_micros(day(0)), to_micros(day(7))),
        to_micros(day(14)), to_micros(day(14)), properties(launch), "platform",
    )  # fmt: skip


def test_nothing_says_nothing() -> None:
    assert excess({}) is None
    assert asked(CLIENTS).finish(asked(CLIENTS).empty) == {}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-200, 900)), max_size=60))
def test_every_doing_is_one_kind_and_parts_add_up(orders: list[tuple[int, int]]) -> None:
    """Against the words: an order with another of its unit within a minute is no single, and so on."""
    facts = Told()
    for unit in range(4):
        facts.add(f"u{unit}", "opened", day(0), platform="web")
    for unit, seconds in orders:
        facts.add(f"u{unit}", "order", day(1) + seconds * SECOND, platform="web")
    buckets = Facts(CLIENTS, facts).buckets(CLIENTS.unit)
    question = asked(CLIENTS)
    parts = [question.partial(bucket) for bucket in buckets]
    forth, back = question.empty, question.empty
    for part in parts:
        forth = question.merge(forth, part)
    for part in reversed(parts):
        back = question.merge(part, back)
    assert forth == back
    found = question.finish(forth)
    assert found.keys() <= {EVERYONE, "web"}
    if found:
        assert found[EVERYONE] == found["web"]
        first, later = found[EVERYONE].since
        assert later.all == 0
        assert (first.singles, *first.times, first.near) == _plainly(orders)
        fired = {unit for unit, _ in orders}
        assert first.units <= len(fired)
        assert first.copied <= first.units


def _plainly(orders: list[tuple[int, int]]) -> tuple[int, ...]:
    kinds = [0] * 6
    for unit in range(4):
        times = sorted(seconds for who, seconds in orders if who == unit)
        doings: list[list[int]] = []
        for each in times:
            if doings and each - doings[-1][-1] <= 62:
                doings[-1].append(each)
            else:
                doings.append([each])
        for doing in doings:
            gaps = [b - a for a, b in pairwise(doing)]
            if max(gaps, default=0) <= 2 and len(doing) <= 5:
                kinds[len(doing) - 1] += 1
            elif len(doing) == 2:
                kinds[5] += 1
    return tuple(kinds)
