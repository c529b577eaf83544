"""The best chain of each unit in a funnel, by the fastest way that is right for it."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from hypercare.analysis.funnel.layers import OUTSIDE, layered
from hypercare.analysis.funnel.options import has_options, rules_of
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.profiles.levels import profile_levels
from hypercare.analysis.funnel.profiles.reached import Reached
from hypercare.analysis.funnel.rest import chains_of, levels_of
from hypercare.analysis.funnel.strict import is_strict_only, strict_chains
from hypercare.analysis.funnel.sure import can_be_sure, sure_chains
from hypercare.analysis.hits import Hits, hits
from hypercare.analysis.population import Members
from hypercare.analysis.proportion import HEAD
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Scope
from hypercare.analysis.within import counted
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import EventRef, FunnelMetric
from hypercare.model.sequences import Bucket, Codes, Ints


@dataclass(frozen=True)
class _Asked:
    """A funnel asked of one bucket: the rows of each step, and of each exclusion, that count."""

    bucket: Bucket
    metric: FunnelMetric
    scope: Scope
    who: Members
    steps: list[Hits]
    exclusions: list[Hits]


def best_of(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Reached:
    """The best chain of each unit of a bucket."""
    if metric.profile:
        return profile_levels(bucket, metric, scope, who)

    def rows(ref: EventRef) -> Hits:
        return counted(hits(bucket, ref, scope.as_of), scope, who)

    steps = [rows(step.ref) for step in metric.steps]
    asked = _Asked(bucket, metric, scope, who, steps, [rows(exclusion.ref) for exclusion in metric.exclusions])
    return _of_one_kind(asked) or _of_both_kinds(asked)


def _of_one_kind(asked: _Asked) -> Reached | None:
    """The chains of a funnel without options; None where there are some."""
    if has_options(asked.metric):
        return None
    rules, clock = rules_of(asked.metric, asked.scope), asked.bucket.index.clock
    names = {step.ref.event for step in asked.metric.steps}
    if clock is None or len(names) < rules.steps:
        return Reached.of_levels(*levels_of(asked.bucket, asked.steps, rules))
    found = layered(
        asked.steps, clock, len(asked.who.mask), start=rules.start, stop=rules.stop, settled=rules.settled,
        window=rules.window, within=rules.within, first_only=rules.first_only,
    )  # fmt: skip
    return Reached.of_levels(*found)


def _of_both_kinds(asked: _Asked) -> Reached:
    """The chains of a funnel with options: quickly, and again with all care for the units that need it."""
    bucket, units = asked.bucket, len(asked.who.mask)
    clock = bucket.index.clock
    if clock is not None and can_be_sure(asked.metric):
        found = sure_chains(asked.steps, asked.exclusions, clock, units, asked.metric, asked.scope)
    elif is_strict_only(asked.metric) and asked.scope.as_of >= bucket.index.latest:
        found = strict_chains(bucket, asked.steps, asked.metric, asked.scope)
    else:
        return Reached(*_with_care(asked, np.ones(units, np.bool_)))
    if found.unsure.any():
        for quick, careful in zip(found.parts, _with_care(asked, found.unsure), strict=True):
            quick[found.unsure] = careful
    return Reached(*found.parts)


def _with_care(asked: _Asked, units: Mask) -> tuple[Ints, Ints, Mask, Mask]:
    parts = [*asked.steps, *asked.exclusions]
    return chains_of(asked.bucket, asked.metric, asked.scope, asked.who, parts, units)


def best_sums(best: Reached, labels: Codes, count: int, metric: FunnelMetric, scope: Scope) -> Ints:
    """The sums of a funnel by label, (count + 1, width): those of label -1 last, those OUTSIDE nowhere."""
    rules = rules_of(metric, scope)
    sums: Ints = _sums(
        best.filled, best.last_entry, best.is_open, best.removed, labels, count, rules.steps, rules.required,
        scope.settled - metric.within // MICROSECOND, rules.drop.any(),
    )  # fmt: skip
    return sums


@njit(cache=True, nogil=True)
def _sums(filled, last_entry, is_open, removed, labels, count, steps, required, over, drops):  # type: ignore[no-untyped-def]  # compiled: numba infers the types
    sums = np.zeros((count + 1, HEAD + 2 * steps + drops), np.int64)
    for unit in range(len(filled)):
        if labels[unit] == OUTSIDE or last_entry[unit] == NONE:
            continue
        row = sums[labels[unit]]
        if removed[unit]:
            row[HEAD + 2 * steps] += 1
            continue
        mature, converted = last_entry[unit] <= over, filled[unit] & required == required
        row[0] += 1
        row[1] += mature
        row[2] += mature and converted
        row[3] += converted
        row[4] += is_open[unit] and not mature
        for step in range(steps):
            if filled[unit] >> step & 1:
                row[HEAD + step] += 1
                row[HEAD + steps + step] += mature
    return sums
