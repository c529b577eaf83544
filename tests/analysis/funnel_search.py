"""A search through all chains of a funnel, whatever it costs: the definition of `funnel.v1`, written for clarity.

The kernels of funnels are held to it. Funnels of its cases read one event, whose letters say which steps and exclusions
it matches.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from hypothesis import strategies as st

from analysis.streams import Row, scope_of
from hypercare.analysis.population import Population
from hypercare.analysis.scope import Scope
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


def metric_of(case: Case) -> FunnelMetric:
    within = (*case.within, *(None,) * len(case.steps))[: len(case.steps)]
    steps = tuple(
        Step(ref(letter.upper()), letter.islower(), None if limit is None else timedelta(seconds=limit))
        for letter, limit in zip(case.letters, within, strict=True)
    )
    exclusions = tuple(Exclusion(ref(letter), after, before, drop) for letter, after, before, drop in case.exclusions)
    return FunnelMetric(
        "f", steps, timedelta(seconds=case.window), case.order, "first" if case.first else "best", exclusions,
        timedelta(seconds=case.grace),
    )  # fmt: skip


def scope_for(case: Case) -> Scope:
    """Where everybody is exposed before anything happens."""
    return scope_of(
        case.stop * SECOND_US, start=case.start * SECOND_US, as_of=case.as_of * SECOND_US,
        settled=case.settled * SECOND_US, population=Population(exposed_from=-SECOND_US),
    )  # fmt: skip


def rows_of(events: Iterable[Event]) -> list[Row]:
    """Events as the rows of a unit."""
    return [Row(second * SECOND_US, "event", {"letters": letters}) for second, letters in events]


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
        """What the unit is counted as."""
        case, best = self.case, self.best
        if best is None:
            return State(False, (0,) * len(case.steps), False, False, False, bool(self.chains))
        converted = case.required <= set(best.steps)
        could = not converted and any(self._open(chain) for chain in self.clean)
        mature = max(self.known[i][0] for i in self.entries) + case.window <= case.settled
        reached = tuple(int(k in best.steps) for k in range(len(case.steps)))
        return State(True, reached, converted, mature, could and not mature, False)

    @cached_property
    def entries(self) -> list[int]:
        """The events that open a chain."""
        entries = [i for i, event in enumerate(self.known) if self._enters(event)]
        if not self.case.first:
            return entries
        return [i for i in entries if self.known[i][0] == min(self.known[e][0] for e in entries)]

    @cached_property
    def chains(self) -> list[Chain]:
        """Every chain, of every length, that neither a cut nor the strict order ends."""
        return [chain for i in self.entries for chain in self._from(i) if self._stands(chain)]

    @cached_property
    def clean(self) -> list[Chain]:
        """Those that no dropping exclusion marks."""
        return [chain for chain in self.chains if not self._marked(chain)]

    @cached_property
    def best(self) -> Chain | None:
        """The chain that the unit is counted by; None without any, or where a marked one is deeper."""
        best = max(self.clean, key=self._rank, default=None)
        deepest = max((self._depth(chain) for chain in self.chains if self._marked(chain)), default=0)
        return None if best is None or deepest > self._depth(best) else best

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

    def _rank(self, chain: Chain) -> tuple[object, ...]:
        which = tuple(step in chain.steps for step in range(len(self.case.steps)))
        earliest = tuple(-at for _, at in sorted(zip(chain.steps, chain.reached, strict=True)))
        return (self._depth(chain), len(chain.steps), -chain.at, chain.entry, which, earliest)


def search(case: Case) -> Search:
    """The search through the events that had happened."""
    known = tuple(event for event in sorted(case.events, key=lambda event: event[0]) if event[0] <= case.as_of)
    return Search(case, known)


LETTERS = st.sampled_from(["A", "B", "C", "A", "B", "C", "AB", "BC", "AC", "X", "Y", "BX", "CX", "Z"])
EVENTS = st.lists(st.tuples(st.integers(0, 8), LETTERS), max_size=7).map(tuple)
LIMITS = st.lists(st.none() | st.integers(1, 6), min_size=4, max_size=4).map(lambda limits: (None, *limits))


@st.composite
def exclusions(draw: st.DrawFn, steps: int, drop: bool | None = None) -> Excluded:
    after = draw(st.integers(1, steps - 1))
    before = draw(st.integers(after + 1, steps))
    return (draw(st.sampled_from("XY")), after, before, draw(st.booleans()) if drop is None else drop)


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


OPTIONS = ("strict", "any", "first", "optional", "within", "cut", "drop", "grace", "same event", "ties")


@st.composite
def cases_with(draw: st.DrawFn, wanted: frozenset[str]) -> Case:
    """A funnel with these options and no other, of events close enough to make it hard."""
    optional = {"AbC", "AbCd", "AaA", "AbbC", "AbCbA"} if "optional" in wanted else {"AB", "ABC", "AAB", "ABA", "ABCA"}
    again = {"AAB", "ABA", "ABCA", "AaA", "AbbC", "AbCbA"}
    letters = draw(st.sampled_from(sorted(optional & again if "same event" in wanted else optional - again)))
    last = 2 if "ties" in wanted else 8
    excluded = [draw(exclusions(len(letters), kind == "drop")) for kind in ("cut", "drop") if kind in wanted]
    return Case(
        events=draw(st.lists(st.tuples(st.integers(0, last), LETTERS), max_size=7).map(tuple)),
        letters=letters,
        window=draw(st.integers(2, 10)),
        order=next((order for order in ("strict", "any") if order in wanted), "ordered"),
        grace=draw(st.integers(1, 3)) if "grace" in wanted else 0,
        exclusions=tuple(excluded),
        within=draw(LIMITS)[: len(letters)] if "within" in wanted else (),
        first="first" in wanted,
        as_of=draw(st.integers(4, 20)),
    )


def timed(*pairs: tuple[str, int]) -> tuple[Event, ...]:
    return tuple((second, letters) for letters, second in pairs)
