"""Everything else that there is to say of a metric, by kind: the second reduction of each, and its document."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from hypercare.analysis.activity import ActivityDetail
from hypercare.analysis.retention_table import RetentionTable
from hypercare.analysis.scope import Scope
from hypercare.app.documents.activity import activity_document
from hypercare.app.documents.retention import retention_document
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Engine
from hypercare.declare.query_parts import Breakdown
from hypercare.model.metrics import ActivityMetric, FunnelMetric, Metric, RetentionMetric
from hypercare.model.sequences import Reduction

Second = tuple[Reduction[Any, Any], Callable[[Any], Document]]
"""A reduction, and what makes a document of its result."""
DETAILS: Mapping[type[Metric], Callable[[Any, Scope, Breakdown | None], Second]] = {
    ActivityMetric: lambda metric, scope, _: (ActivityDetail(scope, metric), activity_document),
    RetentionMetric: lambda metric, scope, by: (RetentionTable(_labelled(scope, by), metric), retention_document),
}
"""The detail of each kind that has more to say than its answer."""


def has_own_breakdown(metric: Metric, by: Breakdown) -> bool:
    """Whether a breakdown is told by the metric's detail: a funnel's, where a step says whose value counts."""
    return isinstance(metric, FunnelMetric) and bool(by.at)


def detail_document(metric: Metric, scope: Scope, engine: Engine, by: Breakdown | None, name: str) -> Document | None:
    """The detail of a metric in a scope; None for a kind that has no more to say than its answer."""
    detail = DETAILS.get(type(metric))
    if detail is None:
        return None
    question, document = detail(metric, scope, by)
    return document(engine(f"{name}/{metric.name}/detail {by}", question))


def _labelled(scope: Scope, by: Breakdown | None) -> Scope:
    """The scope with the units labelled by their value at their first event."""
    return replace(scope, population=replace(scope.population, by=by.key)) if by else scope
