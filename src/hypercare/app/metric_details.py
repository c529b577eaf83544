"""Everything else that there is to say of a metric, by kind: the second reduction of each, and its document."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from hypercare.analysis.activity.detail import ActivityDetail
from hypercare.analysis.cycle.progress import CycleProgress
from hypercare.analysis.funnel.detail import Asked, FunnelDetail
from hypercare.analysis.retention.table import RetentionTable
from hypercare.analysis.scope import Scope
from hypercare.app.documents.activity import activity_document
from hypercare.app.documents.cycle import cycle_document
from hypercare.app.documents.funnel import funnel_document
from hypercare.app.documents.retention import retention_document
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Engine
from hypercare.declare.specs.query_parts import Breakdown
from hypercare.model.metrics import ActivityMetric, CycleMetric, FunnelMetric, Metric, RetentionMetric
from hypercare.model.sequences import Reduction

Second = tuple[Reduction[Any, Any], Callable[[Any], Document]]
"""A reduction, and what makes a document of its result."""


def _funnel(metric: FunnelMetric, scope: Scope, by: Breakdown | None, over: str) -> Second | None:
    """The detail of a funnel by our own rules: those of other tools know no chain that could be told."""
    if metric.profile:
        return None
    return funnel_question(metric, scope, by, over), lambda found: funnel_document(found, metric)


def funnel_question(metric: FunnelMetric, scope: Scope, by: Breakdown | None, over: str) -> FunnelDetail:
    """What a funnel's detail, its breakdown and its course over time are told by."""
    return FunnelDetail(scope, metric, Asked(over=over) if by is None else Asked(by.key, by.at, by.step, over))


DETAILS: Mapping[type[Metric], Callable[[Any, Scope, Breakdown | None, str], Second | None]] = {
    FunnelMetric: _funnel,
    ActivityMetric: lambda metric, scope, *_: (ActivityDetail(scope, metric), activity_document),
    CycleMetric: lambda metric, scope, by, _: (CycleProgress(_labelled(scope, by), metric), cycle_document),
    RetentionMetric: lambda metric, scope, by, _: (RetentionTable(_labelled(scope, by), metric), retention_document),
}
"""The detail of each kind that has more to say than its answer, broken down by a property and over time."""


def detail_document(
    metric: Metric, scope: Scope, engine: Engine, by: Breakdown | None, over: str, name: str
) -> Document | None:
    """The detail of a metric in a scope; None for one that has no more to say than its answer."""
    kind = DETAILS.get(type(metric))
    detail = None if kind is None else kind(metric, scope, by, over)
    if detail is None:
        return None
    question, document = detail
    return document(engine(detail_name(metric, by, over, name), question))


def detail_name(metric: Metric, by: Breakdown | None, over: str, name: str) -> str:
    """The name by which the engine knows the question of a detail; `name` is that of its scope."""
    return f"{name}/{metric.name}/detail {by} {over}"


def _labelled(scope: Scope, by: Breakdown | None) -> Scope:
    """The scope with the units labelled by their value at their first event."""
    return replace(scope, population=replace(scope.population, by=by.key)) if by else scope
