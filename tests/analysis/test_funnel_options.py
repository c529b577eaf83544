"""The funnel with all its options (`funnel.v1`): its kernel against a search through all chains."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.funnel_search import EVENTS, Case, Event, State, cases, metric_of, rows_of, scope_for, search, timed
from analysis.streams import answered, bucket_of
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.scope import Judging


def question(case: Case) -> Funnel:
    return Funnel(scope_for(case), Judging(), metric_of(case))


def kernel(case: Case) -> State:
    """What the funnel says, read from its sums."""
    asked = question(case)
    found: Any = answered(asked, bucket_of({"unit": rows_of(case.events)}, ["letters"]))
    entered, mature, hits, converted, is_open = found.row[:5]
    reached = tuple(units for units, _ in asked.steps(found.row))
    assert hits == (mature and converted)
    assert [late for _, late in asked.steps(found.row)] == [mature * units for units in reached]
    removed = found.answer.counts.excluded.get("exclusion", 0)
    return State(bool(entered), reached, bool(converted), bool(mature), bool(is_open), bool(removed))


@settings(max_examples=1500)
@given(cases())
def test_the_kernel_finds_what_a_search_through_all_chains_finds(case: Case) -> None:
    assert kernel(case) == search(case).state()


CUT, DROP = ("X", 1, 2, False), ("X", 1, 2, True)
AB, AXB = timed(("A", 0), ("B", 2)), timed(("A", 0), ("X", 1), ("B", 2))
AXAB = timed(("A", 0), ("X", 1), ("A", 2), ("B", 3))
VECTORS = [
    pytest.param(Case(timed(("B", 1), ("A", 2)), "AB", grace=2), "11", id="V3 reversed within the grace"),
    pytest.param(Case(timed(("B", 1), ("A", 4)), "AB", grace=2), "10", id="reversed beyond the grace"),
    pytest.param(Case(timed(("C", 0), ("B", 2), ("A", 4)), "ABC", grace=2), "110", id="grace: any two events"),
    pytest.param(Case(AXB, "AB", order="strict"), "10", id="V7 strict: something in between"),
    pytest.param(Case(AXAB, "AB", order="strict"), "11", id="V8 strict: a restart"),
    pytest.param(Case(timed(("A", 0), ("A", 1), ("B", 2)), "AB", order="strict"), "11", id="V9 strict: a repeat"),
    pytest.param(Case(timed(("A", 0), ("B", 1), ("A", 2), ("C", 3)), "ABC", order="strict"), "110", id="strict: back"),
    pytest.param(Case(timed(("A", 0), ("X", 1), ("B", 1)), "AB", order="strict"), "11", id="strict: X after B"),
    pytest.param(
        Case(timed(("A", 0), ("X", 1), ("B", 1), ("C", 2)), "ABC", order="strict"), "110", id="strict: X anyway"
    ),
    pytest.param(Case(AXB, "AB", exclusions=(DROP,)), "00", id="V11 dropped"),
    pytest.param(Case(AXAB, "AB", exclusions=(DROP,)), "11", id="V12 a clean chain as deep"),
    pytest.param(Case(timed(("X", 0), ("A", 1), ("B", 2)), "AB", exclusions=(DROP,)), "11", id="V13 before the entry"),
    pytest.param(Case(AXB, "AB", exclusions=(CUT,)), "10", id="cut: keeps the step reached"),
    pytest.param(Case(AXAB, "AB", exclusions=(CUT,)), "11", id="cut: another chain goes on"),
    pytest.param(Case(timed(("A", 0), ("X", 2), ("B", 2)), "AB", exclusions=(CUT,)), "11", id="X at the instant of B"),
    pytest.param(
        Case(timed(("A", 0), ("X", 2), ("B", 2), ("C", 3)), "ABC", exclusions=(("X", 1, 3, False),)), "110",
        id="X at the instant of B is before C all the same",
    ),
    pytest.param(Case(timed(("A", 0), ("X", 2), ("B", 4)), "AB", grace=2, exclusions=(CUT,)), "11", id="near X"),
    pytest.param(Case(timed(("A", 0), ("X", 20)), "AB", exclusions=(DROP,)), "10", id="drop: the window was over"),
    pytest.param(Case(timed(("A", 0), ("C", 1)), "AbC"), "101", id="an optional step left out"),
    pytest.param(Case(timed(("A", 0), ("B", 1), ("C", 2)), "AbC"), "111", id="an optional step taken"),
    pytest.param(Case(timed(("A", 0), ("B", 1), ("A", 2), ("C", 3)), "AbC"), "111", id="steps before newest"),
    pytest.param(Case(timed(("A", 0), ("C", 1), ("B", 2), ("C", 3)), "AbC"), "111", id="steps before earliest"),
    pytest.param(Case(timed(("A", 0), ("C", 4)), "AbC", within=(None, None, 3)), "100", id="from the step before"),
    pytest.param(
        Case(timed(("A", 0), ("B", 2), ("C", 5)), "AbC", within=(None, None, 3)), "111", id="the step before, if taken"
    ),
    pytest.param(Case(timed(("B", 0), ("A", 1)), "AB", order="any"), "11", id="any order"),
    pytest.param(Case(timed(("AB", 0)), "AB", order="any"), "10", id="any order: one event fills one step"),
    pytest.param(Case(timed(("B", 0), ("A", 11)), "AB", order="any"), "01", id="any order: too far apart, the earlier"),
    pytest.param(Case(timed(("C", 0), ("A", 1)), "AbC", order="any"), "101", id="any order: without the optional step"),
    pytest.param(
        Case(timed(("B", 0), ("X", 1), ("A", 2)), "AB", order="any", exclusions=(CUT,)), "01",
        id="any order: positions are numbers of steps",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "reached"), VECTORS)
def test_vectors(case: Case, reached: str) -> None:
    """Numbers V3 to V13 are those of a table of vectors on which other tools differ (PostHog reads V7 to V13 alike)."""
    assert "".join(map(str, kernel(case).reached)) == reached
    assert search(case).state() == kernel(case)


STATES = [
    pytest.param(Case(AB[:1], "AB", exclusions=(CUT,), as_of=5), True, id="not cut"),
    pytest.param(Case(AXB[:2], "AB", exclusions=(CUT,), as_of=5), False, id="cut"),
    pytest.param(Case(AXB[:2], "AB", exclusions=(CUT,), as_of=2, late=2), True, id="B may still come in from before X"),
    pytest.param(Case(AXB[:2], "AB", order="strict", as_of=5), False, id="strict: something came"),
    pytest.param(Case(AXB[:2], "AB", order="strict", grace=3, as_of=3), True, id="strict: within the grace of it"),
    pytest.param(Case(timed(("A", 0), ("B", 1)), "AbC", within=(None, None, 2), as_of=2), True, id="timed from b"),
    pytest.param(Case(timed(("A", 0)), "AbC", within=(None, None, 2), as_of=3), True, id="b first, then C in time"),
    pytest.param(Case(timed(("A", 0)), "ABC", within=(None, 2, 2), as_of=3), False, id="B is too late"),
    pytest.param(Case(timed(("B", 0)), "AB", order="any", as_of=3), True, id="any order"),
]


@pytest.mark.parametrize(("case", "is_open"), STATES)
def test_open(case: Case, is_open: bool) -> None:
    assert kernel(case).is_open is is_open
    assert search(case).state() == kernel(case)


PLAIN = st.builds(
    Case, events=EVENTS, letters=st.sampled_from(["AB", "ABC", "AAB"]), window=st.integers(1, 10), first=st.booleans(),
    as_of=st.integers(0, 20),
)  # fmt: skip


@settings(max_examples=500)
@given(PLAIN)
def test_both_kernels_agree_on_plain_funnels(case: Case) -> None:
    """An exclusion that never happens sends the question to the kernel of all options."""
    assert kernel(replace(case, exclusions=(("never", 1, 2, False),))) == kernel(case)


@settings(max_examples=500)
@given(cases(), st.integers(0, 10**6))
def test_only_the_time_between_events_counts(case: Case, shift: int) -> None:
    moved = {name: getattr(case, name) + shift for name in ("start", "stop", "as_of")}
    later = tuple((second + shift, letters) for second, letters in case.events)
    assert kernel(replace(case, events=later, **moved)) == kernel(case)


@settings(max_examples=300)
@given(st.lists(EVENTS, max_size=6), cases(), st.data())
def test_any_split_and_any_order_of_buckets_gives_the_same_sums(
    streams: list[tuple[Event, ...]], case: Case, data: Any
) -> None:
    units = {str(number): rows_of(events) for number, events in enumerate(streams)}
    where = [data.draw(st.integers(0, 2)) for _ in units]
    parts = [
        {name: each for at, (name, each) in zip(where, units.items(), strict=True) if at == part} for part in range(3)
    ]
    asked = question(case)
    whole = answered(asked, bucket_of(units, ["letters"]))
    assert answered(asked, *[bucket_of(part, ["letters"]) for part in data.draw(st.permutations(parts))]) == whole


@pytest.mark.parametrize("order", ["ordered", "strict", "any"])
def test_many_events_of_one_instant_that_fit_every_step(order: str) -> None:
    """A thousand orders of one upload, in a funnel that asks for four of them."""
    case = Case(timed(*(("A", 0) for _ in range(1000)), ("A", 1)), "AAAA", order=order, grace=2)
    assert kernel(case).converted
    assert not kernel(replace(case, events=case.events[:3])).converted
