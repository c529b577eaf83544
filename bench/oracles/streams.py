"""Random streams that hunt for differences: coarse times, many ties, events of several steps, windows at the edge."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

Event = tuple[int, int]
"""When it happened, and which steps it matches, as bits."""


@dataclass(frozen=True)
class Family:
    """Streams of one funnel: how many steps it has, its window, and each stream's events in the order of arrival."""

    name: str
    steps: int
    window: int
    streams: tuple[tuple[Event, ...], ...]


@dataclass(frozen=True)
class Habit:
    """How a family's events come: how far apart, how many, how often one matches several steps, none, or the next."""

    name: str
    gaps: tuple[int, ...]
    events: int
    several: float
    none: float
    next: float = 0.0
    shuffled: bool = True


HABITS = (
    Habit("ties", (0, 0, 0, 1), 10, 0.15, 0.05),
    Habit("ties of several", (0, 0, 1), 8, 0.6, 0.05),
    Habit("one instant", (0,), 6, 0.5, 0.0),
    Habit("edges", (0, 1, 2, 3), 12, 0.1, 0.08),
    Habit("onward", (0, 1, 1, 2), 12, 0.15, 0.03, next=0.6),
    Habit("in time", (1, 1, 2), 12, 0.1, 0.05, next=0.4, shuffled=False),
)
SHAPES = ((2, 0), (2, 3), (3, 2), (3, 5), (4, 4), (4, 8), (5, 6), (5, 12))
STREAMS = 150
LONG = ((8, 12), (8, 40), (32, 50))
SEED = 26_9


def families() -> Iterator[Family]:
    """Every family, the same in each run."""
    rng = random.Random(SEED)
    for habit in HABITS:
        for steps, window in SHAPES:
            streams = tuple(_stream(rng, habit, steps, rng.randint(1, habit.events)) for _ in range(STREAMS))
            yield Family(f"{habit.name}, {steps} steps within {window}", steps, window, streams)
    onward = Habit("long", (0, 0, 1, 1, 2), 0, 0.1, 0.01, next=0.8)
    for steps, window in LONG:
        streams = tuple(_stream(rng, onward, steps, rng.randint(steps, 2 * steps)) for _ in range(STREAMS // 2))
        yield Family(f"long, {steps} steps within {window}", steps, window, streams)


def _stream(rng: random.Random, habit: Habit, steps: int, events: int) -> tuple[Event, ...]:
    """One stream. Time begins at 100, so that 0 stays free."""
    at, due, stream = 100, 0, []
    for _ in range(events):
        at += rng.choice(habit.gaps)
        if rng.random() < habit.next:
            bits, due = 1 << due, (due + 1) % steps
        else:
            bits = 1 << rng.randrange(steps)
        if rng.random() < habit.several:
            bits |= 1 << rng.randrange(steps) | 1 << rng.randrange(steps)
        if rng.random() < habit.none:
            bits = 0
        stream.append((at, bits))
    if habit.shuffled:
        rng.shuffle(stream)
    return tuple(stream)
