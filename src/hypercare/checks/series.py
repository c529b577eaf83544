"""Daily series as checks ask for them: one question a metric and property, whoever reads it."""

from datetime import datetime

from hypercare.analysis.launch_scope import control_history_scope, history_scope
from hypercare.analysis.series.series_of import SeriesFound, SeriesOf
from hypercare.checks.ask import Ask, question
from hypercare.model.launch import Launch
from hypercare.model.metrics import (
    CountMetric,
    FunnelMetric,
    MeanMetric,
    Metric,
    RateMetric,
    RatioMetric,
)

Comparable = FunnelMetric | RatioMetric | MeanMetric | RateMetric | CountMetric
"""The metrics whose daily values are the metric itself. Cycles, retention and activity have windows of many days."""


def asked_series(launch: Launch, metric: Metric, at: datetime, ask: Ask, by: str | None = None) -> SeriesFound:
    """The series of the launch's units, before go-live and after, as known at `at`."""
    return ask(question(_named("series", metric, by), at), SeriesOf(history_scope(launch, metric, at, by), metric))


def asked_control(launch: Launch, metric: Metric, at: datetime, ask: Ask, by: str | None = None) -> SeriesFound:
    """The same of the declared control."""
    scope = control_history_scope(launch, metric, at, by)
    return ask(question(_named("control-series", metric, by), at), SeriesOf(scope, metric))


def _named(subject: str, metric: Metric, by: str | None) -> str:
    return f"{subject}/{metric.name}" + (f"/{by}" if by else "")
