"""The best chain of each unit in a funnel, by the fastest way that is right for it."""

import numpy as np
from numba import njit

from hypercare.analysis.funnel.layers import OUTSIDE, layered
from hypercare.analysis.funnel.options import has_options, rules_of
from hypercare.analysis.funnel.plain_kernel import NONE
from hypercare.analysis.funnel.profiles.levels import profile_levels
from hypercare.analysis.funnel.reached import Reached
from hypercare.analysis.funnel.rest import chains_in, chains_of, levels_of
from hypercare.analysis.funnel.steps import exclusion_hits, joined, step_hits, step_rows
from hypercare.analysis.funnel.strict import is_strict_only, strict_chains
from hypercare.analysis.funnel.sure import can_be_sure, sure_chains
from hypercare.analysis.funnel.unordered import is_unordered_only, unordered_chains
from hypercare.analysis.population import Members
from hypercare.analysis.proportion import HEAD
from hypercare.analysis.scope import Scope
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import FunnelMetric
from hypercare.model.sequences import Bucket, Codes, Ints


def best_of(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Reached:
    """The best chain of each unit of a bucket."""
    if metric.profile:
        return profile_levels(bucket, metric, scope, who)
    return (_with_options if has_options(metric) else _plain)(bucket, metric, scope, who)


def _plain(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Reached:
    """The chains of a funnel without options."""
    rules, clock = rules_of(metric, scope), bucket.index.clock
    if clock is None or len({step.ref.event for step in metric.steps}) < rules.steps:
        return levels_of(bucket, metric, scope, who)
    found = layered(
        step_hits(bucket, metric, scope, who), clock, len(who.mask), start=rules.start, stop=rules.stop,
        settled=rules.settled, window=rules.window, within=rules.within, first_only=rules.first_only,
    )  # fmt: skip
    return Reached.of_levels(*found)


def _with_options(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Reached:
    """The chains of a funnel with options: quickly, and again with all care for the units that need it."""
    clock = bucket.index.clock
    if clock is not None and can_be_sure(metric):
        steps, exclusions = step_hits(bucket, metric, scope, who), exclusion_hits(bucket, metric, scope, who)
        found = sure_chains(steps, exclusions, clock, len(who.mask), metric, scope)
        if found.unsure.any():
            left = joined(bucket, metric, [*steps, *exclusions], found.unsure)
            found.reached.replace(found.unsure, chains_in(left, metric, scope))
        return found.reached
    if is_strict_only(metric) and scope.as_of >= bucket.index.latest:
        found = strict_chains(bucket, step_hits(bucket, metric, scope, who), metric, scope)
    elif is_unordered_only(metric):
        found = unordered_chains(step_rows(bucket, metric, scope, who), metric, scope)
    else:
        return chains_of(bucket, metric, scope, who)
    if found.unsure.any():
        found.reached.replace(found.unsure, chains_of(bucket, metric, scope, who, found.unsure))
    return found.reached


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
