"""Which units have been silent for longer than their own rhythm explains."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

from hypercare.analysis.population import Members, members
from hypercare.analysis.retention.day_clock import PLAIN, DayClock
from hypercare.analysis.retention.rhythm import CLASSES, USUAL_DAYS, Rhythm, common_class
from hypercare.analysis.scope import Scope
from hypercare.analysis.tally import Row
from hypercare.model.instant import DAY_US
from hypercare.model.metrics import RetentionMetric, Unit
from hypercare.model.sequences import Bucket, Ints
from hypercare.stats.gamma_poisson import GammaPoisson, fit
from hypercare.stats.next_gap import NextGap

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
UNLIKELY = 0.05
"""Silence with a smaller chance is a lapse: about one in twenty of those who will come again is called in vain."""
OWN_GAPS = 6
"""From so many gaps on a unit is read by their own spread: with five degrees of freedom the 95 % point of t is 2."""
FEWEST_UNITS = 20
"""From fewer units no common distribution of rates is read: two parameters, each with ten units behind it."""


class RhythmState(msgspec.Struct, frozen=True):
    """Units by class of their own cadence, and by visits after the first and whole days since it. They add up."""

    classes: Row
    seen: dict[int, dict[int, int]]


@dataclass(frozen=True)
class Rates:
    """What the units have in common: units by class, the class of the median unit, and how often units come at all,
    per plain day and per day of the clock; None where too few have come.
    """

    classes: Row
    common: int
    visits: GammaPoisson | None
    by_clock: GammaPoisson | None


@dataclass(frozen=True)
class RatesOf:
    """How often the members of a scope come. What is merged knows plain days only. Finishes with `Rates`."""

    scope: Scope
    metric: RetentionMetric
    clock: DayClock = PLAIN

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.metric.event.where.keys | self.scope.population.columns

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def empty(self) -> RhythmState:
        return RhythmState((0,) * (len(CLASSES) - 1), {})

    def partial(self, bucket: Bucket) -> RhythmState:
        who = members(bucket, self.scope.population, self.scope.as_of)
        rhythm = Rhythm.of(bucket, self.metric, self.scope.as_of)
        counted = who.mask & (rhythm.last > 0)
        watched = np.maximum(self.scope.settled - rhythm.first, 0) // DAY_US
        pairs, units = np.unique(
            np.stack([rhythm.gaps[counted], watched[counted]], axis=1), axis=0, return_counts=True
        )  # fmt: skip
        seen: dict[int, dict[int, int]] = {}
        for (visits, days), count in zip(pairs.tolist(), units.tolist(), strict=True):
            seen.setdefault(visits, {})[days] = count
        return RhythmState(tuple(rhythm.classes[who.mask].sum(axis=0).tolist()), seen)

    def merge(self, left: RhythmState, right: RhythmState) -> RhythmState:
        seen = {visits: dict(days) for visits, days in left.seen.items()}
        for visits, days in right.seen.items():
            mine = seen.setdefault(visits, {})
            for day, units in days.items():
                mine[day] = mine.get(day, 0) + units
        return RhythmState(tuple(a + b for a, b in zip(left.classes, right.classes, strict=True)), seen)

    def finish(self, state: RhythmState) -> Rates:
        cells = sorted((visits, day, units) for visits, days in state.seen.items() for day, units in days.items())
        enough = sum(units for visits, _, units in cells if visits) >= FEWEST_UNITS
        visits, days, units = np.array(cells, np.int64).reshape(len(cells), 3).T
        of_clock = self.clock.before(self.scope.settled, days) / DAY_US
        by_days, by_clock = (fit(visits, each, units) if enough else None for each in (days, of_clock))
        return Rates(state.classes, common_class(state.classes), by_days, by_clock)


@dataclass(frozen=True)
class Silence:
    """How long each unit has been silent, (u,) each: days since its last visit began, the `chance` of so long a
    silence (nan where it cannot be told), whether that is by its `own` gaps, and after how many days it is lapsed.
    All days are those of one clock.
    """

    days: Floats
    chance: Floats
    own: Mask
    lapsed_after: Floats

    @classmethod
    def of(cls, rhythm: Rhythm, rates: Rates, settled: int, clock: DayClock = PLAIN) -> "Silence":
        """That of units that have come at all, whose `rhythm` is of the same clock.

        With `OWN_GAPS` gaps by these alone: regular units are more regular than chance. Else a silence must be unlikely
        twice: by how often units come at all (gamma-Poisson), and by the unit's cadence.
        """
        days = clock.days(rhythm.opened, settled) / DAY_US
        own, gaps = rhythm.gaps >= OWN_GAPS, rhythm.gaps.astype(np.float64)
        regular = NextGap(gaps, rhythm.log_mean, rhythm.log_variance, np.maximum(gaps - 1, 1))
        cadence = np.log(rhythm.cadence(USUAL_DAYS[rates.common]) / DAY_US)
        usual = NextGap(gaps, cadence, rhythm.pooled_variance, rhythm.freedom)
        visits = rates.visits if clock == PLAIN else rates.by_clock
        common, common_after = _by_rates(rhythm, visits, clock, days)
        chance = np.where(own, regular.longer(days), np.maximum(common, usual.longer(days)))
        level = 1 - UNLIKELY
        after = np.where(own, regular.quantile(level), np.maximum(common_after, usual.quantile(level)))
        return cls(days, chance, own, after)

    @property
    def told(self) -> Mask:
        """Of whom it can be told, (u,)."""
        return np.isfinite(self.chance)

    @property
    def lapsed(self) -> Mask:
        """Who is lapsed, (u,)."""
        return self.told & (self.chance < UNLIKELY)


class LapseState(msgspec.Struct, frozen=True):
    """Sums by label, as in `Lapses`. They add up."""

    rows: dict[str, Row]


@dataclass(frozen=True)
class Lapsed:
    """Units that have come at all: `told` can be judged, of these `lapsed` are, `own` by their own gaps; `volume` is
    what the lapsed did in the 90 days up to their last event. `by_days` are lapsed where days are days.
    """

    units: int
    told: int
    lapsed: int
    own: int
    volume: int
    by_days: int


@dataclass(frozen=True)
class Lapses:
    """Lapsed units: all, by class of their own cadence, and by value of each property."""

    everyone: Lapsed
    by_class: Mapping[str, Lapsed]
    by_value: Mapping[str, Mapping[str, Lapsed]]


@dataclass(frozen=True)
class LapsesOf:
    """Counts the members of a scope that have lapsed by a clock. `properties` are those of the launch's segments."""

    scope: Scope
    metric: RetentionMetric
    rates: Rates
    properties: tuple[str, ...] = ()
    clock: DayClock = PLAIN

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def columns(self) -> frozenset[str]:
        return self.metric.event.where.keys | self.scope.population.columns | set(self.properties)

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def empty(self) -> LapseState:
        return LapseState({})

    def found(self, bucket: Bucket) -> "Found":
        """The members of one bucket that have come at all."""
        rhythm, slowed = (Rhythm.of(bucket, self.metric, self.as_of, clock) for clock in (PLAIN, self.clock))
        who = members(bucket, self.scope.population, self.as_of)
        in_days = Silence.of(rhythm, self.rates, self.scope.settled)
        by_clock = Silence.of(slowed, self.rates, self.scope.settled, self.clock)
        return Found(who, rhythm, in_days, by_clock, who.mask & (rhythm.last > 0))

    def partial(self, bucket: Bucket) -> LapseState:
        found = self.found(bucket)
        rows = {"": found.sums(found.mask)}
        for code, name in enumerate(CLASSES):
            rows[f"class={name}"] = found.sums(found.mask & (found.rhythm.own_class == code))
        for key in self.properties:
            labels, names = found.who.labelled(key)
            for code in np.unique(labels[found.mask & (labels >= 0)]).tolist():
                label = f"{key}={names[code]}"
                rows[label] = _added(rows.get(label), found.sums(found.mask & (labels == code)))
        return LapseState(rows)

    def merge(self, left: LapseState, right: LapseState) -> LapseState:
        rows = dict(left.rows)
        for label, row in right.rows.items():
            rows[label] = _added(rows.get(label), row)
        return LapseState(rows)

    def finish(self, state: LapseState) -> Lapses:
        nobody = (0,) * len(Lapsed.__dataclass_fields__)
        everyone = Lapsed(*state.rows.get("", nobody))
        by_class = {name: Lapsed(*state.rows.get(f"class={name}", nobody)) for name in CLASSES}
        by_value = {key: self._values(state, key) for key in self.properties}
        return Lapses(everyone, by_class, by_value)

    def _values(self, state: LapseState, key: str) -> dict[str, Lapsed]:
        start = f"{key}="
        rows = sorted((label, row) for label, row in state.rows.items() if label.startswith(start))
        return {label.removeprefix(start): Lapsed(*row) for label, row in rows}


@dataclass(frozen=True)
class Found:
    """The units of one bucket: `mask` (u,) members that have come at all. The rhythm is of plain days; who is lapsed is
    told by the clock's `silence`, and `in_days` is the same silence where days are days.
    """

    who: Members
    rhythm: Rhythm
    in_days: Silence
    silence: Silence
    mask: Mask

    @cached_property
    def lapsed(self) -> Ints:
        """The numbers of the lapsed ones."""
        return np.flatnonzero(self.mask & self.silence.lapsed)

    @property
    def told(self) -> int:
        """Of how many units it can be told."""
        return int((self.mask & self.silence.told).sum())

    def sums(self, units: Mask) -> Row:
        """The sums of some units, as in `Lapsed`."""
        told, lapsed = units & self.silence.told, units & self.silence.lapsed
        own = lapsed & self.silence.own
        by_days = units & self.in_days.lapsed
        volume = self.rhythm.recent[lapsed]
        return tuple(int(each.sum()) for each in (units, told, lapsed, own, volume, by_days))


def _by_rates(rhythm: Rhythm, visits: GammaPoisson | None, clock: DayClock, days: Floats) -> tuple[Floats, Floats]:
    """The chance of each unit's silence by how often units come, and after how many days it would be a lapse."""
    if visits is None:
        unknown = np.full(len(days), np.nan)
        return unknown, unknown
    watched = (clock.read(rhythm.opened) - clock.read(rhythm.first)) / DAY_US
    seen = visits.rate + watched
    after = seen * (UNLIKELY ** (-1 / (visits.shape + rhythm.gaps)) - 1)
    return visits.silent(rhythm.gaps, watched, days), after


def _added(left: Row | None, right: Row) -> Row:
    return right if left is None else tuple(a + b for a, b in zip(left, right, strict=True))
