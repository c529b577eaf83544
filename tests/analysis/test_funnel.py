"""The ordered funnel (`funnel.v1`): its kernel against a search through all chains, and what must always hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Judging
from hypercare.model.estimate import Estimate, Insufficient
from hypercare.model.instant import SECOND_US
from hypercare.model.metrics import Condition, EventRef, Filter, FunnelMetric, Op, Step

Event = tuple[int, str]
"""An event of the tests: its second, and the letters of the steps that it matches."""


@dataclass(frozen=True)
class Case:
    """A funnel and the events of one unit, in seconds."""

    events: tuple[Event, ...]
    steps: str
    window: int
    start: int = 0
    stop: int = 1000
    settled: int = 10_000
    within: tuple[int | None, ...] = ()
    first: bool = False

    @property
    def limits(self) -> tuple[int, ...]:
        """The longest time from the step before, by step."""
        declared = self.within or (None,) * len(self.steps)
        return tuple(self.window if limit is None else limit for limit in declared)


@dataclass(frozen=True)
class State:
    """What a funnel says of one unit."""

    level: int
    mature: bool
    is_open: bool


def kernel(case: Case) -> State:
    """What the funnel says, read from its sums."""
    steps = tuple(
        Step(
            EventRef("event", Filter((Condition("letters", Op.CONTAINS, (letter,)),))),
            within=None if limit is None else timedelta(seconds=limit),
        )
        for letter, limit in zip(case.steps, case.within or (None,) * len(case.steps), strict=True)
    )
    metric = FunnelMetric("f", steps, timedelta(seconds=case.window), entry="first" if case.first else "best")
    scope = scope_of(
        case.stop * SECOND_US, start=case.start * SECOND_US, as_of=case.settled * SECOND_US,
        population=Population(exposed_from=-SECOND_US),
    )  # fmt: skip
    rows = [Row(second * SECOND_US, "event", {"letters": letters}) for second, letters in case.events]
    question = Funnel(scope, Judging(), metric)
    found: Any = answered(question, bucket_of({"unit": rows}, ["letters"]))
    entered, mature, _, converted, is_open = found.row[:5]
    reached = [units for units, _ in question.steps(found.row)]
    assert reached == sorted(reached, reverse=True)
    assert (entered > 0) == (reached[0] > 0)
    assert bool(converted) == (sum(reached) == len(steps))
    return State(sum(reached), bool(mature), bool(is_open))


def search(case: Case) -> State:
    """Every chain of distinct events in order of time, whatever it costs: the definition itself."""
    known = [event for event in case.events if event[0] <= case.settled]
    may_enter = [i for i, (second, letters) in enumerate(known) if _enters(case, second, letters)]
    if case.first and may_enter:
        opening = min(known[i][0] for i in may_enter)
        may_enter = [i for i in may_enter if known[i][0] == opening]
    if not may_enter:
        return State(0, mature=False, is_open=False)
    chains = [chain for entry in may_enter for chain in _chains(case, known, (entry,))]
    level = max(len(chain) for chain in chains)
    mature = max(known[i][0] for i in may_enter) + case.window <= case.settled
    could = level < len(case.steps) and any(_could_go_on(case, known, chain) for chain in chains)
    return State(level, mature, could)


def _enters(case: Case, second: int, letters: str) -> bool:
    return case.steps[0] in letters and case.start <= second < case.stop


def _chains(case: Case, events: Sequence[Event], chain: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The chain and all that go on from it."""
    found = [chain]
    step = len(chain)
    if step == len(case.steps):
        return found
    entry, last = events[chain[0]][0], events[chain[-1]][0]
    for i, (second, letters) in enumerate(events):
        fits = case.steps[step] in letters and last <= second <= min(entry + case.window, last + case.limits[step])
        if fits and i not in chain:
            found += _chains(case, events, (*chain, i))
    return found


def _could_go_on(case: Case, events: Sequence[Event], chain: tuple[int, ...]) -> bool:
    if len(chain) == len(case.steps):
        return False
    entry, last = events[chain[0]][0], events[chain[-1]][0]
    return entry + case.window > case.settled and last + case.limits[len(chain)] > case.settled


def timed(*pairs: tuple[str, int]) -> tuple[Event, ...]:
    return tuple((second, letters) for letters, second in pairs)


VECTORS = [
    pytest.param(Case(timed(("A", 0), ("A", 30), ("B", 45), ("C", 75)), "ABC", 60), 3, id="V1 newer entry converts"),
    pytest.param(Case(timed(("B", 1), ("A", 1)), "AB", 10), 2, id="V2 same tick in the unit's favour"),
    pytest.param(Case(timed(("B", 1), ("A", 2)), "AB", 10), 1, id="V3 wrong order, no grace"),
    pytest.param(Case(timed(("A", 1)), "AAA", 10), 1, id="V4 one event fills one step"),
    pytest.param(Case(timed(("A", 1), ("B", 11)), "AB", 10), 2, id="V5 the window is inclusive"),
    pytest.param(Case(timed(("A", 1), ("B", 12)), "AB", 10), 1, id="V5 one second late"),
    pytest.param(
        Case(timed(("A", 1), ("B", 2), ("A", 101), ("B", 102), ("C", 103)), "ABC", 10), 3, id="V6 re-entry converts"
    ),
    pytest.param(
        Case(timed(("A", 1), ("B", 2), ("A", 101), ("B", 102), ("C", 103)), "ABC", 10, first=True), 2, id="V6 first"
    ),
    pytest.param(Case(timed(("A", 0), ("A", 30), ("B", 45), ("C", 75)), "ABC", 60, first=True), 2, id="V1 first entry"),
    pytest.param(Case(timed(("A", 1), ("X", 2), ("B", 3)), "AB", 10), 2, id="V7 other events do not matter"),
    pytest.param(Case(timed(("A", 1), ("A", 2), ("A", 3)), "AAA", 10), 3, id="three events fill three equal steps"),
    pytest.param(Case(timed(("AB", 1), ("A", 1)), "AB", 10), 2, id="tie: one fits both, one A only"),
    pytest.param(Case(timed(("A", 1), ("AB", 1)), "AB", 10), 2, id="tie: the same, arrived the other way round"),
    pytest.param(Case(timed(("ABC", 1), ("AB", 1), ("A", 1)), "ABC", 10), 3, id="tie: a chain of swaps"),
    pytest.param(Case(timed(("A", 0), ("AB", 5), ("B", 5)), "ABB", 10), 3, id="tie: an older entry uses both"),
    pytest.param(Case(timed(("A", 999), ("B", 1001)), "AB", 10), 2, id="conversion past the end of entries"),
    pytest.param(Case(timed(("A", 1000), ("B", 1001)), "AB", 10), 0, id="entry at the end does not count"),
    pytest.param(Case(timed(("A", 0), ("B", 3), ("C", 9)), "ABC", 10, within=(None, None, 5)), 2, id="within expired"),
    pytest.param(
        Case(timed(("A", 0), ("B", 3), ("B", 5), ("C", 9)), "ABC", 10, within=(None, None, 5)), 3, id="step done again"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "level"), VECTORS)
def test_vectors(case: Case, level: int) -> None:
    assert kernel(case).level == level
    assert search(case).level == level


STATES = [
    pytest.param(Case(timed(("A", 5)), "AB", 10, settled=14), State(1, mature=False, is_open=True), id="may convert"),
    pytest.param(Case(timed(("A", 5)), "AB", 10, settled=15), State(1, mature=True, is_open=False), id="exactly over"),
    pytest.param(
        Case(timed(("A", 5), ("B", 6)), "AB", 10, settled=14),
        State(2, mature=False, is_open=False),
        id="quick converter",
    ),
    pytest.param(
        Case(timed(("A", 5)), "AB", 10, settled=9, within=(None, 3)),
        State(1, mature=False, is_open=False),
        id="dropped",
    ),
    pytest.param(
        Case(timed(("A", 5), ("A", 8)), "AB", 10, settled=16),
        State(1, mature=False, is_open=True),
        id="last entry open",
    ),
    pytest.param(
        Case(timed(("A", 5), ("A", 8)), "AB", 10, settled=16, first=True),
        State(1, mature=True, is_open=False),
        id="first entry over",
    ),
    pytest.param(Case(timed(("B", 5)), "AB", 10), State(0, mature=False, is_open=False), id="never entered"),
]


@pytest.mark.parametrize(("case", "state"), STATES)
def test_states(case: Case, state: State) -> None:
    assert kernel(case) == state
    assert search(case) == state


LETTERS = st.sampled_from(["A", "B", "C", "AB", "BC", "AC", "ABC", "X"])
EVENTS = st.lists(st.tuples(st.integers(0, 9), LETTERS), max_size=7).map(tuple)
CASES = st.builds(
    Case,
    events=EVENTS,
    steps=st.sampled_from(["AB", "ABC", "AAB", "ABA", "ABB", "A", "BAC"]),
    window=st.integers(1, 10),
    start=st.integers(0, 3),
    stop=st.integers(3, 10),
    settled=st.integers(0, 22),
    first=st.booleans(),
)
WITHINS = st.lists(st.none() | st.integers(1, 6), min_size=3, max_size=3)


def with_limits(case: Case, limits: list[int | None]) -> Case:
    """The case, each step with a limit of its own from the step before."""
    return Case(**{**vars(case), "within": (None, *limits[: len(case.steps) - 1])})


@settings(max_examples=2500)
@given(CASES, WITHINS)
def test_the_kernel_finds_what_a_search_through_all_chains_finds(case: Case, limits: list[int | None]) -> None:
    case = with_limits(case, limits)
    assert kernel(case) == search(case)


@settings(max_examples=300)
@given(CASES, st.tuples(st.integers(0, 9), LETTERS))
def test_one_more_event_never_lowers_the_level(case: Case, event: Event) -> None:
    case = Case(**{**vars(case), "first": False})
    assert kernel(Case(**{**vars(case), "events": (*case.events, event)})).level >= kernel(case).level


@settings(max_examples=300)
@given(CASES, st.integers(0, 5))
def test_a_wider_window_never_lowers_the_level(case: Case, wider: int) -> None:
    assert kernel(Case(**{**vars(case), "window": case.window + wider})).level >= kernel(case).level


@settings(max_examples=300)
@given(CASES, st.integers(0, 20))
def test_more_time_takes_no_step_back(case: Case, later: int) -> None:
    assert kernel(Case(**{**vars(case), "settled": case.settled + later})).level >= kernel(case).level


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_within_an_instant_does_not_matter(case: Case, chance: Any) -> None:
    shuffled = list(case.events)
    chance.shuffle(shuffled)
    assert kernel(Case(**{**vars(case), "events": tuple(shuffled)})) == kernel(case)


AB = FunnelMetric("f", (Step(EventRef("A")), Step(EventRef("B"))), timedelta(seconds=10))


def measured(streams: dict[str, list[Row]], **scope: Any) -> Any:
    return answered(Funnel(scope_of(**scope), Judging(), AB), bucket_of(streams))


def rows(*pairs: tuple[str, int]) -> list[Row]:
    return [Row(second * SECOND_US, name) for name, second in pairs]


def test_only_mature_units_make_the_share_and_the_bounds_hold_all() -> None:
    found = measured(
        {"converted": rows(("A", 0), ("B", 3)), "dropped": rows(("A", 1)), "open": rows(("A", 95)),
         "quick": rows(("A", 96), ("B", 97)), "stranger": rows(("B", 1))},
        as_of=100 * SECOND_US,
    )  # fmt: skip
    answer = found.answer
    assert isinstance(answer, Estimate)
    assert (answer.value, answer.scale) == (0.5, "share")
    counts = answer.counts
    assert (counts.units, counts.mature, counts.open, counts.hits, counts.trials) == (4, 2, 1, 1, 2)
    assert answer.bounds == (2 / 4, 3 / 4)


def test_without_a_mature_unit_there_is_no_share_but_bounds() -> None:
    answer = measured({"open": rows(("A", 95))}, as_of=100 * SECOND_US).answer
    assert isinstance(answer, Insufficient)
    assert answer.reason.id == "metric-no-mature-units"
    assert answer.bounds == (0.0, 1.0)


def test_late_data_keep_a_window_open_until_they_are_in() -> None:
    counts = [
        measured({"u": rows(("A", 0))}, as_of=second * SECOND_US, settled=(second - 5) * SECOND_US).answer.counts.mature
        for second in (14, 15)
    ]
    assert counts == [0, 1]


def test_what_was_not_known_yet_did_not_happen() -> None:
    late = {"u": [Row(0, "A"), Row(3 * SECOND_US, "B", known=50 * SECOND_US)]}
    assert measured(late, as_of=49 * SECOND_US).answer.value == 0.0
    assert measured(late, as_of=50 * SECOND_US).answer.value == 1.0


def test_a_unit_is_not_judged_by_what_it_did_before_its_exposure() -> None:
    exposed_by_x = Population(exposing=(EventRef("X"),), exposed_from=0)
    found = measured({"u": rows(("A", 1), ("B", 2), ("X", 5), ("A", 7))}, population=exposed_by_x)
    assert (found.answer.counts.units, found.answer.value) == (1, 0.0)


@given(st.lists(EVENTS, max_size=6), st.data())
def test_any_split_and_any_order_of_buckets_gives_the_same_sums(streams: list[tuple[Event, ...]], data: Any) -> None:
    units = {
        str(number): [Row(second * SECOND_US, letters) for second, letters in events]
        for number, events in enumerate(streams)
    }
    where = [data.draw(st.integers(0, 2)) for _ in units]
    parts = [
        {name: each for at, (name, each) in zip(where, units.items(), strict=True) if at == part} for part in range(3)
    ]
    question = Funnel(scope_of(), Judging(), AB)
    shuffled = data.draw(st.permutations(parts))
    assert answered(question, *[bucket_of(part) for part in shuffled]) == answered(question, bucket_of(units))
