"""The funnel with all its options (`funnel.v1`): its kernel against a search through all chains."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.streams import Row, answered, bucket_of, scope_of
from hypercare.analysis.funnel import Funnel
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Judging
from hypercare.model.instant import SECOND_US
from hypercare.model.metrics import Condition, EventRef, Exclusion, Filter, FunnelMetric, Op, Step

Event = tuple[int, str]
"""An event of the tests: its second, and the letters of the steps and exclusions that it matches."""
Excluded = tuple[str, int, int, bool]
"""An exclusion of the tests: its letter, after which step, before which (from 1), and whether it drops."""


@dataclass(frozen=True)
class Case:
    """A funnel and the events of one unit, in seconds. Lower-case letters are optional steps."""

    events: tuple[Event, ...]
    letters: str
    window: int = 10
    order: str = "ordered"
    grace: int = 0
    exclusions: tuple[Excluded, ...] = ()
    within: tuple[int | None, ...] = ()
    first: bool = False
    start: int = 0
    stop: int = 1000
    as_of: int = 10_000
    late: int = 0

    @property
    def steps(self) -> str:
        return self.letters.upper()

    @property
    def required(self) -> frozenset[int]:
        return frozenset(k for k, letter in enumerate(self.letters) if letter.isupper())

    @property
    def limits(self) -> tuple[int, ...]:
        """The longest time from the step before, by step."""
        declared = (*self.within, *(None,) * len(self.steps))[: len(self.steps)]
        return tuple(self.window if limit is None else limit for limit in declared)

    @property
    def slack(self) -> int:
        return 0 if self.order == "any" else self.grace

    @property
    def settled(self) -> int:
        return self.as_of - self.late


@dataclass(frozen=True)
class State:
    """What a funnel says of one unit."""

    entered: bool
    reached: tuple[int, ...]
    converted: bool
    mature: bool
    is_open: bool
    removed: bool


def ref(letter: str) -> EventRef:
    return EventRef("event", Filter((Condition("letters", Op.CONTAINS, (letter,)),)))


def question(case: Case) -> Funnel:
    within = (*case.within, *(None,) * len(case.steps))[: len(case.steps)]
    steps = tuple(
        Step(ref(letter.upper()), letter.islower(), None if limit is None else timedelta(seconds=limit))
        for letter, limit in zip(case.letters, within, strict=True)
    )
    exclusions = tuple(Exclusion(ref(letter), after, before, drop) for letter, after, before, drop in case.exclusions)
    metric = FunnelMetric(
        "f", steps, timedelta(seconds=case.window), case.order, "first" if case.first else "best", exclusions,
        timedelta(seconds=case.grace),
    )  # fmt: skip
    scope = scope_of(
        case.stop * SECOND_US, start=case.start * SECOND_US, as_of=case.as_of * SECOND_US,
        settled=case.settled * SECOND_US, population=Population(exposed_from=-SECOND_US),
    )  # fmt: skip
    return Funnel(scope, Judging(), metric)


def kernel(case: Case) -> State:
    """What the funnel says, read from its sums."""
    rows = [Row(second * SECOND_US, "event", {"letters": letters}) for second, letters in case.events]
    asked = question(case)
    found: Any = answered(asked, bucket_of({"unit": rows}, ["letters"]))
    entered, mature, hits, converted, is_open = found.row[:5]
    reached = tuple(units for units, _ in asked.steps(found.row))
    assert hits == (mature and converted)
    assert [late for _, late in asked.steps(found.row)] == [mature * units for units in reached]
    removed = found.answer.counts.excluded.get("exclusion", 0)
    return State(bool(entered), reached, bool(converted), bool(mature), bool(is_open), bool(removed))


@dataclass(frozen=True)
class Chain:
    """Events (by their number) in the order in which they count, each with its step and when the chain reached it."""

    events: tuple[int, ...]
    steps: tuple[int, ...]
    reached: tuple[int, ...]

    @property
    def entry(self) -> int:
        return self.reached[0]

    @property
    def at(self) -> int:
        return self.reached[-1]


@dataclass(frozen=True)
class Search:
    """Every chain of a case, whatever it costs: the definition itself."""

    case: Case
    known: tuple[Event, ...]

    def state(self) -> State:
        case = self.case
        entries = [i for i, event in enumerate(self.known) if self._enters(event)]
        if case.first and entries:
            entries = [i for i in entries if self.known[i][0] == min(self.known[e][0] for e in entries)]
        chains = [chain for i in entries for chain in self._from(i) if self._stands(chain)]
        if not chains:
            return State(False, (0,) * len(case.steps), False, False, False, False)
        clean = [chain for chain in chains if not self._marked(chain)]
        best = max(clean, key=self._rank, default=None)
        deepest = max((self._depth(chain) for chain in chains if self._marked(chain)), default=0)
        if best is None or deepest > self._depth(best):
            return State(False, (0,) * len(case.steps), False, False, False, True)
        converted = case.required <= set(best.steps)
        could = not converted and any(self._open(chain) for chain in clean)
        mature = max(self.known[i][0] for i in entries) + case.window <= case.settled
        reached = tuple(int(k in best.steps) for k in range(len(case.steps)))
        return State(True, reached, converted, mature, could and not mature, False)

    def _enters(self, event: Event) -> bool:
        letters = self.case.steps if self.case.order == "any" else self.case.steps[0]
        return any(letter in event[1] for letter in letters) and self.case.start <= event[0] < self.case.stop

    def _from(self, first: int) -> Iterator[Chain]:
        second, letters = self.known[first]
        for step in range(len(self.case.steps) if self.case.order == "any" else 1):
            if self.case.steps[step] in letters:
                yield from self._on(Chain((first,), (step,), (second,)))

    def _on(self, chain: Chain) -> Iterator[Chain]:
        """The chain and all that go on from it."""
        yield chain
        for i, (second, letters) in enumerate(self.known):
            if i in chain.events or second < chain.at - self.case.slack:
                continue
            at = max(chain.at, second)
            for step in self._next(chain, at):
                if self.case.steps[step] in letters:
                    yield from self._on(Chain((*chain.events, i), (*chain.steps, step), (*chain.reached, at)))

    def _next(self, chain: Chain, at: int) -> list[int]:
        """The steps that would be in time at `at`."""
        case, last = self.case, chain.steps[-1]
        if at > chain.entry + case.window:
            return []
        steps = [step for step in range(len(case.steps)) if at - chain.at <= case.limits[step]]
        if case.order == "any":
            return [step for step in steps if step not in chain.steps]
        return [step for step in steps if step > last and not case.required & set(range(last + 1, step))]

    def _positions(self, chain: Chain) -> list[int]:
        """How far the chain is at each of its steps, counted from 1."""
        return [i + 1 if self.case.order == "any" else step + 1 for i, step in enumerate(chain.steps)]

    def _hits(self, chain: Chain, exclusion: Excluded) -> Iterator[tuple[int, int, bool]]:
        """Events that come after the chain is in: when, the last time at which it got on, and whether it stays in."""
        letter, after, before, _ = exclusion
        positions = self._positions(chain)
        into = next((i for i, position in enumerate(positions) if position >= after), None)
        if into is None or positions[into] >= before:
            return
        out = next((i for i, position in enumerate(positions) if position >= before), None)
        for second, letters in self.known:
            if letter in letters and second > chain.reached[into] + self.case.slack:
                yield second, chain.at if out is None else chain.reached[out], out is None

    def _too_late(self, chain: Chain, exclusion: Excluded) -> bool:
        return any(last > second + self.case.slack for second, last, _ in self._hits(chain, exclusion))

    def _stands(self, chain: Chain) -> bool:
        cut = any(self._too_late(chain, each) for each in self.case.exclusions if not each[3])
        return not cut and all(self._fits(chain, event, chain.at) for event in self.known)

    def _fits(self, chain: Chain, event: Event, now: int) -> bool:
        """Strict: the event comes before the entry, after the end, or is a repeat of the step that it comes after."""
        (second, letters), slack = event, self.case.slack
        if self.case.order != "strict" or second <= chain.entry + slack or second >= now - slack:
            return True
        ends = (*chain.reached[1:], 10**9)
        return any(
            self.case.steps[step] in letters and since - slack <= second <= until + slack
            for step, since, until in zip(chain.steps, chain.reached, ends, strict=True)
        )

    def _could_go_on(self, chain: Chain, now: int, known_until: int, *, drops: bool) -> bool:
        """Whether an event at `now` could take the chain on, given the events up to `known_until`."""
        if not self._next(chain, now) or not all(self._fits(chain, event, now) for event in self.known):
            return False
        for exclusion in self.case.exclusions:
            if drops or not exclusion[3]:
                for second, _, inside in self._hits(chain, exclusion):
                    if inside and second <= known_until and second + self.case.slack < now:
                        return False
        return True

    def _marked(self, chain: Chain) -> bool:
        for exclusion in self.case.exclusions:
            if exclusion[3]:
                for second, last, inside in self._hits(chain, exclusion):
                    over = inside and second + self.case.slack <= self.case.as_of
                    alive = second < chain.at or self._could_go_on(chain, second, second, drops=False)
                    if last > second + self.case.slack or (over and alive):
                        return True
        return False

    def _open(self, chain: Chain) -> bool:
        now = max(chain.at, self.case.settled + 1)
        return self._could_go_on(chain, now, now, drops=True)

    def _depth(self, chain: Chain) -> int:
        return len(self.case.required & set(chain.steps)) if self.case.order == "any" else chain.steps[-1] + 1

    def _rank(self, chain: Chain) -> tuple[int, int, int, int, tuple[bool, ...]]:
        which = tuple(step in chain.steps for step in range(len(self.case.steps)))
        return (self._depth(chain), len(chain.steps), -chain.at, chain.entry, which)


def search(case: Case) -> State:
    known = tuple(event for event in sorted(case.events, key=lambda event: event[0]) if event[0] <= case.as_of)
    return Search(case, known).state()


LETTERS = st.sampled_from(["A", "B", "C", "A", "B", "C", "AB", "BC", "AC", "X", "Y", "BX", "CX", "Z"])
EVENTS = st.lists(st.tuples(st.integers(0, 8), LETTERS), max_size=7).map(tuple)
LIMITS = st.lists(st.none() | st.integers(1, 6), min_size=3, max_size=3).map(lambda limits: (None, *limits))


@st.composite
def exclusions(draw: st.DrawFn, steps: int) -> Excluded:
    after = draw(st.integers(1, steps - 1))
    return (draw(st.sampled_from("XY")), after, draw(st.integers(after + 1, steps)), draw(st.booleans()))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any funnel, with each option left out as often as not."""
    letters = draw(st.sampled_from(["AB", "ABC", "AbC", "AbbC", "AAB", "ABA", "AbcB", "AaA", "ABCA", "AbCbA"]))
    return Case(
        events=draw(EVENTS),
        letters=letters,
        window=draw(st.integers(2, 10)),
        order=draw(st.sampled_from(["ordered", "ordered", "strict", "any"])),
        grace=draw(st.sampled_from([0, 0, 1, 2, 3])),
        exclusions=tuple(draw(st.lists(exclusions(len(letters)), max_size=2))) if draw(st.booleans()) else (),
        within=draw(st.just(()) | LIMITS)[: len(letters)],
        first=draw(st.booleans()),
        start=draw(st.sampled_from([0, 0, 2])),
        stop=draw(st.sampled_from([5, 100])),
        as_of=draw(st.integers(4, 20)),
        late=draw(st.sampled_from([0, 0, 2])),
    )


@settings(max_examples=1500)
@given(cases())
def test_the_kernel_finds_what_a_search_through_all_chains_finds(case: Case) -> None:
    assert kernel(case) == search(case)


def timed(*pairs: tuple[str, int]) -> tuple[Event, ...]:
    return tuple((second, letters) for letters, second in pairs)


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
    assert search(case) == kernel(case)


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
    assert search(case) == kernel(case)


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
    units = {
        str(number): [Row(second * SECOND_US, "event", {"letters": letters}) for second, letters in events]
        for number, events in enumerate(streams)
    }
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
