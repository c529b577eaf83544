"""Who was active when: by day, week, month and quarter, in what phase of life, with what, and how often."""

from dataclasses import dataclass, replace
from functools import cached_property
from zoneinfo import ZoneInfo

import msgspec
import numpy as np

from hypercare.analysis.activity.event_names import told_apart
from hypercare.analysis.activity.kernel import SLOT_BITS, activity, usage
from hypercare.analysis.activity.periods import Calendar, Period, calendar_of
from hypercare.analysis.hits import all_hits, hits, sealed
from hypercare.analysis.population import members
from hypercare.analysis.scope import Scope
from hypercare.analysis.within import counted_since
from hypercare.cycles.day import DAY, date_start, local_date
from hypercare.cycles.period import GRAINS, period_after
from hypercare.model.instant import from_micros, to_micros
from hypercare.model.metrics import ActivityMetric, Unit
from hypercare.model.sequences import Bucket, Codes, Ints

MOST_DAYS = 1100
"""Three years: one event of a clock that was never set must not make a series of fifty."""
MOST_SHOWN = 50
Counts = tuple[int, ...]
Used = tuple[int, int]


class ActivityState(msgspec.Struct, frozen=True):
    """What adds up: active units by period of all grains, new and returning units by period of the lifecycle (none in
    the places of the other grains), units and rows by event, all rows, units by number of active days from 0 on, and
    those that were active in the period before the first.
    """

    active: Counts
    new: Counts
    returning: Counts
    usage: dict[str, Used]
    events: int
    frequency: Counts
    before: int


@dataclass(frozen=True)
class Stickiness:
    """Of a complete month: the mean of its days' active units over its own, and of the weeks wholly in it. None
    where nobody was active.
    """

    month: Period
    daily: float | None
    weekly: float | None


@dataclass(frozen=True)
class Lifecycle:
    """The units of a period: active for the first time, in the period before, too, or before that. The `dormant` were
    active in the period before and not in this one.
    """

    period: Period
    new: int
    returning: int
    resurrecting: int
    dormant: int


@dataclass(frozen=True)
class Usage:
    """How many units did an event, how often."""

    event: str
    units: int
    events: int


@dataclass(frozen=True)
class Activity:
    """Everything about the activity in a scope.

    `per` is the grain of the lifecycle; `series` are active units by grain and period; `usage` are the events that most
    units did, `other_events` the number of all others; `frequency` are units by number of active days.
    """

    per: str
    units: int
    series: dict[str, tuple[tuple[Period, int], ...]]
    stickiness: tuple[Stickiness, ...]
    lifecycle: tuple[Lifecycle, ...]
    usage: tuple[Usage, ...]
    other_events: int
    frequency: dict[int, int]


@dataclass(frozen=True)
class ActivityDetail:
    """The activity of the members of one scope since their exposure, in its last 1100 days. What they did before the
    scope is read, too: who was active then is not new.
    """

    scope: Scope
    metric: ActivityMetric

    @property
    def unit(self) -> Unit:
        return self.scope.population.unit

    @property
    def as_of(self) -> int:
        return self.scope.as_of

    @property
    def columns(self) -> frozenset[str]:
        return self.scope.population.columns.union(*(ref.where.keys for ref in self.metric.refs))

    @property
    def empty(self) -> ActivityState:
        none = (0,) * self._calendar.bounds[-1]
        return ActivityState(none, none, none, {}, 0, (0,) * len(self._calendar.edges), 0)

    def partial(self, bucket: Bucket) -> ActivityState:
        calendar = self._calendar
        if len(calendar.edges) == 1:
            return self.empty
        who = members(bucket, self.scope.population, self.scope.as_of)
        offsets, ts, codes = self._rows(bucket)
        since = counted_since(self.scope, who)
        active, new, returning, frequency, before = activity(
            offsets, ts, who.mask, since, calendar.edges, self._slots, calendar.places,
            self._before, GRAINS.index(self.metric.per), calendar.bounds[-1],
        )  # fmt: skip
        users, events = usage(
            offsets, ts, codes, who.mask, since, calendar.edges[0], calendar.edges[-1], max(1, len(bucket.names))
        )
        used = {bucket.names[code]: (int(users[code]), int(events[code])) for code in np.flatnonzero(events)}
        return ActivityState(
            _counts(active), _counts(new), _counts(returning), _bounded(used), int(events.sum()),
            _counts(frequency), int(before),
        )  # fmt: skip

    def merge(self, left: ActivityState, right: ActivityState) -> ActivityState:
        return ActivityState(
            _sum(left.active, right.active),
            _sum(left.new, right.new),
            _sum(left.returning, right.returning),
            _bounded(_together(left.usage, right.usage)),
            left.events + right.events,
            _sum(left.frequency, right.frequency),
            left.before + right.before,
        )

    def finish(self, state: ActivityState) -> Activity:
        shown = sorted(state.usage.items(), key=lambda each: (-each[1][0], -each[1][1], each[0]))[:MOST_SHOWN]
        used = tuple(Usage(event, units, events) for event, (units, events) in shown)
        series = {grain: self._series(grain, state.active) for grain in GRAINS}
        return Activity(
            per=self.metric.per,
            units=sum(state.frequency[1:]),
            series=series,
            stickiness=tuple(_stickiness(series, *each) for each in series["month"] if each[0].complete),
            lifecycle=self._lifecycle(state),
            usage=used,
            other_events=state.events - sum(each.events for each in used),
            frequency={days: units for days, units in enumerate(state.frequency) if days and units},
        )

    def _rows(self, bucket: Bucket) -> tuple[Ints, Ints, Codes]:
        """The rows that count as activity: the offsets of their units, times, codes of names."""
        if self.metric.event is None and self.scope.as_of >= bucket.index.latest:
            return sealed(bucket.offsets), sealed(bucket.ts), sealed(bucket.event)
        found = (
            all_hits(bucket, self.scope.as_of)
            if self.metric.event is None
            else hits(bucket, self.metric.event, self.scope.as_of)
        )
        offsets = np.searchsorted(found.units, np.arange(len(bucket.offsets)))
        return sealed(offsets), found.ts, sealed(bucket.event[found.rows])

    def _series(self, grain: str, active: Counts) -> tuple[tuple[Period, int], ...]:
        first = self._calendar.bounds[GRAINS.index(grain)]
        periods = self._calendar.periods[grain]
        return tuple(zip(periods, active[first : first + len(periods)], strict=True))

    def _lifecycle(self, state: ActivityState) -> tuple[Lifecycle, ...]:
        parts = (self._series(self.metric.per, counts) for counts in (state.active, state.new, state.returning))
        found, before = [], state.before
        for (period, active), (_, new), (_, returning) in zip(*parts, strict=True):
            found.append(Lifecycle(period, new, returning, active - new - returning, before - returning))
            before = active
        return tuple(found)

    @cached_property
    def _calendar(self) -> Calendar:
        return calendar_of(_latest(self.scope))

    @cached_property
    def _slots(self) -> Codes:
        """The day in which each slot of time begins."""
        edges = self._calendar.edges
        begins = np.arange(edges[0], edges[-1] + 1, 1 << SLOT_BITS)
        return (np.searchsorted(edges, begins, side="right") - 1).astype(np.int32)

    @cached_property
    def _before(self) -> int:
        """Where the period before the first begins."""
        first = self._calendar.periods[self.metric.per][0].first
        return to_micros(date_start(period_after(first, self.metric.per, -1), ZoneInfo(self.scope.zone)))


def _latest(scope: Scope) -> Scope:
    """The scope cut to its last 1100 local days."""
    zone, stop = ZoneInfo(scope.zone), max(scope.start, min(scope.stop, scope.as_of + 1))
    first = date_start(local_date(from_micros(stop), zone) - MOST_DAYS * DAY, zone)
    return replace(scope, start=max(scope.start, to_micros(first)))


def _stickiness(series: dict[str, tuple[tuple[Period, int], ...]], month: Period, units: int) -> Stickiness:
    daily, weekly = (
        [counted for period, counted in series[grain] if month.start <= period.start and period.end <= month.end]
        for grain in ("day", "week")
    )
    return Stickiness(month, _mean_share(daily, units), _mean_share(weekly, units))


def _mean_share(counts: list[int], units: int) -> float | None:
    return sum(counts) / (len(counts) * units) if counts and units else None


def _together(left: dict[str, Used], right: dict[str, Used]) -> dict[str, Used]:
    found = dict(left)
    for event, (units, events) in right.items():
        had = found.get(event, (0, 0))
        found[event] = (had[0] + units, had[1] + events)
    return found


def _bounded(used: dict[str, Used]) -> dict[str, Used]:
    kept = told_apart(used)
    return used if len(kept) == len(used) else {event: each for event, each in used.items() if event in kept}


def _counts(counted: Ints) -> Counts:
    return tuple(counted.tolist())


def _sum(left: Counts, right: Counts) -> Counts:
    return tuple(a + b for a, b in zip(left, right, strict=True))
