"""What units did next, or before: the events around the first start of each."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from hypercare.analysis.activity.event_names import in_order, told_apart
from hypercare.analysis.hits import hits, sealed
from hypercare.analysis.paths.kernel import ENDED, NOTHING, OPEN, walk
from hypercare.analysis.population import members
from hypercare.analysis.scope import Scope
from hypercare.analysis.within import counted, counted_since
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import Unit
from hypercare.model.paths import PathsQuestion
from hypercare.model.sequences import Bucket, Codes, Ints

MOST_NAMES = 250
"""Event names that are told apart; links between them are bounded by its square."""
NO_EVENT, OTHERS = 3, 0
"""The first places stand for no event: others, the end, what is open; names come after."""
PLACE_OF = {ENDED: 1, OPEN: 2}
WIDTH = MOST_NAMES + NO_EVENT
"""The places of one depth. A link is the number (depth * WIDTH + from) * WIDTH + to."""
Place = str | int | None
"""An event, `ENDED` or `OPEN`; None stands for others."""
Told = tuple[int, Place, Place, int]


class PathsState(msgspec.Struct, frozen=True):
    """Units by link between two events: `links` in order, with the `units` of each; places stand for `names`."""

    names: tuple[str, ...]
    links: tuple[int, ...]
    units: tuple[int, ...]


@dataclass(frozen=True)
class Depth:
    """So many events from the start: units by event, those with another event, those whose path ended before it, and
    those that may yet go on.
    """

    depth: int
    events: tuple[tuple[str, int], ...]
    others: int
    ended: int
    open: int


@dataclass(frozen=True)
class Link:
    """Units that did `to` at a depth, having done `source` before it (closer to the start). None stands for others."""

    depth: int
    source: str | None
    to: str | None
    units: int


@dataclass(frozen=True)
class PathsFound:
    """The paths of so many units."""

    question: PathsQuestion
    units: int
    steps: tuple[Depth, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Paths:
    """The paths of the members of one scope, from the first start of each in it. Events after its end count, too,
    while they lie within the window.
    """

    scope: Scope
    question: PathsQuestion

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def columns(self) -> frozenset[str]:
        return self.scope.population.columns | self.question.start.where.keys

    @property
    def empty(self) -> PathsState:
        return PathsState((), (), ())

    def partial(self, bucket: Bucket) -> PathsState:
        found = self._walked(bucket)
        codes = np.unique(found[found >= 0])
        names = in_order(told_apart((bucket.names[code] for code in codes), MOST_NAMES))
        return _state(names, _links(_places(found, bucket.names, names)))

    def merge(self, left: PathsState, right: PathsState) -> PathsState:
        names = in_order(told_apart((*left.names, *right.names), MOST_NAMES))
        parts = [_renamed(state, names) for state in (left, right)]
        units = np.concatenate([np.array(state.units, np.int64) for state in (left, right)])
        return _state(names, np.concatenate(parts), units)

    def finish(self, state: PathsState) -> PathsFound:
        told = tuple(_told(state))
        steps = tuple(self._depth(depth, told) for depth in range(1, self.question.depth + 1))
        units = sum(units for depth, _, _, units in told if depth == 1)
        return PathsFound(self.question, units, steps, _linked(told, steps, self.question.start.event))

    def _depth(self, depth: int, told: Iterable[Told]) -> Depth:
        to = Counter[Place]()
        for at, _, place, units in told:
            to[place] += units if at == depth else 0
        events = [(place, units) for place, units in to.items() if isinstance(place, str) and units]
        most = tuple(sorted(events, key=lambda each: (-each[1], each[0]))[: self.question.most])
        others = sum(units for _, units in events) + to[None] - sum(units for _, units in most)
        return Depth(depth, most, others, ended=to[ENDED], open=to[OPEN])

    def _walked(self, bucket: Bucket) -> Codes:
        """The codes of the events around the first start of each member that has one, (m, depth)."""
        who = members(bucket, self.scope.population, self.scope.as_of)
        starts = counted(hits(bucket, self.question.start, self.scope.as_of), self.scope, who)
        starts = starts.between(self.scope.start, self.scope.stop).of_units(who.mask)
        first = np.flatnonzero(np.diff(starts.units, prepend=-1))
        offsets, ts, known, event = (sealed(each) for each in (bucket.offsets, bucket.ts, bucket.known, bucket.event))
        found: Codes = walk(
            starts.rows[first], starts.units[first], offsets, ts, known, event, counted_since(self.scope, who),
            self.scope.as_of, self.scope.settled, self.question.within // MICROSECOND, self.question.depth,
            self.question.backwards,
        )  # fmt: skip
        return found


def _places(found: Codes, names: Sequence[str], kept: Sequence[str]) -> Ints:
    """The places of what was found, -1 for nothing, (m, depth)."""
    place = {name: number for number, name in enumerate(kept, NO_EVENT)}
    by_code = np.array([-1, PLACE_OF[OPEN], PLACE_OF[ENDED], *(place.get(name, OTHERS) for name in names)], np.int64)
    places: Ints = by_code[found - NOTHING]
    return places


def _links(places: Ints) -> Ints:
    """The link that leads to each place, (l,)."""
    before = np.hstack([np.full((len(places), 1), OTHERS), places[:, :-1]])
    depths = np.arange(1, places.shape[1] + 1)
    links: Ints = ((depths * WIDTH + before) * WIDTH + places)[places >= 0]
    return links


def _renamed(state: PathsState, names: Sequence[str]) -> Ints:
    """The links of a state, with the places of other names."""
    place = {name: number for number, name in enumerate(names, NO_EVENT)}
    moved = np.array([*range(NO_EVENT), *(place.get(name, OTHERS) for name in state.names)], np.int64)
    links = np.array(state.links, np.int64)
    depth, source, to = links // WIDTH**2, links // WIDTH % WIDTH, links % WIDTH
    renamed: Ints = (depth * WIDTH + moved[source]) * WIDTH + moved[to]
    return renamed


def _state(names: Sequence[str], links: Ints, units: Ints | None = None) -> PathsState:
    """The state of some links, each of so many units (one, where nothing is said)."""
    distinct, place = np.unique(links, return_inverse=True)
    totals = np.zeros(len(distinct), np.int64)
    np.add.at(totals, place, 1 if units is None else units)
    return PathsState(tuple(names), tuple(distinct.tolist()), tuple(totals.tolist()))


def _told(state: PathsState) -> Iterator[Told]:
    """Each link as its depth, what it leads from and to, and its units."""
    places: tuple[Place, ...] = (None, ENDED, OPEN, *state.names)
    for link, units in zip(state.links, state.units, strict=True):
        yield link // WIDTH**2, places[link // WIDTH % WIDTH], places[link % WIDTH], units


def _linked(told: Iterable[Told], steps: Sequence[Depth], start: str) -> tuple[Link, ...]:
    """The links between events, in order of their units; those that a depth does not tell apart are its others."""
    shown = [{start}, *({event for event, _ in step.events} for step in steps)]
    found = Counter[tuple[int, str | None, str | None]]()
    for depth, source, to, units in told:
        if not isinstance(to, int):
            before = start if depth == 1 else _shown(source, shown[depth - 1])
            found[depth, before, _shown(to, shown[depth])] += units
    links = [Link(*link, units) for link, units in found.items()]
    return tuple(sorted(links, key=lambda each: (each.depth, -each.units, each.source or "", each.to or "")))


def _shown(place: Place, shown: Container[str]) -> str | None:
    return place if isinstance(place, str) and place in shown else None
