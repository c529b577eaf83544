"""The best chain of each unit, row by row: both kernels against the search through all chains."""

from dataclasses import replace
from itertools import combinations_with_replacement
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.funnel_search import OPTIONS, Case, Event, cases, cases_with, metric_of, rows_of, scope_for, search
from analysis.streams import Row, bucket_of
from hypercare.analysis.funnel.chains import TracedChains, traced
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.population import members
from hypercare.model.instant import SECOND_US
from hypercare.model.metrics import EventRef

PLAIN = st.builds(
    Case,
    events=st.lists(st.tuples(st.integers(0, 12), st.sampled_from("AABBCCDX")), max_size=10).map(tuple),
    letters=st.sampled_from(["AB", "ABC", "ABCD"]),
    window=st.integers(2, 12),
    first=st.booleans(),
    start=st.sampled_from([0, 0, 2]),
    stop=st.sampled_from([5, 100]),
    as_of=st.integers(4, 20),
    late=st.sampled_from([0, 0, 2]),
)
"""Funnels whose steps share no events: the letter is the event's name."""


def plain_chains_of(case: Case) -> TracedChains:
    streams = {
        name: [Row(second * SECOND_US, letter) for second, letter in events]
        for name, events in {"before": [(0, "A")], "unit": case.events, "after": [(0, "B"), (1, "A")]}.items()
    }
    metric = metric_of(case)
    steps = (replace(step, ref=EventRef(letter)) for step, letter in zip(metric.steps, case.steps, strict=True))
    bucket, scope = bucket_of(streams), scope_for(case)
    asked = replace(metric, steps=tuple(steps))
    return traced(bucket, asked, scope, members(bucket, scope.population, scope.as_of))


def chains_of(case: Case) -> TracedChains:
    """The chain of a unit, between two others that do nothing."""
    streams = {"before": rows_of([(0, "Z")]), "unit": rows_of(case.events), "after": rows_of([(0, "Z")])}
    bucket, scope = bucket_of(streams, ["letters"]), scope_for(case)
    return traced(bucket, metric_of(case), scope, members(bucket, scope.population, scope.as_of))


def seconds(found: TracedChains) -> list[int | None]:
    return [None if at == NONE else int(at) // SECOND_US for at in found.reached_at[1]]


def expected(case: Case) -> list[int | None]:
    """When the best chain of the search reaches each step."""
    best = search(case).best
    reached = {} if best is None else dict(zip(best.steps, best.reached, strict=True))
    return [reached.get(step) for step in range(len(case.steps))]


def assert_as_searched(case: Case) -> None:
    """The best chain reaches each step when that of the search does, and the unit is what the search says."""
    found, state = chains_of(case), search(case).state()
    assert seconds(found) == expected(case)
    assert (bool(found.converted[1]), bool(found.is_open[1])) == (state.converted, state.is_open)
    assert (bool(found.mature[1]), bool(found.removed[1])) == (state.mature, state.removed)


@settings(max_examples=500)
@given(cases())
def test_the_best_chain_is_that_of_the_search(case: Case) -> None:
    assert_as_searched(case)


PAIRS = [pair for pair in combinations_with_replacement(OPTIONS, 2) if set(pair) != {"strict", "any"}]


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
@settings(max_examples=30)
@given(st.data())
def test_every_option_and_every_pair_of_them(pair: tuple[str, str], data: Any) -> None:
    assert_as_searched(data.draw(cases_with(frozenset(pair))))


@settings(max_examples=500)
@given(cases(), st.tuples(st.integers(0, 8), st.sampled_from(["A", "B", "C", "AB", "X"])))
def test_one_more_event_never_lowers_the_level_of_an_ordered_funnel(case: Case, event: Event) -> None:
    case = replace(case, first=False, order="ordered", exclusions=())
    more = replace(case, events=(*case.events, event))
    assert chains_of(more).level[1] >= chains_of(case).level[1]


@settings(max_examples=500)
@given(cases(), st.integers(1, 5))
def test_a_wider_window_never_lowers_the_level(case: Case, wider: int) -> None:
    """But for exclusions that drop: a wider window lets them find more to drop."""
    case = replace(case, exclusions=tuple((*each[:3], False) for each in case.exclusions))
    more = replace(case, window=case.window + wider)
    assert chains_of(more).level[1] >= chains_of(case).level[1]


@settings(max_examples=500)
@given(cases(), st.integers(1, 10))
def test_more_time_never_turns_converted_into_dropped(case: Case, later: int) -> None:
    if chains_of(case).converted[1]:
        assert chains_of(replace(case, as_of=case.as_of + later)).converted[1]


@settings(max_examples=800)
@given(PLAIN, st.lists(st.none() | st.integers(0, 6), min_size=3, max_size=3))
def test_the_kernel_of_plain_funnels_finds_the_same_chain(case: Case, limits: list[int | None]) -> None:
    case = replace(case, within=(None, *limits)[: len(case.steps)])
    found, state = plain_chains_of(case), search(case).state()
    assert seconds(found) == expected(case)
    assert (bool(found.converted[1]), bool(found.is_open[1])) == (state.converted, state.is_open)
    assert bool(found.mature[1]) == state.mature


@settings(max_examples=500)
@given(cases())
def test_its_rows_are_distinct_and_match_their_steps(case: Case) -> None:
    found = chains_of(case)
    events = [(0, "Z"), *sorted(case.events, key=lambda event: event[0]), (0, "Z")]
    filled = [(step, events[row]) for step, row in enumerate(found.rows[1]) if row >= 0]
    assert all(case.steps[step] in letters for step, (_, letters) in filled)
    assert len({int(row) for row in found.rows[1] if row >= 0}) == len(filled)
    for step, (second, _) in filled:
        assert 0 <= seconds(found)[step] - second <= case.slack
