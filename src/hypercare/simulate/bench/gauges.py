"""Gauges: the gated metrics of a launch, each as the launch file writes it and with its true value.

The true value is a formula, or comes from a large sample of the same scene that shares no number with the launch. It
is counted here by plain arithmetic on the drawn points, not by the analyses that are to be judged.
"""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hypercare.cycles.business import first_full_cycle, unit_cycle
from hypercare.model.instant import DAY_US, to_micros
from hypercare.model.metrics import Cycle, CycleKind
from hypercare.model.sequences import Ints
from hypercare.simulate.bench.crowd import CHAIN, Crowd
from hypercare.simulate.bench.orders import Points
from hypercare.simulate.bench.returning import draw_visits
from hypercare.simulate.bench.scene import Scene
from hypercare.simulate.bench.trial import Floats
from hypercare.simulate.bench.usage import draw_offers, draw_openings
from hypercare.simulate.bench.world import JAKARTA

REFERENCE_EVENTS = 2_000_000
LEAST_UNITS, MOST_UNITS = 30_000, 200_000
"""Size of the sample that tells a truth: a share is known to 0.003 at worst, in about half a second."""
ROUGH_UNITS = 8_000
"""Enough to choose a goal by, and to see what a first month would promise."""
CLUMPED = ("chain_churn", "chain_fate")
"""Traits by which the units of a chain share their fate: the sample is worth that many units fewer."""
CADENCE_BLUR = 0.012
"""A cadence read from few gaps is not the account's own; the share that came back is no sharper than this."""


@dataclass(frozen=True)
class Reading:
    """The true value of a gauge, and its standard error; 0 for a formula."""

    value: float
    error: float


class Gauge(Protocol):
    """A gated metric. `gate` is the last one that asks for it, `base` what a relative level is compared with."""

    @property
    def name(self) -> str: ...
    @property
    def gate(self) -> str: ...
    @property
    def base(self) -> str: ...
    @property
    def beside(self) -> str:
        """What the threshold says beside its levels, as YAML: `bracket: 61-90`."""
        ...

    def metric(self) -> str:
        """The metric as YAML in flow style."""
        ...

    def read(self, rng: Generator, scene: Scene) -> Reading:
        """Its true value."""
        ...


@dataclass(frozen=True)
class Goal:
    """Share of units with at least so many orders in a business cycle."""

    cycle: Cycle
    at_least: int = 2
    name: str = "regulars"
    gate: str = "cycle end"
    base: str = ""
    beside: str = ""

    def metric(self) -> str:
        return f"{{cycle: {{event: order_created, at_least: {self.at_least}, every: {cycle_text(self.cycle)}}}}}"

    def read(self, rng: Generator, scene: Scene) -> Reading:
        return share(self.counts(rng, scene) >= self.at_least, scene)

    def fitted(self, rng: Generator, scene: Scene, wanted: float) -> "Goal":
        """The goal that about so large a share of units reaches."""
        counts = self.counts(rng, scene, ROUGH_UNITS)
        return replace(self, at_least=max(2, int(np.quantile(counts, 1 - wanted, method="nearest"))))

    def counts(self, rng: Generator, scene: Scene, units: int | None = None) -> Ints:
        """Orders in their cycle, of each of so many units; of a large sample where it is not said."""
        first, last = self.days(scene)
        crowd = scene.crowd(rng, units or sample_units(scene.expected(first, last)))
        return counted(crowd, scene.orders(rng, crowd, first, last), *self.window(scene, crowd))

    def on_pace(self, rng: Generator, scene: Scene, days: int) -> float:
        """The share of units that would reach the goal if they went on as in the first `days` of their cycle."""
        first, last = self.days(scene)
        crowd = scene.crowd(rng, ROUGH_UNITS)
        start, stop = self.window(scene, crowd)
        start = np.maximum(start, crowd.entry)
        found = counted(crowd, scene.orders(rng, crowd, first, last), start, np.minimum(stop, start + days * DAY_US))
        length = (stop - start)[crowd.judged()] / (days * DAY_US)
        return float((found * np.maximum(1.0, length) >= self.at_least).mean())

    def since_entry(self, rng: Generator, scene: Scene) -> float:
        """The share of units with so many orders from when they were reached to the end of the cycle."""
        _, last = self.days(scene)
        crowd = scene.crowd(rng, ROUGH_UNITS)
        _, stop = self.window(scene, crowd)
        return float((counted(crowd, scene.orders(rng, crowd, 0, last), crowd.entry, stop) >= self.at_least).mean())

    def days(self, scene: Scene) -> tuple[int, int]:
        """The days on which any unit is in its cycle."""
        window = first_full_cycle(self.cycle, scene.world.live, JAKARTA)
        if window is None:
            length = unit_cycle(self.cycle)
            assert length is not None
            return 0, scene.reach.days + length.days
        ends = scene.world.days_of(np.array([to_micros(window.start), to_micros(window.end) - 1]))
        return int(ends[0]), int(ends[1])

    def window(self, scene: Scene, crowd: Crowd) -> tuple[Ints, Ints]:
        """When the cycle of each unit begins and ends."""
        window = first_full_cycle(self.cycle, scene.world.live, JAKARTA)
        if window is None:
            length = unit_cycle(self.cycle)
            assert length is not None
            return crowd.entry, crowd.entry + length.days * DAY_US
        return np.full(len(crowd), to_micros(window.start)), np.full(len(crowd), to_micros(window.end))


@dataclass(frozen=True)
class Comeback:
    """Share of units that order again in a bracket of days after their first order since the launch reached them."""

    bracket: tuple[int, int] = (61, 90)
    name: str = "ordering_again"
    gate: str = "day 90"
    base: str = ""

    @property
    def beside(self) -> str:
        return f", bracket: {self.bracket[0]}-{self.bracket[1]}"

    def metric(self) -> str:
        return "{retention: {event: order_created, brackets: [0-30, 31-60, 61-90]}}"

    def read(self, rng: Generator, scene: Scene) -> Reading:
        last = scene.reach.days + self.bracket[1] + 1
        crowd = scene.crowd(rng, sample_units(scene.expected(0, last)))
        born = births(crowd, scene.orders(rng, crowd, 0, last), scene.world.start_of(scene.reach.days))
        return share(born.returned(*self.bracket)[born.units], scene)


@dataclass(frozen=True)
class CadenceComeback:
    """Share of accounts that come back around a day, within one cadence of their own."""

    day: int = 90
    name: str = "shipping_again"
    gate: str = "day 90"
    base: str = ""

    @property
    def beside(self) -> str:
        return f", cell: {self.day}"

    def metric(self) -> str:
        return "{retention: {event: order_created, by: cadence, at: [60, 90]}}"

    def read(self, rng: Generator, scene: Scene) -> Reading:
        assert scene.rhythm is not None
        crowd = scene.crowd(rng, LEAST_UNITS)
        visits = draw_visits(rng, scene.world, crowd, scene.rhythm)
        born = births(crowd, visits.points, scene.world.start_of(scene.reach.days))
        half = (visits.gap / 2 * DAY_US).astype(np.int64)
        middle = born.at + self.day * DAY_US
        found = hit(len(crowd), visits.points, middle - half, middle + half)
        reading = share(found[born.units], scene)
        return Reading(reading.value, float(np.hypot(reading.error, CADENCE_BLUR)))


@dataclass(frozen=True)
class Completion:
    """Share of units that go through the funnel of the feature."""

    day: int = 30
    name: str = "completion"
    base: str = ""
    beside: str = ""

    @property
    def gate(self) -> str:
        return f"day {self.day}"

    def metric(self) -> str:
        return "{funnel: [bulk_opened, file_picked, upload_submitted], within: 1 day}"

    def read(self, rng: Generator, scene: Scene) -> Reading:
        return share(*self.outcomes(rng, scene))

    def outcomes(self, rng: Generator, scene: Scene, platform: int | None = None) -> tuple[NDArray[np.bool_], Scene]:
        """Whether each unit of a large sample converts, of one platform where it is named."""
        assert scene.chances is not None
        crowd = scene.crowd(rng, MOST_UNITS)
        found = draw_openings(rng, scene.world, crowd, scene.chances)
        counts = found.converted & (found.opened < scene.world.start_of(self.day + 1))
        hits = np.zeros(len(crowd), np.bool_)
        hits[found.unit[counts]] = True
        who = crowd.judged() if platform is None else crowd.judged() & (crowd.platform == platform)
        return hits[who], scene


@dataclass(frozen=True)
class Acceptance:
    """Accepted offers per offer since the launch reached a unit; with `base` against before or against the control."""

    day: int = 60
    base: str = ""
    name: str = "insurance_taken"
    beside: str = ""

    @property
    def gate(self) -> str:
        return f"day {self.day}"

    def metric(self) -> str:
        return "{ratio: [insurance_accepted, insurance_offered]}"

    def read(self, rng: Generator, scene: Scene) -> Reading:
        assert scene.offers is not None
        if self.base:
            before, after = (np.mean(each.by_platform) for each in scene.offers)
            return Reading(float(after / before), 0.0)
        crowd = scene.crowd(rng, sample_units(scene.expected(0, self.day)))
        orders = scene.orders(rng, crowd, 0, self.day)
        offers = draw_offers(rng, scene.world, crowd, orders, *scene.offers)
        unit, ts = offers.points.unit, offers.points.ts
        counts = (ts >= crowd.entry[unit]) & (ts < scene.world.start_of(self.day + 1)) & crowd.judged()[unit]
        accepted = counts & offers.accepted
        above, below = (np.bincount(unit[which], minlength=len(crowd)) for which in (accepted, counts))
        return _quotient(above.astype(np.float64), below.astype(np.float64))


@dataclass(frozen=True)
class Lift:
    """Orders per 1000 accounts and day, against before or against the control. Read on days 31 to `day`, when the
    novelty is gone; a gate on day 30 reads from day 0 on.
    """

    day: int = 90
    base: str = "control"
    name: str = "orders_rate"
    beside: str = ""

    @property
    def gate(self) -> str:
        return f"day {self.day}"

    def metric(self) -> str:
        return "{rate: order_created, per: 1000 accounts}"

    def read(self, rng: Generator, scene: Scene) -> Reading:
        """The mean effect over the account-days that are read, weighted by how busy the days are: a formula but for
        the entries, whose sample is so large that its error does not matter.
        """
        first = 31 if self.day > 30 else 0
        crowd = scene.crowd(rng, LEAST_UNITS)
        entries = (crowd.entry[crowd.judged()] - scene.world.midnight) / DAY_US
        days = np.arange(first, self.day + 1)
        factors = scene.world.between(first, self.day)
        total, weight = 0.0, 0.0
        for day, factor in zip(days, factors, strict=True):
            since = day + 0.5 - entries
            total += factor * float(scene.habit.effect.at(since)[since >= 0].sum())
            weight += factor * float((since >= 0).sum())
        return Reading(float(total / weight), 0.0)


@dataclass(frozen=True)
class Births:
    """First orders since the launch reached each unit, microseconds: `units` were born, others have `at` 0."""

    units: NDArray[np.bool_]
    at: Ints
    points: Points

    def returned(self, first: int, last: int) -> NDArray[np.bool_]:
        """Whether a unit came back from day `first` to the end of day `last` after its birth."""
        return hit(len(self.at), self.points, self.at + first * DAY_US, self.at + (last + 1) * DAY_US)


def births(crowd: Crowd, points: Points, until: int) -> Births:
    """The births of judged units before an instant."""
    since = (points.ts >= crowd.entry[points.unit]) & (points.ts < until)
    never = np.iinfo(np.int64).max
    at = np.full(len(crowd), never)
    np.minimum.at(at, points.unit[since], points.ts[since])
    born = (at < never) & crowd.judged()
    return Births(born, np.where(born, at, 0), points)


def hit(count: int, points: Points, start: Ints, stop: Ints) -> NDArray[np.bool_]:
    """Whether each unit has a point in its own [start, stop), (count,)."""
    inside = (points.ts >= start[points.unit]) & (points.ts < stop[points.unit])
    found = np.zeros(count, np.bool_)
    found[points.unit[inside]] = True
    return found


def counted(crowd: Crowd, points: Points, start: Ints, stop: Ints) -> Ints:
    """Points of each judged unit in its own [start, stop)."""
    inside = (points.ts >= start[points.unit]) & (points.ts < stop[points.unit])
    return np.bincount(points.unit[inside], minlength=len(crowd))[crowd.judged()]


def share(hits: NDArray[np.bool_], scene: Scene) -> Reading:
    """A share with its standard error; of chains, with as many units fewer."""
    value = float(hits.mean())
    worth = len(hits) / (2 * CHAIN if scene.world.trait in CLUMPED else 1)
    return Reading(value, float(np.sqrt(max(value * (1 - value), 1e-4) / worth)))


def _quotient(above: Floats, below: Floats) -> Reading:
    """A ratio of sums over units, with its delta-method error (Cochran 1977, section 6.3)."""
    value = float(above.sum() / below.sum())
    return Reading(value, float(np.sqrt(((above - value * below) ** 2).sum()) / below.sum()))


def sample_units(events: float) -> int:
    """How many units tell a truth, where each is expected to have so many events."""
    return int(np.clip(REFERENCE_EVENTS / max(events, 1.0), LEAST_UNITS, MOST_UNITS))


def cycle_text(cycle: Cycle) -> str:
    """A cycle as the launch file writes it."""
    if cycle.kind is CycleKind.FROM_ACTIVATION:
        return f"{cycle.days} days from activation"
    return cycle.kind.value


MONTH, QUARTER = Cycle(CycleKind.CALENDAR_MONTH), Cycle(CycleKind.CALENDAR_QUARTER)


def rolling(days: int) -> Cycle:
    """A cycle of so many days from each unit's activation."""
    return Cycle(CycleKind.FROM_ACTIVATION, days)
