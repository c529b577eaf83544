"""Who belongs to a cohort, as a column of a bucket."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.hits import Hits, hits, hits_of_any
from hypercare.analysis.population import ALWAYS, Population, members
from hypercare.analysis.rows import Mask
from hypercare.analysis.scope import Judging, Scope
from hypercare.model.cohorts import CohortRule, InSequence, Period, Times
from hypercare.model.instant import MICROSECOND, to_micros
from hypercare.model.metrics import FunnelMetric, Step
from hypercare.model.sequences import Bucket, Column

FOREVER = 1 << 60
"""Microseconds that no sequence takes, and instants before and after all: 36,000 years. Sums of a few still fit."""
CONVERTED = 3
"""Where a funnel's sums say whether a unit converted, its window over or not."""


def cohort_column(bucket: Bucket, rule: CohortRule, as_of: int) -> Column:
    """Whether the unit of each row belongs to the cohort, by what had happened and was known at `as_of`."""
    outside = (~belongs(bucket, rule, as_of)).astype(np.int32)
    return Column(np.repeat(outside, np.diff(bucket.offsets)), (True, False))


def belongs(bucket: Bucket, rule: CohortRule, as_of: int) -> Mask:
    """Whether each unit belongs to the cohort, (u,)."""
    match rule:
        case Times():
            found = _within(hits(bucket, rule.event, as_of), rule.period, as_of)
            times = np.bincount(found.units, minlength=len(bucket.offsets) - 1)
            most = FOREVER if rule.at_most is None else rule.at_most
            return np.asarray((times >= rule.at_least) & (times <= most))
        case InSequence():
            found = _within(hits_of_any(bucket, rule.steps, as_of), rule.period, as_of)
            return _in_sequence(bucket, found, rule, as_of)


def _within(found: Hits, period: Period, as_of: int) -> Hits:
    """Those in the period; `last` ends with `as_of`, which is inside, and is open at its start."""
    start = ALWAYS if period.start is None else to_micros(period.start)
    stop = as_of + 1 if period.end is None else to_micros(period.end)
    if period.last is not None:
        start = as_of + 1 - period.last // MICROSECOND
    return found.between(start, stop)


def _in_sequence(bucket: Bucket, found: Hits, rule: InSequence, as_of: int) -> Mask:
    """Whether each unit's rows found hold the steps in order: whether it converts in a funnel of them."""
    longest = timedelta(microseconds=FOREVER) if rule.within is None else rule.within
    metric = FunnelMetric("", tuple(Step(step) for step in rule.steps), longest)
    funnel = Funnel(Scope(Population(), -FOREVER, FOREVER, as_of, as_of), Judging(), metric)
    asked = _only(bucket, found, metric)
    return np.asarray(funnel.measure(asked, members(asked, Population(), as_of))[:, CONVERTED] > 0)


def _only(bucket: Bucket, found: Hits, metric: FunnelMetric) -> Bucket:
    """The bucket with only some of its rows, and only the properties that a funnel reads."""
    keys = frozenset[str]().union(*(ref.where.keys for ref in metric.refs))
    columns = {key: replace(bucket.columns[key], codes=bucket.columns[key].codes[found.rows]) for key in keys}
    return replace(
        bucket,
        offsets=np.searchsorted(found.rows, bucket.offsets),
        ts=found.ts,
        known=bucket.known[found.rows],
        event=bucket.event[found.rows],
        columns=columns,
        stored_index=None,
    )
