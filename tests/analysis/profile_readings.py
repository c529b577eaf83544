"""The rules of PostHog and Mixpanel read aloud: slow, event by event, and near to the words that they publish."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby


@dataclass(frozen=True)
class Happened:
    """An event: when, the steps that it is (from 1), and the steps that it bars."""

    at: int
    steps: frozenset[int]
    bars: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Chain:
    """How far somebody came: the steps, the entry, the events used, whether an exclusion has marked it."""

    steps: int = 0
    entry: int = 0
    used: tuple[int, ...] = ()
    marked: bool = False


@dataclass
class PostHog:
    """One user's funnel in order. `at[k]` is the newest clean chain of k steps, `best` the one that counts."""

    steps: int
    window: int
    strict: bool = False
    at: dict[int, Chain] = field(default_factory=dict)
    best: Chain = Chain()

    def read(self, events: Sequence[Happened]) -> int | None:
        """The level; None for a user who is removed."""
        numbered = list(enumerate(events))
        for _, group in groupby(numbered, key=lambda numbered_event: numbered_event[1].at):
            together = list(group)
            if len({(event.steps, event.bars) for _, event in together}) == 1:
                for number, event in together:
                    self._event(number, event)
            else:
                alone = [(step, number, event) for number, event in together for step in event.steps]
                for step, number, event in sorted(alone, key=lambda each: each[0]):
                    self._step(step, number, event.at, unless_used=True)
            if self.steps in self.at:
                break
        return None if self.best.marked else self.best.steps

    def _event(self, number: int, event: Happened) -> None:
        for step in sorted(event.bars, reverse=True):
            self._bar(step, event.at)
        for step in sorted(event.steps, reverse=True):
            self._step(step, number, event.at, unless_used=False)
        if self.strict:
            self.at = {steps: chain for steps, chain in self.at.items() if steps in event.steps}

    def _before(self, step: int, now: int) -> Chain | None:
        """The chain that an event could take to a step."""
        chain = Chain(0, now) if step == 1 else self.at.get(step - 1)
        if chain is None or now - chain.entry > self.window:
            return None
        there = self.at.get(step)
        return None if there is not None and there.entry == chain.entry else chain

    def _bar(self, step: int, now: int) -> None:
        chain = self._before(step, now)
        if chain is None or chain.marked:
            return
        self.at[step - 1] = replace(chain, marked=True)
        if self.best.steps == step - 1 and now - self.best.entry <= self.window:
            self.best = replace(self.best, marked=True)

    def _step(self, step: int, number: int, now: int, *, unless_used: bool) -> None:
        chain = self._before(step, now)
        if chain is None or (unless_used and number in chain.used):
            return
        longer = replace(chain, steps=step, used=(*chain.used, number))
        if not chain.marked:
            self.at[step] = longer
        if step > self.best.steps or (step == self.best.steps and self.best.marked):
            self.best = longer


def posthog_any(events: Sequence[Happened], steps: int, window: int) -> int:
    """The level of one user in any order: the most steps that have an event in one window. No exclusions."""
    queues: dict[int, list[int]] = {step: [] for step in range(1, steps + 1)}
    level = 0
    for event in events:
        queues = {step: [at for at in queue if event.at - at <= window] for step, queue in queues.items()}
        fewest = min(sorted(event.steps), key=lambda step: queues[step][-1] if queues[step] else -1)
        queues[fewest].append(event.at)
        level = max(level, sum(bool(queue) for queue in queues.values()))
        if level == steps:
            break
    return level


def mixpanel(
    events: Sequence[Happened],
    steps: int,
    window: int,
    grace: int,
    between: Sequence[tuple[int, int]],
    *,
    optimized: bool,
) -> int:
    """The level of one user: of the first attempt, or, with re-entry optimized, of the best. Exclusion e bars the steps
    that `between[e]` gives; of events with `bars`, `min(bars)` is the step after which they bar.
    """
    entries = [number for number, event in enumerate(events) if 1 in event.steps]
    attempts = [_attempt(events, entry, steps, window, grace, between) for entry in entries]
    return max(attempts if optimized else attempts[:1], default=0)


def _attempt(
    events: Sequence[Happened], entry: int, steps: int, window: int, grace: int, between: Sequence[tuple[int, int]]
) -> int:
    chain = [entry]
    while len(chain) < steps:
        came = events[chain[-1]].at
        following = [
            number
            for number, event in enumerate(events)
            if len(chain) + 1 in event.steps
            and number not in chain
            and came - grace <= event.at <= events[entry].at + window
        ]
        until = events[following[0]].at - grace if following else None
        for after, before in between:
            since = events[chain[after - 1]].at + grace if after <= len(chain) < before else None
            if since is not None and any(
                set(range(after + 1, before + 1)) == event.bars
                and event.at > since
                and (until is None or event.at < until)
                for event in events
            ):
                return len(chain)
        if not following:
            return len(chain)
        chain.append(following[0])
    return steps
