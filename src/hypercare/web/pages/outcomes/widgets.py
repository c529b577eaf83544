"""The charts of the outcomes page by name."""

from hypercare.model.errors import NotFound
from hypercare.model.metrics import RetentionMetric
from hypercare.reports.chart import ChartModel
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.outcomes.figures import PREFIX_OF, by_day
from hypercare.web.pages.widgets.registry import slug


def outcome_widget(asked: LaunchAsked, name: str) -> ChartModel | None:
    """The chart of a widget of outcomes: `daily-…` as counted, `ordinary-…` per ordinary day; None for another name.

    Raises `NotFound` before any day is settled, and for a retention.
    """
    metrics = {slug(metric): metric for metric in asked.launch.metrics}
    for read, prefix in PREFIX_OF.items():
        metric = metrics.get(name.removeprefix(prefix)) if name.startswith(prefix) else None
        if metric is not None:
            if isinstance(asked.launch.metrics[metric], RetentionMetric):
                raise NotFound("a retention has no value by day: units come back in a window")
            found = by_day(asked, metric, read)
            if found is None:
                raise NotFound("no day is settled yet that could be drawn", fix="ask again when facts have come in")
            return found
    return None
