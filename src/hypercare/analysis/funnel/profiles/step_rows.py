"""The rows that a funnel under a profile reads, by unit and time, with the steps and exclusions that they match."""

from dataclasses import dataclass

import numpy as np

from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.hits import Hits, all_hits, hits
from hypercare.analysis.population import Members
from hypercare.analysis.scope import Scope
from hypercare.analysis.within import counted
from hypercare.model.metrics import EventRef, FunnelMetric
from hypercare.model.profiles import POSTHOG
from hypercare.model.sequences import Bucket, Ints

ANY = "any"


@dataclass(frozen=True)
class StepRows:
    """Rows by (unit, time, arrival): `offsets` (u + 1,) of the units among them, event times `ts` (m,) microseconds,
    as bits (m,) which steps each matches, and which steps it keeps chains from.
    """

    offsets: Ints
    ts: Ints
    steps: Ints
    barred: Ints


@dataclass(frozen=True)
class Reading:
    """What a funnel under a profile reads of a bucket: the rows of each step and of each exclusion, from `start` on.

    The first step is read in [start, stop) only; PostHog reads nothing at all from `stop` on.
    """

    steps: tuple[Hits, ...]
    exclusions: tuple[Hits, ...]
    metric: FunnelMetric
    units: int

    def step_rows(self, others: Hits | None = None) -> StepRows:
        """The rows that match a step or an exclusion, and those of `others`, each once."""
        marks = [(found, 1 << k, 0) for k, found in enumerate(self.steps)]
        for exclusion, found in zip(self.metric.exclusions, self.exclusions, strict=True):
            marks.append((found, 0, sum(1 << k for k in range(exclusion.after, exclusion.before))))
        return _merged([*marks, (others, 0, 0)] if others else marks, self.units)

    def last_entry(self, scope: Scope) -> Ints:
        """When each unit came to the first step (in any order: to a step) for the last time in [start, stop), (u,)
        microseconds; NONE where it never did.
        """
        entries = self.steps if self.metric.order == ANY else self.steps[:1]
        last = [np.full(self.units, NONE) for _ in entries]
        for found, of in zip(entries, last, strict=True):
            inside = found.between(scope.start, scope.stop)
            of[inside.units] = inside.ts
        return np.asarray(np.maximum.reduce(last))


def reading(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Reading:
    """The rows of a bucket that a funnel reads."""

    def read(ref: EventRef) -> Hits:
        return _from_start(hits(bucket, ref, scope.as_of), metric, scope, who)

    steps = [read(step.ref) for step in metric.steps]
    steps[0] = steps[0].between(scope.start, scope.stop)
    return Reading(tuple(steps), tuple(read(each.ref) for each in metric.exclusions), metric, len(who.mask))


def every_row(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Hits:
    """All rows of a bucket that are read by rules under which any event matters."""
    return _from_start(all_hits(bucket, scope.as_of), metric, scope, who)


def _from_start(found: Hits, metric: FunnelMetric, scope: Scope, who: Members) -> Hits:
    until = scope.stop if metric.profile == POSTHOG else scope.as_of + 1
    return counted(found, scope, who).between(scope.start, until)


def _merged(marks: list[tuple[Hits, int, int]], units: int) -> StepRows:
    """Rows of several lists in one, each once, with the marks of all the lists that it is in."""
    rows = np.concatenate([found.rows for found, _, _ in marks])
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    steps = np.concatenate([np.full(len(found.rows), bit) for found, bit, _ in marks])[order]
    barred = np.concatenate([np.full(len(found.rows), bits) for found, _, bits in marks])[order]
    if len(first) < len(rows):
        steps, barred = np.bitwise_or.reduceat(steps, first), np.bitwise_or.reduceat(barred, first)
    owners = np.concatenate([found.units for found, _, _ in marks])[order][first]
    ts = np.concatenate([found.ts for found, _, _ in marks])[order][first]
    return StepRows(np.searchsorted(owners, np.arange(units + 1)), ts, steps, barred)
