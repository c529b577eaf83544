"""A declared funnel as the kernel of all options reads it."""

import numpy as np

from hypercare.analysis.funnel.labels import Rules
from hypercare.analysis.scope import Scope
from hypercare.model.instant import MICROSECOND
from hypercare.model.metrics import ANY_ORDER, FunnelMetric

ANY, STRICT = ANY_ORDER, "strict"


def has_options(metric: FunnelMetric) -> bool:
    """Whether a funnel needs more than the plain ordered kernel."""
    optional = any(step.optional for step in metric.steps)
    return metric.order != "ordered" or optional or bool(metric.exclusions or metric.grace or metric.profile)


def rules_of(metric: FunnelMetric, scope: Scope, *, traced: bool = False) -> Rules:
    """The funnel in microseconds, bits and positions (steps counted from 0); whether the rows of chains are wanted.

    In any order there is nothing for a grace to excuse.
    """
    window = metric.within // MICROSECOND
    within = [window if step.within is None else step.within // MICROSECOND for step in metric.steps]
    return Rules(
        steps=len(metric.steps),
        required=sum(1 << k for k, step in enumerate(metric.steps) if not step.optional),
        strict=metric.order == STRICT,
        any_order=metric.order == ANY,
        first_only=metric.entry == "first",
        timed=any(step.within is not None for step in metric.steps),
        traced=traced,
        grace=0 if metric.order == ANY else metric.grace // MICROSECOND,
        window=window,
        within=np.array(within, np.int64),
        inside_from=np.array([exclusion.after - 1 for exclusion in metric.exclusions], np.int64),
        inside_to=np.array([exclusion.before - 2 for exclusion in metric.exclusions], np.int64),
        drop=np.array([exclusion.drop for exclusion in metric.exclusions], np.bool_),
        start=scope.start,
        stop=scope.stop,
        as_of=scope.as_of,
        settled=scope.settled,
    )
