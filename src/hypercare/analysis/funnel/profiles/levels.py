"""The funnel of a bucket by the rules of the tool that it names."""

from collections.abc import Callable, Mapping

from hypercare.analysis.funnel.profiles.clickhouse import clickhouse_levels
from hypercare.analysis.funnel.profiles.mixpanel import mixpanel_levels
from hypercare.analysis.funnel.profiles.posthog import posthog_levels
from hypercare.analysis.funnel.reached import Reached
from hypercare.analysis.population import Members
from hypercare.analysis.scope import Scope
from hypercare.model.metrics import FunnelMetric
from hypercare.model.profiles import CLICKHOUSE, MIXPANEL, POSTHOG
from hypercare.model.sequences import Bucket

LEVELS: Mapping[str, Callable[[Bucket, FunnelMetric, Scope, Members], Reached]] = {
    CLICKHOUSE: clickhouse_levels,
    MIXPANEL: mixpanel_levels,
    POSTHOG: posthog_levels,
}


def profile_levels(bucket: Bucket, metric: FunnelMetric, scope: Scope, who: Members) -> Reached:
    """How far the units of a bucket come by the rules of `metric.profile`, which must name a tool."""
    return LEVELS[metric.profile](bucket, metric, scope, who)
